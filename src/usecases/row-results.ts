/** What linkage says about each row of one encoded file, from either file that says it. */

import { ByteQueue } from '../exchange/byte-queue.ts';
import { collect, fromUtf8 } from '../exchange/bytes.ts';
import { type LinksFile, parsePadanLinks } from '../exchange/links.ts';
import {
  type ResultHeader,
  type ResultLine,
  type ResultStatus,
  readResult,
} from '../exchange/row-for-row.ts';
import { flagsContext, openFileKey, openRow } from '../exchange/sealing.ts';
import { DomainError } from '../problems.ts';

export interface RowWord {
  readonly status: ResultStatus;
  readonly reason: string | null;
  /** In the order of `flagNames`; null where the row has none. */
  readonly flags: readonly string[] | null;
}

export interface RowResults {
  /** SHA-256 of the encoded file it speaks of, or null where the file format does not say. */
  readonly encodedSha256: string | null;
  /** Whether the filters were diffused; false where the file format does not say. */
  readonly hardened: boolean;
  readonly flagNames: readonly string[];
  /** By row of the encoded file. */
  readonly words: readonly RowWord[];
}

/**
 * Reads `padan-row-result/1`, or `padan-links/1` as the word on its file a.
 *
 * `ageIdentity` opens the flags, where there are any.
 * @throws {DomainError} the codes of both formats; `identity-needed`, `envelope-not-opened`,
 *   `flags-not-in-letter`, `sealed-row-not-opened`.
 */
export async function readRowResults(
  bytes: AsyncIterable<Uint8Array>,
  ageIdentity: string | null,
): Promise<RowResults> {
  const queue = new ByteQueue(bytes);
  const head = await queue.take(4096);
  const whole = rejoined(head, queue);
  if (/"format"\s*:\s*"padan-links\//.test(new TextDecoder().decode(head)))
    return fromLinks(parsePadanLinks(fromUtf8(await collect(whole)) ?? ''));
  const { header, lines } = await readResult(whole);
  const all: ResultLine[] = [];
  for await (const line of lines) all.push(line);
  return fromLines(header, all, ageIdentity);
}

async function* rejoined(head: Uint8Array, rest: ByteQueue): AsyncGenerator<Uint8Array> {
  for (let chunk = head; chunk.length > 0; chunk = await rest.take(65_536)) yield chunk;
}

function fromLinks({ counts, links }: LinksFile): RowResults {
  const words: RowWord[] = Array.from({ length: counts[0] }, () => ({
    status: 'not-linked',
    reason: null,
    flags: null,
  }));
  for (const { a, status } of links)
    words[a] = { status: status === 'linked' ? 'linked' : 'ambiguous', reason: null, flags: null };
  return { encodedSha256: null, hardened: false, flagNames: [], words };
}

async function fromLines(
  { file, run, letter, fileKey, hardened = false }: ResultHeader,
  lines: readonly ResultLine[],
  ageIdentity: string | null,
): Promise<RowResults> {
  const sealed = lines.filter((line) => line.sealed !== undefined).length;
  const flagNames = letter?.flags ?? [];
  const key = fileKey === null ? null : await flagsKey(fileKey, flagNames, ageIdentity);
  const words = lines.map(({ row, status, reason, link, sealed: bytes }) => {
    if (bytes === undefined || link === undefined) return { status, reason: reason ?? null, flags: null };
    if (key === null || status !== 'linked') throw new DomainError('sealed-row-not-opened', { row });
    const flags = openRow(key, flagsContext(run, link, sealed), bytes, flagNames, row);
    return { status, reason: reason ?? null, flags };
  });
  return { encodedSha256: file, hardened, flagNames, words };
}

async function flagsKey(
  fileKey: Uint8Array,
  flagNames: readonly string[],
  ageIdentity: string | null,
): Promise<Uint8Array> {
  if (ageIdentity === null) throw new DomainError('identity-needed');
  const { key, columns } = await openFileKey(ageIdentity, fileKey);
  const same = columns.length === flagNames.length && columns.every((name, i) => name === flagNames[i]);
  if (!same)
    throw new DomainError('flags-not-in-letter', { letter: flagNames.length, sealed: columns.length });
  return key;
}
