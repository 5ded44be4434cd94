/**
 * Changes of a whole-number table of one component, looked for in ever wider windows: some hundred columns around the
 * one that is to move, all others as they stand, and at last the whole component.
 *
 * Any change that moves the column far enough will do, so the programmes have no objective: a window without one is
 * refused quickly, and one with any is found quickly.
 * Deterministic: columns are met breadth first, by the order of rows and columns; limits are counts.
 */
import type { LinearProgram, Solver } from './solver.ts';

/** Columns of a window, few first; then all. */
const SIZES = [150, 600, 2_400, Number.POSITIVE_INFINITY];
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
function whole(program: LinearProgram, lower: Float64Array, x: Float64Array): Float64Array | null {
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

export class Windows {
  readonly #program: LinearProgram;
  readonly #table: Float64Array;
  readonly #solver: Solver;
  readonly #limits: WindowLimits;
  readonly #rowsOf: number[][];

  /** @param table a whole-number solution of `program`. */
  constructor(program: LinearProgram, table: Float64Array, solver: Solver, limits: WindowLimits) {
    this.#program = program;
    this.#table = table;
    this.#solver = solver;
    this.#limits = limits;
    this.#rowsOf = Array.from({ length: program.columns }, () => []);
    for (let row = 0; row < program.rows; row++)
      for (const column of this.#columnsOf(row)) this.#rowsOf[column]!.push(row);
  }

  /** Columns that change, ascending, and by how much; null where no window gave a solution. */
  moved(column: number, ends: Ends): { readonly at: number[]; readonly by: number[] } | null {
    if (ends[0] > ends[1]) return null;
    for (const size of SIZES) {
      if (this.#limits.expired?.()) return null;
      const columns = this.#around(column, size);
      const program = this.#window(columns);
      const bounds = new Map([[columns.indexOf(column), ends]]);
      const found = wholeSolution(program, this.#solver, this.#limits, bounds);
      if (found !== null) {
        const changed = [...columns.keys()].filter((i) => found[i] !== this.#table[columns[i]!]);
        return {
          at: changed.map((i) => columns[i]!),
          by: changed.map((i) => found[i]! - this.#table[columns[i]!]!),
        };
      }
      if (columns.length === this.#program.columns) return null;
    }
    return null;
  }

  #columnsOf(row: number): Int32Array {
    return this.#program.index.subarray(this.#program.start[row]!, this.#program.start[row + 1]!);
  }

  /** About `size` columns, nearest first found, in ascending order. */
  #around(column: number, size: number): number[] {
    const columns = new Set([column]);
    const rows = new Set<number>(this.#rowsOf[column]);
    for (const row of rows) {
      if (columns.size >= size) break;
      for (const each of this.#columnsOf(row)) {
        if (columns.has(each)) continue;
        columns.add(each);
        for (const next of this.#rowsOf[each]!) rows.add(next);
      }
    }
    return [...columns].sort((a, b) => a - b);
  }

  /** The programme of some columns with all others as they stand in the table. */
  #window(columns: readonly number[]): LinearProgram {
    const { lower, upper, rowLower, rowUpper, start, index, value } = this.#program;
    const position = new Map(columns.map((column, i) => [column, i]));
    const rows = [...new Set(columns.flatMap((column) => this.#rowsOf[column]!))];
    const starts = [0];
    const at: number[] = [];
    const factor: number[] = [];
    for (const row of rows) {
      for (let i = start[row]!; i < start[row + 1]!; i++) {
        const place = position.get(index[i]!);
        if (place === undefined) continue;
        at.push(place);
        factor.push(value[i]!);
      }
      starts.push(at.length);
    }
    const known = rows.map((row) =>
      sumOf(this.#program, row, (column) => (position.has(column) ? 0 : this.#table[column]!)),
    );
    return {
      columns: columns.length,
      rows: rows.length,
      cost: new Float64Array(columns.length),
      lower: Float64Array.from(columns, (column) => lower[column]!),
      upper: Float64Array.from(columns, (column) => upper[column]!),
      rowLower: Float64Array.from(rows, (row, r) => rowLower[row]! - known[r]!),
      rowUpper: Float64Array.from(rows, (row, r) => rowUpper[row]! - known[r]!),
      start: Int32Array.from(starts),
      index: Int32Array.from(at),
      value: Float64Array.from(factor),
    };
  }
}
