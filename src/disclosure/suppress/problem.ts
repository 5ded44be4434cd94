/**
 * What secondary suppression is asked, over one system of cells and relations: one table, several linked tables, or
 * tables together with what was released before.
 */
import type { CellSpace } from '../cells.ts';
import type { Target } from '../protection.ts';
import type { System } from '../system.ts';

/** A table whose cells lie in the system. It is a hint where changes may be found: only the relations bind. */
export interface PlacedTable {
  readonly space: CellSpace;
  /** Cell of the system for each cell of the table; null where the numbers are the same. */
  readonly cells: Int32Array | null;
}

export interface SuppressionProblem {
  readonly system: System;
  /** True values of all cells. */
  readonly values: Float64Array;
  readonly targets: readonly Target[];
  /** Cost of hiding, above 0. A dear cell is hidden last, a cheap one first. */
  readonly costs: Float64Array;
  /** 1 where the public sees no value whatever happens: withheld for another reason. Targets need not be marked. */
  readonly given: Uint8Array;
  /** 1 where a cell must stay published. */
  readonly forced: Uint8Array;
  readonly tables: readonly PlacedTable[];
}

/** Where the cells of a system stand in a placed table. */
export interface Placing {
  readonly space: CellSpace;
  /** Cell of the system for a cell of the table. */
  outer(cell: number): number;
  /** Cell of the table for a cell of the system, -1 where it is in none. */
  inner(cell: number): number;
}

export function placingOf({ space, cells }: PlacedTable, size: number): Placing {
  if (cells === null)
    return { space, outer: (cell) => cell, inner: (cell) => (cell < space.size ? cell : -1) };
  const inner = new Int32Array(size).fill(-1);
  cells.forEach((outer, cell) => {
    inner[outer] = cell;
  });
  return { space, outer: (cell) => cells[cell]!, inner: (cell) => inner[cell]! };
}
