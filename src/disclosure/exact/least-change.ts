/**
 * The least change, by weight x amount, of some cells of a table that moves one of them by a given amount and keeps
 * every relation; which cells it uses.
 */
import type { LinearProgram, Solver } from '../solver.ts';
import type { ExactProblem } from './problem.ts';

/** Below this a cell counts as unmoved. */
const UNMOVED = 1e-9;

/**
 * Cells used by the least change in which `cell` moves by `move`; null where there is none.
 * @param cells ascending, `cell` among them; all others stand still.
 */
export function leastChange(
  problem: ExactProblem,
  solver: Solver,
  cells: readonly number[],
  cell: number,
  move: number,
  weight: (cell: number) => number = () => 1,
): ReadonlySet<number> | null {
  const { values, system } = problem;
  const n = cells.length;
  const room = (each: number) => values[each]! - system.floor[each]!;
  if (-move > room(cell)) return null;
  const cost = new Float64Array(2 * n);
  const lower = new Float64Array(2 * n);
  const upper = new Float64Array(2 * n);
  cells.forEach((each, column) => {
    const own = each === cell;
    cost[column] = weight(each);
    cost[n + column] = cost[column]!;
    upper[column] = own ? Math.max(0, move) : Number.POSITIVE_INFINITY;
    upper[n + column] = own ? Math.max(0, -move) : room(each);
    if (!own) return;
    lower[column] = upper[column]!;
    lower[n + column] = upper[n + column]!;
  });
  const program = { columns: 2 * n, cost, lower, upper, ...rowsOf(problem, cells) };
  const solution = solver.solve(program, { presolve: false });
  if (solution.status !== 'optimal') return null;
  return new Set(cells.filter((_, i) => Math.abs(solution.x[i]! - solution.x[n + i]!) > UNMOVED));
}

/** Needed relations of `cells`, which may not change by more than a relation with two bounds leaves free. */
function rowsOf(
  { system, values }: ExactProblem,
  cells: readonly number[],
): Omit<LinearProgram, 'columns' | 'cost' | 'lower' | 'upper'> {
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
  return {
    rows: rowLower.length,
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    start: Int32Array.from(start),
    index: Int32Array.from(index),
    value: Float64Array.from(value),
  };
}
