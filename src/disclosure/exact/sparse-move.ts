/**
 * A change of few hidden cells that moves one of them as asked: a witness that whoever knows none of its cells
 * cannot compute the one, or not narrow it so far.
 *
 * The least total change over the hidden cells near it, then over all hidden cells that hang together with it.
 */
import type { Solver } from '../solver.ts';
import { leastChange } from './least-change.ts';
import type { ExactProblem } from './problem.ts';

/** The hidden cells of a pattern, and the relations by which they hang together. */
export interface MovingCells {
  readonly problem: ExactProblem;
  readonly hidden: Uint8Array;
  readonly cells: readonly number[];
}

const NEAR = 150;

export function movingCells(problem: ExactProblem, hidden: Uint8Array): MovingCells {
  return { problem, hidden, cells: [...hidden.keys()].filter((cell) => hidden[cell]) };
}

/** A change by cell that moves `cell` by one of `moves` and none of `without`; null where none was found. */
export function sparseMove(
  moving: MovingCells,
  solver: Solver,
  cell: number,
  without: readonly number[],
  moves: readonly number[],
): ReadonlyMap<number, number> | null {
  for (const most of [NEAR, Number.POSITIVE_INFINITY]) {
    const near = hangingTogether(moving, cell, new Set(without), most);
    for (const move of moves) {
      const change = leastChange(moving.problem, solver, near, cell, move);
      if (change !== null) return change;
    }
    if (near.length < most) return null;
  }
  return null;
}

/** Hidden cells reached over relations, breadth first, at most `most`, ascending. */
export function hangingTogether(
  { problem, hidden }: MovingCells,
  cell: number,
  without: ReadonlySet<number>,
  most: number,
): number[] {
  const { relations } = problem.system;
  const found = new Set([cell]);
  for (const at of found)
    for (let i = relations.ofCellStart[at]!; i < relations.ofCellStart[at + 1]!; i++) {
      const relation = relations.ofCell[i]!;
      for (let m = relations.start[relation]!; m < relations.start[relation + 1]!; m++) {
        const member = relations.cell[m]!;
        if (!hidden[member] || without.has(member) || found.has(member)) continue;
        if (found.size >= most) return [...found].sort((a, b) => a - b);
        found.add(member);
      }
    }
  return [...found].sort((a, b) => a - b);
}
