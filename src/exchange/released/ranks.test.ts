import { beforeAll, describe, expect, it } from 'vitest';
import { parseCsv } from '../../../test/support/csv.ts';
import { countTable, PREPARED, type Released } from '../../../test/support/released.ts';
import { unzip } from '../../../test/support/unzip.ts';
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import { rankCodes } from '../../statistics/ranking.ts';
import { publicTableCsv } from '../public-table-csv.ts';
import { tableWorkbook } from '../xlsx/workbook.ts';
import { rankingRule } from './ranks.ts';
import { releasedView } from './view.ts';

const RULE = { dimension: 'region', by: 'women', top: 5, ties: 'all' } as const;

/** The table with the number of women as an indicator, and the areas in its order. */
function ranked({ table }: Released): PublicTableJson {
  const label = { id: 'Perempuan', en: 'Women' };
  const indicatorValues = table.cells.flatMap((cell) =>
    cell.codes.sex === '2'
      ? [{ ...cell, indicator: 'women', codes: { region: cell.codes.region ?? '' } }]
      : [],
  );
  const figure = (code: string) => {
    const found = indicatorValues.find(({ codes }) => codes.region === code)!;
    return 'value' in found ? found.value : null;
  };
  const codes = table.dimensions[0]!.codes.map(({ code, parent }) => ({ code, parent }));
  const of = [{ name: 'women', label, numerator: { sex: ['2'] }, scale: 1, decimals: 0 }];
  return {
    ...table,
    indicators: { dimension: 'region', of },
    indicatorValues,
    ranking: rankCodes(RULE, codes, ['province'], figure),
  };
}

describe('a ranked table', () => {
  let table: PublicTableJson;
  let context: Released['context'];
  beforeAll(() => {
    const of = countTable();
    context = of.context;
    table = ranked(of);
  });

  it('has the rank of each area in its rows, at the total of all else, and none for a hidden one', () => {
    const [header, ...rows] = parseCsv(publicTableCsv(table));
    const at = (name: string) => header!.indexOf(name);
    const women = rows.filter((row) => row[at('sex')] === '2' && row[at('region')] !== 'Total');
    const expected = women
      .filter((row) => row[at('value')] !== '')
      .sort((a, b) => Number(b[at('value')]) - Number(a[at('value')]))
      .slice(0, 5)
      .map((row, i) => [row[at('region')], String(i + 1)]);
    const found = rows.filter((row) => row[at('rank')] !== '');
    expect(found.map((row) => [row[at('region')], row[at('rank')]]).sort()).toEqual(expected.sort());
    expect(new Set(found.map((row) => row[at('sex')]))).toEqual(new Set(['Total']));
    expect(women.some((row) => row[at('value')] === '')).toBe(true);
  });

  it('opens with the areas in order, the figure they are ranked by, and the rule', async () => {
    const parts = unzip(await tableWorkbook(releasedView(table), context, PREPARED));
    const text = new TextDecoder().decode(parts.get('xl/workbook.xml'));
    expect(/<sheet name="([^"]*)"/.exec(text)?.[1]).toBe('Peringkat');
    const all = [...parts.values()].map((bytes) => new TextDecoder().decode(bytes)).join('');
    expect(all).toContain(rankingRule(releasedView(table))!.id);
    const sheet = new TextDecoder().decode(parts.get('xl/worksheets/sheet1.xml'));
    const figures = [...sheet.matchAll(/<c r="C\d+"[^>]*?><v>(\d{4,})<\/v>/g)].map(([, n]) => Number(n));
    expect(figures).toHaveLength(5);
    expect(figures).toEqual([...figures].sort((a, b) => b - a));
    const shown = table.cells.flatMap((cell) => ('value' in cell ? [cell.value] : []));
    for (const figure of figures) expect(shown).toContain(figure);
  });

  it('is not asked of a table without an order', () => {
    expect(rankingRule(countTable().view)).toBeNull();
    expect(publicTableCsv(countTable().table).split('\n')[0]).not.toContain('rank');
  });
});
