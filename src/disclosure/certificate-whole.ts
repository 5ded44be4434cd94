/**
 * A whole-number solution of one component by branch and bound: for what diving does not find (certificate-middle.ts).
 * Any solution will do, so the programme has no objective.
 * Deterministic: the limit is a count of nodes, unless the time allowed is stated.
 */
import type { LinearProgram, Solver } from './solver.ts';

const NODES = 300;

/** How far the column is to be moved: the lowest and highest value it may take. */
export type Ends = readonly [number, number];

export interface WindowLimits {
  /** No column is tried above this. */
  readonly cap: number;
  readonly expired?: () => boolean;
  readonly secondsLeft?: () => number;
}

/**
 * One whole-number solution of `program`, null where none was found.
 * @param bounds narrower ends for some columns, by position.
 */
export function wholeSolution(
  program: LinearProgram,
  solver: Solver,
  limits: WindowLimits,
  bounds: ReadonlyMap<number, Ends>,
): Float64Array | null {
  const lower = program.lower.map((each, i) => bounds.get(i)?.[0] ?? each);
  const upper = program.upper.map((_, i) => bounds.get(i)?.[1] ?? limits.cap);
  const cost = new Float64Array(program.columns);
  const integer = new Uint8Array(program.columns).fill(1);
  const { secondsLeft } = limits;
  const limit = secondsLeft === undefined ? {} : { timeLimitSeconds: Math.max(0, secondsLeft()) };
  const { x } = solver.solve({ ...program, lower, upper, cost, integer }, { nodeLimit: NODES, ...limit });
  return x.length === 0 ? null : whole(program, lower, x);
}

/** `x` in whole numbers where it is whole and fits every relation exactly; else null. */
export function whole(program: LinearProgram, lower: Float64Array, x: Float64Array): Float64Array | null {
  const table = x.map((value) => Math.round(value) + 0);
  if (table.some((value, i) => Math.abs(value - x[i]!) > 1e-5 || value < lower[i]!)) return null;
  for (let row = 0; row < program.rows; row++) {
    const sum = sumOf(program, row, (column) => table[column]!);
    if (sum < program.rowLower[row]! || sum > program.rowUpper[row]!) return null;
  }
  return table;
}

function sumOf(program: LinearProgram, row: number, of: (column: number) => number): number {
  let sum = 0;
  for (let i = program.start[row]!; i < program.start[row + 1]!; i++)
    sum += program.value[i]! * of(program.index[i]!);
  return sum;
}
