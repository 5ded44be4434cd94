/**
 * The officer's export as rows of text: CSV as a stream; XLSX and Parquet as their libraries give them.
 *
 * Edge:   of a workbook the first sheet. A date cell becomes YYYY-MM-DD; a whole number below 10^15 its digits (a longer one
 *         has lost digits: Excel keeps fifteen); formulas' shown values are not taken: such cells are refused, like errors.
 * Throws: the CSV codes; `workbook-not-readable`, `workbook-cell-type`, `parquet-not-readable`.
 */

import { type CellValue, readXlsx } from 'hucre/xlsx';
import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import { csvLine, readCsv } from '../../../exchange/csv.ts';
import { DomainError, label } from '../../../problems.ts';

export interface Source {
  /** The file as it is, where it is a CSV that needs nothing but reading. */
  readonly raw: (() => AsyncIterable<Uint8Array>) | null;
  readonly header: readonly string[];
  /** The records, from the first each time it is called. */
  readonly rows: () => AsyncIterable<readonly string[]>;
}

/** More digits than a spreadsheet keeps. */
const EXACT = 1e15;

export async function openSource(file: File): Promise<Source> {
  if (/\.xlsx$/i.test(file.name)) return openWorkbook(file);
  if (/\.parquet$/i.test(file.name)) return openParquet(file);
  const { header } = await readCsv(bytesOf(file));
  return {
    raw: () => bytesOf(file),
    header,
    async *rows() {
      for await (const { rows } of (await readCsv(bytesOf(file))).batches) yield* rows;
    },
  };
}

/**
 * What the encoder reads: a CSV that has the schema's columns in their order as it is, so that the command line makes and
 * joins the same; anything else under the schema's names.
 */
export function encodedInput(
  source: Source,
  names: readonly string[],
  mapping: readonly number[],
): AsyncIterable<Uint8Array> {
  const same =
    source.header.length === names.length &&
    names.every((name, i) => mapping[i] === i && source.header[i]!.trim() === name);
  return source.raw !== null && same ? source.raw() : mappedCsv(source, names, mapping);
}

/** The columns that `mapping` names, in its order, as a CSV under `names`: what the encoder reads. */
async function* mappedCsv(
  source: Source,
  names: readonly string[],
  mapping: readonly number[],
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let text = csvLine(names);
  for await (const row of source.rows()) {
    text += csvLine(mapping.map((at) => row[at]!));
    if (text.length < 1 << 18) continue;
    yield encoder.encode(text);
    text = '';
  }
  yield encoder.encode(text);
}

/** Bytes of a file, unpacked where its name ends in .gz. */
export async function* bytesOf(file: File): AsyncGenerator<Uint8Array> {
  const stream = /\.gz$/i.test(file.name)
    ? file.stream().pipeThrough(new DecompressionStream('gzip'))
    : file.stream();
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

async function openWorkbook(file: File): Promise<Source> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const sheet = await orRefused('workbook-not-readable', async () => (await readXlsx(bytes)).sheets[0]);
  const [top, ...below] = sheet?.rows ?? [];
  if (top === undefined) throw new DomainError('csv-empty');
  const header = top.map((cell) => (typeof cell === 'string' ? cell : String(cell ?? '')));
  for (const [at, { type, formula }] of sheet?.cells ?? []) {
    if (type !== 'error' && type !== 'formula' && formula === undefined) continue;
    const [row, column] = at.split(',').map(Number);
    throw new DomainError('workbook-cell-formula', { row: row!, column: column! + 1 });
  }
  const last = below.findLastIndex((row) => row.some((cell) => cell !== null && cell !== ''));
  const records = below.slice(0, last + 1);
  return {
    raw: null,
    header,
    async *rows() {
      for (const [i, row] of records.entries())
        yield header.map((_, at) => cellText(row[at] ?? null, i + 1, at + 1));
    },
  };
}

function cellText(cell: CellValue, row: number, column: number): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'number' && Number.isInteger(cell) && Math.abs(cell) < EXACT) return String(cell);
  throw new DomainError('workbook-cell-type', {
    row,
    column,
    expected: label('text'),
    found: label(typeof cell === 'number' ? 'number' : typeof cell),
  });
}

async function openParquet(file: File): Promise<Source> {
  const slices = {
    byteLength: file.size,
    slice: (start: number, end?: number) => file.slice(start, end).arrayBuffer(),
  };
  const metadata = await orRefused('parquet-not-readable', () => parquetMetadataAsync(slices));
  const [root, ...columns] = metadata.schema;
  if (root?.num_children !== columns.length) throw new DomainError('parquet-not-readable');
  const header = columns.map(({ name }) => name);
  return {
    raw: null,
    header,
    async *rows() {
      let first = 0;
      for (const { num_rows } of metadata.row_groups) {
        const end = first + Number(num_rows);
        let found: unknown[][] = [];
        await orRefused('parquet-not-readable', () =>
          parquetRead({
            file: slices,
            metadata,
            columns: header,
            rowStart: first,
            rowEnd: end,
            onComplete: (rows: unknown[][]) => {
              found = rows;
            },
          }),
        );
        for (const row of found) yield row.map(parquetText);
        first = end;
      }
    },
  };
}

function parquetText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

/** What a library says of a broken file may repeat a cell of it. */
async function orRefused<T>(
  code: 'workbook-not-readable' | 'parquet-not-readable',
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch {
    throw new DomainError(code);
  }
}
