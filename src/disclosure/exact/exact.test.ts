import { existsSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyTable, cellOf, intruder, runs, tableOf, tree } from '../../../test/support/disclosure.ts';
import { SHARED, twoWay } from '../../../test/support/two-way.ts';
import { openNodeSolver } from '../../adapters/node/highs.ts';
import type { CellSpace } from '../cells.ts';
import type { Target } from '../protection.ts';
import type { Solver } from '../solver.ts';
import { systemOf, systemOfSpace } from '../system.ts';
import { type ExactResult, exactPattern } from './exact.ts';
import { demandsOf, type ExactProblem } from './problem.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

type Standard = 'exact' | 'interval';

function problemOf(
  space: CellSpace,
  values: Float64Array,
  given: Uint8Array,
  standard: Standard,
  to: number,
): ExactProblem {
  const cells = [...given.keys()].filter((cell) => given[cell]);
  const targets = cells.map(
    (cell): Target =>
      standard === 'exact' ? { cell, kind: 'move' } : { cell, kind: 'interval', low: 0, high: to },
  );
  return {
    system: systemOfSpace(space, true),
    values,
    costs: values.map((value) => value + 1),
    demands: demandsOf(targets, values),
    given,
    forced: new Uint8Array(space.size),
  };
}

/** Proven optima of the instances, cost of hiding value + 1. Source: shared data's README. */
const OPTIMA = [
  ['a_30x30_cells.csv', 'exact', 49],
  ['a_30x30_cells.csv', 'interval', 55],
  ['mip_8x8_seed1008.csv', 'exact', 41],
  ['mip_8x8_seed1008.csv', 'interval', 45],
  ['mip_10x10_seed1010.csv', 'exact', 24],
  ['mip_10x10_seed1010.csv', 'interval', 44],
  ['mip_15x15_seed1015.csv', 'exact', 21],
  ['mip_15x15_seed1015.csv', 'interval', 81],
] as const;

describe.skipIf(!existsSync(SHARED))('known optima (skipped where ../shared is absent)', () => {
  it.each(OPTIMA)(
    '%s %s: %i',
    (file, standard, optimum) => {
      const { space, value, flagged } = twoWay(file);
      if (file.startsWith('a_'))
        value.forEach((each, cell) => {
          if (each > 0 && each < 5) flagged[cell] = 1;
        });
      const problem = problemOf(space, value, flagged, standard, 5);
      const result = exactPattern(problem, { solver });
      expect(result).toMatchObject({ cost: optimum, bound: optimum, proved: true });
      expect(protects(space, value, result.hidden!, problem)).toBe(true);
    },
    60_000,
  );
});

/** The plain intruder's word on a pattern. */
function protects(
  space: CellSpace,
  values: Float64Array,
  hidden: Uint8Array,
  problem: ExactProblem,
): boolean {
  const table = { space, value: values, contributors: values, weighted: false, given: new Map() };
  const cells = [...new Set(problem.demands.map(({ cell }) => cell))];
  const bounds = intruder(solver, table, hidden, cells);
  return problem.demands.every(({ cell, direction, amount }) => {
    const [low, high] = bounds.get(cell)!;
    const moved =
      direction === 'up' ? high - values[cell]! : direction === 'down' ? values[cell]! - low : high - low;
    return moved >= amount - 1e-6;
  });
}

/** Every pattern that costs less than `below`, cheapest first, tried on the plain intruder: the cheapest that holds. */
function cheapestByTrying(problem: ExactProblem, space: CellSpace, below: number): number {
  const { values, costs, given, forced } = problem;
  const free = [...values.keys()].filter((cell) => !given[cell] && !forced[cell] && costs[cell]! < below);
  const patterns: { cost: number; cells: number[] }[] = [];
  const grow = (at: number, cost: number, cells: number[]): void => {
    if (at === free.length) {
      patterns.push({ cost, cells });
      return;
    }
    grow(at + 1, cost, cells);
    const more = cost + costs[free[at]!]!;
    if (more < below) grow(at + 1, more, [...cells, free[at]!]);
  };
  grow(0, 0, []);
  for (const { cost, cells } of patterns.sort((a, b) => a.cost - b.cost)) {
    const hidden = given.slice();
    for (const cell of cells) hidden[cell] = 1;
    if (cost < below && protects(space, values, hidden, problem)) return cost;
  }
  return Number.POSITIVE_INFINITY;
}

const counts = (n: number) =>
  fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 })), { minLength: n, maxLength: n });
const tiny = fc.oneof(
  counts(4).map((inner) => tableOf([tree('a', 2), tree('b', 2)], inner)),
  counts(6).map((inner) => tableOf([tree('a', 2), tree('b', 3)], inner)),
  counts(6).map((inner) => tableOf([tree('a', [2, 1]), tree('b', 2)], inner)),
  counts(8).map((inner) => tableOf([tree('a', 2), tree('b', 2), tree('c', 2)], inner)),
);

