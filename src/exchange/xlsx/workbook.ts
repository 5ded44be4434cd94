/**
 * A released table as an XLSX workbook in the manner of a BPS publication: both titles, numbered columns, symbols with
 * their meaning, notes and source; behind it every row with codes and standard errors, and what the table is.
 *
 * Edge:   a hidden cell is a symbol, and no formula, name, comment, chart or property refers to a value it might have.
 *         A figure to use with care stays a number; its asterisk is in the number format.
 * Deterministic: the time of making is a parameter, zip entries carry no time.
 */
import { writeXlsx } from 'hucre/xlsx';
import type { ReleaseContext } from '../released/context.ts';
import { layoutOf } from '../released/layout.ts';
import type { ReleasedView } from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { aboutSheet } from './about-sheet.ts';
import { dataSheet } from './data-sheet.ts';
import { panelSheet } from './panel-sheet.ts';
import { rankingSheet } from './ranking-sheet.ts';

/** `prepared`: when the file is made, an ISO time. */
export async function tableWorkbook(
  view: ReleasedView,
  context: ReleaseContext,
  prepared: string,
): Promise<Uint8Array> {
  const { table } = view;
  const layout = layoutOf(view);
  const panels = layout.panels.map((panel, i) => {
    const number = layout.panels.length === 1 ? table.table : `${table.table}.${i + 1}`;
    return panelSheet(view, layout, panel, number, context.period);
  });
  const ranking = rankingSheet(view, table.table, context.period);
  const created = new Date(prepared);
  return writeXlsx({
    sheets: [...(ranking === null ? [] : [ranking]), ...panels, dataSheet(view), aboutSheet(view, context)],
    properties: {
      title: `${WORDS.table.id} ${table.table}. ${table.title.id} / ${table.title.en}`,
      subject: `${context.period.label.id} / ${context.period.label.en}`,
      creator: table.dataset.producer.toUpperCase(),
      description: `${table.citation.id} / ${table.citation.en}`,
      created,
      modified: created,
    },
    defaultFont: { name: 'Arial', size: 9 },
  });
}
