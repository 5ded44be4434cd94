import { beforeAll, describe, expect, it } from 'vitest';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { DomainError } from '../problems.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { audit } from './audit.ts';
import { cellAt, cellSpace } from './cells.ts';
import { type CodeNode, dimensionOf } from './dimension.ts';
import { countTableOf } from './from-tabulated.ts';
import { type Ledger, type LedgerEntry, ledgerEntry, protectInLedger } from './ledger.ts';
import { linkedProblem } from './linked-problem.ts';
import { protectCounts } from './protect.ts';
import type { Solver } from './solver.ts';
import type { TableMeaning } from './table-meaning.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const RULES = {
  primary: [{ rule: 'threshold', minContributors: 5 }],
  protection: { standard: 'interval', from: 0, to: 5 },
  cost: 'value+1',
} as const;

type Person = Readonly<Record<string, string>>;
interface Grouping {
  readonly name: string;
  readonly nodes: readonly CodeNode[];
  /** The leaf of a person. */
  readonly of: (person: Person) => string;
}

const flat = (codes: readonly string[]): CodeNode[] => [
  { code: 'Total', parent: null },
  ...codes.map((code) => ({ code, parent: 'Total' })),
];

function plain(variable: string, codes: readonly string[]): Grouping {
  return { name: variable, nodes: flat(codes), of: (person) => person[variable]! };
}

/** Age bands by their first ages; the last goes up to `last`. */
function bands(firsts: readonly number[], last: number): Grouping & { finest: Record<string, string[]> } {
  const ends = [...firsts.slice(1).map((first) => first - 1), last];
  const codes = firsts.map((first, i) => `${first}-${ends[i]}`);
  return {
    name: 'age',
    nodes: flat(codes),
    of: ({ age }) => codes.findLast((_, i) => Number(age) >= firsts[i]!)!,
    finest: Object.fromEntries(
      codes.map((code, i) => [
        code,
        Array.from({ length: ends[i]! - firsts[i]! + 1 }, (_, k) => String(firsts[i]! + k)),
      ]),
    ),
  };
}

/** A table of persons as it would be tabulated: each a contributor. */
function counted(people: readonly Person[], groupings: readonly Grouping[]): TabulatedTable {
  const text = { id: 'x', en: 'x' };
  const space = cellSpace(groupings.map(({ name, nodes }) => dimensionOf(name, nodes)));
  const counts = new Float64Array(space.size);
  for (const person of people) {
    const lines = groupings.map(({ of }, d) => {
      const { nodeOf, parent } = space.dimensions[d]!;
      const line: number[] = [];
      for (let node = nodeOf.get(of(person))!; node >= 0; node = parent[node]!) line.push(node);
      return line;
    });
    const walk = (d: number, nodes: number[]): void => {
      if (d === lines.length) counts[cellAt(space, nodes)]!++;
      else for (const node of lines[d]!) walk(d + 1, [...nodes, node]);
    };
    walk(0, []);
  }
  const codes = (cell: number) =>
    Object.fromEntries(
      groupings.map(({ name, nodes }, d) => [
        name,
        nodes[Math.floor(cell / space.strides[d]!) % nodes.length]!.code,
      ]),
    );
  return {
    format: 'padan-table/1',
    protected: false,
    table: '05',
    title: text,
    unit: 'person',
    population: text,
    dataset: {
      id: 'd',
      vintage: '1',
      round: 'r',
      reference: { from: '2024-08-01', to: '2024-08-31' },
      producer: 'bps',
      synthetic: true,
    },
    where: [],
    measure: { type: 'count', weighted: false },
    dimensions: groupings.map(({ name, nodes }) => ({
      name,
      label: text,
      codes: nodes.map(({ code, parent }) => ({ code, parent })),
    })),
    cells: Array.from(counts, (n, cell) => ({
      codes: codes(cell),
      estimate: n,
      se: null,
      rse: null,
      reliability: null,
      contributors: n,
    })),
    records: { read: people.length, inPopulation: people.length },
    citation: text,
  };
}

const meaning = (more: Partial<TableMeaning> = {}): TableMeaning => ({
  dataset: 'bps sakernas august',
  population: 'person',
  measure: 'count',
  ...more,
});

