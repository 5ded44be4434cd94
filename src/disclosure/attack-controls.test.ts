/**
 * Attacks with controls: the same intruders must be seen to win against protection that is known to be too weak, and
 * to lose against every pattern of this engine, by each method. The whole run is behind SLOW=2, a part of it behind SLOW=1.
 */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { systemIntruder } from '../../test/support/attackers.ts';
import { anyTable, cellOf, enumerate, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import type { CountTable } from './count-table.ts';
import { exactPattern } from './exact/exact.ts';
import { demandsOf } from './exact/problem.ts';
import { type ProtectionRules, protectCounts } from './protect.ts';
import { refine } from './refine.ts';
import { knownToContributors } from './singletons.ts';
import type { Solver } from './solver.ts';
import { type Relation, systemOf, systemOfSpace } from './system.ts';

let solver: Solver;
vi.setConfig({ testTimeout: process.env.SLOW ? 3_600_000 : 120_000 });
beforeAll(async () => {
  solver = await openNodeSolver();
});

const smallCells = (values: Float64Array, t: number) =>
  [...values.keys()].filter((cell) => values[cell]! > 0 && values[cell]! < t);
const onlyThese = (size: number, cells: readonly number[]) =>
  Uint8Array.from({ length: size }, (_, cell) => (cells.includes(cell) ? 1 : 0));
const rulesOf = (t: number): ProtectionRules => ({
  primary: [{ rule: 'threshold', minContributors: t }],
  protection: { standard: 'interval', from: 0, to: t },
  cost: 'value+1',
});
/** The engine's pattern by the fast method, and what the exact one makes of it. */
function patterns(table: CountTable, t: number): { readonly fast: Uint8Array; readonly exact: Uint8Array } {
  const result = protectCounts(table, rulesOf(t), { solver });
  expect(result.audit.status).toBe('holds');
  const asked = {
    system: systemOfSpace(table.space, true),
    values: table.value,
    targets: result.targets,
    costs: result.costs,
    given: new Uint8Array(table.space.size),
    forced: new Uint8Array(table.space.size),
  };
  const refined = refine(asked, result.hidden, true, { method: 'exact', known: [] }, { solver });
  expect(refined.method.proved).toBe(true);
  return { fast: result.hidden, exact: refined.hidden };
}
type Bounds = ReadonlyMap<number, readonly [number, number]>;
const narrowed = (bounds: Bounds, t: number) =>
  [...bounds].flatMap(([cell, [low, high]]) => (low > 1e-6 || high < t - 1e-6 ? [cell] : []));
const computed = (bounds: Bounds) =>
  [...bounds].flatMap(([cell, [low, high]]) => (high - low < 1 - 1e-6 ? [cell] : []));

describe('the intruder wins', () => {
  it.each([false, true])(
    'against hiding unsafe cells only, in most random tables (whole numbers: %s)',
    (whole) => {
      let broken = 0;
      let tables = 0;
      fc.assert(
        fc.property(anyTable, (table) => {
          const cells = smallCells(table.value, 4);
          if (cells.length === 0 || table.space.size > 60) return;
          tables++;
          const hidden = onlyThese(table.space.size, cells);
          const system = systemOfSpace(table.space, true);
          if (computed(systemIntruder(solver, system, table.value, hidden, cells, whole)).length > 0)
            broken++;
        }),
        { seed: 81, numRuns: 40 },
      );
      expect(tables).toBeGreaterThan(15);
      expect(broken / tables).toBeGreaterThan(0.6);
    },
  );

  /** Source: sdcTable 0.34, test of its simple heuristic: two hidden cells in every row and column. */
  const FOUR = [30, 47, 64, 89, 90, 124, 5, 31, 92, 100, 59, 85, 800, 991, 651, 685];
  const HIDDEN = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1];

  it('against two hidden cells in every line: 47 is computed', () => {
    const table = tableOf([tree('v', 4), tree('w', 4)], FOUR);
    const inner = [1, 2, 3, 4].flatMap((v) => [1, 2, 3, 4].map((w) => cellOf(table.space, `v${v}`, `w${w}`)));
    const hidden = onlyThese(
      table.space.size,
      inner.filter((_, i) => HIDDEN[i]),
    );
    const cell = cellOf(table.space, 'v1', 'w2');
    const system = systemOfSpace(table.space, true);
    const bounds = systemIntruder(solver, system, table.value, hidden, [cell]);
    expect(bounds.get(cell)!.map((end) => Math.round(end * 1e6) / 1e6)).toEqual([47, 47]);
    const given = new Map([['primary', hidden]]);
    const protection = {
      primary: [{ rule: 'given', column: 'primary' }],
      protection: { standard: 'exact' },
      cost: 'value+1',
    } as const;
    const { hidden: protectedHidden } = protectCounts({ ...table, given }, protection, { solver });
    const after = systemIntruder(
      solver,
      system,
      table.value,
      protectedHidden,
      inner.filter((_, i) => HIDDEN[i]),
    );
    expect(computed(after)).toEqual([]);
  });

  /** Source: sdcTable 0.34, test of linked tables: cells, county and size class. */
  const LINKED = [2, 2, 8, 8, 3, 3, 3, 7];
  const [A, B, I, J, K, L, M, N, ONE, TWO, BIG, SMALL, TOTAL] = Array.from({ length: 13 }, (_, i) => i) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const sum = (margin: number, ...parts: readonly number[]): Relation => ({
    cells: [margin, ...parts],
    signs: [-1, ...parts.map(() => 1)],
    lower: 0,
    upper: 0,
    generating: true,
  });
  const counties = [sum(ONE, A, B, I, J), sum(TWO, K, L, M, N), sum(TOTAL, ONE, TWO)];
  const classes = [sum(BIG, L, M), sum(SMALL, A, B, I, J, K, N), sum(TOTAL, BIG, SMALL)];
  const part = (...cells: readonly number[]) => cells.reduce((total, cell) => total + LINKED[cell]!, 0);
  const linkedValues = Float64Array.of(
    ...LINKED,
    part(A, B, I, J),
    part(K, L, M, N),
    part(L, M),
    part(A, B, I, J, K, N),
    part(A, B, I, J, K, L, M, N),
  );

  it('against tables protected one by one that share cells', () => {
    const unsafe = smallCells(linkedValues, 4);
    expect(unsafe).toEqual([A, B, K, L, M]);
    const linked = systemOf(13, [...counties, ...classes], { whole: true });
    const problem = (relations: readonly Relation[]) => {
      const system = systemOf(13, relations, { whole: true });
      return {
        system,
        values: linkedValues,
        costs: linkedValues.map((value) => value + 1),
        demands: demandsOf(
          unsafe.map((cell) => ({ cell, kind: 'move' })),
          linkedValues,
        ),
        given: onlyThese(13, unsafe),
        forced: new Uint8Array(13),
      };
    };
    // Each table needs nothing beyond its unsafe cells; read together they give K.
    for (const own of [counties, classes]) expect(exactPattern(problem(own), { solver }).cost).toBe(0);
    const separately = onlyThese(13, unsafe);
    expect(computed(systemIntruder(solver, linked, linkedValues, separately, unsafe))).toEqual([K]);
    const together = exactPattern(problem([...counties, ...classes]), { solver });
    expect(together).toMatchObject({ proved: true, cost: LINKED[N]! + 1 });
    expect(together.hidden![N]).toBe(1);
    expect(computed(systemIntruder(solver, linked, linkedValues, together.hidden!, unsafe))).toEqual([]);
  });

  it('against a contributor-blind pattern, as one of the contributors', () => {
    const table = tableOf([tree('a', 2), tree('b', 3)], [1, 1, 9, 8, 8, 9]);
    const cells = [cellOf(table.space, 'a1', 'b1'), cellOf(table.space, 'a1', 'b2')];
    const hidden = onlyThese(
      table.space.size,
      ['a1', 'a2'].flatMap((a) => ['b1', 'b2'].map((b) => cellOf(table.space, a, b))),
    );
    const system = systemOfSpace(table.space, true);
    expect(computed(systemIntruder(solver, system, table.value, hidden, cells))).toEqual([]);
    hidden[cells[0]!] = 0;
    expect(computed(systemIntruder(solver, system, table.value, hidden, [cells[1]!]))).toEqual([cells[1]]);
  });
});

