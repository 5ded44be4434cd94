import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellOf, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { DomainError } from '../problems.ts';
import { cellSpace, sumMargins } from './cells.ts';
import type { CountTable } from './count-table.ts';
import { type CodeNode, type Dimension, dimensionOf } from './dimension.ts';
import { exactPattern } from './exact/exact.ts';
import { demandsOf } from './exact/problem.ts';
import { type LinkedSystem, type LinkedTable, linkTables } from './linked-tables.ts';
import { unsafeCells } from './rules/index.ts';
import type { Solver } from './solver.ts';
import type { TableMeaning } from './table-meaning.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const PERSONS: TableMeaning = { dataset: 'x', population: 'all', measure: 'count' };
const linked = (id: string, table: CountTable, more: Partial<LinkedTable> = {}): LinkedTable => ({
  id,
  meaning: PERSONS,
  table,
  ...more,
});
const filteredBy = (variable: string, ...codes: string[]): TableMeaning => ({
  ...PERSONS,
  where: [{ variable, in: codes }],
});
const at = (system: LinkedSystem, t: number, table: CountTable, ...codes: string[]) =>
  system.cellOf[t]![cellOf(table.space, ...codes)]!;

/** Every relation holds at the true values, which are therefore a table that the intruder must allow. */
function holds({ system, values }: LinkedSystem): boolean {
  const { start, cell, sign, lower, upper, count } = system.relations;
  for (let r = 0; r < count; r++) {
    let sum = 0;
    for (let i = start[r]!; i < start[r + 1]!; i++) sum += sign[i]! * values[cell[i]!]!;
    if (sum < lower[r]! - 1e-9 || sum > upper[r]! + 1e-9) return false;
  }
  return true;
}

