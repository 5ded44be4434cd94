/**
 * Reads an encoded file as a checker: whatever is not exactly an encoded file is refused whole.
 *
 * Known columns, types, lengths and metadata only; every byte accounted for; no cell that looks like text.
 * Leaks: refusals name rows (from 0, as everywhere in an encoded file) and columns by position, never contents.
 * Cost:  one pass, one batch in memory (16 MiB as Padan writes them).
 */
import { type BlockKeys, passesOf, writeKeys } from '../pprl/block/block-keys.ts';
import type { ExactColumn } from '../pprl/exact/exact-stage.ts';
import { DomainError, label } from '../problems.ts';
import {
  type ArrowBatch,
  type ArrowColumn,
  type ArrowSchema,
  batchMessage,
  parseBatchMessage,
  parseSchemaMessage,
  schemaMessage,
} from './arrow-messages.ts';
import { ByteQueue } from './byte-queue.ts';
import { type CellFault, cellFault } from './cell-check.ts';
import { BATCH_ROWS, type EncodedBatch, encodedColumns } from './encoded-file.ts';
import { type EncodedHeader, parseHeader } from './encoded-header.ts';

export interface EncodedReading {
  readonly header: EncodedHeader;
  /** To be read once, to the end: only then is the whole file known to be good. */
  readonly batches: AsyncIterable<EncodedBatch>;
}

/** All rows of a file, as linkage takes them. */
export interface EncodedColumns {
  readonly header: EncodedHeader;
  readonly clk: { readonly bits: number; readonly rows: number; readonly bytes: Uint8Array };
  readonly exact: readonly ExactColumn[];
  /** Blocking tokens as keys, pass by pass. */
  readonly blocking: readonly BlockKeys[];
}

const MAX_MESSAGE = 65_536;
const MAX_BODY = 96 << 20;
/** Writers may align to 64 bytes where Padan aligns to 8. */
const MOST_PADDING = 64;

/**
 * @throws {DomainError} at once or while batches are read: `encoded-not-arrow`, `encoded-truncated`,
 *   `encoded-trailing-bytes`, `encoded-damaged`, `encoded-format`, `encoded-metadata`, `encoded-custom-metadata`,
 *   `encoded-column`, `encoded-row-count`, `encoded-loose-bytes`, `encoded-printable`, `encoded-digits`,
 *   `encoded-filler`.
 */
export async function readEncodedFile(bytes: AsyncIterable<Uint8Array>): Promise<EncodedReading> {
  const queue = new ByteQueue(bytes);
  const message = await nextMessage(queue, 'encoded-not-arrow');
  if (message === null) throw new DomainError('encoded-truncated');
  const schema = parseSchemaMessage(message);
  const header = headerOf(schema);
  checkMessage(message, schemaMessage({ columns: encodedColumns(header), metadata: schema.metadata }));
  return { header, batches: readBatches(queue, header) };
}

/** Everything but the sealed rows, gathered for linkage. Cost: filters and exact tokens in memory, 8 bytes a blocking token. */
export async function readEncodedColumns(bytes: AsyncIterable<Uint8Array>): Promise<EncodedColumns> {
  const { header, batches } = await readEncodedFile(bytes);
  const { rows, bits } = header;
  const clk = { bits, rows, bytes: new Uint8Array((rows * bits) / 8) };
  const exact = header.exactNames.map((name) => ({
    name,
    tokens: new Uint8Array(rows * 32),
    present: new Uint8Array(rows),
  }));
  const blocking = passesOf(header.blockNames).map(({ name, slots }) => ({
    name,
    slots: Array.from({ length: slots }, () => new Float64Array(rows)),
  }));
  const columns = blocking.flatMap(({ slots }) => slots);
  let row = 0;
  for await (const batch of batches) {
    clk.bytes.set(batch.clk, (row * bits) / 8);
    batch.exact.forEach(({ tokens, present }, i) => {
      exact[i]!.tokens.set(tokens, row * 32);
      exact[i]!.present.set(present, row);
    });
    batch.blocking.forEach(({ tokens, present }, i) => {
      writeKeys(tokens, present, columns[i]!, row);
    });
    row += batch.rows;
  }
  return { header, clk, exact, blocking };
}

