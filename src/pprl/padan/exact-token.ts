import { utf8 } from '../../exchange/bytes.ts';
import { createKeyedBlake3 } from './keyed-blake3.ts';
import type { TokenRoom } from './token-room.ts';

/** Bytes of a message that is put together without asking for memory. */
const ROOM = 1024;

/** The token of some parts; null where one is ''. */
export type ExactToken = (parts: readonly string[]) => Uint8Array | null;

/**
 * A keyed token over the normalised parts: keyed BLAKE3 of each part behind its length in bytes of UTF-8 (32-bit
 * little-endian), so that no two lists of parts give one message. 32 bytes (EXACT_TOKEN_BYTES).
 *
 * Shape:  `key` 32 bytes, derived for this token's name alone.
 * Leaks:  equal tokens show equal parts to whoever sees them; with the key every number can be tried.
 */
export function createExactToken(key: Uint8Array, room?: TokenRoom): ExactToken {
  const hash = createKeyedBlake3(key, room);
  let message = new Uint8Array(ROOM);
  return (parts) => {
    let used = 0;
    for (const part of parts) {
      if (part === '') return null;
      // A character is at most three bytes of UTF-8.
      const most = used + 4 + 3 * part.length;
      if (most > message.length) message = grown(message, most);
      const length = write(part, message, used + 4);
      message[used] = length;
      message[used + 1] = length >>> 8;
      message[used + 2] = length >>> 16;
      message[used + 3] = length >>> 24;
      used += 4 + length;
    }
    return hash(message, used);
  };
}

/** UTF-8 of `text` into `bytes` from `at`. @returns its length. */
function write(text: string, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7f) {
      const all = utf8(text);
      bytes.set(all, at);
      return all.length;
    }
    bytes[at + i] = code;
  }
  return text.length;
}

function grown(bytes: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(2 * least);
  larger.set(bytes);
  return larger;
}
