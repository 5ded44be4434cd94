/**
 * Who is signed in: the API key, sealed under a key of the service, in a cookie that no script can read.
 *
 * Shape:  base64url of 24 random bytes and XChaCha20-Poly1305 of `<expiry in ms> <API key>`.
 * Edge:   a cookie that was altered, is older than SESSION_HOURS, or is sealed by another service is no session. The key
 *         itself is checked anew on every request, so a revoked key ends the session at once.
 * Leaks:  nothing to scripts or to whoever reads the disk: the service keeps no session.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concat, fromBase64, toBase64, utf8 } from '../exchange/bytes.ts';
import type { Service } from '../usecases/service.ts';

export const SESSION_COOKIE = 'padan-session';
export const SESSION_HOURS = 8;
const NONCE_BYTES = 24;
const TAG_BYTES = 16;
const MILLISECONDS_PER_HOUR = 3_600_000;

type Sealing = Pick<Service, 'clock' | 'randomness' | 'config'>;

const sealingKey = ({ config }: Sealing): Uint8Array =>
  hkdf(sha256, config.signingSeed, undefined, utf8('padan/console-session/1'), 32);

/** What the cookie holds for somebody who showed `apiKey` now. */
export function sealSession(service: Sealing, apiKey: string): string {
  const nonce = service.randomness.bytes(NONCE_BYTES);
  const ends = service.clock.now() + SESSION_HOURS * MILLISECONDS_PER_HOUR;
  const sealed = xchacha20poly1305(sealingKey(service), nonce).encrypt(utf8(`${ends} ${apiKey}`));
  return toBase64(concat([nonce, sealed]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** The API key of a session that still runs; null for anything else. */
export function openSession(service: Sealing, cookie: string | undefined): string | null {
  const bytes = unpadded(cookie ?? '');
  if (bytes === null || bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  try {
    const cipher = xchacha20poly1305(sealingKey(service), bytes.subarray(0, NONCE_BYTES));
    const [ends, key] = new TextDecoder().decode(cipher.decrypt(bytes.subarray(NONCE_BYTES))).split(' ');
    return Number(ends) > service.clock.now() ? (key ?? null) : null;
  } catch {
    return null;
  }
}

function unpadded(text: string): Uint8Array | null {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return fromBase64(base64.padEnd(Math.ceil(base64.length / 4) * 4, '='));
}
