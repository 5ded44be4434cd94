/**
 * A change of few hidden cells that moves one of them by a unit, up or down: a witness that whoever knows none of
 * its cells cannot compute the one.
 *
 * The least total change over the hidden cells near it, then over all hidden cells that hang together with it.
 */
import type { Solver } from '../solver.ts';
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

/** Cells of a change that moves `cell` by 1 and none of `without`; null where none was found. */
export function sparseMove(
  moving: MovingCells,
  solver: Solver,
  cell: number,
  without: readonly number[],
): ReadonlySet<number> | null {
  for (const most of [NEAR, Number.POSITIVE_INFINITY]) {
    const near = hangingTogether(moving, cell, new Set(without), most);
    for (const move of [1, -1]) {
      const change = leastChange(moving, solver, near, cell, move);
      if (change !== null) return change;
    }
    if (near.length < most) return null;
  }
  return null;
}

/** Hidden cells reached over relations, breadth first, at most `most`, ascending. */
function hangingTogether(
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

function leastChange(
  { problem }: MovingCells,
  solver: Solver,
  cells: readonly number[],
  cell: number,
  move: number,
): ReadonlySet<number> | null {
  const { system, values } = problem;
  const { relations } = system;
  const n = cells.length;
  const columnOf = new Map(cells.map((each, column) => [each, column]));
  const rows = new Set<number>();
  for (const each of cells)
    for (let i = relations.ofCellStart[each]!; i < relations.ofCellStart[each + 1]!; i++)
      if (relations.generating[relations.ofCell[i]!]) rows.add(relations.ofCell[i]!);
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const start = [0];
  const index: number[] = [];
  const value: number[] = [];
  for (const relation of rows) {
    let sum = 0;
    for (let i = relations.start[relation]!; i < relations.start[relation + 1]!; i++) {
      const member = relations.cell[i]!;
      sum += relations.sign[i]! * values[member]!;
      const column = columnOf.get(member);
      if (column === undefined) continue;
      index.push(column, n + column);
      value.push(relations.sign[i]!, -relations.sign[i]!);
    }
    start.push(index.length);
    const same = relations.lower[relation] === relations.upper[relation];
    rowLower.push(same ? 0 : Math.min(0, relations.lower[relation]! - sum));
    rowUpper.push(same ? 0 : Math.max(0, relations.upper[relation]! - sum));
  }
  const lower = new Float64Array(2 * n);
  const upper = new Float64Array(2 * n);
  cells.forEach((each, column) => {
    const own = each === cell;
    upper[column] = own ? Math.max(0, move) : Number.POSITIVE_INFINITY;
    upper[n + column] = own ? Math.max(0, -move) : values[each]! - system.floor[each]!;
    if (!own) return;
    lower[column] = upper[column]!;
    lower[n + column] = upper[n + column]!;
  });
  if (move < 0 && values[cell]! - system.floor[cell]! < 1) return null;
  const solution = solver.solve(
    {
      columns: 2 * n,
      rows: rowLower.length,
      cost: new Float64Array(2 * n).fill(1),
      lower,
      upper,
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      start: Int32Array.from(start),
      index: Int32Array.from(index),
      value: Float64Array.from(value),
    },
    { presolve: false },
  );
  if (solution.status !== 'optimal') return null;
  return new Set(cells.filter((_, i) => Math.abs(solution.x[i]! - solution.x[n + i]!) > 1e-9));
}
