/** The ranked areas of a table with all its indicators, largest first: what items 8 and 19 ask for. */
import type { WriteSheet } from 'hucre/xlsx';
import { TOTAL } from '../../statistics/spec.ts';
import type { Period } from '../released/period.ts';
import { rankedDimension, rankingRule } from '../released/ranks.ts';
import { outputSymbols, symbolOf } from '../released/symbols.ts';
import { type Mark, markOf, type ReleasedMeasure, type ReleasedView } from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { SheetRows } from './sheet-rows.ts';
import { both, cell, numberFormat, STYLES } from './styles.ts';

/** Null where the table is not ranked. */
export function rankingSheet(view: ReleasedView, number: string, { label }: Period): WriteSheet | null {
  const dimension = rankedDimension(view);
  const rule = rankingRule(view);
  const { ranking } = view.table;
  if (dimension === undefined || rule === null || ranking === undefined) return null;
  const indicators = view.measures.filter(({ id }) =>
    view.table.indicators?.of.some(({ name }) => name === id),
  );
  const last = indicators.length + 1;
  const sheet = new SheetRows([13, 42, ...indicators.map(() => 26)]);
  const title = (language: 'id' | 'en') => `${view.table.title[language]}, ${label[language]}`;
  sheet.addAcross(`${WORDS.table.id} ${number}. ${title('id')}`, last, STYLES.title);
  sheet.addAcross(`${WORDS.table.en} ${number}. ${title('en')}`, last, STYLES.titleEnglish);
  sheet.add([]);
  const headerAt = sheet.size;
  const heads = [WORDS.rank, dimension.label, ...indicators.map((each) => each.label)];
  sheet.add(heads.map((each) => cell(both(each), STYLES.header)));
  sheet.add(heads.map((_, i) => cell(`(${i + 1})`, STYLES.columnNumber)));
  const bodyAt = sheet.size;
  const marks = new Set<Mark>();
  const figure = (code: string, measure: ReleasedMeasure) => {
    const codes = view.dimensions.map(({ name }) => (name === dimension.name ? code : TOTAL));
    const observation = view.observation(codes, measure.id);
    const mark = markOf(observation);
    marks.add(mark);
    if (observation.value === null) return cell(symbolOf(mark), STYLES.symbol);
    const format = numberFormat(measure.decimals, mark === 'caution' ? symbolOf(mark) : '');
    return cell(observation.value, { ...STYLES.figure, numFmt: format });
  };
  for (const { ranked } of ranking.levels)
    for (const { rank, code } of ranked) {
      const name = dimension.codes.find((each) => each.code === code)?.label ?? { id: code, en: code };
      sheet.add([
        cell(rank, STYLES.figure),
        cell(both(name, ' / '), STYLES.label),
        ...indicators.map((each) => figure(code, each)),
      ]);
    }
  sheet.addAcross(`${WORDS.note.id}/${WORDS.note.en}:`, last, STYLES.noteHead);
  const symbols = outputSymbols().filter(({ mark }) => marks.has(mark));
  const said = symbols.map(({ symbol, text }) => ({
    id: `${symbol} ${text.id}`,
    en: `${symbol} ${text.en}`,
  }));
  const { dataset, citation, population } = view.table;
  const notes = [population, rule, ...(dataset.synthetic ? [WORDS.synthetic] : []), ...said, citation];
  for (const { id, en } of notes) {
    sheet.addAcross(id, last, STYLES.note);
    sheet.addAcross(en, last, STYLES.noteEnglish);
  }
  return {
    name: WORDS.rank.id,
    columns: sheet.widths.map((width) => ({ width })),
    rows: sheet.values,
    cells: sheet.styles,
    merges: sheet.merges,
    rowDefs: sheet.heights,
    freezePane: { rows: bodyAt, columns: 2 },
    view: { showGridLines: false },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${headerAt + 1}:$${bodyAt}`,
    },
    headerFooter: { oddFooter: '&C&P / &N' },
    a11y: { summary: `${title('id')} / ${title('en')}`, headerRow: headerAt },
  };
}
