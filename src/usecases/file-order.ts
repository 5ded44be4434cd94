/**
 * The order map of filters that were never shuffled: clkhash and anonlink write them in the order of their input,
 * so row i of the file is row i of the CSV.
 */
import { readCsv } from '../exchange/csv.ts';
import type { OrderMap } from '../exchange/order-map.ts';
import { DomainError } from '../problems.ts';
import { Digest } from './digest.ts';
import { readFilters } from './link-files.ts';

/** No file says so of itself: bare filters have no id. */
const NO_FILE = '0'.repeat(32);

/**
 * Edge: nothing in bare filters tells which CSV they were made of; that both have as many rows is all that can be
 *       held against a mix-up.
 * @throws {DomainError} `join-input-differs` (both counts), the codes of the CSV and of `readFilters`.
 * Cost: reads both files once; the filters in memory.
 */
export async function fileOrder(
  encoded: () => AsyncIterable<Uint8Array>,
  input: () => AsyncIterable<Uint8Array>,
  bits: number | null,
): Promise<OrderMap> {
  const encodedDigest = new Digest();
  const { header, input: filters } = await readFilters(encodedDigest.through(encoded()), bits);
  // An encoded file was shuffled: only its own order map tells how.
  if (header !== null) throw new DomainError('join-result-differs');
  const inputDigest = new Digest();
  const csv = await readCsv(inputDigest.through(input()));
  let inputRows = 0;
  for await (const { rows } of csv.batches) inputRows += rows.length;
  const { rows } = filters.clk;
  if (inputRows !== rows) throw new DomainError('join-input-differs', { rows, inputRows });
  return {
    fileId: NO_FILE,
    inputSha256: inputDigest.sha256(),
    encodedSha256: encodedDigest.sha256(),
    rows: Uint32Array.from({ length: rows }, (_, row) => row),
    identifierInvalid: new Uint8Array(rows),
  };
}
