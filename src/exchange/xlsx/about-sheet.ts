/** What the table is: population, period, vintage, classifications, protection, and the legend of all symbols. */
import type { Cell, WriteSheet } from 'hucre/xlsx';
import type { ReleaseContext } from '../released/context.ts';
import { outputSymbols } from '../released/symbols.ts';
import type { ReleasedView } from '../released/view.ts';
import { WORDS } from '../released/words.ts';
import { STYLES } from './styles.ts';

export function aboutSheet(
  { table }: ReleasedView,
  { period, classifications, spec }: ReleaseContext,
): WriteSheet {
  const { dataset, policy } = table;
  const rows: [string, string, string][] = [
    ...(spec === null
      ? []
      : [['Butir Lampiran 2 / Item of Lampiran 2', spec.wording.id, ''] as [string, string, string]]),
    ['Judul / Title', table.title.id, table.title.en],
    ['Populasi / Population', table.population.id, table.population.en],
    ['Periode / Period', period.label.id, period.label.en],
    ['Dataset', dataset.id, dataset.synthetic ? WORDS.synthetic.id : ''],
    ['Vintage', dataset.vintage, dataset.synthetic ? WORDS.synthetic.en : ''],
    ...[...classifications].map(([name, { id, version, title }]): [string, string, string] => [
      `Klasifikasi / Classification: ${name}`,
      `${title.id} (${id}, ${version})`,
      title.en,
    ]),
    ...outputSymbols().map(({ symbol, text }): [string, string, string] => [
      `Simbol / Symbol: ${symbol}`,
      text.id,
      text.en,
    ]),
    ['Kebijakan pelindungan / Protection policy', `${policy.id} ${policy.version}`, ''],
    ['SHA-256 PUBLIC.csv', table.publicSha256, ''],
    ['Sumber / Source', table.citation.id, table.citation.en],
  ];
  const styles = new Map<string, Partial<Cell>>();
  rows.forEach((row, at) => {
    row.forEach((_, column) => {
      styles.set(`${at},${column}`, { style: column === 0 ? STYLES.columnName : STYLES.text });
    });
  });
  return {
    name: WORDS.about.id,
    columns: [{ width: 40 }, { width: 60 }, { width: 60 }],
    rows,
    cells: styles,
    view: { showGridLines: false },
    pageSetup: { paperSize: 'a4', orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}
