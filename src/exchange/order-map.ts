/**
 * The order map: which row of the encoded file each row of the input became. It never leaves the sender.
 *
 * Format `padan-order/1`, NDJSON. First line: {format, fileId, inputSha256, encodedSha256, rows}. Then one line
 * per input row, in input order: the row in the encoded file (from 0), or `[row, "identifier-invalid"]`.
 * Leaks: to whoever holds it besides the encoded file: which input row each filter is.
 */
import { DomainError } from '../problems.ts';
import { isFileId, isSha256, MAX_ROWS } from './encoded-header.ts';
import { Members } from './members.ts';
import { lineInvalid, ndjsonLine, readNdjson } from './ndjson.ts';

const ORDER_FORMAT = 'padan-order/1';
const INVALID = 'identifier-invalid';

export interface OrderMap {
  readonly fileId: string;
  /** SHA-256 of the input CSV, unpacked if it was packed. */
  readonly inputSha256: string;
  readonly encodedSha256: string;
  /** Row of the encoded file, by input row (from 0). A permutation. */
  readonly rows: Uint32Array;
  /** 1 where the input row had no usable identifier by its own structure. */
  readonly identifierInvalid: Uint8Array;
}

export function* printOrderMap(order: OrderMap): Generator<string> {
  const { fileId, inputSha256, encodedSha256, rows, identifierInvalid } = order;
  yield ndjsonLine({ format: ORDER_FORMAT, fileId, inputSha256, encodedSha256, rows: rows.length });
  for (let i = 0; i < rows.length; i++)
    yield identifierInvalid[i] === 1 ? `[${rows[i]},"${INVALID}"]\n` : `${rows[i]}\n`;
}

/** @throws {DomainError} `exchange-file-invalid` (with the line), `order-not-a-permutation`. */
export async function readOrderMap(bytes: AsyncIterable<Uint8Array>): Promise<OrderMap> {
  const lines = readNdjson(bytes, ORDER_FORMAT);
  const first = await lines.next();
  const members = new Members(first.value?.value, (member) => lineInvalid(ORDER_FORMAT, 1, member));
  members.literal('format', ORDER_FORMAT);
  const fileId = members.text('fileId', isFileId);
  const inputSha256 = members.text('inputSha256', isSha256);
  const encodedSha256 = members.text('encodedSha256', isSha256);
  const count = members.count('rows', 1, MAX_ROWS);
  members.end();
  const rows = new Uint32Array(count);
  const identifierInvalid = new Uint8Array(count);
  let read = 0;
  for await (const { line, value } of lines) {
    const [row, word] = Array.isArray(value) ? value : [value];
    const wellFormed = Array.isArray(value) ? value.length === 2 && word === INVALID : true;
    if (!wellFormed || !Number.isInteger(row) || row < 0 || row >= count || read >= count)
      throw lineInvalid(ORDER_FORMAT, line);
    rows[read] = row;
    identifierInvalid[read] = word === INVALID ? 1 : 0;
    read++;
  }
  if (read !== count) throw lineInvalid(ORDER_FORMAT, read + 2);
  inverseOrder(rows);
  return { fileId, inputSha256, encodedSha256, rows, identifierInvalid };
}

/** Input row by row of the encoded file. @throws {DomainError} `order-not-a-permutation`. */
export function inverseOrder(rows: Uint32Array): Uint32Array {
  const inverse = new Uint32Array(rows.length);
  const seen = new Uint8Array(rows.length);
  rows.forEach((row, i) => {
    if (row >= rows.length || seen[row] === 1)
      throw new DomainError('order-not-a-permutation', { row: i + 1 });
    seen[row] = 1;
    inverse[row] = i;
  });
  return inverse;
}
