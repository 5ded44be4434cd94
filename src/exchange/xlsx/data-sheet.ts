/** Every row of the table with codes, labels, status and relative standard error: to sort, filter and compute with. */
import type { Cell, WriteSheet } from 'hucre/xlsx';
import { releasedRows } from '../released/rows.ts';
import type { ReleasedView } from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { STYLES } from './styles.ts';

export function dataSheet(view: ReleasedView): WriteSheet {
  const { columns, rows } = releasedRows(view);
  const styles = new Map<string, Partial<Cell>>(
    columns.map((_, column) => [`0,${column}`, { style: STYLES.columnName }]),
  );
  return {
    name: WORDS.data.id,
    columns: columns.map(({ name, type }) => ({
      width: type === 'text' && /_(id|en)$/.test(name) ? 28 : 14,
    })),
    rows: [columns.map(({ name }) => name), ...rows.map((row) => [...row])],
    cells: styles,
    freezePane: { rows: 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '$1:$1',
    },
  };
}
