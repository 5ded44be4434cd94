/**
 * The least change, by weight x amount, of some cells of a table that moves one or more of them as asked and keeps
 * every relation.
 */
import type { LinearProgram, Solver } from '../solver.ts';
import type { ExactProblem } from './problem.ts';

/** Below this a cell counts as unmoved. */
const UNMOVED = 1e-9;
/** Nodes of a whole-number search: enough for the small programmes it is asked for. */
const NODES = 200;

/** By how much a cell must change: at least `least`, at most `most`; both may be of either sign. */
export interface Ask {
  readonly least: number;
  readonly most: number;
}

/** The least change in which `cell` moves by `move`; see `leastChangeOf`. */
export function leastChange(
  problem: ExactProblem,
  solver: Solver,
  cells: readonly number[],
  cell: number,
  move: number,
  weight?: (cell: number) => number,
): ReadonlyMap<number, number> | null {
  return leastChangeOf(problem, solver, cells, new Map([[cell, { least: move, most: move }]]), { weight });
}

/**
 * The least change that does what is asked, by cell, cells that stay left out; null where there is none.
 * @param cells ascending, those of `asks` among them; all others stand still.
 */
export function leastChangeOf(
  problem: ExactProblem,
  solver: Solver,
  cells: readonly number[],
  asks: ReadonlyMap<number, Ask>,
  options: { readonly weight?: ((cell: number) => number) | undefined; readonly whole?: boolean } = {},
): ReadonlyMap<number, number> | null {
  const { values, system } = problem;
  const n = cells.length;
  const cost = new Float64Array(2 * n);
  const lower = new Float64Array(2 * n);
  const upper = new Float64Array(2 * n);
  for (const [column, cell] of cells.entries()) {
    const room = values[cell]! - system.floor[cell]!;
    const { least, most } = asks.get(cell) ?? { least: -room, most: Number.POSITIVE_INFINITY };
    if (most < -room) return null;
    cost[column] = options.weight?.(cell) ?? 1;
    cost[n + column] = cost[column]!;
    lower[column] = Math.max(0, least);
    upper[column] = Math.max(0, most);
    lower[n + column] = Math.max(0, -most);
    upper[n + column] = Math.min(room, Math.max(0, -least));
  }
  const integer = options.whole ? { integer: new Uint8Array(2 * n).fill(1) } : {};
  const program = { columns: 2 * n, cost, lower, upper, ...rowsOf(problem, cells), ...integer };
  const solution = solver.solve(program, options.whole ? { nodeLimit: NODES } : { presolve: false });
  if (solution.status !== 'optimal' && solution.status !== 'feasible') return null;
  const change = new Map<number, number>();
  cells.forEach((cell, i) => {
    const delta = solution.x[i]! - solution.x[n + i]!;
    if (Math.abs(delta) > UNMOVED) change.set(cell, delta);
  });
  return change;
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
