/**
 * The table as the public may read it. A hidden cell has no value: not a blank, not a zero, nothing in the type and
 * nothing in the bytes. One status for all hidden cells, since "primary" itself would say "small".
 *
 * CSV: a column for each dimension, `value` (empty where not published), `status`; a row for each cell in cell order.
 * `withheld` marks cells that are too imprecise to publish; that is no secret and no protection.
 */
import { csvLine } from '../exchange/csv.ts';
import { type CellSpace, codesOf } from './cells.ts';
import { decimalText } from './decimal.ts';

export type PublicCell =
  | { readonly status: 'safe'; readonly value: number }
  | { readonly status: 'hidden' }
  | { readonly status: 'withheld' };

export interface PublicTable {
  readonly space: CellSpace;
  /** Decimal places of values, which are whole units of the last one. */
  readonly decimals: number;
  /** Every cell, in cell order. */
  readonly cells: readonly PublicCell[];
}

export function publicCsv(table: PublicTable): string {
  return cellsCsv(table.space, (cell) => {
    const each = table.cells[cell]!;
    return [each.status === 'safe' ? decimalText(each.value, table.decimals) : '', each.status];
  });
}

/** CELLS.csv and PUBLIC.csv are one format with two sets of status words. */
export function cellsCsv(
  space: CellSpace,
  row: (cell: number) => readonly [value: string, status: string],
): string {
  const lines = [csvLine([...space.dimensions.map((dimension) => dimension.name), 'value', 'status'])];
  for (let cell = 0; cell < space.size; cell++) lines.push(csvLine([...codesOf(space, cell), ...row(cell)]));
  return lines.join('');
}
