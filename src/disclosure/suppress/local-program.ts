/**
 * The small linear programme around one unsafe cell: the cheapest change, among some hundred cells, that moves the
 * cell as far as it must and keeps every relation of the system.
 *
 * Variables are a rise and a fall for each cell, in multiples of the wanted move; no cell falls below its floor.
 * Cells that stay alone in an equation cannot move and are pruned first.
 * Cost:   arrays over all cells and relations are kept from programme to programme, so that building one costs no
 *         more than the cells and relations it touches.
 * Source: method of small programmes with hidden support; reweighting after Candes, Wakin & Boyd 2008.
 */
import type { LinearProgram, Solver } from '../solver.ts';
import type { System } from '../system.ts';
import type { Change } from './change.ts';

/** Below this share of the wanted move a cell counts as unmoved. */
const UNMOVED = 1e-7;
/** Branch-and-bound nodes of a programme in whole numbers. */
const NODES = 200;

export interface Move {
  readonly cell: number;
  /** How far, with its sign. */
  readonly by: number;
  /** What a unit of change of each cell costs. */
  readonly weight: (cell: number) => number;
  /** Every change is to be a whole number. */
  readonly whole?: boolean;
}

/** The cells and relations of the programme being built. */
interface Kept {
  readonly cells: readonly number[];
  readonly relations: readonly number[];
}

export class LocalPrograms {
  /** Programmes solved so far, and their columns: the work done, the same on every machine. */
  programs = 0;
  columns = 0;
  readonly #system: System;
  readonly #values: Float64Array;
  readonly #solver: Solver;
  readonly #position: Int32Array;
  /** Number of the programme in which a cell or relation was met last. */
  readonly #cellMark: Int32Array;
  readonly #relationMark: Int32Array;
  /** Of each relation met: its cells still in play, and the exclusive or of their positions. */
  readonly #left: Int32Array;
  readonly #which: Int32Array;
  #mark = 0;

  constructor(system: System, values: Float64Array, solver: Solver) {
    this.#system = system;
    this.#values = values;
    this.#solver = solver;
    this.#position = new Int32Array(system.size);
    this.#cellMark = new Int32Array(system.size);
    this.#relationMark = new Int32Array(system.relations.count);
    this.#left = new Int32Array(system.relations.count);
    this.#which = new Int32Array(system.relations.count);
  }

  /** The change of `cells` (ascending, with the moved one) with the least total of weight x |change|, or null. */
  cheapest(cells: readonly number[], move: Move): Change | null {
    const kept = this.#pruned(cells, move.cell);
    if (kept === null) return null;
    const unit = move.whole ? 1 : Math.abs(move.by);
    const program = this.#program(kept, move, unit);
    this.programs++;
    this.columns += program.columns;
    const solution = this.#solver.solve(program, move.whole ? { nodeLimit: NODES } : { presolve: false });
    if (solution.status !== 'optimal' && solution.status !== 'feasible') return null;
    return changeOf(kept.cells, solution.x, unit);
  }

