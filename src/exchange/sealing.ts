/**
 * Payload columns and flags, sealed so that only the receiver reads them.
 *
 * A fresh file key per file goes to the receiver in an age envelope (X25519), together with the names of the
 * columns. Each row is sealed under that key with XChaCha20-Poly1305, padded to the one length of its file.
 *
 * Leaks:  the number of rows and the padded length, a multiple of 32 bytes: not which row is long.
 * Why the nonce is derived: the associated data names the row and never repeats under one file key, so its hash
 *         does not either, and 24 bytes a row are saved.
 * Source: age-encryption.org/v1; draft-irtf-cfrg-xchacha-03.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { Decrypter, Encrypter } from 'age-encryption';
import { DomainError } from '../problems.ts';
import { fromBase64, jsonOrNull, toBase64, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { Members } from './members.ts';

export const FILE_KEY_BYTES = 32;
const TAG_BYTES = 16;
const LENGTH_BYTES = 4;
const PADDING = 32;
const MAX_COLUMNS = 256;

/** Native X25519 recipients only; others would tie the receiver to a plugin. */
export function isRecipient(text: string): boolean {
  return /^age1[02-9ac-hj-np-z]{58}$/.test(text);
}

/** What the envelope holds: the file key and what the cells of a sealed row mean, in order. */
export interface FileKey {
  readonly key: Uint8Array;
  readonly columns: readonly string[];
  /** The code list of each column, id and version; '' for none. Absent where nobody said. */
  readonly lists?: readonly string[];
}

/** @throws {DomainError} `recipient-invalid`. */
export async function sealTo(recipient: string, content: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  try {
    if (!isRecipient(recipient)) throw new Error();
    encrypter.addRecipient(recipient);
  } catch {
    throw new DomainError('recipient-invalid');
  }
  return encrypter.encrypt(content);
}

/** @throws {DomainError} `envelope-not-opened` where it was damaged or sealed to somebody else. */
export async function openSealed(identity: string, envelope: Uint8Array): Promise<Uint8Array> {
  const decrypter = new Decrypter();
  try {
    decrypter.addIdentity(identity);
    return await decrypter.decrypt(envelope);
  } catch {
    throw new DomainError('envelope-not-opened');
  }
}

export async function sealFileKey(recipient: string, { key, columns, lists }: FileKey): Promise<Uint8Array> {
  const said = lists === undefined ? {} : { lists: [...lists] };
  const content = { format: 'padan-file-key/1', key: toBase64(key), columns, ...said };
  return sealTo(recipient, utf8(canonicalJson(content)));
}

/** Id and version of a code list, or nothing; printable, since it is shown to whoever opens the file. */
const isListName = (text: string): boolean => /^([a-z0-9-]+ [\x20-\x7e]{1,80})?$/.test(text);

/** @throws {DomainError} `envelope-not-opened`. */
export async function openFileKey(identity: string, envelope: Uint8Array): Promise<FileKey> {
  const refuse = () => new DomainError('envelope-not-opened');
  const members = new Members(jsonOrNull(await openSealed(identity, envelope)), refuse);
  members.literal('format', 'padan-file-key/1');
  const key = fromBase64(members.text('key', () => true));
  const columns = members.texts('columns', MAX_COLUMNS, (name) => name.length > 0);
  const lists = members.has('lists') ? members.texts('lists', columns.length, isListName) : undefined;
  members.end();
  if (key?.length !== FILE_KEY_BYTES || (lists ?? columns).length !== columns.length) throw refuse();
  return lists === undefined ? { key, columns } : { key, columns, lists };
}

/** Bytes of a sealed row where the longest content has `longest` bytes: a multiple of 32, and the tag. */
export function sealedBytes(longest: number): number {
  return Math.ceil((LENGTH_BYTES + longest) / PADDING) * PADDING + TAG_BYTES;
}

/** What is sealed of a row: a JSON object of its cells, as `RecordEncoder.payload` writes it too. */
export function contentBytes(columns: readonly string[], cells: readonly string[]): Uint8Array<ArrayBuffer> {
  return utf8(JSON.stringify(Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? '']))));
}

/** What a sealed row is bound to. Under one file key no two rows may have the same. */
export function payloadContext(fileId: string, row: number, rows: number): string {
  return `padan-payload/1|${fileId}|${row}|${rows}`;
}

export function flagsContext(run: string, link: string, rows: number): string {
  return `padan-flags/1|${run}|${link}|${rows}`;
}

/** Seal `content` to exactly `length` bytes (from `sealedBytes`). */
export function sealRow(key: Uint8Array, context: string, content: Uint8Array, length: number): Uint8Array {
  const plain = new Uint8Array(length - TAG_BYTES);
  if (content.length > plain.length - LENGTH_BYTES) throw new DomainError('sealed-row-too-long');
  new DataView(plain.buffer).setUint32(0, content.length, true);
  plain.set(content, LENGTH_BYTES);
  return cipher(key, context).encrypt(plain);
}

/**
 * The cells of a sealed row, in the order of `columns`.
 * @throws {DomainError} `sealed-row-not-opened` with the position given: another key, another row or damage.
 */
export function openRow(
  key: Uint8Array,
  context: string,
  sealed: Uint8Array,
  columns: readonly string[],
  row: number,
): string[] {
  const refused = () => new DomainError('sealed-row-not-opened', { row });
  const members = new Members(jsonOrNull(contentOf(key, context, sealed)), refused);
  const cells = columns.map((name) => members.text(name, () => true));
  members.end();
  return cells;
}

/** The content without its padding; empty where it does not open. */
function contentOf(key: Uint8Array, context: string, sealed: Uint8Array): Uint8Array {
  try {
    const plain = cipher(key, context).decrypt(sealed);
    const length = new DataView(plain.buffer, plain.byteOffset, plain.length).getUint32(0, true);
    return plain.subarray(LENGTH_BYTES, LENGTH_BYTES + length);
  } catch {
    return new Uint8Array(0);
  }
}

function cipher(key: Uint8Array, context: string) {
  const associated = utf8(context);
  return xchacha20poly1305(key, sha256(associated).subarray(0, 24), associated);
}
