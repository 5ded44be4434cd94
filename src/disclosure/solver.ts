/** A sparse linear programme: minimise `cost x` subject to `rowLower <= A x <= rowUpper`, `lower <= x <= upper`. */
export interface LinearProgram {
  readonly columns: number;
  readonly rows: number;
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Compressed sparse rows: entries of row r are `index/value[start[r] .. start[r + 1])`. */
  readonly start: Int32Array;
  readonly index: Int32Array;
  readonly value: Float64Array;
  /** 1 where the column must be an integer; absent for a continuous programme. */
  readonly integer?: Uint8Array;
}

export interface Solution {
  readonly status: 'optimal' | 'infeasible' | 'unbounded' | 'time-limit' | 'error';
  readonly objective: number;
  readonly x: Float64Array;
}

/** A model kept in the solver, so that a thousand objectives over one polytope cost little each. */
export interface SolverModel {
  /** Replace the whole objective and solve again from the last basis. */
  solve(cost: Float64Array, sense: 'minimise' | 'maximise'): Solution;
  setBounds(column: number, lower: number, upper: number): void;
  close(): void;
}

/** The door to HiGHS. The WASM module is loaded by an adapter, because how differs between Node and the edge. */
export interface Solver {
  solve(program: LinearProgram, options?: { readonly timeLimitSeconds?: number }): Solution;
  open(program: LinearProgram, options?: { readonly timeLimitSeconds?: number }): SolverModel;
}
