import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { anyTable, intruder, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import type { CountTable } from './count-table.ts';
import { planFor } from './exact/affordable.ts';
import { exactProblem, type MethodName, refine } from './refine.ts';
import { exposures, knownToContributors } from './singletons.ts';
import type { Solver } from './solver.ts';
import { systemOfSpace } from './system.ts';

vi.setConfig({ testTimeout: process.env.SLOW ? 3_600_000 : 120_000 });
let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const T = 3;
function asked(table: CountTable) {
  const cells = [...table.value.keys()].filter((cell) => table.value[cell]! > 0 && table.value[cell]! < T);
  return {
    system: systemOfSpace(table.space, true),
    values: table.value,
    targets: cells.map((cell) => ({ cell, kind: 'interval', low: 0, high: T }) as const),
    costs: table.value.map((value) => value + 1),
    given: new Uint8Array(table.space.size),
    forced: new Uint8Array(table.space.size),
  };
}
const everything = (table: CountTable) => new Uint8Array(table.space.size).fill(1);
const none = { known: [] };
const table = tableOf([tree('a', 3), tree('b', 3)], [1, 5, 6, 7, 8, 9, 1, 3, 4]);

describe('refine', () => {
  it('takes the cheapest pattern by exact and auto, and keeps the given one by fast, with a bound for each', () => {
    const ask = (method: MethodName) =>
      refine(asked(table), everything(table), true, { method, ...none }, { solver });
    const [exact, auto, fast] = [ask('exact').method, ask('auto').method, ask('fast')];
    expect(exact).toMatchObject({ name: 'exact', proved: true, gap: 0, bound: exact.cost });
    expect(auto).toEqual(exact);
    expect([...fast.hidden]).toEqual([...everything(table)]);
    expect(fast.method).toMatchObject({ name: 'fast', proved: false });
    expect(fast.method.bound).toBeGreaterThan(0);
    expect(fast.method.bound).toBeLessThanOrEqual(exact.cost);
    expect(fast.method.gap).toBeCloseTo(1 - fast.method.bound! / fast.method.cost, 12);
  });

  it('says that no bound is proved where a table is too large for one', () => {
    const problem = exactProblem(asked(table));
    const many = { ...problem, demands: Array.from({ length: 4_000_000 }, () => problem.demands[0]!) };
    expect(planFor('auto', many)).toBeNull();
    expect(planFor('fast', many)).toBeNull();
    expect(planFor('exact', many)).toMatchObject({ kind: 'optimum' });
  });

  it('answers within its time, with what protects', () => {
    const late = { solver, secondsLeft: () => 0, expired: () => true };
    const result = refine(asked(table), everything(table), true, { method: 'exact', ...none }, late);
    expect([...result.hidden]).toEqual([...everything(table)]);
    expect(result.method).toMatchObject({ proved: false });
  });

  it('says so where no pattern protects', () => {
    const problem = asked(table);
    const forced = Uint8Array.from(problem.values, (value) => (value >= T ? 1 : 0));
    const shut = refine(
      { ...problem, forced },
      everything(table),
      false,
      { method: 'exact', ...none },
      { solver },
    );
    expect(shut.impossible).toBe(true);
  });

  it('keeps contributors and outsiders out together, at the proved least cost of both', () => {
    let dearer = 0;
    fc.assert(
      fc.property(anyTable, (any) => {
        const problem = asked(any);
        const known = knownToContributors(problem.system, any.value);
        const start = everything(any);
        const plain = refine(problem, start, true, { method: 'exact', ...none }, { solver });
        const both = refine(problem, plain.hidden, true, { method: 'exact', known }, { solver });
        expect(both.exposed).toEqual([]);
        expect(both.method.proved).toBe(true);
        expect(both.method.cost).toBeGreaterThanOrEqual(plain.method.cost);
        if (both.method.cost > plain.method.cost) dearer++;
        const unsafe = problem.targets.map(({ cell }) => cell);
        expect(exposures(exactProblem(problem), both.hidden, unsafe, { solver, known })).toEqual([]);
        for (const [cell, [low, high]] of intruder(solver, any, both.hidden, unsafe))
          expect(low < 1e-6 && high > T - 1e-6, `cell ${cell}`).toBe(true);
      }),
      { seed: 71, numRuns: runs(6, 300) },
    );
    expect(dearer).toBeGreaterThan(0);
  });
});
