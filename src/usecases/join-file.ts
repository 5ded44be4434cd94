/**
 * Puts the result of linkage back on the sender's own file, row for row (Lampiran 3): N rows in, N rows out, in
 * the order of the input, its cells unchanged, with the word on each row behind them.
 */
import { csvLine, readCsv } from '../exchange/csv.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import type { OrderMap } from '../exchange/order-map.ts';
import { DomainError } from '../problems.ts';
import { Digest } from './digest.ts';
import type { RowResults, RowWord } from './row-results.ts';

const STATUS_COLUMN = 'status_padan';
const NOTE_COLUMN = 'catatan';

type JoinStatus = RowWord['status'] | 'identifier-invalid';

export interface JoinJob {
  /** The CSV that was encoded, from its beginning, each time it is called. */
  readonly input: () => AsyncIterable<Uint8Array>;
  readonly order: OrderMap;
  readonly results: RowResults;
  /** Told before the first byte of the output: how many rows have each status. */
  readonly onCounts?: (counts: ReadonlyMap<JoinStatus, number>) => void;
}

/**
 * The bytes of the joined CSV: the input's columns, `status_padan` (linked, not-linked, ambiguous, duplicate,
 * identifier-invalid), `catatan` (a reason code or empty) and a column per flag of the letter.
 *
 * Edge: a row without a link whose identifier was no identifier by its own structure is `identifier-invalid`.
 * Leaks: to its reader, who is in the register: what the letter orders.
 * @throws {DomainError} before the first byte: `join-input-differs`, `join-result-differs`, `join-column-taken`.
 */
export async function* joinFile(job: JoinJob): AsyncGenerator<Uint8Array> {
  await checkJob(job);
  yield* utf8Chunks(lines(job));
}

async function checkJob({ input, order, results, onCounts }: JoinJob): Promise<void> {
  const rows = order.rows.length;
  if (results.encodedSha256 !== null && results.encodedSha256 !== order.encodedSha256)
    throw new DomainError('join-result-differs');
  if (results.words.length !== rows)
    throw new DomainError('join-result-differs', { rows, resultRows: results.words.length });
  const digest = new Digest();
  for await (const _ of digest.through(input())) {
    // Only the digest is wanted: nothing may be written for another file than the one that was encoded.
  }
  if (digest.sha256() !== order.inputSha256) throw new DomainError('join-input-differs');
  onCounts?.(countStatuses(order, results));
}

function countStatuses(order: OrderMap, results: RowResults): Map<JoinStatus, number> {
  const counts = new Map<JoinStatus, number>();
  order.rows.forEach((row, i) => {
    const status = statusOf(results.words[row]!, order.identifierInvalid[i] === 1);
    counts.set(status, (counts.get(status) ?? 0) + 1);
  });
  return counts;
}

function statusOf({ status }: RowWord, identifierInvalid: boolean): JoinStatus {
  return status === 'not-linked' && identifierInvalid ? 'identifier-invalid' : status;
}

async function* lines({ input, order, results }: JoinJob): AsyncGenerator<string> {
  const csv = await readCsv(input());
  const added = [STATUS_COLUMN, NOTE_COLUMN, ...results.flagNames];
  const taken = csv.header.findIndex((name) => added.includes(name.trim()));
  if (taken >= 0) throw new DomainError('join-column-taken', { column: taken + 1 });
  yield csvLine([...csv.header, ...added]);
  const noFlags = results.flagNames.map(() => '');
  let i = 0;
  for await (const { rows } of csv.batches)
    for (const cells of rows) {
      const row = order.rows[i];
      if (row === undefined) throw new DomainError('join-input-differs');
      const word = results.words[row]!;
      const status = statusOf(word, order.identifierInvalid[i] === 1);
      yield csvLine([...cells, status, word.reason ?? '', ...(word.flags ?? noFlags)]);
      i++;
    }
  if (i !== order.rows.length) throw new DomainError('join-input-differs');
}
