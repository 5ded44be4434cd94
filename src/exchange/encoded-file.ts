/**
 * The encoded file: an Arrow IPC stream of fixed-size binary columns, the only thing that a custodian hands to
 * the linkage unit (docs/reference/formats.md).
 *
 * Shape: columns `clk` (bits / 8 bytes), `exact:<name>` and `block:<name>` (32 bytes, nullable) in the schema's order, `sealed`
 *        (where the schema has payload); schema metadata as in EncodedHeader. Rows are shuffled; `row` is the
 *        position in this file, from 0.
 * Leaks: filters and keyed tokens, and which tokens are missing; see docs/what-each-output-discloses.md.
 */
import { EXACT_TOKEN_BYTES } from '../pprl/encoded-record.ts';
import { DomainError } from '../problems.ts';
import {
  type ArrowColumn,
  type ArrowRegion,
  batchMessage,
  endOfStream,
  schemaMessage,
} from './arrow-messages.ts';
import { checkHeader, type EncodedHeader, printHeader } from './encoded-header.ts';

/** One exact or blocking token for the rows of a batch: token r is `tokens[32 r .. 32 r + 32)` where `present[r]` is 1. */
export interface ExactCells {
  readonly name: string;
  readonly tokens: Uint8Array;
  readonly present: Uint8Array;
}

/** Rows of an encoded file, column by column. */
export interface EncodedBatch {
  readonly rows: number;
  /** Filters back to back, bits / 8 bytes each. */
  readonly clk: Uint8Array;
  readonly exact: readonly ExactCells[];
  readonly blocking: readonly ExactCells[];
  /** Sealed rows back to back, or null where the file has no payload. */
  readonly sealed: Uint8Array | null;
}

/** What of a header decides the columns. */
type Columns = Pick<EncodedHeader, 'bits' | 'exactNames' | 'blockNames' | 'sealedBytes'>;

/** Rows in one record batch; the body stays small enough for a reader with little memory. */
export const BATCH_ROWS = 65_536;
const BATCH_BYTES = 16 << 20;

/** Rows that a batch of this file holds: as many as fit in 16 MiB, 65,536 at most. */
export function batchRows(header: Columns): number {
  const width = encodedColumns(header).reduce((sum, column) => sum + column.width, 0);
  return Math.max(1, Math.min(BATCH_ROWS, Math.floor(BATCH_BYTES / width)));
}

/** The columns of a file with this header, in order. */
export function encodedColumns(header: Columns): ArrowColumn[] {
  const tokens = [
    ...header.exactNames.map((name) => `exact:${name}`),
    ...header.blockNames.map((name) => `block:${name}`),
  ].map((name) => ({ name, width: EXACT_TOKEN_BYTES, nullable: true }));
  const sealed =
    header.sealedBytes > 0 ? [{ name: 'sealed', width: header.sealedBytes, nullable: false }] : [];
  return [{ name: 'clk', width: header.bits / 8, nullable: false }, ...tokens, ...sealed];
}

/**
 * The bytes of an encoded file.
 *
 * Deterministic: the same header and rows give the same bytes, however the rows come in batches of up to
 *   `batchRows`; larger batches are refused by the reader.
 * @throws {DomainError} `encoded-metadata`, `encoded-row-count` where batches do not add up to `header.rows`.
 */
export async function* writeEncodedFile(
  header: EncodedHeader,
  batches: AsyncIterable<EncodedBatch> | Iterable<EncodedBatch>,
): AsyncGenerator<Uint8Array> {
  checkHeader(header);
  yield schemaMessage({ columns: encodedColumns(header), metadata: printHeader(header) });
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.rows;
    yield* batchBytes(header, batch);
  }
  if (rows !== header.rows)
    throw new DomainError('encoded-row-count', { expected: header.rows, found: rows });
  yield endOfStream();
}

function* batchBytes(header: EncodedHeader, batch: EncodedBatch): Generator<Uint8Array> {
  const body: Uint8Array[] = [];
  const regions: ArrowRegion[] = [];
  let offset = 0;
  const add = (bytes: Uint8Array): void => {
    regions.push({ offset, length: bytes.length });
    const padding = (8 - (bytes.length % 8)) % 8;
    body.push(bytes);
    if (padding > 0) body.push(new Uint8Array(padding));
    offset += bytes.length + padding;
  };
  const none = new Uint8Array(0);
  add(none);
  add(batch.clk);
  const cells = [...batch.exact, ...batch.blocking];
  for (const { present, tokens } of cells) {
    add(validity(present));
    add(tokens);
  }
  if (header.sealedBytes > 0) {
    add(none);
    add(batch.sealed ?? none);
  }
  const nulls = [0, ...cells.map(countAbsent), ...(header.sealedBytes > 0 ? [0] : [])];
  yield batchMessage({ rows: batch.rows, nulls, regions, bodyLength: offset });
  yield* body;
}

function countAbsent({ present }: ExactCells): number {
  let absent = 0;
  for (const flag of present) if (flag === 0) absent++;
  return absent;
}

/** Arrow's validity bitmap: bit r, least significant first, is 1 where row r has a value. */
function validity(present: Uint8Array): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(present.length / 8));
  for (let row = 0; row < present.length; row++) if (present[row] === 1) bitmap[row >> 3]! |= 1 << (row & 7);
  return bitmap;
}
