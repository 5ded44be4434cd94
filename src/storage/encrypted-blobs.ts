/**
 * A `Blobs` that hides what it stores from whoever holds the disk or the bucket.
 *
 * Shape:  `PDNB` 1, 32 random bytes, then frames of at most 1 MiB, each AES-256-GCM with its 16-byte tag; all but
 *         the last are full, the last may be empty. Nonce = 7 zero bytes, frame number (big-endian, 4 bytes), and 1
 *         in the last frame, 0 before it: frames cannot be cut off, exchanged or appended without notice.
 *         Key = HKDF-SHA256(master, salt of the vault, `padan/blob/1` 0 blob key 0 random bytes): a blob that is
 *         renamed, or written again, has another key.
 * Throws: `stored-bytes-damaged`, as an error of the stream, before any byte of the damaged frame is given out.
 * Leaks:  length of blobs and their keys (which name projects and submissions, never records).
 * Source: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizar 2015); RFC 5869.
 */
import { concat, equalBytes, utf8 } from '../exchange/bytes.ts';
import type { Blobs } from '../ports/blobs.ts';
import type { Randomness } from '../ports/randomness.ts';
import { DomainError } from '../problems.ts';
import { ByteReader, bytesOf } from './byte-reader.ts';

const MAGIC = new Uint8Array([0x50, 0x44, 0x4e, 0x42, 1]);
const RANDOM_BYTES = 32;
const FRAME_BYTES = 1 << 20;
const TAG_BYTES = 16;

export interface VaultKey {
  /** 32 bytes, from the environment. */
  readonly master: Uint8Array<ArrayBuffer>;
  /** 32 bytes, from the database, one per vault. */
  readonly salt: Uint8Array<ArrayBuffer>;
}

export function encryptedBlobs(inner: Blobs, vaultKey: VaultKey, randomness: Randomness): Blobs {
  return {
    async put(key, bytes) {
      const random = randomness.bytes(RANDOM_BYTES);
      const secret = await blobKey(vaultKey, key, random);
      await inner.put(key, seal(bytesOf(bytes), secret, concat([MAGIC, random])));
    },
    async get(key) {
      const stored = await inner.get(key);
      return stored && open(stored, vaultKey, key);
    },
    delete: (key) => inner.delete(key),
    list: (prefix) => inner.list(prefix),
  };
}

async function blobKey(vault: VaultKey, key: string, random: Uint8Array): Promise<CryptoKey> {
  const master = await crypto.subtle.importKey('raw', vault.master, 'HKDF', false, ['deriveKey']);
  const info = concat([utf8(`padan/blob/1\0${key}\0`), random]);
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: vault.salt, info },
    master,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}

function nonce(frame: number, last: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12);
  new DataView(bytes.buffer).setUint32(7, frame);
  bytes[11] = last ? 1 : 0;
  return bytes;
}

function seal(
  plain: ReadableStream<Uint8Array>,
  key: CryptoKey,
  header: Uint8Array,
): ReadableStream<Uint8Array> {
  const reader = new ByteReader(plain);
  let frame = 0;
  return new ReadableStream({
    start: (controller) => controller.enqueue(header),
    async pull(controller) {
      const bytes = await reader.read(FRAME_BYTES);
      const last = bytes.length < FRAME_BYTES || (await reader.atEnd());
      const iv = nonce(frame++, last);
      controller.enqueue(new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes)));
      if (last) controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

async function open(
  stored: ReadableStream<Uint8Array>,
  vault: VaultKey,
  blob: string,
): Promise<ReadableStream<Uint8Array>> {
  const reader = new ByteReader(stored);
  const magic = await reader.read(MAGIC.length);
  const random = await reader.read(RANDOM_BYTES);
  if (!equalBytes(magic, MAGIC) || random.length < RANDOM_BYTES) {
    await reader.cancel();
    throw new DomainError('stored-bytes-damaged', { frame: 0 });
  }
  const key = await blobKey(vault, blob, random);
  let frame = 0;
  return new ReadableStream({
    async pull(controller) {
      const bytes = await reader.read(FRAME_BYTES + TAG_BYTES);
      const last = bytes.length < FRAME_BYTES + TAG_BYTES || (await reader.atEnd());
      const iv = nonce(frame, last);
      try {
        const plain = new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, bytes));
        if (plain.length > 0) controller.enqueue(plain);
      } catch {
        await reader.cancel();
        throw new DomainError('stored-bytes-damaged', { frame });
      }
      frame++;
      if (last) controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
