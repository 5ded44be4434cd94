import { beforeAll, expect, it } from 'vitest';
import { cellOf, tableOf, tree } from '../../../test/support/disclosure.ts';
import { openNodeSolver } from '../../adapters/node/highs.ts';
import type { Solver } from '../solver.ts';
import { systemOf, systemOfSpace } from '../system.ts';
import { conflicts } from './conflicts.ts';
import { exactPattern } from './exact.ts';
import { demandsOf, type ExactProblem } from './problem.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const table = tableOf([tree('a', 3), tree('b', 3)], [1, 5, 6, 7, 8, 9, 4, 3, 4]);
const at = (a: string, b: string) => cellOf(table.space, a, b);
function problemOf(mustStay: readonly number[]): ExactProblem {
  const given = Uint8Array.from(table.value, (value) => (value === 1 ? 1 : 0));
  const forced = new Uint8Array(table.space.size);
  for (const cell of mustStay) forced[cell] = 1;
  return {
    system: systemOfSpace(table.space, true),
    values: table.value,
    costs: table.value.map((value) => value + 1),
    demands: demandsOf([{ cell: at('a1', 'b1'), kind: 'interval', low: 0, high: 3 }], table.value),
    given,
    forced,
  };
}
const line = [at('a2', 'b1'), at('a3', 'b1'), at('Total', 'b1')];

it('none where a pattern protects', () => {
  expect(conflicts(problemOf([at('a2', 'b2')]), solver)).toEqual([]);
});

it('names a cell of the line that is shut, whose release alone lets a pattern protect', () => {
  const found = conflicts(problemOf(line), solver);
  expect(found.map(({ demand }) => demand.direction)).toEqual(['down', 'up']);
  for (const { cells } of found) {
    expect(cells!.length).toBe(1);
    expect(line).toContain(cells![0]);
    expect(conflicts(problemOf(line.filter((cell) => !cells!.includes(cell))), solver).length).toBeLessThan(
      2,
    );
  }
});

it('names one cell of each line where several are shut, and no part of them suffices', () => {
  const shut = [...table.value.keys()].filter((cell) => cell !== at('a1', 'b1'));
  const problem = problemOf(shut);
  expect(exactPattern(problem, { solver }).hidden).toBeNull();
  for (const { cells } of conflicts(problem, solver)) {
    expect(cells!.length).toBe(3);
    for (let leave = -1; leave < cells!.length; leave++) {
      const hidden = cells!.filter((_, i) => i !== leave);
      const left = problemOf(shut.filter((cell) => !hidden.includes(cell)));
      const solved = exactPattern({ ...left, demands: left.demands.slice(0, 1) }, { solver });
      const other = exactPattern({ ...left, demands: left.demands.slice(1) }, { solver });
      expect(solved.hidden !== null || other.hidden !== null).toBe(leave === -1);
    }
  }
});

it('says so where even hiding what must stay does not suffice', () => {
  const lonely = tableOf([tree('a', 1)], [2]);
  const problem: ExactProblem = {
    system: systemOfSpace(lonely.space, true),
    values: lonely.value,
    costs: Float64Array.of(1, 1),
    demands: [{ cell: 1, direction: 'down', amount: 5, known: [] }],
    given: Uint8Array.of(0, 1),
    forced: Uint8Array.of(1, 0),
  };
  expect(conflicts(problem, solver)).toEqual([{ demand: problem.demands[0], cells: null }]);
});

it('takes back a cell that the least use took along and the others can do without', () => {
  // p + q + r is known, and r moves with a free cell: a little dearer than q, which cannot carry the move alone.
  const relations = [
    { cells: [0, 1, 2], signs: [1, 1, 1], lower: 8, upper: 8, generating: true },
    { cells: [2, 3], signs: [-1, 1], lower: 0, upper: 0, generating: true },
  ];
  const problem: ExactProblem = {
    system: systemOf(4, relations, { whole: true }),
    values: Float64Array.of(1, 2, 5, 5),
    costs: Float64Array.of(2, 3, 6, 6),
    demands: [{ cell: 0, direction: 'up', amount: 3, known: [] }],
    given: Uint8Array.of(1, 0, 0, 0),
    forced: Uint8Array.of(0, 1, 1, 0),
  };
  expect(conflicts(problem, solver)).toEqual([{ demand: problem.demands[0], cells: [2] }]);
});
