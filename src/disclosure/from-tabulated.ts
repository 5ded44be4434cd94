/**
 * A tabulated table as cells.
 * @throws {DomainError} `disclosure-table-not-additive` with the position of the cell; `disclosure-hierarchy`.
 */

import { DomainError, label } from '../problems.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { type CellSpace, cellAt, cellSpace, codesOf, isInner, sumMargins } from './cells.ts';
import { type CountTable, wholeUnits } from './count-table.ts';
import { dimensionOf } from './dimension.ts';

/** Margins of estimates are sums of fractions: equal within this share of the margin. */
const RELATIVE = 1e-6;

/**
 * @param withhold whether cells flagged as too imprecise are kept back.
 * @throws {DomainError} also `disclosure-mean-not-protected`.
 */
export function countTableOf(tabulated: TabulatedTable, withhold: boolean): CountTable {
  if (tabulated.mean !== undefined) throw new DomainError('disclosure-mean-not-protected');
  return countedCells(tabulated, withhold);
}

/** The cells alone, whatever else the table has. */
export function countedCells(
  tabulated: Pick<TabulatedTable, 'dimensions' | 'cells' | 'measure'>,
  withhold: boolean,
): CountTable {
  const space = cellSpace(tabulated.dimensions.map(({ name, codes }) => dimensionOf(name, codes)));
  const place = placing(space, tabulated);
  const estimate = new Float64Array(space.size);
  const contributors = new Float64Array(space.size);
  const withheld = new Uint8Array(space.size);
  for (const [position, each] of tabulated.cells.entries()) {
    const cell = place[position]!;
    estimate[cell] = each.estimate;
    contributors[cell] = each.contributors;
    withheld[cell] = withhold && each.reliability === 'withheld' ? 1 : 0;
  }
  checkAdditive(space, estimate, RELATIVE);
  checkAdditive(space, contributors, 0);
  return {
    space,
    value: wholeUnits(space, estimate),
    contributors,
    weighted: tabulated.measure.weighted,
    given: new Map(),
    withheld,
  };
}

/** Cell of every entry of `cells`; each combination of codes must occur exactly once. */
function placing(
  space: CellSpace,
  { dimensions, cells }: Pick<TabulatedTable, 'dimensions' | 'cells'>,
): number[] {
  const seen = new Uint8Array(space.size);
  const place = cells.map(({ codes }, position) => {
    const nodes = dimensions.map(({ name }, d) => space.dimensions[d]!.nodeOf.get(codes[name] ?? '') ?? -1);
    const cell = nodes.includes(-1) ? -1 : cellAt(space, nodes);
    if (cell < 0 || seen[cell] || Object.keys(codes).length !== dimensions.length)
      refuse(position, 'its codes');
    seen[cell] = 1;
    return cell;
  });
  if (cells.length !== space.size) refuse(cells.length, 'the number of cells');
  return place;
}

function checkAdditive(space: CellSpace, values: Float64Array, relative: number): void {
  const summed = values.slice();
  for (let cell = 0; cell < space.size; cell++)
    if (isInner(space, cell) && !(values[cell]! >= 0)) refuse(cell, 'a value below zero');
  sumMargins(space, summed);
  for (let cell = 0; cell < space.size; cell++) {
    const tolerance = relative * Math.max(1, summed[cell]!);
    if (Math.abs(summed[cell]! - values[cell]!) > tolerance)
      throw new DomainError('disclosure-table-not-additive', {
        position: cell,
        codes: codesOf(space, cell).map(label),
        stated: values[cell]!,
        sum: summed[cell]!,
        tolerance,
      });
  }
}

function refuse(position: number, wrong: string): never {
  throw new DomainError('disclosure-table-not-additive', { position, wrong: label(wrong) });
}
