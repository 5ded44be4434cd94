/**
 * Tables in which as many hidden cells as can be stand at an end they must reach: one such table shows at once what
 * hundreds of small changes would show one by one.
 *
 * Deterministic: same table, same changes; which end of a cell is tried first alternates with its place and the turn.
 */
import { middleTable } from './certificate-middle.ts';
import { type Ends, type WindowLimits, wholeSolution } from './certificate-whole.ts';
import type { Solver } from './solver.ts';
import type { Change, Need } from './suppress/change.ts';
import type { Component } from './unknowns.ts';

/** A need with the column of its cell. */
export interface Wanted extends Need {
  readonly column: number;
}

/** How hard a cell that must only move is drawn, beside one that must reach an end. */
const A_LITTLE = 1 / 16;

export class Drawn {
  readonly #part: Component;
  readonly #table: Float64Array;
  readonly #near: ReadonlyMap<number, Ends>;
  readonly #limits: WindowLimits;
  readonly #solver: Solver;
  #turn = 0;

  /**
   * @param table  whole-number solution of the component, which the changes start from.
   * @param bounds ends between which some columns must stay, by position; others stay near where they are.
   */
  constructor(
    part: Component,
    table: Float64Array,
    bounds: ReadonlyMap<number, Ends>,
    { solver, ...limits }: WindowLimits & { readonly solver: Solver },
  ) {
    const { lower } = part.program;
    const near = (value: number, column: number): Ends => [
      Math.max(lower[column]!, value - Math.abs(value) - 10),
      Math.min(limits.cap, value + Math.abs(value) + 10),
    ];
    this.#part = part;
    this.#table = table;
    this.#near = new Map(
      Array.from(table, (value, column) => [column, bounds.get(column) ?? near(value, column)]),
    );
    this.#limits = limits;
    this.#solver = solver;
  }

  /** A change that draws all that is `wanted` to its ends, and holds what `held` says; null where none was found. */
  towards(
    wanted: readonly Wanted[],
    held: readonly (readonly [column: number, ends: Ends])[] = [],
  ): Change | null {
    const { program, cells } = this.#part;
    const bounds = new Map([...this.#near, ...held]);
    const found =
      middleTable(program, this.#solver, this.#limits, bounds, this.#costOf(wanted)) ??
      (held.length > 0 ? wholeSolution(program, this.#solver, this.#limits, new Map(held)) : null);
    this.#turn++;
    if (found === null) return null;
    const changed = [...found.keys()].filter((i) => found[i] !== this.#table[i]);
    return {
      cells: Int32Array.from(changed, (i) => cells[i]!),
      delta: Float64Array.from(changed, (i) => found[i]! - this.#table[i]!),
    };
  }

  /** -1 draws a column up, 1 down. */
  #costOf(wanted: readonly Wanted[]): Float64Array {
    const cost = new Float64Array(this.#part.program.columns);
    for (const { column, direction } of wanted) {
      const first = (column + this.#turn) % 2 === 0 ? -1 : 1;
      if (direction === 'either') cost[column] ||= first * A_LITTLE;
      else {
        const drawn = direction === 'up' ? -1 : 1;
        if (drawn === first || Math.abs(cost[column]!) < 1) cost[column] = drawn;
      }
    }
    return cost;
  }
}