describe('against trying every cheaper pattern', () => {
  it.each(['exact', 'interval'] as const)('finds the optimum of tiny tables: %s', (standard) => {
    let asked = 0;
    fc.assert(
      fc.property(tiny, fc.integer({ min: 2, max: 4 }), (table, t) => {
        const given = Uint8Array.from(table.value, (value) => (value > 0 && value < t ? 1 : 0));
        const problem = problemOf(table.space, table.value, given, standard, t);
        const result = exactPattern(problem, { solver });
        expect(result.proved).toBe(true);
        if (result.hidden === null || result.cost > 14) return;
        asked++;
        expect(protects(table.space, table.value, result.hidden, problem)).toBe(true);
        expect(cheapestByTrying(problem, table.space, result.cost)).toBe(Number.POSITIVE_INFINITY);
      }),
      { seed: 31, numRuns: runs(60, 600) },
    );
    expect(asked).toBeGreaterThan(15);
  });
});

describe('exactPattern', () => {
  it('protects random tables of two to four dimensions against the plain intruder', () => {
    fc.assert(
      fc.property(anyTable, fc.constantFrom<Standard>('exact', 'interval'), (table, standard) => {
        const given = Uint8Array.from(table.value, (value) => (value > 0 && value < 4 ? 1 : 0));
        const problem = problemOf(table.space, table.value, given, standard, 4);
        const result = exactPattern(problem, { solver });
        expect(result).toMatchObject({ proved: true, bound: result.cost });
        expect(protects(table.space, table.value, result.hidden!, problem)).toBe(true);
      }),
      { seed: 32, numRuns: runs(60, 500) },
    );
  });

  const small = tableOf([tree('a', 3), tree('b', 3)], [1, 5, 6, 7, 8, 9, 1, 3, 4]);
  const smallGiven = Uint8Array.from(small.value, (value) => (value > 0 && value < 3 ? 1 : 0));
  const smallProblem = problemOf(small.space, small.value, smallGiven, 'interval', 3);
  const withStart = (change: (hidden: Uint8Array) => void): ExactResult => {
    const { hidden } = exactPattern(smallProblem, { solver });
    const start = hidden!.slice();
    change(start);
    return exactPattern(smallProblem, { solver, start });
  };

  it('proves a start that is optimal already, and beats one that is not', () => {
    const optimum = exactPattern(smallProblem, { solver });
    expect(withStart(() => {})).toMatchObject({ cost: optimum.cost, proved: true });
    expect(withStart((start) => start.fill(1))).toMatchObject({ cost: optimum.cost, proved: true });
  });

  it('returns the start and says that nothing is proved where its time is spent', () => {
    const start = new Uint8Array(small.space.size).fill(1);
    const result = exactPattern(smallProblem, { solver, start, secondsLeft: () => 0 });
    expect(result).toMatchObject({ proved: false, hidden: start, bound: 0 });
    expect(result.cost).toBeGreaterThan(exactPattern(smallProblem, { solver }).cost);
  });

  it('gives a bound below the optimum after relaxed rounds alone', () => {
    const optimum = exactPattern(smallProblem, { solver }).cost;
    const { bound, hidden } = exactPattern(smallProblem, { solver, wholeRounds: 0 });
    expect(hidden).toBeNull();
    expect(bound).toBeGreaterThan(0);
    expect(bound).toBeLessThanOrEqual(optimum);
  });

  it('knows where nothing protects: every other cell of the line must stay published', () => {
    const forced = new Uint8Array(small.space.size);
    for (const other of ['a2', 'a3', 'Total']) forced[cellOf(small.space, other, 'b1')] = 1;
    const result = exactPattern({ ...smallProblem, forced }, { solver });
    expect(result).toMatchObject({ hidden: null, proved: true, bound: Number.POSITIVE_INFINITY });
  });

  it('lets a relation with two different bounds move what an equation pins down', () => {
    const relation = (lower: number, upper: number) =>
      systemOf(2, [{ cells: [0, 1], signs: [-1, 1], lower, upper, generating: true }], { whole: false });
    const ask = (lower: number, upper: number) =>
      exactPattern(
        {
          system: relation(lower, upper),
          values: Float64Array.of(10, 10),
          costs: Float64Array.of(7, 7),
          demands: [{ cell: 1, direction: 'up', amount: 2, known: [] }],
          given: Uint8Array.of(0, 1),
          forced: Uint8Array.of(0, 0),
        },
        { solver },
      ).cost;
    expect(ask(0, 0)).toBe(7);
    expect(ask(-1, 1)).toBe(7);
    expect(ask(-2, 2)).toBe(0);
  });

  it('does not count on cells that the intruder knows', () => {
    const table = tableOf([tree('a', 2), tree('b', 3)], [1, 1, 9, 7, 7, 9]);
    const given = Uint8Array.from(table.value, (value) => (value > 0 && value < 3 ? 1 : 0));
    const problem = problemOf(table.space, table.value, given, 'exact', 3);
    const [one, two] = problem.demands.map(({ cell }) => cell) as [number, number];
    const plain = exactPattern(problem, { solver });
    expect(plain.cost).toBe(16);
    const knowing = {
      ...problem,
      demands: [
        ...problem.demands,
        { cell: one, direction: 'width', amount: 1, known: [two] } as const,
        { cell: two, direction: 'width', amount: 1, known: [one] } as const,
      ],
    };
    const guarded = exactPattern(knowing, { solver });
    expect(guarded.proved).toBe(true);
    expect(guarded.cost).toBeGreaterThan(plain.cost);
  });
});
