/**
 * The three files of the row-for-row hand-back (Lampiran 3), all NDJSON with a header line.
 *
 * `padan-register-request/1`, linkage unit to register holder: which rows of the register's encoded file flags
 * are wanted for, each under an opaque link id. `padan-flags/1`, register holder to unit: the flags named in the
 * letter, sealed to the requester. `padan-row-result/1`, unit to requester: a word on every row of the
 * requester's encoded file, in its order, with the sealed flags of the linked ones.
 *
 * Leaks: the register holder learns which of its rows were linked; the unit sees neither flags nor order;
 *        the requester learns which of its rows are in the register, as the agreement orders.
 */

import { toBase64 } from './bytes.ts';
import type { JsonObject } from './canonical-json.ts';
import { isName, isSha256, MAX_ROWS, MAX_SEALED_BYTES } from './encoded-header.ts';
import { Members } from './members.ts';
import { lineInvalid, ndjsonLine, readNdjson } from './ndjson.ts';
import { isRecipient } from './sealing.ts';

const REQUEST_FORMAT = 'padan-register-request/1';
const FLAGS_FORMAT = 'padan-flags/1';
const RESULT_FORMAT = 'padan-row-result/1';

/** The official letter that orders the flags. `flags` are column names of the register. */
export interface Letter {
  readonly number: string;
  readonly purpose: string;
  readonly flags: readonly string[];
}

export interface RequestHeader {
  readonly run: string;
  readonly letter: Letter;
  /** age recipient of the requester. */
  readonly recipient: string;
  readonly rows: number;
}
export interface RequestLine {
  readonly row: number;
  readonly link: string;
}

export interface FlagsHeader {
  readonly run: string;
  readonly rows: number;
  readonly sealedBytes: number;
  /** age envelope with the file key and the names of the flags. */
  readonly fileKey: Uint8Array;
}
export interface FlagsLine {
  readonly link: string;
  readonly sealed: Uint8Array;
}

export interface ResultHeader {
  readonly run: string;
  /** SHA-256 of the requester's encoded file. */
  readonly file: string;
  readonly rows: number;
  readonly letter: Letter | null;
  readonly fileKey: Uint8Array | null;
  readonly sealedBytes: number;
  /** Were the matched filters diffused? A file that was made before this was said does not say. */
  readonly hardened?: boolean;
}
export const RESULT_STATUSES = ['linked', 'not-linked', 'ambiguous', 'duplicate'] as const;
export type ResultStatus = (typeof RESULT_STATUSES)[number];
export interface ResultLine {
  readonly row: number;
  readonly status: ResultStatus;
  /** A code, such as `equal-candidates`; never text about the record. */
  readonly reason?: string;
  /** The flags of a linked row and the link id they are bound to: both or neither. */
  readonly link?: string;
  readonly sealed?: Uint8Array;
}

/** A file being read: its header, then its lines, once. The count of lines is checked at the end. */
export interface LinesReading<H, L> {
  readonly header: H;
  readonly lines: AsyncIterable<L>;
}

/**
 * Random and at least 22 characters long, so that neither a NIK nor a family card number (16 digits) can be one.
 */
function isLinkId(text: string): boolean {
  return /^[A-Za-z0-9_-]{22,64}$/.test(text);
}

const isReason = (text: string): boolean => /^[a-z][a-z0-9-]{0,63}$/.test(text) && !/\d{5,}/.test(text);
/** One line of ordinary text; a run of ten digits could be a person's number. */
const isLine = (most: number) => (text: string) =>
  text.length > 0 && text.length <= most && !/\p{Cc}/u.test(text) && !/\d{10,}/.test(text);
const MAX_FLAGS = 64;

export function* printRequest(header: RequestHeader, lines: Iterable<RequestLine>): Generator<string> {
  yield ndjsonLine({ format: REQUEST_FORMAT, ...header, letter: printLetter(header.letter) });
  for (const { row, link } of lines) yield ndjsonLine({ row, link });
}

export function* printFlags(header: FlagsHeader, lines: Iterable<FlagsLine>): Generator<string> {
  yield ndjsonLine({ format: FLAGS_FORMAT, ...header, fileKey: toBase64(header.fileKey) });
  for (const { link, sealed } of lines) yield ndjsonLine({ link, sealed: toBase64(sealed) });
}

export async function* printResult(
  header: ResultHeader,
  lines: Iterable<ResultLine> | AsyncIterable<ResultLine>,
): AsyncGenerator<string> {
  const fileKey = header.fileKey === null ? null : toBase64(header.fileKey);
  const letter = header.letter === null ? null : printLetter(header.letter);
  yield ndjsonLine({ format: RESULT_FORMAT, ...header, fileKey, letter });
  for await (const line of lines) {
    const { row, status, reason, link, sealed } = line;
    yield ndjsonLine({ row, status, reason, link, sealed: sealed && toBase64(sealed) });
  }
}