/** The first release, protected by itself: nothing was out before. */
function released(table: TabulatedTable, means: TableMeaning, vintage = '1'): LedgerEntry {
  const result = protectCounts(countTableOf(table, false), RULES, { solver });
  expect(result.audit.status).toBe('holds');
  return ledgerEntry('rls-1', table, false, { meaning: means, vintage }, result);
}

/** What an intruder has who holds both tables with these cells hidden: the unsafe cells he narrows too far. */
function narrowed(first: LedgerEntry, ledger: Ledger, table: TabulatedTable, hidden: Uint8Array): number {
  const counts = countTableOf(table, false);
  const flags = new Uint8Array(countTableOf(first.table, false).space.size);
  for (const cell of first.hidden) flags[cell] = 1;
  const problem = linkedProblem(
    [
      {
        id: 'first',
        vintage: first.vintage,
        meaning: first.meaning,
        table: countTableOf(first.table, false),
        released: { hidden: flags },
      },
      ...(ledger.unseen ?? []).map(({ meaning: means, table: unseen }, i) => ({
        id: `unseen ${i}`,
        vintage: ledger.vintage,
        meaning: means,
        table: unseen,
        released: { hidden: new Uint8Array(unseen.space.size).fill(1) },
      })),
      { id: 'new', vintage: ledger.vintage, meaning: ledger.meaning, table: counts, released: { hidden } },
    ],
    RULES,
  );
  const unknown = problem.linked.sealed;
  const found = audit(problem.system, problem.values, unknown, problem.targets, { solver });
  expect(found.status).not.toBe('not-proved');
  return found.violations.length + problem.beyond.length;
}

function alone(table: TabulatedTable): Uint8Array {
  const result = protectCounts(countTableOf(table, false), RULES, { solver });
  expect(result.audit.status).toBe('holds');
  return result.hidden;
}

/** The attack wins against each release protected alone, and loses against the ledger. */
function attack(first: LedgerEntry, ledger: Omit<Ledger, 'earlier'>, table: TabulatedTable) {
  const whole = { ...ledger, earlier: [first] };
  const won = narrowed(first, whole, table, alone(table));
  const { result, earlier, conflicts } = protectInLedger(table, false, RULES, whole, { solver });
  expect(conflicts).toEqual([]);
  expect(result.audit.status).toBe('holds');
  expect(narrowed(first, whole, table, result.hidden)).toBe(0);
  return { won, earlier, result };
}

/** Persons of one region and sex at every age, `n` of each; some ages by hand. */
function population(n: number, some: readonly (readonly [string, string, number, number])[] = []): Person[] {
  const people: Person[] = [];
  for (const region of ['11', '12', '13'])
    for (const sex of ['1', '2'])
      for (let age = 15; age <= 34; age++) {
        const own = some.find(([r, s, a]) => r === region && s === sex && a === age);
        for (let i = 0; i < (own?.[3] ?? n); i++) people.push({ region, sex, age: String(age) });
      }
  return people;
}

const REGION = plain('region', ['11', '12', '13']);
const SEX = plain('sex', ['1', '2']);

