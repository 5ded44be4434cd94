/** Microdata in any of the formats they come in, as rows; CSV as a stream, the others as their libraries permit. */
import { concat } from '../exchange/bytes.ts';
import { readCsv } from '../exchange/csv.ts';
import { DomainError } from '../problems.ts';
import type { Dictionary } from './dictionary.ts';
import { readParquetMicrodata } from './microdata-parquet.ts';
import { readWorkbookMicrodata } from './microdata-workbook.ts';
import type { MicrodataRows } from './tabulate.ts';

export type MicrodataFormat = 'csv' | 'xlsx' | 'parquet';

/** Media types, as the API takes them in. */
export const MICRODATA_TYPES: Readonly<Record<string, MicrodataFormat>> = {
  'text/csv': 'csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.apache.parquet': 'parquet',
};

/** Bytes of the largest file that is opened in a format that is held in memory. */
const MOST_BYTES = { xlsx: 32 << 20, parquet: 256 << 20 } as const;

/** @throws {DomainError} `microdata-too-large`, and as the readers of each format. */
export async function readMicrodataAs(
  format: MicrodataFormat,
  bytes: AsyncIterable<Uint8Array>,
  dictionary: Dictionary,
): Promise<MicrodataRows> {
  switch (format) {
    case 'csv':
      return readCsv(bytes);
    case 'xlsx':
      return readWorkbookMicrodata(await collectUpTo(MOST_BYTES[format], bytes), dictionary);
    case 'parquet':
      return readParquetMicrodata(await collectUpTo(MOST_BYTES[format], bytes), dictionary);
  }
}

async function collectUpTo(most: number, bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of bytes) {
    parts.push(part);
    length += part.length;
    if (length > most) throw new DomainError('microdata-too-large', { most });
  }
  return concat(parts);
}
