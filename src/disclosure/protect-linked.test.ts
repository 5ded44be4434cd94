import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellOf, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { codesOf } from './cells.ts';
import type { CountTable } from './count-table.ts';
import { linkedProblem } from './linked-problem.ts';
import { linkedRules, parseLinkedSpec } from './linked-spec.ts';
import type { LinkedTable } from './linked-tables.ts';
import { protectCounts } from './protect.ts';
import { protectLinked } from './protect-linked.ts';
import { readLinkedTables } from './read-data.ts';
import type { Solver } from './solver.ts';
import type { TableMeaning } from './table-meaning.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const PERSONS: TableMeaning = { dataset: 'x', population: 'all', measure: 'count' };
const RULES = {
  primary: [{ rule: 'threshold', minContributors: 3 }],
  protection: { standard: 'interval', from: 0, to: 3 },
  cost: 'value+1',
} as const;
const linked = (id: string, table: CountTable, more: Partial<LinkedTable> = {}): LinkedTable => ({
  id,
  meaning: PERSONS,
  table,
  ...more,
});

describe('protectLinked', () => {
  const regions = tree('region', 3);
  const bySex = tableOf([regions, tree('sex', 2)], [1, 10, 7, 8, 9, 10]);
  const byAge = tableOf([regions, tree('age', 2)], [3, 8, 7, 8, 10, 9]);

  it('hides a shared cell in every table or in none, and holds over the whole system', () => {
    const { tables, audit, problem } = protectLinked([linked('a', bySex), linked('b', byAge)], RULES, {
      solver,
    });
    expect(audit.status).toBe('holds');
    for (const region of ['Total', 'region1', 'region2', 'region3']) {
      const hidden = tables.map(({ table, hidden: own }) => own[cellOf(table.space, region, 'Total')]);
      expect(hidden[0]).toBe(hidden[1]);
    }
    expect(tables[0]!.unsafe.cells).toContain(cellOf(bySex.space, 'region1', 'sex1'));
    expect(tables[1]!.unsafe.cells.length).toBe(0);
    expect(problem.linked.differences).toEqual([]);
  });

  it('keeps a person from falling out of the difference of two tables, each safe alone', () => {
    const all = tableOf([regions], [11, 15, 19]);
    const men = tableOf([regions], [10, 7, 9]);
    for (const table of [all, men]) expect(protectCounts(table, RULES, { solver }).hidden).not.toContain(1);
    const filtered = { meaning: { ...PERSONS, where: [{ variable: 'sex', in: ['men'] }] } };
    const { tables, audit, problem } = protectLinked([linked('a', all), linked('b', men, filtered)], RULES, {
      solver,
    });
    expect(audit.status).toBe('holds');
    const at = cellOf(all.space, 'region1');
    expect(tables.some(({ hidden }) => hidden[at])).toBe(true);
    const rest = problem.targets.find(({ cell }) => problem.linked.sealed[cell])!;
    expect(rest).toMatchObject({ kind: 'interval', low: 0, high: 3 });
    expect(problem.values[rest.cell]).toBe(1);
  });

  it('protects what an earlier release hid against what a new table would tell, and never hides what is out', () => {
    const first = protectCounts(bySex, RULES, { solver });
    const released = linked('old', bySex, { released: { hidden: first.hidden } });
    const { tables, audit, problem } = protectLinked([released, linked('new', byAge)], RULES, { solver });
    expect(audit.status).toBe('holds');
    expect([...tables[0]!.hidden]).toEqual([...first.hidden]);
    expect(problem.beyond).toEqual([]);
    const margin = cellOf(bySex.space, 'region1', 'Total');
    expect(tables[1]!.hidden[cellOf(byAge.space, 'region1', 'Total')]).toBe(first.hidden[margin]);
  });

  it('names unsafe cells that are out already, and protects the others', () => {
    const shown = linked('old', bySex, { released: { hidden: new Uint8Array(bySex.space.size) } });
    const { audit, problem, tables } = protectLinked([shown, linked('new', byAge)], RULES, { solver });
    expect(problem.beyond).toEqual([cellOf(bySex.space, 'region1', 'sex1')]);
    expect(problem.targets).toEqual([]);
    expect(tables[0]!.hidden).not.toContain(1);
    expect(audit.status).toBe('holds');
  });

  it('holds on random tables of the same persons, by an audit of the relations written out anew (property)', () => {
    const person = fc.tuple(fc.nat(2), fc.nat(1), fc.nat(1));
    fc.assert(
      fc.property(fc.array(person, { minLength: 8, maxLength: 60 }), (people) => {
        const count = (keep: (each: readonly number[]) => readonly [number, number]) => {
          const inner = new Array<number>(6).fill(0);
          for (const each of people) {
            const [r, other] = keep(each);
            inner[2 * r + other]!++;
          }
          return inner;
        };
        const a = tableOf(
          [regions, tree('sex', 2)],
          count(([r, s]) => [r!, s!]),
        );
        const b = tableOf(
          [regions, tree('age', 2)],
          count(([r, , g]) => [r!, g!]),
        );
        const { tables, audit } = protectLinked([linked('a', a), linked('b', b)], RULES, { solver });
        if (audit.status !== 'holds') return;
        for (const [t, { unsafe }] of tables.entries())
          for (const cell of unsafe.cells) {
            const [low, high] = interval(solver, tables, t, cell);
            expect(low).toBeLessThanOrEqual(1e-6);
            expect(high).toBeGreaterThanOrEqual(3 - 1e-6);
          }
      }),
      { seed: 6, numRuns: runs(15, 300) },
    );
  });
});