function printLetter({ number, purpose, flags }: Letter): JsonObject {
  return { number, purpose, flags };
}

/** @throws {DomainError} `exchange-file-invalid` with line and member. */
export async function readRequest(
  bytes: AsyncIterable<Uint8Array>,
): Promise<LinesReading<RequestHeader, RequestLine>> {
  const links = new Set<string>();
  const rows = new Set<number>();
  return readLines(bytes, REQUEST_FORMAT, {
    header: (members) => ({
      run: members.text('run', isName),
      letter: readLetter(members.inner('letter')),
      recipient: members.text('recipient', isRecipient),
      rows: members.count('rows', 0, MAX_ROWS),
    }),
    line: (members) => ({
      row: members.count('row', 0, MAX_ROWS),
      link: members.text('link', isLinkId),
    }),
    fresh: ({ row, link }) => isNew(rows, row) && isNew(links, link),
  });
}

/** @throws {DomainError} `exchange-file-invalid` with line and member. */
export async function readFlags(
  bytes: AsyncIterable<Uint8Array>,
): Promise<LinesReading<FlagsHeader, FlagsLine>> {
  const links = new Set<string>();
  return readLines(bytes, FLAGS_FORMAT, {
    header: (members) => ({
      run: members.text('run', isName),
      rows: members.count('rows', 0, MAX_ROWS),
      sealedBytes: members.count('sealedBytes', 1, MAX_SEALED_BYTES),
      fileKey: members.bytes('fileKey', 12_000),
    }),
    line: (members, header) => ({
      link: members.text('link', isLinkId),
      sealed: members.bytes('sealed', 2 * MAX_SEALED_BYTES, header.sealedBytes),
    }),
    fresh: ({ link }) => isNew(links, link),
  });
}

/** Lines must be those of rows 0, 1, 2 ... in order. @throws {DomainError} `exchange-file-invalid`. */
export async function readResult(
  bytes: AsyncIterable<Uint8Array>,
): Promise<LinesReading<ResultHeader, ResultLine>> {
  const links = new Set<string>();
  let next = 0;
  return readLines(bytes, RESULT_FORMAT, {
    header: (members) => ({
      run: members.text('run', isName),
      file: members.text('file', isSha256),
      rows: members.count('rows', 1, MAX_ROWS),
      letter: members.nullable('letter', () => readLetter(members.inner('letter'))),
      fileKey: members.nullable('fileKey', () => members.bytes('fileKey', 12_000)),
      sealedBytes: members.count('sealedBytes', 0, MAX_SEALED_BYTES),
      ...(members.has('hardened') ? { hardened: members.flag('hardened') } : {}),
    }),
    line: (members, header) => ({
      row: members.count('row', next, next),
      status: members.text('status', isStatus) as ResultStatus,
      ...(members.has('reason') ? { reason: members.text('reason', isReason) } : {}),
      ...(members.has('sealed')
        ? {
            link: members.text('link', isLinkId),
            sealed: members.bytes('sealed', 2 * MAX_SEALED_BYTES, header.sealedBytes),
          }
        : {}),
    }),
    fresh: ({ link }) => {
      next++;
      return link === undefined || isNew(links, link);
    },
  });
}

function isStatus(text: string): boolean {
  return (RESULT_STATUSES as readonly string[]).includes(text);
}

function readLetter(members: Members): Letter {
  const letter = {
    number: members.text('number', isLine(100)),
    purpose: members.text('purpose', isLine(500)),
    flags: members.texts('flags', MAX_FLAGS, isLine(100)),
  };
  members.end();
  return letter;
}

function isNew<T>(seen: Set<T>, value: T): boolean {
  const before = seen.size;
  return seen.add(value).size > before;
}

interface LineFormat<H, L> {
  readonly header: (members: Members) => H;
  readonly line: (members: Members, header: H) => L;
  /** False where the line repeats what may occur once. Called once a line. */
  readonly fresh: (line: L) => boolean;
}

async function readLines<H extends { readonly rows: number }, L>(
  bytes: AsyncIterable<Uint8Array>,
  format: string,
  { header: readHeader, line: readLine, fresh }: LineFormat<H, L>,
): Promise<LinesReading<H, L>> {
  const source = readNdjson(bytes, format);
  const first = await source.next();
  const members = new Members(first.value?.value, (member) => lineInvalid(format, 1, member));
  members.literal('format', format);
  const header = readHeader(members);
  members.end();
  async function* lines(): AsyncGenerator<L> {
    let count = 0;
    for await (const { line, value } of source) {
      const parts = new Members(value, (member) => lineInvalid(format, line, member));
      const read = readLine(parts, header);
      parts.end();
      if (!fresh(read) || ++count > header.rows) throw lineInvalid(format, line);
      yield read;
    }
    if (count !== header.rows) throw lineInvalid(format, count + 2);
  }
  return { header, lines: lines() };
}