describe('the intruder loses', () => {
  const seen = { tables: 0, cells: 0 };
  afterAll(() => {
    if (process.env.SLOW) process.stderr.write(`attacked: ${JSON.stringify(seen)}\n`);
  });

  it('against both methods in random tables of two to four dimensions, linear and whole', () => {
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 2, max: 5 }), (table, t) => {
        const cells = smallCells(table.value, t);
        const system = systemOfSpace(table.space, true);
        seen.tables++;
        for (const hidden of Object.values(patterns(table, t))) {
          expect(cells.every((cell) => hidden[cell])).toBe(true);
          expect(narrowed(systemIntruder(solver, system, table.value, hidden, cells), t)).toEqual([]);
          seen.cells += cells.length;
          if (table.space.size > 40) continue;
          expect(computed(systemIntruder(solver, system, table.value, hidden, cells, true))).toEqual([]);
        }
      }),
      { seed: 82, numRuns: runs(40, 2100) },
    );
    expect(seen.tables).toBeGreaterThanOrEqual(runs(40, 2100));
  });

  it('against whoever knows one hidden cell of one person', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const t = 3;
        const cells = smallCells(table.value, t);
        const { exact } = patterns(table, t);
        const system = systemOfSpace(table.space, true);
        const known = knownToContributors(system, table.value);
        const asked = {
          system,
          values: table.value,
          targets: cells.map((cell) => ({ cell, kind: 'interval', low: 0, high: t }) as const),
          costs: table.value.map((value) => value + 1),
          given: new Uint8Array(table.space.size),
          forced: new Uint8Array(table.space.size),
        };
        const { hidden, exposed } = refine(asked, exact, true, { method: 'fast', known }, { solver });
        expect(exposed).toEqual([]);
        for (const own of known) {
          const left = hidden.slice();
          for (const cell of own) left[cell] = 0;
          const others = cells.filter((cell) => !own.includes(cell));
          expect(computed(systemIntruder(solver, system, table.value, left, others))).toEqual([]);
        }
      }),
      { seed: 83, numRuns: runs(8, 200) },
    );
  });

  const TOP = 12;
  const step = process.env.SLOW === '2' ? 1 : process.env.SLOW ? 61 : 257;
  it(`by counting, in two by two tables of counts up to ${TOP}: one in ${step} of all 28,561`, () => {
    const rows = tree('a', 2);
    const columns = tree('b', 2);
    for (let code = 0; code < (TOP + 1) ** 4; code += step) {
      const inner = [0, 1, 2, 3].map((i) => Math.floor(code / (TOP + 1) ** i) % (TOP + 1));
      const table = tableOf([rows, columns], inner);
      const cells = smallCells(table.value, 3);
      if (cells.length === 0) continue;
      for (const [method, hidden] of Object.entries(patterns(table, 3)))
        for (const [cell, [low, high]] of twoByTwo(table, hidden, cells))
          expect(low === 0 && high >= 3, `${inner} cell ${cell} by ${method}: ${low}..${high}`).toBe(true);
    }
  });

  it('by listing every whole-number table of tiny ones', () => {
    for (const inner of [
      [0, 1, 0, 0],
      [1, 2, 0, 3],
      [2, 2, 2, 2],
      [1, 0, 0, 1],
      [0, 0, 2, 9],
      [1, 4, 5, 0],
    ]) {
      const table = tableOf([tree('a', 2), tree('b', 2)], inner);
      const cells = smallCells(table.value, 3);
      for (const hidden of Object.values(patterns(table, 3))) {
        const tables = enumerate(table, hidden, 12);
        for (const cell of cells) {
          const values = tables.map((each) => each[cell]!);
          expect([Math.min(...values), Math.max(...values) >= 3], `${inner} cell ${cell}`).toEqual([0, true]);
        }
      }
    }
  });
});

