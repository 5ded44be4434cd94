/**
 * Whole-number tables that fit everything published, chosen so that together they move every unknown cell.
 *
 * Each component of the unknown cells is searched on its own. An optimum of the linear programme that happens to be
 * whole is taken as it is; otherwise an integer programme with the same objective is solved. Every table is checked
 * in whole-number arithmetic before it counts.
 * Deterministic: objectives come from a fixed sequence and the integer search stops at a number of nodes.
 */

import { pseudoRandom } from '../exchange/pseudo-random.ts';
import type { Target } from './protection.ts';
import type { LinearProgram, Solver } from './solver.ts';

export interface FeasibleTables {
  /** One value per cell of the component. Empty where no whole-number table was found. */
  readonly tables: readonly Float64Array[];
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface Wanted {
  /** Ends that the tables must reach; a cell without one must reach two different values. */
  readonly target: (cell: number) => Target | undefined;
  /** Components up to this many cells get both ends of every cell, as far as whole numbers go. */
  readonly everyEndUpTo: number;
  /** No cell is tried above this, so that programmes stay bounded where even the total is hidden. */
  readonly cap: number;
  /** True once the time allowed is spent: no further table is looked for. */
  readonly expired: () => boolean;
}

const SHARED_ROUNDS = 24;
const NODES = 300;
/** In components of more cells than this any good table will do: the integer search stops within this gap. */
const LARGE = 120;
const GAP = 0.2;

/** Tables over one component (`cells`, `program` of unknowns.ts). */
export function feasibleTables(
  cells: Int32Array,
  program: LinearProgram,
  solver: Solver,
  wanted: Wanted,
): FeasibleTables {
  const search = new TableSearch(cells, { ...program, upper: program.upper.map(() => wanted.cap) }, solver);
  try {
    search.share(wanted);
    const every = cells.length <= wanted.everyEndUpTo;
    cells.forEach((_, column) => {
      if (wanted.expired()) return;
      if (every || search.isOpen(column, wanted)) search.pull(column, 'minimise');
      if (every || search.isOpen(column, wanted)) search.pull(column, 'maximise');
    });
    return search.result();
  } finally {
    search.close();
  }
}

class TableSearch {
  readonly #cells: Int32Array;
  readonly #program: LinearProgram;
  readonly #solver: Solver;
  readonly #model: ReturnType<Solver['open']>;
  readonly #tables: Float64Array[] = [];
  readonly #low: Float64Array;
  readonly #high: Float64Array;

  constructor(cells: Int32Array, program: LinearProgram, solver: Solver) {
    this.#cells = cells;
    this.#program = program;
    this.#solver = solver;
    this.#model = solver.open(program);
    this.#low = new Float64Array(cells.length).fill(Number.POSITIVE_INFINITY);
    this.#high = new Float64Array(cells.length).fill(Number.NEGATIVE_INFINITY);
  }

  /** Objectives over all open cells at once, until they help nobody. */
  share(wanted: Wanted): void {
    const draw = pseudoRandom(this.#cells.length);
    for (let round = 0, idle = 0; round < SHARED_ROUNDS && idle < 3; round++) {
      const open = Array.from(this.#cells.keys()).filter((column) => this.isOpen(column, wanted));
      if (open.length === 0 || wanted.expired()) return;
      const cost = new Float64Array(this.#cells.length);
      for (const column of open) cost[column] = draw() < 0.5 ? -draw() : draw();
      idle = this.#take(cost, 'minimise') ? 0 : idle + 1;
    }
  }

  pull(column: number, sense: 'minimise' | 'maximise'): void {
    const cost = new Float64Array(this.#cells.length);
    cost[column] = 1;
    this.#take(cost, sense, column);
  }

  isOpen(column: number, wanted: Wanted): boolean {
    const low = this.#low[column]!;
    const high = this.#high[column]!;
    const target = wanted.target(this.#cells[column]!);
    return target?.kind === 'interval' ? low > target.low || high < target.high : !(low < high);
  }

  /** Fewest tables, greedily, that still attain every end. */
  result(): FeasibleTables {
    const attains = this.#tables.map((table) => {
      const ends: number[] = [];
      table.forEach((value, column) => {
        if (value === this.#low[column]) ends.push(2 * column);
        if (value === this.#high[column]) ends.push(2 * column + 1);
      });
      return ends;
    });
    const missing = new Set(attains.flat());
    const kept: number[] = [];
    while (missing.size > 0) {
      const gains = attains.map((ends) => ends.reduce((sum, end) => sum + (missing.has(end) ? 1 : 0), 0));
      const next = gains.indexOf(Math.max(...gains));
      for (const end of attains[next]!) missing.delete(end);
      kept.push(next);
    }
    return {
      tables: kept.sort((a, b) => a - b).map((i) => this.#tables[i]!),
      low: this.#low,
      high: this.#high,
    };
  }

  close(): void {
    this.#model.close();
  }

  /** Solve, and keep the table if it is whole and widens anything. `column`: nothing to win beyond its known end. */
  #take(cost: Float64Array, sense: 'minimise' | 'maximise', column = -1): boolean {
    const relaxed = this.#model.solve(cost, sense);
    if (relaxed.status !== 'optimal') return false;
    const bound = relaxed.x[column] ?? Number.NaN;
    if (sense === 'minimise' ? bound > this.#low[column]! - 1 + 1e-6 : bound < this.#high[column]! + 1 - 1e-6)
      return false;
    const table = this.#whole(relaxed.x) ?? this.#whole(this.#integerOptimum(cost, sense));
    return table !== null && this.#observe(table);
  }

  #integerOptimum(cost: Float64Array, sense: 'minimise' | 'maximise'): Float64Array {
    const integer = new Uint8Array(this.#program.columns).fill(1);
    const signed = sense === 'minimise' ? cost : cost.map((each) => -each);
    const solution = this.#solver.solve(
      { ...this.#program, cost: signed, integer },
      { nodeLimit: NODES, relativeGap: this.#program.columns > LARGE ? GAP : 0 },
    );
    return solution.x;
  }

  /** `x` in whole numbers where it is whole and fits every relation exactly; else null. */
  #whole(x: Float64Array): Float64Array | null {
    if (x.length !== this.#program.columns) return null;
    const table = x.map((value) => Math.round(value) + 0);
    if (table.some((value, i) => Math.abs(value - x[i]!) > 1e-5 || value < this.#program.lower[i]!))
      return null;
    const { start, index, value, rowLower, rowUpper } = this.#program;
    for (let row = 0; row < this.#program.rows; row++) {
      let sum = 0;
      for (let i = start[row]!; i < start[row + 1]!; i++) sum += value[i]! * table[index[i]!]!;
      if (sum < rowLower[row]! || sum > rowUpper[row]!) return null;
    }
    return table;
  }

  #observe(table: Float64Array): boolean {
    let wider = false;
    table.forEach((value, column) => {
      if (value < this.#low[column]!) {
        this.#low[column] = value;
        wider = true;
      }
      if (value > this.#high[column]!) {
        this.#high[column] = value;
        wider = true;
      }
    });
    if (wider) this.#tables.push(table);
    return wider;
  }
}