/** Metadata of the next message, or null at the end mark. */
async function nextMessage(
  queue: ByteQueue,
  code: 'encoded-not-arrow' | 'encoded-damaged',
): Promise<Uint8Array | null> {
  const prefix = await queue.take(8);
  if (prefix.length === 0) throw new DomainError(code === 'encoded-not-arrow' ? code : 'encoded-truncated');
  if (!prefix.subarray(0, 4).every((byte) => byte === 0xff)) throw new DomainError(code);
  if (prefix.length < 8) throw new DomainError('encoded-truncated');
  const length = new DataView(prefix.buffer, prefix.byteOffset).getInt32(4, true);
  if (length === 0) return null;
  if (length < 0 || length > MAX_MESSAGE || length % 8 !== 0) throw new DomainError('encoded-damaged');
  const message = await queue.take(length);
  if (message.length < length) throw new DomainError('encoded-truncated');
  return message;
}

function headerOf(schema: ArrowSchema): EncodedHeader {
  const named = (prefix: string) =>
    schema.columns.flatMap(({ name }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const header = parseHeader(schema.metadata, named('exact:'), named('block:'));
  const expected = encodedColumns(header);
  const differs = (column: ArrowColumn | undefined, i: number): boolean =>
    column?.name !== expected[i]?.name ||
    column?.width !== expected[i]?.width ||
    column?.nullable !== expected[i]?.nullable;
  const most = Math.max(expected.length, schema.columns.length);
  for (let i = 0; i < most; i++)
    if (differs(schema.columns[i], i))
      throw new DomainError('encoded-column', { column: i + 1, expectedColumns: expected.length });
  return header;
}

/**
 * The message is the one that says what was read from it, byte for byte, and zeros behind it: nothing can stand
 * between its tables, whatever it looks like.
 */
function checkMessage(message: Uint8Array, wanted: Uint8Array): void {
  const said = wanted.subarray(8);
  const same = message.length >= said.length && said.every((byte, i) => message[i] === byte);
  if (!same || message.length - said.length >= MOST_PADDING) throw new DomainError('encoded-loose-bytes');
  checkZero(message, said.length, message.length);
}

async function* readBatches(queue: ByteQueue, header: EncodedHeader): AsyncGenerator<EncodedBatch> {
  const columns = encodedColumns(header);
  let row = 0;
  for (;;) {
    const message = await nextMessage(queue, 'encoded-damaged');
    if (message === null) break;
    const layout = parseBatchMessage(message, columns.length);
    checkMessage(message, batchMessage(layout));
    if (layout.rows < 1 || layout.rows > BATCH_ROWS || layout.bodyLength > MAX_BODY || layout.bodyLength < 0)
      throw new DomainError('encoded-damaged', { row });
    if (row + layout.rows > header.rows)
      throw new DomainError('encoded-row-count', { expected: header.rows, found: row + layout.rows });
    const body = await queue.take(layout.bodyLength);
    if (body.length < layout.bodyLength) throw new DomainError('encoded-truncated', { row });
    yield batchOf(header, columns, layout, body, row);
    row += layout.rows;
  }
  if ((await queue.take(1)).length > 0) throw new DomainError('encoded-trailing-bytes');
  if (row !== header.rows) throw new DomainError('encoded-row-count', { expected: header.rows, found: row });
}

function batchOf(
  header: EncodedHeader,
  columns: readonly ArrowColumn[],
  layout: ArrowBatch,
  body: Uint8Array,
  firstRow: number,
): EncodedBatch {
  checkRegions(columns, layout, body, firstRow);
  const region = (index: number): Uint8Array => {
    const { offset, length } = layout.regions[index]!;
    return body.subarray(offset, offset + length);
  };
  const all = new Uint8Array(layout.rows).fill(1);
  const cells = columns.map((column, i) => {
    const bitmap = region(2 * i);
    const present = bitmap.length === 0 ? all : presence(bitmap, layout.rows, layout.nulls[i]!, firstRow);
    const values = region(2 * i + 1);
    checkCells(values, present, column, i, firstRow);
    return { present, values };
  });
  const tokensFrom = (first: number) => (name: string, i: number) => ({
    name,
    tokens: cells[first + i]!.values,
    present: cells[first + i]!.present,
  });
  const exact = header.exactNames.map(tokensFrom(1));
  const blocking = header.blockNames.map(tokensFrom(1 + exact.length));
  const sealed = header.sealedBytes > 0 ? cells[columns.length - 1]!.values : null;
  return { rows: layout.rows, clk: cells[0]!.values, exact, blocking, sealed };
}

/** Regions follow each other, have the length that rows and width demand, and nothing but zeros lies between. */
function checkRegions(
  columns: readonly ArrowColumn[],
  layout: ArrowBatch,
  body: Uint8Array,
  row: number,
): void {
  let end = 0;
  const bitmap = Math.ceil(layout.rows / 8);
  layout.regions.forEach(({ offset, length }, index) => {
    const { width, nullable } = columns[index >> 1]!;
    const nulls = layout.nulls[index >> 1]!;
    const mayBeEmpty = index % 2 === 0 && nulls === 0;
    const expected = index % 2 === 1 ? layout.rows * width : bitmap;
    if (!(length === expected || (mayBeEmpty && length === 0)) || (nulls !== 0 && !nullable))
      throw new DomainError('encoded-damaged', { row, column: (index >> 1) + 1 });
    if (index % 2 === 0 && !nullable && length > 0) throw new DomainError('encoded-damaged', { row });
    if (!(offset >= end && offset - end < MOST_PADDING && offset + length <= body.length))
      throw new DomainError('encoded-damaged', { row, column: (index >> 1) + 1 });
    checkZero(body, end, offset, row);
    end = offset + length;
  });
  if (body.length - end >= MOST_PADDING) throw new DomainError('encoded-loose-bytes', { row });
  checkZero(body, end, body.length, row);
}

function checkZero(bytes: Uint8Array, from: number, to: number, row?: number): void {
  for (let at = from; at < to; at++)
    if (bytes[at] !== 0) throw new DomainError('encoded-loose-bytes', { row });
}

function presence(bitmap: Uint8Array, rows: number, nulls: number, row: number): Uint8Array {
  const present = new Uint8Array(rows);
  let count = 0;
  for (let r = 0; r < bitmap.length * 8; r++) {
    const bit = (bitmap[r >> 3]! >> (r & 7)) & 1;
    if (r < rows) present[r] = bit;
    else if (bit === 1) throw new DomainError('encoded-loose-bytes', { row });
    count += bit;
  }
  if (rows - count !== nulls) throw new DomainError('encoded-damaged', { row });
  return present;
}

const FAULTS: Record<CellFault, 'encoded-printable' | 'encoded-digits' | 'encoded-filler'> = {
  printable: 'encoded-printable',
  digits: 'encoded-digits',
  filler: 'encoded-filler',
};

/** Filters back to back: none of them may look like text. @throws {DomainError} as `readEncodedFile`. */
export function checkFilters(values: Uint8Array, rows: number, width: number, firstRow: number): void {
  const column = { name: 'clk', width, nullable: false };
  checkCells(values, new Uint8Array(rows).fill(1), column, 0, firstRow);
}

function checkCells(
  values: Uint8Array,
  present: Uint8Array,
  { name, width }: ArrowColumn,
  index: number,
  firstRow: number,
): void {
  const kind = name === 'clk' ? 'filter' : 'random';
  for (let r = 0; r < present.length; r++) {
    const row = firstRow + r;
    if (present[r] !== 1) {
      checkZero(values, r * width, (r + 1) * width, row);
      continue;
    }
    const fault = cellFault(values, r * width, width, kind);
    if (fault !== null) throw new DomainError(FAULTS[fault], { row, column: index + 1, name: label(name) });
  }
}
