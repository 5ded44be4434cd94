/**
 * Margins that data state, held against the sums of their parts. Nothing is ever changed to fit: a sum that misses
 * by rounding is taken as it is, and the relation then holds within the tolerance only; a sum that misses by more is
 * refused with the cell, both sums and the tolerance.
 */
import { DomainError, type Facts, label } from '../problems.ts';
import { type CellSpace, codesOf } from './cells.ts';
import { relationsOfSpace } from './system.ts';

/** Sums of decimals in doubles. */
const RELATIVE = 1e-9;

interface Margin {
  readonly row: number;
  readonly value: { readonly digits: number; readonly decimals: number };
}

/**
 * Without a stated tolerance a margin must equal the sum of its inner cells: counts exactly, rounded values within
 * half a unit, since margins of other systems are rounded on their own; the table keeps the sums. With it the table
 * keeps the stated margins, and every relation must hold within the tolerance.
 * @throws {DomainError} `disclosure-margin-differs`.
 */
export function statedMargins(
  spec: { readonly additivity?: { readonly tolerance: number } | undefined; readonly measure: object },
  space: CellSpace,
  values: { readonly raw: Float64Array; readonly value: Float64Array; readonly decimals: number },
  cells: readonly number[],
  margins: readonly Margin[],
): { readonly value?: Float64Array; readonly tolerance?: number } {
  const unit = 10 ** values.decimals;
  const stated = margins.map(({ value }) => value.digits * 10 ** (values.decimals - value.decimals));
  if (spec.additivity === undefined) {
    const rounded = 'value' in spec.measure;
    cells.forEach((cell, i) => {
      const sum = values.raw[cell]!;
      const allowed = (rounded ? 0.5 : 0) + RELATIVE * Math.abs(sum);
      if (Math.abs(sum - stated[i]!) > allowed)
        refuse(space, cell, { row: margins[i]!.row, stated: stated[i]! / unit, sum: sum / unit });
    });
    return {};
  }
  const value = values.value.slice();
  cells.forEach((cell, i) => {
    value[cell] = Math.round(stated[i]!);
  });
  const rowOf = new Map(cells.map((cell, i) => [cell, margins[i]!.row]));
  const { tolerance } = spec.additivity;
  checkRelations(space, value, tolerance * unit, (cell, sum) =>
    refuse(space, cell, { row: rowOf.get(cell), stated: value[cell]! / unit, sum: sum / unit, tolerance }),
  );
  return { value, tolerance: tolerance * unit };
}

/**
 * Call `wrong` for a margin whose parts miss it by more than `tolerance`: the finest first, since what is wrong there
 * is wrong in every sum above it.
 */
function checkRelations(
  space: CellSpace,
  value: Float64Array,
  tolerance: number,
  wrong: (cell: number, sum: number) => never,
): void {
  for (const { cells } of [...relationsOfSpace(space)].reverse()) {
    const [margin, ...parts] = cells as [number, ...number[]];
    const sum = parts.reduce((all, cell) => all + value[cell]!, 0);
    if (Math.abs(sum - value[margin]!) > tolerance + RELATIVE * Math.abs(sum)) wrong(margin, sum);
  }
}

function refuse(space: CellSpace, cell: number, facts: Facts): never {
  throw new DomainError('disclosure-margin-differs', { codes: codesOf(space, cell).map(label), ...facts });
}
