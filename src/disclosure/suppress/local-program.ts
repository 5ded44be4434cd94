/**
 * The small linear programme around one unsafe cell: the cheapest change, among a few hundred cells, that moves the
 * cell as far as it must and keeps every relation.
 *
 * Variables are a rise and a fall for each cell, in multiples of the wanted move; no cell falls below zero. Cells
 * that stay alone in a relation cannot move and are pruned first.
 * Source: method of small programmes with hidden support; reweighting after Candes, Wakin & Boyd 2008.
 */
import type { CellSpace } from '../cells.ts';
import { isGenerating, relationsOf } from '../relations.ts';
import type { LinearProgram, Solver } from '../solver.ts';
import type { Change } from './change.ts';

export interface LocalProblem {
  readonly space: CellSpace;
  readonly values: Float64Array;
  readonly solver: Solver;
}

/** Below this share of the wanted move a cell counts as unmoved. */
const UNMOVED = 1e-7;

/**
 * A change of `cells` in which `cell` moves by `move`, with the least total of `weight` x |change|; null where
 * there is none. With `whole`, every change is a whole number.
 * Edge: `cells` must be ascending and hold `cell`.
 */
export function cheapestChange(
  problem: LocalProblem,
  cells: readonly number[],
  cell: number,
  move: number,
  weight: (cell: number) => number,
  whole = false,
): Change | null {
  const kept = pruned(problem.space, cells, cell);
  if (kept === null) return null;
  const unit = whole ? 1 : Math.abs(move);
  const program = programOf(problem, kept, cell, move, unit, weight, whole);
  const solution = problem.solver.solve(program, whole ? { nodeLimit: 200 } : { presolve: false });
  if (solution.status !== 'optimal' && solution.status !== 'feasible') return null;
  const n = kept.cells.length;
  const moved: number[] = [];
  const delta: number[] = [];
  for (let i = 0; i < n; i++) {
    const change = solution.x[i]! - solution.x[n + i]!;
    if (Math.abs(change) <= UNMOVED) continue;
    moved.push(kept.cells[i]!);
    delta.push(snapped(change * unit));
  }
  return { cells: Int32Array.from(moved), delta: Float64Array.from(delta) };
}

/** Whole numbers within the solver's tolerance are taken for whole. */
function snapped(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 1e-6 * Math.max(1, Math.abs(value)) ? whole : value;
}

export function isWhole(change: Change): boolean {
  return change.delta.every(Number.isInteger);
}

interface Kept {
  readonly cells: readonly number[];
  /** Generating relations among them, each as positions in `cells`; position 0 of a list may be the margin. */
  readonly rows: readonly (readonly number[])[];
  readonly margins: readonly number[];
}

/** Drop cells that are alone in one of their relations, again and again; null where `cell` itself falls. */
function pruned(space: CellSpace, cells: readonly number[], cell: number): Kept | null {
  const members = new Map<number, number[]>();
  const alive = new Uint8Array(cells.length).fill(1);
  const relations = cells.map((each, i) => {
    const list = relationsOf(space, each);
    for (const relation of list) {
      const row = members.get(relation);
      if (row) row.push(i);
      else members.set(relation, [i]);
    }
    return list;
  });
  const left = new Map<number, number>();
  const alone: number[] = [];
  for (const [relation, row] of members) {
    left.set(relation, row.length);
    if (row.length === 1) alone.push(relation);
  }
  while (alone.length > 0) {
    const last = members.get(alone.pop()!)!.find((i) => alive[i]);
    if (last === undefined) continue;
    if (cells[last] === cell) return null;
    alive[last] = 0;
    for (const relation of relations[last]!) {
      const count = left.get(relation)! - 1;
      left.set(relation, count);
      if (count === 1) alone.push(relation);
    }
  }
  return compact(space, cells, alive, members);
}

function compact(
  space: CellSpace,
  cells: readonly number[],
  alive: Uint8Array,
  members: ReadonlyMap<number, readonly number[]>,
): Kept {
  const position = new Int32Array(cells.length).fill(-1);
  const kept: number[] = [];
  cells.forEach((each, i) => {
    if (alive[i]) position[i] = kept.push(each) - 1;
  });
  const rows: number[][] = [];
  const margins: number[] = [];
  for (const [relation, row] of members) {
    if (!isGenerating(space, relation)) continue;
    const left = row.filter((i) => alive[i]).map((i) => position[i]!);
    if (left.length === 0) continue;
    rows.push(left);
    margins.push(relation % space.size);
  }
  return { cells: kept, rows, margins };
}

function programOf(
  problem: LocalProblem,
  kept: Kept,
  cell: number,
  move: number,
  unit: number,
  weight: (cell: number) => number,
  whole: boolean,
): LinearProgram {
  const n = kept.cells.length;
  const cost = new Float64Array(2 * n);
  const lower = new Float64Array(2 * n);
  const upper = new Float64Array(2 * n);
  kept.cells.forEach((each, i) => {
    const fixed = each === cell;
    cost[i] = fixed ? 0 : weight(each);
    cost[n + i] = cost[i]!;
    lower[i] = fixed ? Math.max(0, move) / unit : 0;
    upper[i] = fixed ? lower[i]! : Number.POSITIVE_INFINITY;
    lower[n + i] = fixed ? Math.max(0, -move) / unit : 0;
    upper[n + i] = fixed ? lower[n + i]! : problem.values[each]! / unit;
  });
  const entries = kept.rows.reduce((sum, row) => sum + row.length, 0);
  const start = new Int32Array(kept.rows.length + 1);
  const index = new Int32Array(2 * entries);
  const value = new Float64Array(2 * entries);
  let at = 0;
  kept.rows.forEach((row, r) => {
    for (const i of row) {
      const sign = kept.cells[i] === kept.margins[r] ? -1 : 1;
      index[at] = i;
      value[at++] = sign;
      index[at] = n + i;
      value[at++] = -sign;
    }
    start[r + 1] = at;
  });
  const zero = new Float64Array(kept.rows.length);
  const integer = whole ? { integer: new Uint8Array(2 * n).fill(1) } : {};
  return {
    columns: 2 * n,
    rows: kept.rows.length,
    cost,
    lower,
    upper,
    rowLower: zero,
    rowUpper: zero,
    start,
    index,
    value,
    ...integer,
  };
}
