/**
 * Estimates as functions of the totals of a sample: their values, and the linear forms their variances are those of.
 *
 * Source: a ratio R = Y / X is linearised as z = (y - R x) / X (Woodruff 1971); a mean is the ratio to the number of
 *         records, a share the ratio of a cell to the margin it is part of.
 */
import type { Cube } from './cube.ts';
import type { Layout } from './estimate-gather.ts';
import type { Estimate } from './estimate-spec.ts';
import type { LinearForm } from './variance.ts';

/** One estimate, in all cells of a cube. */
export interface CellEstimates {
  readonly each: Estimate;
  /** First of its measures. */
  readonly offset: number;
  /** Null for a ratio, mean or share of nobody. */
  readonly values: readonly (number | null)[];
  readonly form: LinearForm;
  /** The cell whose records are asked about: the margin of a share, else the cell itself. */
  readonly domainOf: (cell: number) => number;
}

/** @param totals weighted sums at `cell * measures + measure`. */
export function estimateCells(
  each: Estimate,
  e: number,
  { offsets, measures }: Layout,
  cube: Cube,
  totals: Float64Array,
): CellEstimates {
  const offset = offsets[e]!;
  const base = each.type === 'share' ? basesOf(cube, each.within) : null;
  const coefficients = new Float64Array(totals.length);
  const ofBase = base === null ? coefficients : new Float64Array(totals.length);
  const values = Array.from({ length: cube.cells }, (_, cell) => {
    const at = cell * measures + offset;
    if (each.type === 'total') {
      coefficients[at] = 1;
      return totals[at]!;
    }
    // What is divided by: x of the same cell, or y of the margin.
    const under = base === null ? at + 1 : base[cell]! * measures + offset;
    if (totals[under] === 0) return null;
    const value = totals[at]! / totals[under]!;
    coefficients[at] = 1 / totals[under]!;
    ofBase[base === null ? at + 1 : at] = -value / totals[under]!;
    return value;
  });
  return {
    each,
    offset,
    values,
    form: {
      coefficients,
      presence: offset + 2,
      ...(base === null ? {} : { base: { of: base, coefficients: ofBase } }),
    },
    domainOf: base === null ? (cell) => cell : (cell) => base[cell]!,
  };
}

/** For each cell, the one with the same codes of the dimensions in `within` and `Total` in all others. */
export function basesOf(cube: Cube, within: readonly string[]): Int32Array {
  const keeps = cube.dimensions.map(({ name }) => within.includes(name));
  return Int32Array.from({ length: cube.cells }, (_, cell) =>
    cube
      .positions(cell)
      .reduce((base, at, d) => base * cube.dimensions[d]!.codes.length + (keeps[d] ? at : 0), 0),
  );
}
