import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces, refusalOf } from '../../test/support/bytes.ts';
import { utf8 } from './bytes.ts';
import { csvLine, MAX_CSV_RECORD, readCsv } from './csv.ts';

async function readAll(text: string | Uint8Array, size?: number): Promise<string[][]> {
  const bytes = typeof text === 'string' ? utf8(text) : text;
  const { header, batches } = await readCsv(pieces(bytes, size));
  const rows: string[][] = [[...header]];
  for await (const batch of batches) {
    expect(batch.firstRow).toBe(rows.length);
    for (const row of batch.rows) rows.push([...row]);
  }
  return rows;
}

describe('readCsv', () => {
  it.each([
    [
      'plain',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no line ending at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['LF and CRLF in one file, one column', 'a\r\n1\n2\r\n3', [['a'], ['1'], ['2'], ['3']]],
    [
      'empty cells',
      'a,b\n,\n',
      [
        ['a', 'b'],
        ['', ''],
      ],
    ],
    [
      'an empty last cell without line ending',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'quoted comma, quote and line endings',
      'a,b\n"1,""x""\r\n\n",2\n',
      [
        ['a', 'b'],
        ['1,"x"\r\n\n', '2'],
      ],
    ],
    ['quoted empty cell at the end', 'a\n""', [['a'], ['']]],
    ['an empty line of one column', 'a\n\n1\n', [['a'], [''], ['1']]],
    [
      'spaces are kept',
      ' a , b\n 1 ,2 \n',
      [
        [' a ', ' b'],
        [' 1 ', '2 '],
      ],
    ],
    [
      'byte order mark',
      '\uFEFFa,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['byte order mark in a cell', 'a\n\uFEFFx\n', [['a'], ['\uFEFFx']]],
    ['beyond the BMP', 'a\n"é😀"\n', [['a'], ['é😀']]],
  ])('%s, in pieces of any size', async (_name, text, rows) => {
    for (const size of [1, 2, 3, 5, 1000]) expect(await readAll(text, size)).toEqual(rows);
  });

  it.each([
    ['nothing', '', 'csv-empty', {}],
    ['a byte order mark only', '\uFEFF', 'csv-empty', {}],
    ['an empty first line', '\n1\n', 'csv-empty', {}],
    ['a header only', 'a,b\n', 'csv-no-rows', {}],
    ['too few cells', 'a,b\n1,2\n3\n', 'csv-column-count', { row: 2, expected: 2, found: 1 }],
    ['too many cells', 'a,b\n1,2,3\n', 'csv-column-count', { row: 1, expected: 2, found: 3 }],
    ['an empty line at the end', 'a,b\n1,2\n\n', 'csv-column-count', { row: 2, expected: 2, found: 1 }],
    ['an unclosed quote', 'a,b\n1,2\n3,"4\n5,6\n', 'csv-quote-unclosed', { row: 2, column: 2 }],
    ['a quote inside a plain cell', 'a,b\n1,x"y"\n', 'csv-quote-misplaced', { row: 1, column: 2 }],
    ['text behind a closing quote', 'a,b\n"1"x,2\n', 'csv-quote-misplaced', { row: 1, column: 1 }],
    ['a lone CR', 'a,b\n1,2\r3,4\n', 'csv-line-ending', { row: 1, column: 2 }],
    ['a lone CR in the header', 'a,b\r1,2\r', 'csv-line-ending', { row: 0, column: 2 }],
  ])('refuses %s by position', async (_name, text, code, facts) => {
    for (const size of [1, 2, 7, 1000])
      expect(await refusalOf(() => readAll(text, size))).toEqual({ code, facts });
  });

  it.each([
    ['Latin-1', [...utf8('a,b\n1,2\n3,Jos'), 0xe9, ...utf8('\n')], { row: 2, column: 2 }],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], { row: 0, column: 1 }],
    ['a surrogate', [...utf8('a\n'), 0xed, 0xa0, 0x80], { row: 1, column: 1 }],
    ['an overlong form', [...utf8('a\n'), 0xc0, 0xaf], { row: 1, column: 1 }],
    ['a sequence cut at the end', [...utf8('a,b\n1,'), 0xf0, 0x9f, 0x98], { row: 1, column: 2 }],
  ])('refuses %s by position', async (_name, bytes, facts) => {
    for (const size of [1, 2, 7, 1000])
      expect(await refusalOf(() => readAll(Uint8Array.from(bytes), size))).toEqual({
        code: 'csv-not-utf8',
        facts,
      });
  });

  it('refuses a record over 1 MiB, and takes one of just that', async () => {
    const cell = 'x'.repeat(MAX_CSV_RECORD - 1);
    expect((await readAll(`a\n${cell}\n`))[1]).toEqual([cell]);
    for (const text of [`a\n1\n${cell}x\n`, `a\n1\n"${cell}${cell}`])
      expect(await refusalOf(() => readAll(text))).toEqual({
        code: 'csv-record-too-long',
        facts: { row: 2 },
      });
  });

  it('reads back what csvLine writes', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'é', '😀', ''),
      maxLength: 8,
    });
    const table = fc
      .integer({ min: 1, max: 4 })
      .chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1 }),
      );
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const header = rows[0]!.map((_, i) => `c${i}`);
        const text = [header, ...rows].map(csvLine).join('');
        expect(await readAll(text, size)).toEqual([header, ...rows]);
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
