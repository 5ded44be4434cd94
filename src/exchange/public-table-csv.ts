/** A released table as CSV for people: the rows of released/rows.ts; what has no value is an empty cell. */
import type { PublicTableJson } from '../disclosure/protect-table.ts';
import { csvLine } from './csv.ts';
import { releasedRows } from './released/rows.ts';
import { releasedView } from './released/view.ts';

/** The whole CSV text. Deterministic: the order of the table's codes. */
export function publicTableCsv(table: PublicTableJson): string {
  const { columns, rows } = releasedRows(releasedView(table));
  const cell = (value: string | number | null, decimals: number | null) => {
    if (typeof value !== 'number') return value ?? '';
    return decimals === null ? String(value) : value.toFixed(decimals);
  };
  const lines = rows.map((row) => row.map((value, i) => cell(value, columns[i]!.decimals)));
  return [columns.map(({ name }) => name), ...lines].map(csvLine).join('');
}