/** Bounds of one cell over region x sex and region x age together, from the codes alone. */
function interval(
  solver: Solver,
  tables: readonly { readonly table: CountTable; readonly hidden: Uint8Array }[],
  t: number,
  cell: number,
): [number, number] {
  const columns = new Map<string, number>();
  const known = new Map<string, number>();
  const name = (table: CountTable, at: number) => {
    const [region, other] = codesOf(table.space, at) as [string, string];
    return `${region} ${other}`;
  };
  for (const { table, hidden } of tables)
    for (let at = 0; at < table.space.size; at++)
      if (hidden[at]) columns.set(name(table, at), columns.get(name(table, at)) ?? columns.size);
      else known.set(name(table, at), table.value[at]!);
  const rows: { right: number; entries: [number, number][] }[] = [];
  const row = (whole: string, parts: readonly string[]) => {
    const made = { right: 0, entries: [] as [number, number][] };
    for (const [each, sign] of [[whole, -1] as const, ...parts.map((part) => [part, 1] as const)])
      if (known.has(each)) made.right -= sign * known.get(each)!;
      else made.entries.push([columns.get(each)!, sign]);
    if (made.entries.length > 0) rows.push(made);
  };
  const places = ['region1', 'region2', 'region3'];
  for (const kind of ['sex', 'age']) {
    const codes = [`${kind}1`, `${kind}2`];
    for (const region of ['Total', ...places])
      row(
        `${region} Total`,
        codes.map((code) => `${region} ${code}`),
      );
    for (const code of ['Total', ...codes])
      row(
        `Total ${code}`,
        places.map((region) => `${region} ${code}`),
      );
  }
  const right = Float64Array.from(rows, (each) => each.right);
  let entries = 0;
  const cost = new Float64Array(columns.size);
  cost[columns.get(name(tables[t]!.table, cell))!] = 1;
  const model = solver.open({
    columns: columns.size,
    rows: rows.length,
    cost,
    lower: new Float64Array(columns.size),
    upper: new Float64Array(columns.size).fill(Number.POSITIVE_INFINITY),
    rowLower: right,
    rowUpper: right,
    start: Int32Array.from([0, ...rows.map((each) => (entries += each.entries.length))]),
    index: Int32Array.from(rows.flatMap((each) => each.entries.map(([i]) => i))),
    value: Float64Array.from(rows.flatMap((each) => each.entries.map(([, sign]) => sign))),
  });
  const low = model.solve(cost, 'minimise').objective;
  const up = model.solve(cost, 'maximise');
  model.close();
  return [low, up.status === 'unbounded' ? Number.POSITIVE_INFINITY : up.objective];
}