describe('differencing across two releases', () => {
  it('a filter that leaves out a few: the rest is what subtraction gives', () => {
    const people = population(6, [
      ['11', '1', 15, 2],
      ['12', '2', 15, 9],
    ]);
    const first = released(counted(people, [REGION, SEX]), meaning());
    const older = people.filter(({ age }) => Number(age) >= 16);
    const ages = Array.from({ length: 19 }, (_, i) => String(16 + i));
    const second = counted(older, [REGION, SEX]);
    const { won, earlier } = attack(
      first,
      { meaning: meaning({ where: [{ variable: 'age', in: ages }] }), vintage: '1' },
      second,
    );
    expect(won).toBeGreaterThan(0);
    expect(earlier).toMatchObject({ releases: ['rls-1'] });
    expect(earlier.hiddenForThem).toBeGreaterThan(0);
  });

  it('age bands shifted by a year', () => {
    const people = population(6, [
      ['11', '1', 25, 2],
      ['13', '2', 25, 1],
    ]);
    const [a, b] = [bands([15, 25], 34), bands([15, 26], 34)];
    const first = released(counted(people, [a, REGION, SEX]), meaning({ finest: { age: a.finest } }));
    const atoms = bands([15, 25, 26], 34);
    const nodes = [
      { code: 'Total', parent: null },
      { code: '15-24', parent: 'Total' },
      { code: '25-34', parent: 'Total' },
      { code: '25-25', parent: '25-34' },
      { code: '26-34', parent: '25-34' },
    ];
    const unseen = countTableOf(counted(people, [{ ...atoms, nodes }, REGION, SEX]), false);
    const means = meaning({ finest: { age: atoms.finest } });
    const { won } = attack(
      first,
      {
        meaning: meaning({ finest: { age: b.finest } }),
        vintage: '1',
        unseen: [{ meaning: means, table: unseen }],
      },
      counted(people, [b, REGION, SEX]),
    );
    expect(won).toBeGreaterThan(0);
  });

  it('age bands that cross are refused where nobody counts what they share', () => {
    const people = population(6);
    const [a, b] = [bands([15, 25, 30], 34), bands([15, 26, 31], 34)];
    const first = released(counted(people, [a, SEX]), meaning({ finest: { age: a.finest } }));
    const ledger = {
      meaning: meaning({ finest: { age: b.finest } }),
      vintage: '1',
      earlier: [first],
    };
    const asked = () => protectInLedger(counted(people, [b, SEX]), false, RULES, ledger, { solver });
    expect(asked).toThrow(DomainError);
    expect(asked).toThrow(expect.objectContaining({ code: 'disclosure-groups-cross' }));
  });

  it('a region that was split: the part that keeps its name less the whole', () => {
    const all = population(4).filter(({ region, age }) => region === '13' || Number(age) < 20);
    const people = all.map((person) =>
      person.region === '13' && Number(person.age) < 16 ? { ...person, region: '14' } : person,
    );
    const merged = people.map((person) => (person.region === '14' ? { ...person, region: '13' } : person));
    const first = released(
      counted(merged, [REGION, SEX]),
      meaning({ finest: { region: { '13': ['13b', '14'] } } }),
    );
    const split = plain('region', ['11', '12', '13b', '14']);
    const renamed = people.map((person) => (person.region === '13' ? { ...person, region: '13b' } : person));
    const second = counted(renamed, [split, SEX]);
    const { won } = attack(first, { meaning: meaning(), vintage: '1' }, second);
    expect(won).toBeGreaterThan(0);
  });

  it('a revised vintage shows what the first one hid', () => {
    const before = population(3, [['11', '1', 20, 0]]).filter(
      ({ region, sex, age }) => region !== '12' || sex !== '2' || Number(age) < 16,
    );
    const after = [...before, ...Array.from({ length: 4 }, () => ({ region: '12', sex: '2', age: '16' }))];
    const first = released(counted(before, [REGION, SEX]), meaning());
    const { won } = attack(first, { meaning: meaning(), vintage: '2' }, counted(after, [REGION, SEX]));
    expect(won).toBeGreaterThan(0);
  });
});

describe('what cannot be protected any more', () => {
  it('names the unsafe cell and the published cells in the way', () => {
    const before = population(3);
    const few = before.filter(({ region, sex, age }) => region !== '12' || sex !== '2' || Number(age) < 16);
    const first = released(counted(before, [REGION, SEX]), meaning());
    const ledger = { meaning: meaning(), vintage: '2', earlier: [first] };
    const { conflicts, result } = protectInLedger(counted(few, [REGION, SEX]), false, RULES, ledger, {
      solver,
    });
    expect(result.audit.status).not.toBe('holds');
    expect(conflicts).toContainEqual(
      expect.objectContaining({ unsafe: { release: null, codes: { region: '12', sex: '2' } } }),
    );
    expect(conflicts.flatMap(({ published }) => published)).toContainEqual({
      release: 'rls-1',
      codes: { region: '12', sex: '2' },
    });
  });
});

describe('the same again', () => {
  it('a table asked for twice is hidden where it was hidden, and nowhere else', () => {
    const table = counted(population(4, [['11', '1', 15, 2]]), [
      plain('age', [...new Set(population(1).map(({ age }) => age!))]),
      SEX,
    ]);
    const first = released(table, meaning());
    const { result, earlier } = protectInLedger(
      table,
      false,
      RULES,
      { meaning: meaning(), vintage: '1', earlier: [first] },
      { solver },
    );
    expect(Array.from(result.hidden.keys()).filter((cell) => result.hidden[cell])).toEqual(first.hidden);
    expect(earlier.hiddenForThem).toBe(0);
  });
});