/**
 * Ends of cells of a two by two table by counting: its nine cells follow from four, so the tables that fit are those
 * of at most four free numbers, tried up to 16 each.
 */
function twoByTwo(
  table: CountTable,
  hidden: Uint8Array,
  cells: readonly number[],
): Map<number, [number, number]> {
  const at = (a: string, b: string) => cellOf(table.space, a, b);
  const names = ['Total', 'a1', 'a2'].flatMap((a) => ['Total', 'b1', 'b2'].map((b) => at(a, b)));
  const bounds = new Map(cells.map((cell) => [cell, [Number.POSITIVE_INFINITY, 0] as [number, number]]));
  const free = [at('a1', 'b1'), at('a1', 'b2'), at('a2', 'b1'), at('a2', 'b2')];
  const range = free.map((cell) => (hidden[cell] ? [0, 28] : [table.value[cell]!, table.value[cell]!]));
  const value = new Float64Array(9);
  for (let p = range[0]![0]!; p <= range[0]![1]!; p++)
    for (let q = range[1]![0]!; q <= range[1]![1]!; q++) {
      if (!hidden[at('a1', 'Total')] && p + q !== table.value[at('a1', 'Total')]) continue;
      for (let r = range[2]![0]!; r <= range[2]![1]!; r++) {
        if (!hidden[at('Total', 'b1')] && p + r !== table.value[at('Total', 'b1')]) continue;
        for (let s = range[3]![0]!; s <= range[3]![1]!; s++) {
          [value[at('a1', 'b1')], value[at('a1', 'b2')]] = [p, q];
          [value[at('a2', 'b1')], value[at('a2', 'b2')]] = [r, s];
          [value[at('a1', 'Total')], value[at('a2', 'Total')]] = [p + q, r + s];
          [value[at('Total', 'b1')], value[at('Total', 'b2')]] = [p + r, q + s];
          value[at('Total', 'Total')] = p + q + r + s;
          if (!names.every((cell) => hidden[cell] || value[cell] === table.value[cell])) continue;
          for (const [cell, ends] of bounds) {
            ends[0] = Math.min(ends[0], value[cell]!);
            ends[1] = Math.max(ends[1], value[cell]!);
          }
        }
      }
    }
  return bounds;
}