describe('readLinkedTables', () => {
  const spec = parseLinkedSpec({
    tables: [
      {
        id: 'sex',
        dimensions: [
          { name: 'region', levels: ['prov', 'regency'] },
          { name: 'sex', levels: ['sex'] },
        ],
      },
      {
        id: 'men',
        dimensions: [{ name: 'region', levels: ['prov'] }],
        where: [{ column: 'sex', in: ['M'] }],
      },
    ],
    measure: { type: 'count' },
    primary: RULES.primary,
    protection: RULES.protection,
  });
  const header = ['prov', 'regency', 'sex'];
  const rows = [
    ['11', '1101', 'M'],
    ['11', '1102', 'F'],
    ['12', '1201', 'M'],
    ['12', '1201', 'M'],
  ];

  it('reads every table from one pass, rows outside its restriction left out', async () => {
    const [sex, men] = await readLinkedTables(spec, header, [{ firstRow: 1, rows }]);
    expect(sex!.table.value[0]).toBe(4);
    expect([...men!.table.value]).toEqual([3, 1, 2]);
    expect(men!.meaning.where).toEqual([{ variable: 'sex', in: ['M'] }]);
    const { problem } = protectLinked([sex!, men!], linkedRules(spec), { solver });
    expect(problem.linked.cellOf[1]![1]).toBe(problem.linked.cellOf[0]![cellOf(sex!.table.space, '11', 'M')]);
  });

  it('counts all tables in the same units, also where a filter leaves whole values alone', async () => {
    const sums = parseLinkedSpec({
      tables: spec.tables,
      measure: { type: 'magnitude', value: 'v' },
      primary: [{ rule: 'p-percent', p: 10 }],
      protection: { standard: 'levels' },
    });
    const data = rows.map((row, i) => [...row, row[2] === 'M' ? '20' : `3.${i}5`]);
    const tables = await readLinkedTables(sums, [...header, 'v'], [{ firstRow: 1, rows: data }]);
    expect(tables.map(({ table }) => table.decimals)).toEqual([2, 2]);
    expect(tables.map(({ table }) => table.value[0])).toEqual([6315, 6000]);
    const { audit, problem } = protectLinked(tables, linkedRules(sums), { solver });
    expect(problem.linked.cellOf[1]![0]).toBe(
      problem.linked.cellOf[0]![cellOf(tables[0]!.table.space, 'Total', 'M')],
    );
    expect(audit.violations.every(({ cell }) => problem.targets.some((target) => target.cell === cell))).toBe(
      true,
    );
  });

  it('takes margins of rounded magnitudes for the same although each table rounds for itself', async () => {
    const sums = parseLinkedSpec({
      tables: [
        { id: 'fine', dimensions: [{ name: 'region', levels: ['prov', 'regency'] }] },
        { id: 'coarse', dimensions: [{ name: 'region', levels: ['prov'] }] },
      ],
      measure: { type: 'magnitude', value: 'v', decimals: 0 },
      primary: [{ rule: 'p-percent', p: 10 }],
      protection: { standard: 'levels' },
    });
    const data = [
      ['11', '1101', '40.4'],
      ['11', '1102', '30.4'],
      ['12', '1201', '9'],
    ];
    const tables = await readLinkedTables(sums, ['prov', 'regency', 'v'], [{ firstRow: 1, rows: data }]);
    expect(tables.map(({ table }) => table.value[cellOf(table.space, '11')])).toEqual([70, 71]);
    const { linked } = linkedProblem(tables, linkedRules(sums));
    const shared = linked.cellOf.map((cells, t) => cells[cellOf(tables[t]!.table.space, '11')]);
    expect(shared[0]).not.toBe(shared[1]);
  });

  it('refuses margins, which would be rows of another table too', async () => {
    const read = readLinkedTables(spec, header, [{ firstRow: 1, rows: [...rows, ['11', 'Total', 'M']] }]);
    await expect(read).rejects.toMatchObject({ code: 'disclosure-code', facts: { row: 5, column: 2 } });
  });

  it.each([
    [
      'an id twice',
      {
        tables: [
          { id: 'a', dimensions: [{ name: 'x', levels: ['x'] }] },
          { id: 'a', dimensions: [{ name: 'y', levels: ['y'] }] },
        ],
      },
    ],
    ['an equation of populations that no table has', { equations: [{ sum: ['a', 'b'], equals: 'c' }] }],
    ['a preference, which belongs to one table', { preference: 'p' }],
  ])('refuses %s', (_what, changes) => {
    const { tables, measure, primary, protection } = spec;
    const own = { tables, measure, primary, protection, ...changes };
    expect(() => parseLinkedSpec(own)).toThrow(expect.objectContaining({ code: 'spec-invalid' }));
  });
});