  #pruned(cells: readonly number[], moved: number): Kept | null {
    const { ofCellStart, ofCell } = this.#system.relations;
    const mark = ++this.#mark;
    const met: number[] = [];
    cells.forEach((cell, i) => {
      this.#cellMark[cell] = mark;
      for (let k = ofCellStart[cell]!; k < ofCellStart[cell + 1]!; k++) {
        const relation = ofCell[k]!;
        if (this.#relationMark[relation] !== mark) {
          this.#relationMark[relation] = mark;
          this.#left[relation] = 0;
          this.#which[relation] = 0;
          met.push(relation);
        }
        this.#left[relation]!++;
        this.#which[relation]! ^= i;
      }
    });
    const alone = met.filter((relation) => this.#pins(relation));
    while (alone.length > 0) {
      const relation = alone.pop()!;
      if (this.#left[relation] !== 1) continue;
      const i = this.#which[relation]!;
      const cell = cells[i]!;
      if (cell === moved) return null;
      this.#cellMark[cell] = 0;
      for (let k = ofCellStart[cell]!; k < ofCellStart[cell + 1]!; k++) {
        const other = ofCell[k]!;
        this.#left[other]!--;
        this.#which[other]! ^= i;
        if (this.#pins(other)) alone.push(other);
      }
    }
    const left = cells.filter((cell) => this.#cellMark[cell] === mark);
    left.forEach((cell, i) => {
      this.#position[cell] = i;
    });
    return { cells: left, relations: met.filter((relation) => this.#left[relation]! > 0) };
  }

  /** Whether `relation` is an equation in which one cell alone is left. */
  #pins(relation: number): boolean {
    const { lower, upper } = this.#system.relations;
    return this.#left[relation] === 1 && lower[relation] === upper[relation];
  }

  #program(kept: Kept, move: Move, unit: number): LinearProgram {
    const n = kept.cells.length;
    const cost = new Float64Array(2 * n);
    const lower = new Float64Array(2 * n);
    const upper = new Float64Array(2 * n);
    kept.cells.forEach((cell, i) => {
      const fixed = cell === move.cell;
      cost[i] = fixed ? 0 : move.weight(cell);
      cost[n + i] = cost[i]!;
      lower[i] = fixed ? Math.max(0, move.by) / unit : 0;
      upper[i] = fixed ? lower[i]! : Number.POSITIVE_INFINITY;
      lower[n + i] = fixed ? Math.max(0, -move.by) / unit : 0;
      upper[n + i] = fixed ? lower[n + i]! : (this.#values[cell]! - this.#system.floor[cell]!) / unit;
    });
    const integer = move.whole ? { integer: new Uint8Array(2 * n).fill(1) } : {};
    return { columns: 2 * n, cost, lower, upper, ...this.#rows(kept, unit), ...integer };
  }

  #rows(
    kept: Kept,
    unit: number,
  ): Pick<LinearProgram, 'rows' | 'rowLower' | 'rowUpper' | 'start' | 'index' | 'value'> {
    const { start, cell, sign, lower, upper, generating } = this.#system.relations;
    const n = kept.cells.length;
    const rows = kept.relations.filter((relation) => generating[relation]);
    const starts = new Int32Array(rows.length + 1);
    const rowLower = new Float64Array(rows.length);
    const rowUpper = new Float64Array(rows.length);
    const index: number[] = [];
    const value: number[] = [];
    rows.forEach((relation, r) => {
      const band = lower[relation] !== upper[relation];
      let sum = 0;
      for (let i = start[relation]!; i < start[relation + 1]!; i++) {
        const each = cell[i]!;
        if (band) sum += sign[i]! * this.#values[each]!;
        if (this.#cellMark[each] !== this.#mark) continue;
        index.push(this.#position[each]!, n + this.#position[each]!);
        value.push(sign[i]!, -sign[i]!);
      }
      starts[r + 1] = index.length;
      rowLower[r] = band ? (lower[relation]! - sum) / unit : 0;
      rowUpper[r] = band ? (upper[relation]! - sum) / unit : 0;
    });
    return {
      rows: rows.length,
      rowLower,
      rowUpper,
      start: starts,
      index: Int32Array.from(index),
      value: Float64Array.from(value),
    };
  }
}

function changeOf(cells: readonly number[], x: Float64Array, unit: number): Change {
  const n = cells.length;
  const moved: number[] = [];
  const delta: number[] = [];
  cells.forEach((cell, i) => {
    const change = x[i]! - x[n + i]!;
    if (Math.abs(change) <= UNMOVED) return;
    moved.push(cell);
    delta.push(snapped(change * unit));
  });
  return { cells: Int32Array.from(moved), delta: Float64Array.from(delta) };
}

/** Whole numbers within the solver's tolerance are taken for whole. */
function snapped(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= 1e-6 * Math.max(1, Math.abs(value)) ? whole : value;
}