describe('linkTables', () => {
  const regions = tree('region', 3);
  const sexes = tree('sex', 2);
  const ages = tree('age', 2);
  const bySex = tableOf([regions, sexes], [5, 6, 7, 8, 9, 10]);
  const byAge = tableOf([regions, ages], [2, 9, 7, 8, 10, 9]);

  it('makes one cell of what two tables say of the same persons', () => {
    const system = linkTables([linked('a', bySex), linked('b', byAge)]);
    expect(system.system.size).toBe(12 + 12 - 4);
    expect(at(system, 0, bySex, 'region1', 'Total')).toBe(at(system, 1, byAge, 'region1', 'Total'));
    expect(at(system, 0, bySex, 'region1', 'sex1')).not.toBe(at(system, 1, byAge, 'region1', 'age1'));
    expect(holds(system)).toBe(true);
  });

  it('takes a table without a dimension for its Total, and a filter for a code', () => {
    const alone = tableOf([regions], [11, 15, 19]);
    const men = tableOf([regions], [5, 7, 9]);
    const tables = [
      linked('a', bySex),
      linked('b', alone),
      linked('c', men, { meaning: filteredBy('sex', 'sex1') }),
    ];
    const system = linkTables(tables);
    expect(system.system.size).toBe(12);
    expect(at(system, 2, men, 'region2')).toBe(at(system, 0, bySex, 'region2', 'sex1'));
    expect(system.differences).toEqual([]);
  });

  it('takes a filter that holds every code for none', () => {
    const all = tableOf([regions], [11, 15, 19]);
    const system = linkTables([
      linked('a', bySex),
      linked('b', all, { meaning: filteredBy('sex', 'sex2', 'sex1') }),
    ]);
    expect(at(system, 1, all, 'Total')).toBe(at(system, 0, bySex, 'Total', 'Total'));
  });

  it('says nothing of a cell that is its own and only part', () => {
    const groups = tree('region', [2, 1]);
    const whole = tableOf([groups], [3, 4, 5]);
    const part = tableOf([tree('region', [2])], [3, 4]);
    const system = linkTables([
      linked('a', whole),
      linked('b', part, { meaning: filteredBy('region', 'regionA') }),
    ]);
    expect(at(system, 1, part, 'Total')).toBe(at(system, 0, whole, 'regionA'));
    expect(at(system, 0, whole, 'regionB1')).toBe(at(system, 0, whole, 'regionB'));
    const { relations } = system.system;
    expect([...relations.sign]).not.toContain(0);
    for (let r = 0; r < relations.count; r++)
      expect(relations.start[r + 1]! - relations.start[r]!).toBeGreaterThan(2);
    expect(holds(system)).toBe(true);
  });

  it('keeps other datasets, populations and measures apart', () => {
    for (const [member, value] of [
      ['dataset', 'y'],
      ['population', 'workers'],
      ['measure', 'income'],
    ] as const) {
      const other = linked('b', bySex, { meaning: { ...PERSONS, [member]: value } });
      expect(linkTables([linked('a', bySex), other]).system.size).toBe(24);
    }
  });

  it('knows what a table less a filtered one tells: a cell that nobody shows, with its contributors', () => {
    const alone = tableOf([regions], [11, 15, 19]);
    const men = tableOf([regions], [10, 7, 9]);
    const system = linkTables([linked('a', alone), linked('b', men, { meaning: filteredBy('sex', 'sex1') })]);
    const rest = system.differences.find(({ whole }) => whole === at(system, 0, alone, 'region1'))!;
    expect(system.differences.length).toBe(4);
    expect(rest.parts).toEqual([at(system, 1, men, 'region1')]);
    expect([system.values[rest.cell], system.contributors[rest.cell], system.sealed[rest.cell]]).toEqual([
      1, 1, 1,
    ]);
    expect(holds(system)).toBe(true);
  });

  it('finds the smallest table that holds a filtered one', () => {
    const young = tableOf([regions], [4, 5, 6]);
    const younger = tableOf([regions], [1, 2, 3]);
    const tables = [
      linked('all', tableOf([regions], [11, 15, 19])),
      linked('b', young, { meaning: filteredBy('age', '15', '16', '17') }),
      linked('c', younger, { meaning: filteredBy('age', '15') }),
    ];
    const system = linkTables(tables);
    const rest = system.differences.find(({ parts }) => parts[0] === at(system, 2, younger, 'region1'))!;
    expect(rest.whole).toBe(at(system, 1, young, 'region1'));
    expect(system.values[rest.cell]).toBe(3);
  });

  it('ties populations by equations, and names the part that is missing', () => {
    const of = (population: string) => ({ meaning: { ...PERSONS, population } });
    const force = tableOf([regions], [11, 15, 19]);
    const employed = tableOf([regions], [10, 12, 19]);
    const equation = { sum: ['bekerja', 'penganggur'], equals: 'angkatan-kerja' };
    const two = linkTables(
      [linked('a', force, of('angkatan-kerja')), linked('b', employed, of('bekerja'))],
      [equation],
    );
    expect(two.differences.map(({ cell }) => two.values[cell])).toEqual([4, 1, 3, 0]);
    const jobless = tableOf([regions], [1, 3, 0]);
    const three = linkTables(
      [
        linked('a', force, of('angkatan-kerja')),
        linked('b', employed, of('bekerja')),
        linked('c', jobless, of('penganggur')),
      ],
      [equation],
    );
    expect(three.differences).toEqual([]);
    expect(three.system.relations.count).toBe(3 + 4);
    expect(holds(three)).toBe(true);
  });

  it('links TPAK and TPT by the labour force they share', () => {
    const part = dimensionOf('component', [
      { code: 'Total', parent: null },
      { code: 'numerator', parent: 'Total' },
      { code: 'rest', parent: 'Total' },
    ]);
    const tpt = tableOf([regions, part], [1, 10, 3, 12, 0, 19]);
    const tpak = tableOf([regions, part], [11, 4, 15, 5, 19, 6]);
    const parts = (population: string, numerator: string, rest: string): Partial<LinkedTable> => ({
      meaning: {
        ...PERSONS,
        population,
        components: { dimension: 'component', populations: { Total: population, numerator, rest } },
      },
    });
    const system = linkTables([
      linked('tpt', tpt, parts('angkatan-kerja', 'penganggur', 'bekerja')),
      linked('tpak', tpak, parts('usia-kerja', 'angkatan-kerja', 'bukan-angkatan-kerja')),
    ]);
    expect(at(system, 0, tpt, 'region1', 'Total')).toBe(at(system, 1, tpak, 'region1', 'numerator'));
    expect(system.system.size).toBe(12 + 12 - 4);
    expect(holds(system)).toBe(true);
  });

  it('keeps what a release showed and what it hid', () => {
    const hidden = new Uint8Array(12);
    const secret = cellOf(bySex.space, 'region1', 'Total');
    hidden[secret] = 1;
    hidden[cellOf(bySex.space, 'region1', 'sex1')] = 1;
    const system = linkTables([linked('old', bySex, { released: { hidden } }), linked('new', byAge)]);
    expect(system.sealed[at(system, 1, byAge, 'region1', 'Total')]).toBe(1);
    expect(system.shown[at(system, 1, byAge, 'region2', 'Total')]).toBe(1);
    expect(system.shown[at(system, 1, byAge, 'region1', 'age1')]).toBe(0);
  });

  it('accepts margins that rounding sets apart, as two cells no further apart than that, and refuses more', () => {
    const half = (table: CountTable, value: number): CountTable => {
      const changed = table.value.slice();
      changed[0] = value;
      changed[cellOf(table.space, 'region1', 'Total')]! += value - table.value[0]!;
      changed[cellOf(table.space, 'region1', 'age1')]! += value - table.value[0]!;
      changed[cellOf(table.space, 'Total', 'age1')]! += value - table.value[0]!;
      return { ...table, value: changed, weighted: true };
    };
    const near = half(byAge, 47);
    const system = linkTables([linked('a', { ...bySex, weighted: true }), linked('b', near)]);
    expect(system.system.size).toBe(12 + 12 - 2);
    expect(holds(system)).toBe(true);
    const differ = () => linkTables([linked('a', bySex), linked('b', half(byAge, 145))]);
    expect(differ).toThrow(DomainError);
    expect(() => linkTables([linked('a', bySex), linked('b', { ...near, weighted: false })])).toThrow(
      DomainError,
    );
  });

  it('true values satisfy every system, whatever tables of one population are linked (property)', () => {
    const persons = fc.array(fc.tuple(fc.nat(2), fc.nat(1), fc.nat(1)), { minLength: 1, maxLength: 40 });
    const dimensions = [regions, sexes, ages];
    const choice = fc.tuple(
      fc.subarray([0, 1, 2], { minLength: 1 }),
      fc.option(fc.tuple(fc.nat(2), fc.nat(1))),
    );
    fc.assert(
      fc.property(persons, fc.array(choice, { minLength: 2, maxLength: 4 }), (people, choices) => {
        const tables = choices.map(([chosen, filter], t) => {
          const kept = filter ? people.filter((person) => person[filter[0]] === filter[1]) : people;
          const own = chosen.filter((d) => d !== filter?.[0]);
          const used = own.length > 0 ? own : chosen;
          const table = counted(
            used.map((d) => dimensions[d]!),
            kept.map((person) => used.map((d) => person[d]!)),
          );
          const name = filter ? dimensions[filter[0]]!.name : '';
          return linked(
            String(t),
            table,
            filter ? { meaning: filteredBy(name, `${name}${filter[1] + 1}`) } : {},
          );
        });
        const system = linkTables(tables);
        expect(holds(system)).toBe(true);
        for (const { cell } of system.differences)
          expect(system.contributors[cell]).toBe(system.values[cell]);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

/** A table of persons given by the node positions of their leaves, from 0. */
function counted(dimensions: readonly Dimension[], people: readonly (readonly number[])[]): CountTable {
  const space = cellSpace(dimensions);
  const value = new Float64Array(space.size);
  for (const person of people)
    value[person.reduce((sum, leaf, d) => sum + (leaf + 1) * space.strides[d]!, 0)]!++;
  sumMargins(space, value);
  return { space, value, contributors: value, weighted: false, given: new Map() };
}

const FACTS = new URL('../../../shared/data/disclosure/sdctable_linked_1d.json', import.meta.url);

describe.skipIf(!existsSync(FACTS))(
  'two linked one-way tables of sdcTable (skipped where ../shared is absent)',
  () => {
    const facts = existsSync(FACTS) ? JSON.parse(readFileSync(FACTS, 'utf8')) : null;
    const table = (groups: Record<string, string[]>): CountTable => {
      const nodes: CodeNode[] = [{ code: 'Total', parent: null }];
      for (const [code, cells] of Object.entries(groups)) {
        if (code === 'Total') continue;
        nodes.push({ code, parent: 'Total' });
        for (const cell of cells) nodes.push({ code: cell, parent: code });
      }
      const space = cellSpace([dimensionOf('unit', nodes)]);
      const value = new Float64Array(space.size);
      for (const [code, , , n] of facts.cells) value[space.dimensions[0]!.nodeOf.get(code)!] = n;
      sumMargins(space, value);
      return { space, value, contributors: value, weighted: false, given: new Map() };
    };
    const secondaries = (tables: readonly LinkedTable[]): string[] => {
      const { system, values, cellOf: places } = linkTables(tables);
      const given = new Uint8Array(system.size);
      const names = new Map<number, string>();
      tables.forEach(({ table: { space }, table: own }, t) => {
        for (const cell of unsafeCells(own, [{ rule: 'threshold', minContributors: 4 }]).cells)
          given[places[t]![cell]!] = 1;
        for (const [cell, code] of space.dimensions[0]!.codes.entries()) names.set(places[t]![cell]!, code);
      });
      const unsafe = [...given.keys()].filter((cell) => given[cell]);
      expect(unsafe.length).toBe(facts.expected.primary_each);
      const result = exactPattern(
        {
          system,
          values,
          costs: values.map((value) => value + 1),
          demands: demandsOf(
            unsafe.map((cell) => ({ cell, kind: 'move' })),
            values,
          ),
          given,
          forced: new Uint8Array(system.size),
        },
        { solver },
      );
      const hidden = result.hidden!;
      return [...hidden.keys()]
        .filter((cell) => hidden[cell] && !given[cell])
        .map((cell) => names.get(cell)!);
    };

    it('each alone needs no secondary, both together need N', () => {
      const one = linked('1', table(facts.table1));
      const two = linked('2', table(facts.table2));
      expect(secondaries([one])).toEqual([]);
      expect(secondaries([two])).toEqual([]);
      expect(secondaries([one, two])).toEqual(facts.expected.secondary_linked);
    });
  },
);
