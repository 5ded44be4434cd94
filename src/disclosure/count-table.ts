import { type CellSpace, sumMargins } from './cells.ts';

/**
 * A table of counts as the producer knows it: every cell's value and contributors, margins included.
 *
 * Unit:  `value` in published whole units (persons); `contributors` unweighted units that stand behind it.
 * Leaks: everything. It never leaves the producer; what may leave is a `PublicTable`.
 */
export interface CountTable {
  readonly space: CellSpace;
  readonly value: Float64Array;
  readonly contributors: Float64Array;
  /** Whether `value` is weighted, so that `to` of the protection is scaled to published units. */
  readonly weighted: boolean;
  /** 1 where a cell cannot exist and everybody knows it is zero; such a cell is always published. */
  readonly structural?: Uint8Array;
  /** 1 where the data's own flag says the cell is unsafe, by column of that flag. */
  readonly given: ReadonlyMap<string, Uint8Array>;
  /** Cost of hiding from a column of the data, margins summed. */
  readonly cost?: Float64Array;
  /** 1 where the cell is not published because it is too imprecise: unknown to the public, yet no secret. */
  readonly withheld?: Uint8Array;
}

/**
 * Inner values in whole units and margins as their sums.
 *
 * Why rounded at the inner cells: a weighted estimate is a fraction. Rounding every cell on its own gives a table
 * that does not add up, by which a reader can bound the fractions behind it, and over which neither the intruder's
 * relations nor an integer certificate hold. Sums of rounded inner cells are additive for everybody; a margin may
 * differ from its own rounded estimate by at most half a unit for each inner cell below it.
 * Edge: halves round up.
 */
export function wholeUnits(space: CellSpace, values: Float64Array): Float64Array {
  const rounded = values.map((value) => Math.floor(value + 0.5));
  sumMargins(space, rounded);
  return rounded;
}
