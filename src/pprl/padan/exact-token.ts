import { blake3 } from '@noble/hashes/blake3.js';
import { concat, utf8 } from '../../exchange/bytes.ts';
import { EXACT_TOKEN_BYTES } from '../encoded-record.ts';

/**
 * A keyed token over the normalised parts: keyed BLAKE3 of each part behind its length (32-bit little-endian), so
 * that no two lists of parts give one message.
 *
 * Shape:  `key` 32 bytes, derived for this token's name alone. Edge: null where a part is ''.
 * Leaks:  equal tokens show equal parts to whoever sees them; with the key every number can be tried.
 */
export function exactToken(key: Uint8Array, parts: readonly string[]): Uint8Array | null {
  if (parts.includes('')) return null;
  const message = parts.flatMap((part) => {
    const bytes = utf8(part);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length, true);
    return [length, bytes];
  });
  return blake3(concat(message), { key, dkLen: EXACT_TOKEN_BYTES });
}
