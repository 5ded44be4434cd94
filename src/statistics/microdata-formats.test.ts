import { type Cell, type CellValue, writeXlsx } from 'hucre/xlsx';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import { tableWorld } from '../../fixtures/synthetic/table-worlds.ts';
import type { Dictionary } from './dictionary.ts';
import { parseDictionary } from './dictionary.ts';
import { builtInSpecs } from './library.ts';
import { checkMicrodata } from './microdata.ts';
import { type MicrodataFormat, readMicrodataAs } from './microdata-formats.ts';
import { tabulate } from './tabulate.ts';

const specs = builtInSpecs();

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 10_000) yield bytes.subarray(at, at + 10_000);
}
const read = (format: MicrodataFormat, bytes: Uint8Array, dictionary: Dictionary) =>
  readMicrodataAs(format, once(bytes), dictionary);

/** Rows as a spreadsheet that keeps types: numbers as numbers, all else as text, nothing as nothing. */
function workbookRows(
  dictionary: Dictionary,
  header: readonly string[],
  rows: readonly (readonly string[])[],
) {
  const isNumber = header.map(
    (name) => dictionary.variables.find((each) => each.name === name)?.type === 'number',
  );
  return rows.map((row) =>
    row.map(
      (cell, at): CellValue => (cell === '' ? null : isNumber[at] && cell !== 'XX' ? Number(cell) : cell),
    ),
  );
}
const workbook = (
  header: readonly string[],
  rows: readonly (readonly CellValue[])[],
  cells?: Map<string, Cell>,
) =>
  writeXlsx({
    sheets: [
      { name: 'data', rows: [[...header], ...rows.map((row) => [...row])], ...(cells ? { cells } : {}) },
    ],
  });

function parquet(
  dictionary: Dictionary,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  rowGroupSize = 500,
) {
  return new Uint8Array(
    parquetWriteBuffer({
      rowGroupSize,
      columnData: header.map((name, at) => {
        const variable = dictionary.variables.find((each) => each.name === name)!;
        const texts = rows.map((row) => row[at]!);
        const text = variable.type !== 'number' || variable.missing.some(({ code }) => code !== '');
        return text
          ? { name, type: 'STRING' as const, data: texts.map((cell) => (cell === '' ? null : cell)) }
          : { name, type: 'DOUBLE' as const, data: texts.map((cell) => (cell === '' ? null : Number(cell))) };
      }),
    }),
  );
}

describe('microdata in three formats', () => {
  it.each([
    ['sakernas', '05'],
    ['podes', '18'],
    ['long-form', '13'],
  ])('give the same table of %s from CSV, XLSX and Parquet', async (series, id) => {
    const { dataset, header, rows } = tableWorld(series);
    const dictionary = specs.dictionary(dataset);
    const some = rows.slice(0, 1500);
    const from = async (format: MicrodataFormat, bytes: Uint8Array) =>
      tabulate(specs.table(id), dictionary, await read(format, bytes, dictionary));
    const plain = await tabulate(specs.table(id), dictionary, rowsInBatches(header, some));
    const sheet = await workbook(header, workbookRows(dictionary, header, some));
    expect(await from('xlsx', sheet)).toEqual(plain);
    expect(await from('parquet', parquet(dictionary, header, some))).toEqual(plain);
    const csv = [header, ...some].map((row) => `${row.join(',')}\n`).join('');
    expect(await from('csv', new TextEncoder().encode(csv))).toEqual(plain);
  });
});

const tiny = parseDictionary({
  ...specs.dictionary('sakernas-2024-08'),
  kind: 'census',
  design: null,
  variables: [
    {
      name: 'region',
      label: { id: 'a', en: 'a' },
      type: 'code',
      codelist: 'province-bps',
      version: '2024',
      missing: [],
    },
    {
      name: 'hours',
      label: { id: 'a', en: 'a' },
      type: 'number',
      minimum: 0,
      missing: [{ code: 'XX', means: 'not-stated' }],
    },
    { name: 'household', label: { id: 'a', en: 'a' }, type: 'identifier', missing: [] },
  ],
});
const HEADER = ['region', 'hours', 'household'];
const GOOD: CellValue[] = ['11', 5, '007'];
const check = async (bytes: Uint8Array, format: MicrodataFormat = 'xlsx') =>
  checkMicrodata(tiny, specs.codeList, await read(format, bytes, tiny));

