/**
 * Microdata in a Parquet file: flat columns as rows of text, row group by row group.
 *
 * Edge:   codes and identifiers are columns of strings: as numbers `01` has become `1`. Numbers are numeric columns,
 *         or strings where the dictionary names a missing code in letters. A null is an empty cell. Dates, times,
 *         decimals, booleans and nested columns are refused.
 * Cost:   the bytes of the file and one row group in memory.
 * @throws {DomainError} `parquet-not-readable`, `microdata-too-large`, `parquet-column-type`, `csv-no-rows`.
 */
import { type FileMetaData, parquetMetadataAsync, parquetRead, type SchemaElement } from 'hyparquet';
import type { CsvBatch } from '../exchange/csv.ts';
import { DomainError, label } from '../problems.ts';
import type { Dictionary, Variable } from './dictionary.ts';
import type { MicrodataRows } from './tabulate.ts';

/** Bytes of the largest row group that is unpacked. */
const MOST_BYTES = 256 << 20;
const BATCH = 4096;

export async function readParquetMicrodata(
  bytes: Uint8Array<ArrayBuffer>,
  dictionary: Dictionary,
): Promise<MicrodataRows> {
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end?: number) => bytes.slice(start, end).buffer,
  };
  const metadata = await orRefused(() => parquetMetadataAsync(file));
  const columns = columnsOf(metadata);
  const header = columns.map(({ name }) => name);
  columns.forEach((column, at) => {
    checkType(column, at, dictionary);
  });
  if (metadata.num_rows === 0n) throw new DomainError('csv-no-rows');
  return { header, batches: batchesOf(file, metadata, header) };
}

async function orRefused<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch {
    // What the library says of a broken file may repeat bytes of it.
    throw new DomainError('parquet-not-readable');
  }
}

/** Columns of the root; @throws {DomainError} `parquet-not-readable` where one has columns of its own or repeats. */
function columnsOf({ schema, row_groups: groups }: FileMetaData): SchemaElement[] {
  const [root, ...columns] = schema;
  const flat = columns.every(
    (each) => each.num_children === undefined && each.repetition_type !== 'REPEATED',
  );
  const unpacked = groups.map((each) => Number(each.total_byte_size));
  if (root?.num_children !== columns.length || !flat) throw new DomainError('parquet-not-readable');
  if (unpacked.some((size) => size > MOST_BYTES))
    throw new DomainError('microdata-too-large', { most: MOST_BYTES });
  return columns;
}

function checkType(column: SchemaElement, at: number, dictionary: Dictionary): void {
  const variable = dictionary.variables.find(({ name }) => name === column.name);
  // A column the dictionary does not know is refused by its position, with all the others, by the decoder.
  if (variable === undefined || fits(column, variable)) return;
  throw new DomainError('parquet-column-type', {
    column: at + 1,
    variable: label(variable.name),
    expected: label(variable.type === 'number' ? 'number' : 'string'),
  });
}

function fits(
  { type, converted_type: converted, logical_type: logical }: SchemaElement,
  variable: Variable,
): boolean {
  const isText = type === 'BYTE_ARRAY' && (converted === 'UTF8' || logical?.type === 'STRING');
  if (variable.type !== 'number') return isText;
  const plain = logical === undefined || logical.type === 'INTEGER';
  const isNumber =
    ['INT32', 'INT64', 'FLOAT', 'DOUBLE'].includes(type ?? '') &&
    plain &&
    (converted === undefined || /^U?INT_(8|16|32|64)$/.test(converted));
  return isNumber || (isText && variable.missing.some(({ code }) => code !== ''));
}

async function* batchesOf(
  file: { byteLength: number; slice: (start: number, end?: number) => ArrayBuffer },
  metadata: FileMetaData,
  header: readonly string[],
): AsyncGenerator<CsvBatch> {
  let first = 0;
  for (const { num_rows: length } of metadata.row_groups) {
    const end = first + Number(length);
    const rows = await rowsBetween(file, metadata, header, first, end);
    for (let from = 0; from < rows.length; from += BATCH)
      yield { firstRow: first + from + 1, rows: rows.slice(from, from + BATCH) };
    first = end;
  }
}

async function rowsBetween(
  file: { byteLength: number; slice: (start: number, end?: number) => ArrayBuffer },
  metadata: FileMetaData,
  header: readonly string[],
  rowStart: number,
  rowEnd: number,
): Promise<string[][]> {
  let rows: string[][] = [];
  await orRefused(() =>
    parquetRead({
      file,
      metadata,
      columns: [...header],
      rowStart,
      rowEnd,
      onComplete(found: unknown[][]) {
        rows = found.map((cells) => cells.map(textOf));
      },
    }),
  );
  if (rows.length !== rowEnd - rowStart) throw new DomainError('parquet-not-readable');
  return rows;
}

function textOf(cell: unknown): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
