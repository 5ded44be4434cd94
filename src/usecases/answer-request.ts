/**
 * The register holder's answer to a linkage unit's request: the flags that the official letter names, and no
 * other column, sealed to the requester under the unit's opaque link ids.
 */
import { type CsvReading, readCsv } from '../exchange/csv.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import { inverseOrder, type OrderMap } from '../exchange/order-map.ts';
import { type FlagsLine, printFlags, type RequestHeader, type RequestLine } from '../exchange/row-for-row.ts';
import {
  contentBytes,
  FILE_KEY_BYTES,
  flagsContext,
  sealedBytes,
  sealFileKey,
  sealRow,
} from '../exchange/sealing.ts';
import type { Randomness } from '../ports/randomness.ts';
import { DomainError, label } from '../problems.ts';
import { Digest } from './digest.ts';

export interface AnswerJob {
  readonly header: RequestHeader;
  readonly lines: readonly RequestLine[];
  /** The requester's age recipient as the requester gave it, not as the unit says: else the unit could name its own. */
  readonly recipient: string;
  /** The order map of the register's own encoded file. */
  readonly order: OrderMap;
  /** The register's CSV, the one that was encoded. */
  readonly register: () => AsyncIterable<Uint8Array>;
  /** A CSV that has the flags where the register's has not; null to take them from the register. */
  readonly flags: (() => AsyncIterable<Uint8Array>) | null;
}

/**
 * The bytes of a `padan-flags/1` file, in the order of the request, so that the register's order does not show.
 *
 * Leaks: to the unit, how many rows were asked for and one length for all; to the requester, the flags.
 * Cost: the flags of the rows asked for, in memory.
 * @throws {DomainError} `request-recipient-differs`, `request-row-unknown`, `flag-column-missing`, `join-input-differs`,
 *   `flags-file-differs`, the CSV codes.
 */
export async function answerRequest(
  { header, lines, recipient, order, register, flags: flagsFile }: AnswerJob,
  randomness: Randomness,
): Promise<AsyncIterable<Uint8Array>> {
  if (header.recipient !== recipient) throw new DomainError('request-recipient-differs');
  const wanted = wantedRows(lines, order);
  const { flags } = header.letter;
  const contents = await flagsOf({ register, order, flags: flagsFile }, flags, wanted);
  const length = sealedBytes(contents.reduce((longest, { length: bytes }) => Math.max(longest, bytes), 0));
  const key = randomness.bytes(FILE_KEY_BYTES);
  const fileKey = await sealFileKey(recipient, { key, columns: flags });
  const { run } = header;
  const rows = lines.length;
  function* answers(): Generator<FlagsLine> {
    for (const [i, { link }] of lines.entries())
      yield { link, sealed: sealRow(key, flagsContext(run, link, rows), contents[i]!, length) };
  }
  return utf8Chunks(printFlags({ run, rows, sealedBytes: length, fileKey }, answers()));
}

/** Place in the request by row of the register's CSV (from 0). */
function wantedRows(lines: readonly RequestLine[], order: OrderMap): Map<number, number> {
  const inverse = inverseOrder(order.rows);
  const wanted = new Map<number, number>();
  for (const [i, { row }] of lines.entries()) {
    const inputRow = inverse[row];
    if (inputRow === undefined) throw new DomainError('request-row-unknown', { request: i + 1 });
    wanted.set(inputRow, i);
  }
  return wanted;
}

async function flagsOf(
  { register, order, flags: flagsFile }: Pick<AnswerJob, 'register' | 'order' | 'flags'>,
  flags: readonly string[],
  wanted: ReadonlyMap<number, number>,
): Promise<Uint8Array[]> {
  const digest = new Digest();
  const registerCsv = await readCsv(digest.through(register()));
  const flagsCsv = flagsFile === null ? null : await readCsv(flagsFile());
  const source = flagsCsv ?? registerCsv;
  const columns = flags.map((flag) => columnOf(source, flag));
  const contents: Uint8Array[] = Array.from({ length: wanted.size });
  let row = 0;
  for await (const cells of flagsCsv === null ? rowsOf(registerCsv) : sideBySide(registerCsv, flagsCsv)) {
    const place = wanted.get(row++);
    if (place === undefined) continue;
    const values = columns.map((column) => cells[column]!);
    contents[place] = contentBytes(flags, values);
  }
  if (digest.sha256() !== order.inputSha256) throw new DomainError('join-input-differs');
  return contents;
}

function columnOf({ header }: CsvReading, flag: string): number {
  const column = header.findIndex((name) => name.trim() === flag);
  if (column < 0) throw new DomainError('flag-column-missing', { flag: label(flag) });
  return column;
}

async function* rowsOf({ batches }: CsvReading): AsyncGenerator<readonly string[]> {
  for await (const { rows } of batches) yield* rows;
}

/**
 * The rows of the flags file, each checked to stand beside its row of the register: every column that both files
 * have must say the same, and there must be one.
 */
async function* sideBySide(register: CsvReading, flags: CsvReading): AsyncGenerator<readonly string[]> {
  const shared = flags.header.flatMap((name, column) => {
    const other = register.header.findIndex((known) => known.trim() === name.trim());
    return other < 0 ? [] : [{ column, other }];
  });
  if (shared.length === 0) throw new DomainError('flags-file-differs', { shared: 0 });
  const others = rowsOf(register);
  let row = 0;
  for await (const cells of rowsOf(flags)) {
    const next = await others.next();
    row++;
    if (next.done) throw new DomainError('flags-file-differs', { row });
    const differs = shared.find(({ column, other }) => cells[column] !== next.value[other]);
    if (differs) throw new DomainError('flags-file-differs', { row, column: differs.column + 1 });
    yield cells;
  }
  if (!(await others.next()).done) throw new DomainError('flags-file-differs', { row: row + 1 });
}
