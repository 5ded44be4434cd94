/**
 * The choice of cells: least cost under all cuts found so far, as a 0/1 programme or relaxed to shares.
 *
 * Whatever satisfies the demands satisfies every cut, so the optimum of either is a lower bound of every pattern's
 * cost.
 */
import type { LinearProgram, Solution, SolveOptions, Solver } from '../solver.ts';
import type { Cut } from './cut.ts';

export class Master {
  readonly #solver: Solver;
  readonly #costs: Float64Array;
  /** Cells that may be hidden, ascending; the columns. */
  readonly #cells: readonly number[];
  readonly #columnOf: ReadonlyMap<number, number>;
  readonly #cuts: Cut[] = [];
  readonly #seen = new Set<string>();

  constructor(solver: Solver, costs: Float64Array, cells: readonly number[]) {
    this.#solver = solver;
    this.#costs = costs;
    this.#cells = cells;
    this.#columnOf = new Map(cells.map((cell, column) => [cell, column]));
  }

  get size(): number {
    return this.#cuts.length;
  }

  /** False where the cut is there already. */
  add(cut: Cut): boolean {
    const members = cut.cells.flatMap((cell, i) => (this.#columnOf.has(cell) ? [i] : []));
    const cells = members.map((i) => cut.cells[i]!);
    const weights = members.map((i) => cut.weights[i]!);
    const key = `${cut.least}:${cells.join()}:${weights.join()}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    this.#cuts.push({ cells, weights, least: cut.least });
    return true;
  }

  /** @param start a pattern to start from. */
  solveWhole(start: Uint8Array | null, options: SolveOptions): Solution {
    const from = start === null ? {} : { start: Float64Array.from(this.#cells, (cell) => start[cell]!) };
    const integer = new Uint8Array(this.#cells.length).fill(1);
    return this.#solver.solve({ ...this.#program(), integer }, { ...options, ...from });
  }

  solveRelaxed(options: SolveOptions): Solution {
    return this.#solver.solve(this.#program(), options);
  }

  /** Shares of a solution by cell. */
  shares(solution: Solution): (cell: number) => number {
    return (cell) => {
      const column = this.#columnOf.get(cell);
      return column === undefined ? 0 : solution.x[column]!;
    };
  }

  #program(): LinearProgram {
    const columns = this.#cells.length;
    const start = new Int32Array(this.#cuts.length + 1);
    this.#cuts.forEach((cut, row) => {
      start[row + 1] = start[row]! + cut.cells.length;
    });
    const index = new Int32Array(start.at(-1)!);
    const value = new Float64Array(index.length);
    this.#cuts.forEach((cut, row) => {
      cut.cells.forEach((cell, i) => {
        index[start[row]! + i] = this.#columnOf.get(cell)!;
        value[start[row]! + i] = cut.weights[i]!;
      });
    });
    return {
      columns,
      rows: this.#cuts.length,
      cost: Float64Array.from(this.#cells, (cell) => this.#costs[cell]!),
      lower: new Float64Array(columns),
      upper: new Float64Array(columns).fill(1),
      rowLower: Float64Array.from(this.#cuts, (cut) => cut.least),
      rowUpper: new Float64Array(this.#cuts.length).fill(Number.POSITIVE_INFINITY),
      start,
      index,
      value,
    };
  }
}
