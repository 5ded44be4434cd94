/** One panel of a table as a sheet to read and print: title, header, numbered columns, figures, notes, source. */
import type { CellStyle, WriteSheet } from 'hucre/xlsx';

import type { Bilingual } from '../../statistics/spec.ts';
import { TOTAL } from '../../statistics/spec.ts';
import { depthOf, type Layout, type Panel, printedOrder } from '../released/layout.ts';
import type { Period } from '../released/period.ts';
import { restrictionNotes } from '../released/rows.ts';
import { outputSymbols, symbolOf } from '../released/symbols.ts';
import { type Mark, markOf, type ReleasedCode, type ReleasedView, unitLabel } from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { SheetRows } from './sheet-rows.ts';
import { both, cell, numberFormat, STYLES } from './styles.ts';

const LABEL_WIDTH = 46;
const FIGURE_WIDTH = 17;

export function panelSheet(
  view: ReleasedView,
  layout: Layout,
  panel: Panel,
  number: string,
  period: Period,
): WriteSheet {
  const columns = columnsOf(view, layout);
  const last = columns.length;
  const widths = [LABEL_WIDTH, ...columns.map(() => FIGURE_WIDTH)];
  const sheet = new SheetRows(widths);
  const title = titleOf(view, panel, period);
  sheet.addAcross(`${WORDS.table.id} ${number}. ${title.id}`, last, STYLES.title);
  sheet.addAcross(`${WORDS.table.en} ${number}. ${title.en}`, last, STYLES.titleEnglish);
  sheet.add([]);
  const headerAt = sheet.size;
  addHeader(sheet, view, layout, columns);
  sheet.add(Array.from({ length: last + 1 }, (_, i) => cell(`(${i + 1})`, STYLES.columnNumber)));
  const bodyAt = sheet.size;
  const marks = addBody(sheet, view, layout, panel, columns);
  for (const [text, style] of notesOf(view, marks)) sheet.addAcross(text, last, style);
  return {
    name: number,
    columns: widths.map((width) => ({ width })),
    rows: sheet.values,
    cells: sheet.styles,
    merges: sheet.merges,
    rowDefs: sheet.heights,
    freezePane: { rows: bodyAt, columns: 1 },
    view: { showGridLines: false },
    pageSetup: {
      paperSize: 'a4',
      orientation: last > 4 ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${headerAt + 1}:$${bodyAt}`,
    },
    headerFooter: { oddFooter: '&C&P / &N' },
    a11y: { summary: `${title.id} / ${title.en}`, headerRow: headerAt },
  };
}

type Column = readonly ReleasedCode[];

/** The codes of each column of figures, one for each dimension across. */
function columnsOf({ dimensions }: ReleasedView, { across }: Layout): Column[] {
  let columns: Column[] = [[]];
  for (const i of across)
    columns = columns.flatMap((column) => printedOrder(dimensions[i]!).map((code) => [...column, code]));
  return columns;
}

function titleOf(
  { table, dimensions }: ReleasedView,
  { measure, fixed }: Panel,
  { label }: Period,
): Bilingual {
  const text = (language: 'id' | 'en') => {
    const parts = [...fixed].map(([i, code]) => `${dimensions[i]!.label[language]}: ${code.label[language]}`);
    const what =
      measure.id === 'value' || measure.id === 'rate' || measure.id === 'mean'
        ? []
        : [measure.label[language]];
    const unit = `(${unitLabel(measure)[language]})`;
    return `${[table.title[language], ...what, ...parts, label[language]].join(', ')} ${unit}`;
  };
  return { id: text('id'), en: text('en') };
}

/** One header row for each dimension across; equal neighbours are one cell. */
function addHeader(
  sheet: SheetRows,
  view: ReleasedView,
  { down, across }: Layout,
  columns: readonly Column[],
) {
  const top = sheet.size;
  const rows = Math.max(1, across.length);
  for (let level = 0; level < rows; level++)
    sheet.add([
      cell(level === 0 ? both(view.dimensions[down]!.label) : '', STYLES.header),
      ...columns.map((column) => cell(both(column[level]?.label ?? WORDS.total), STYLES.header)),
    ]);
  if (rows > 1) sheet.merge(top, 0, top + rows - 1, 0);
  for (let level = 0; level < across.length - 1; level++) {
    let from = 0;
    for (let at = 1; at <= columns.length; at++) {
      const same = (i: number) => columns[at]?.[i] === columns[from]?.[i];
      if (at < columns.length && Array.from({ length: level + 1 }, (_, i) => i).every(same)) continue;
      if (at - 1 > from) sheet.merge(top + level, from + 1, top + level, at);
      from = at;
    }
  }
}

function addBody(
  sheet: SheetRows,
  view: ReleasedView,
  { down, across }: Layout,
  { measure, fixed }: Panel,
  columns: readonly Column[],
): Set<Mark> {
  const dimension = view.dimensions[down]!;
  const marks = new Set<Mark>();
  for (const code of printedOrder(dimension)) {
    const total = code.code === TOTAL;
    const label = both(code.label, ' / ');
    const figures = columns.map((column) => {
      const codes = view.dimensions.map((_, i) => {
        if (i === down) return code.code;
        return (fixed.get(i) ?? column[across.indexOf(i)]!).code;
      });
      const observation = view.observation(codes, measure.id);
      const mark = markOf(observation);
      marks.add(mark);
      if (observation.value === null) return cell(symbolOf(mark), total ? STYLES.totalSymbol : STYLES.symbol);
      const format = numberFormat(measure.decimals, mark === 'caution' ? symbolOf(mark) : '');
      return cell(observation.value, { ...(total ? STYLES.totalFigure : STYLES.figure), numFmt: format });
    });
    const indent = depthOf(dimension, code);
    const style = total ? STYLES.totalLabel : STYLES.label;
    sheet.add([cell(label, { ...style, alignment: { ...style.alignment, indent } }), ...figures]);
  }
  return marks;
}

function notesOf(view: ReleasedView, marks: ReadonlySet<Mark>): [string, CellStyle][] {
  const { table } = view;
  const notes: Bilingual[] = [table.population, ...restrictionNotes(view), ...(table.footnotes ?? [])];
  if (table.dataset.synthetic) notes.push(WORDS.synthetic);
  for (const { mark, symbol, text } of outputSymbols())
    if (marks.has(mark)) notes.push({ id: `${symbol} ${text.id}`, en: `${symbol} ${text.en}` });
  return [
    [`${WORDS.note.id}/${WORDS.note.en}:`, STYLES.noteHead],
    ...notes.flatMap(({ id, en }): [string, CellStyle][] => [
      [id, STYLES.note],
      [en, STYLES.noteEnglish],
    ]),
    [table.citation.id, STYLES.note],
    [table.citation.en, STYLES.noteEnglish],
  ];
}
