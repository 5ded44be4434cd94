/**
 * Keys of both profiles: derivation, fingerprint, and the key file.
 *
 * Leaks: a fingerprint lets anyone who can guess the key confirm the guess. That is nothing for 32 random bytes and
 *        much for a passphrase, which is why the padan profile takes no passphrase.
 */
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64, fromUtf8, toBase64, utf8 } from '../exchange/bytes.ts';
import { DomainError } from '../problems.ts';
import type { FeatureKeys } from './clkhash/hash.ts';

/** Bytes of a padan project key. */
export const PROJECT_KEY_BYTES = 32;
const KEY_FILE_FORMAT = 'padan-project-key/1';
const FINGERPRINT_BYTES = 16;
const PROJECT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** What a padan key is used for. Each use has keys of its own, so no token of one can stand for another. */
export type KeyUse = 'filter' | 'exact' | 'blocking' | 'bucket' | 'diffusion';

/**
 * The key of one field or token of the padan profile, by its name and not by its position, so that columns may
 * move. HKDF-SHA256, salt `padan-linkage/1`, info `use NUL name`. Shape: 32 bytes.
 */
export function deriveFieldKey(projectKey: Uint8Array, use: KeyUse, name: string): Uint8Array {
  return hkdf(sha256, projectKey, utf8('padan-linkage/1'), utf8(`${use}\0${name}`), 32);
}

export interface ClkhashKdf {
  readonly hash: 'SHA256' | 'SHA512';
  readonly salt: Uint8Array;
  readonly info: Uint8Array;
  readonly keySize: number;
}

/** clkhash's keys: one HKDF stream cut into two keys a feature, ignored features included. Source: RFC 5869. */
export function deriveClkhashKeys(secret: Uint8Array, features: number, kdf: ClkhashKdf): FeatureKeys[] {
  const { keySize } = kdf;
  const hash = kdf.hash === 'SHA512' ? sha512 : sha256;
  const stream = hkdf(hash, secret, kdf.salt, kdf.info, 2 * features * keySize);
  return Array.from({ length: features }, (_, i) => ({
    first: stream.slice(2 * i * keySize, (2 * i + 1) * keySize),
    second: stream.slice((2 * i + 1) * keySize, (2 * i + 2) * keySize),
  }));
}

/**
 * What custodians compare off-channel to know that they hold one key: 32 lower-case hexadecimal digits.
 * HKDF-SHA256 of the key, salt = project id, info `padan-key-fingerprint/1`: one key in two projects shows nothing.
 */
export function keyFingerprint(key: Uint8Array, projectId: string): string {
  return bytesToHex(hkdf(sha256, key, utf8(projectId), utf8('padan-key-fingerprint/1'), FINGERPRINT_BYTES));
}

export interface KeyFile {
  readonly key: Uint8Array;
  /** The project the key was drawn for; null for a clkhash secret, which names none. */
  readonly project: string | null;
}

/**
 * Reads a key file. clkhash: its bytes less one trailing LF or CRLF. padan: what `formatKeyFile` writes and
 * nothing else. Throws: `key-file-empty`, `key-file-bom`, `key-file-passphrase`, `key-file-invalid`.
 */
export function readKeyFile(bytes: Uint8Array, profile: 'padan' | 'clkhash'): KeyFile {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw new DomainError('key-file-bom');
  return profile === 'padan' ? readProjectKey(bytes) : { key: readSecret(bytes), project: null };
}

function readSecret(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  if (bytes[end - 1] === 0x0a) end -= bytes[end - 2] === 0x0d ? 2 : 1;
  if (end === 0) throw new DomainError('key-file-empty');
  return bytes.slice(0, end);
}

function readProjectKey(bytes: Uint8Array): KeyFile {
  if (bytes.length === 0) throw new DomainError('key-file-empty');
  const members = parseObject(bytes);
  if (members === null || !('format' in members)) throw new DomainError('key-file-passphrase');
  const { format, project, key: text, ...others } = members;
  const key = typeof text === 'string' ? fromBase64(text) : null;
  const whole = format === KEY_FILE_FORMAT && Object.keys(others).length === 0;
  if (
    !whole ||
    key === null ||
    !isProjectKey(key) ||
    typeof project !== 'string' ||
    !PROJECT_ID.test(project)
  )
    throw new DomainError('key-file-invalid');
  return { key, project };
}

function parseObject(bytes: Uint8Array): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(fromUtf8(bytes) ?? '');
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** A key that is one byte 32 times was never drawn at random. */
export function isProjectKey(key: Uint8Array): boolean {
  return key.length === PROJECT_KEY_BYTES && key.some((byte) => byte !== key[0]);
}

/** The project key file, ending in LF. Throws: `key-file-invalid` for a key or a project id that cannot be read back. */
export function formatKeyFile(project: string, key: Uint8Array): Uint8Array {
  if (!isProjectKey(key) || !PROJECT_ID.test(project)) throw new DomainError('key-file-invalid');
  return utf8(`${JSON.stringify({ format: KEY_FILE_FORMAT, project, key: toBase64(key) })}\n`);
}
