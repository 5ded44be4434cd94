/**
 * The door to a linear and integer programming solver (HiGHS). Core code knows this interface only: how the
 * WebAssembly module is loaded differs between Node, the edge and a browser, and is the adapter's business.
 */

/** A sparse programme: minimise `cost x` subject to `rowLower <= A x <= rowUpper`, `lower <= x <= upper`. */
export interface LinearProgram {
  readonly columns: number;
  readonly rows: number;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  /** `Infinity` where a column has no upper bound; likewise in the row bounds. */
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Compressed sparse rows: entries of row r are `index/value[start[r] .. start[r + 1])`, no index twice. */
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float64Array;
  /** 1 where the column must be an integer; absent for a continuous programme. */
  readonly integer?: Uint8Array;
}

/**
 * What a solve gave. `x` is feasible when the status is `optimal`, and for an integer programme stopped by a
 * limit also when it is `feasible`; otherwise it is empty.
 */
export interface Solution {
  readonly status: 'optimal' | 'feasible' | 'infeasible' | 'unbounded' | 'limit' | 'error';
  readonly objective: number;
  readonly x: Float64Array;
  /**
   * Of an integer programme: no point has a lower objective, proved; of value also where a limit stopped the search.
   * `-Infinity` where nothing is proved. Of a continuous one that is optimal: the objective.
   */
  readonly bound: number;
  /**
   * Of a continuous programme: one multiplier for each row, such that `cost - A'y` are the reduced costs. Empty
   * otherwise.
   */
  readonly rowDual: Float64Array;
}

export interface SolveOptions {
  /** Wall-clock limit. Results that were cut off by it are not reproducible: treat them as "not proved". */
  readonly timeLimitSeconds?: number;
  /** Branch-and-bound nodes, a limit that gives the same answer on every machine. */
  readonly nodeLimit?: number;
  /** Stop once within this share of the optimum; for an integer programme of which any good point will do. */
  readonly relativeGap?: number;
  /** A point to start an integer programme from; what does not fit the rows is passed over. */
  readonly start?: Float64Array;
  /** Presolve pays for one large solve and costs in a series of small ones. Default: on for `solve`, off for `open`. */
  readonly presolve?: boolean;
  /** Stop at a point inside the best face, which for large programmes is found long before a corner. */
  readonly interior?: boolean;
}

/** A programme kept in the solver, so that a thousand objectives over one polytope cost little each. */
export interface SolverModel {
  /** Replace the whole objective and solve again from the last basis. */
  solve(cost: Float64Array, sense: 'minimise' | 'maximise'): Solution;
  setBounds(column: number, lower: number, upper: number): void;
  /** One more row; later solves go on from the last basis. */
  addRow(lower: number, upper: number, index: Int32Array, value: Float64Array): void;
  /** Frees the solver's memory; idempotent. */
  close(): void;
}

/** Deterministic: the same programmes in the same order give the same solutions, on every adapter. */
export interface Solver {
  solve(program: LinearProgram, options?: SolveOptions): Solution;
  open(program: LinearProgram, options?: SolveOptions): SolverModel;
}