describe('a workbook', () => {
  it('is read by type, with text only for missing codes, and without the empty rows at its end', async () => {
    const bytes = await workbook(HEADER, [GOOD, ['12', 'XX', '008'], [null, null, null]]);
    expect(await check(bytes)).toEqual({ records: 2 });
  });

  it.each<[string, CellValue[], object]>([
    [
      'a code that became a number',
      [11, 5, '007'],
      { row: 2, column: 1, variable: 'region', found: 'number' },
    ],
    [
      'an identifier that lost its zeros',
      ['11', 5, 7],
      { row: 2, column: 3, variable: 'household', found: 'number' },
    ],
    ['a code that became a date', [new Date('2024-11-01'), 5, '007'], { row: 2, column: 1, found: 'date' }],
    ['a number written as text', ['11', '5', '007'], { row: 2, column: 2, variable: 'hours', found: 'text' }],
    ['a date for a number', ['11', new Date('2024-11-01'), '007'], { row: 2, column: 2, found: 'date' }],
    ['a truth value', [true, 5, '007'], { row: 2, column: 1, found: 'boolean' }],
  ])('with %s is refused by row and column', async (_name, row, facts) => {
    const bytes = await workbook(HEADER, [GOOD, row]);
    await expect(check(bytes)).rejects.toMatchObject({ code: 'workbook-cell-type', facts });
  });

  it('with a formula is refused, whatever the formula gives', async () => {
    const cells = new Map<string, Cell>([
      ['2,1', { value: 5, type: 'formula', formula: '2+3', formulaResult: 5 }],
    ]);
    const bytes = await workbook(HEADER, [GOOD, GOOD], cells);
    await expect(check(bytes)).rejects.toMatchObject({
      code: 'workbook-cell-formula',
      facts: { row: 2, column: 2, variable: 'hours' },
    });
  });

  it('with a cell beyond the header, without rows, or that is no workbook, is refused', async () => {
    await expect(check(await workbook(HEADER, [[...GOOD, 'x']]))).rejects.toMatchObject({
      code: 'csv-column-count',
      facts: { row: 1, expected: 3, found: 4 },
    });
    await expect(check(await workbook(HEADER, []))).rejects.toMatchObject({ code: 'csv-no-rows' });
    const whole = await workbook(HEADER, [GOOD]);
    for (const bytes of [new Uint8Array([1, 2, 3]), whole.subarray(0, whole.length - 100)])
      await expect(check(bytes)).rejects.toMatchObject({ code: 'workbook-not-readable', facts: {} });
  });

  it('is checked cell by cell as a CSV is, with positions and without the cell', async () => {
    const bytes = await workbook(HEADER, [GOOD, ['KENARI', 5, '1']]);
    const refused = await check(bytes).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ code: 'microdata-code-unknown', facts: { row: 2, column: 1 } });
    expect(JSON.stringify(refused)).not.toContain('KENARI');
    await expect(check(await workbook(['region', 'hours', 'nik'], [GOOD]))).rejects.toMatchObject({
      code: 'microdata-columns',
      facts: { missing: ['household'], unknownColumns: [3] },
    });
  });

  it('beyond the size that fits into memory is refused before it is opened', async () => {
    const large = new Uint8Array((32 << 20) + 1);
    await expect(check(large)).rejects.toMatchObject({ code: 'microdata-too-large' });
  });
});

describe('a Parquet file', () => {
  const made = (columns: Parameters<typeof parquetWriteBuffer>[0]['columnData']) =>
    new Uint8Array(parquetWriteBuffer({ columnData: columns }));
  const text = (name: string, data: (string | null)[]) => ({ name, type: 'STRING' as const, data });

  it('is read over several row groups with row numbers that go on', async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => [i === 8999 ? '99' : '11', '5', String(i)]);
    await expect(check(parquet(tiny, HEADER, rows, 1000), 'parquet')).rejects.toMatchObject({
      code: 'microdata-code-unknown',
      facts: { row: 9000, column: 1 },
    });
  });

  it.each<[string, Parameters<typeof parquetWriteBuffer>[0]['columnData'], object]>([
    ['codes as numbers', [{ name: 'region', type: 'INT32', data: [11] }], { column: 1, variable: 'region' }],
    [
      'a number as a date',
      [{ name: 'hours', type: 'TIMESTAMP', data: [new Date(0)] }],
      { column: 1, variable: 'hours' },
    ],
    [
      'a number as a truth value',
      [{ name: 'hours', type: 'BOOLEAN', data: [true] }],
      { column: 1, variable: 'hours' },
    ],
  ])('with %s is refused by column', async (_name, columns, facts) => {
    await expect(check(made(columns), 'parquet')).rejects.toMatchObject({
      code: 'parquet-column-type',
      facts,
    });
  });

  it('with an empty cell, another column, or that is no Parquet, is refused', async () => {
    const columns = [text('region', ['11', null]), text('hours', ['5', '5']), text('household', ['1', '2'])];
    await expect(check(made(columns), 'parquet')).rejects.toMatchObject({
      code: 'microdata-cell-empty',
      facts: { row: 2, column: 1 },
    });
    await expect(check(made([...columns, text('nik', ['1', '2'])]), 'parquet')).rejects.toMatchObject({
      code: 'microdata-columns',
      facts: { unknownColumns: [4] },
    });
    await expect(check(new Uint8Array(200), 'parquet')).rejects.toMatchObject({
      code: 'parquet-not-readable',
    });
  });
});
