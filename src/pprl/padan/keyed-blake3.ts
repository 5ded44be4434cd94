/**
 * Keyed BLAKE3 of short messages, 32 bytes out: what every row needs for each of its exact tokens.
 *
 * Shape:  messages of up to 1,024 bytes, BLAKE3's one chunk; longer ones go to the library's general function.
 * Cost:   seven rounds for every 64 bytes, and no object besides the answer.
 * Source: O'Connor, Aumasson, Neves and Wilcox-O'Hearn, "BLAKE3: one function, fast everywhere" (2020), sections 2.2 to 2.4.
 */
import { blake3 } from '@noble/hashes/blake3.js';

const BLOCK = 64;
const CHUNK = 1024;
const CHUNK_START = 1;
const CHUNK_END = 2;
const ROOT = 8;
const KEYED_HASH = 16;
const ROUNDS = 7;
const IV = Int32Array.of(
  ...[0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
);
const PERMUTATION = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
/** Message words of each half round, all rounds in a row. */
const SCHEDULE = schedule();

/** `message`: the first `length` bytes of a buffer. @param key 32 bytes. */
export type KeyedHash = (message: Uint8Array, length: number) => Uint8Array<ArrayBuffer>;

export function createKeyedBlake3(key: Uint8Array): KeyedHash {
  const keyWords = wordsOf(key, new Int32Array(8));
  const block = new Uint8Array(BLOCK);
  const words = new Int32Array(16);
  const chain = new Int32Array(8);
  const state = new Int32Array(16);
  return (message, length) => {
    if (length > CHUNK) return Uint8Array.from(blake3(message.subarray(0, length), { key }));
    chain.set(keyWords);
    for (let from = 0; from === 0 || from < length; from += BLOCK) {
      const size = Math.min(BLOCK, length - from);
      block.fill(0, size);
      for (let i = 0; i < size; i++) block[i] = message[from + i]!;
      const last = from + BLOCK >= length;
      const flags = KEYED_HASH | (from === 0 ? CHUNK_START : 0) | (last ? CHUNK_END | ROOT : 0);
      compress(chain, wordsOf(block, words), size, flags, state);
    }
    return bytesOf(chain);
  };
}

/** The chaining value becomes that after one block. The counter of the only chunk is 0. */
function compress(chain: Int32Array, words: Int32Array, size: number, flags: number, v: Int32Array): void {
  for (let i = 0; i < 8; i++) v[i] = chain[i]!;
  v[8] = IV[0]!;
  v[9] = IV[1]!;
  v[10] = IV[2]!;
  v[11] = IV[3]!;
  v[12] = 0;
  v[13] = 0;
  v[14] = size;
  v[15] = flags;
  for (let at = 0; at < 16 * ROUNDS; at += 16) {
    mix(v, 0, 4, 8, 12, words[SCHEDULE[at]!]!, words[SCHEDULE[at + 1]!]!);
    mix(v, 1, 5, 9, 13, words[SCHEDULE[at + 2]!]!, words[SCHEDULE[at + 3]!]!);
    mix(v, 2, 6, 10, 14, words[SCHEDULE[at + 4]!]!, words[SCHEDULE[at + 5]!]!);
    mix(v, 3, 7, 11, 15, words[SCHEDULE[at + 6]!]!, words[SCHEDULE[at + 7]!]!);
    mix(v, 0, 5, 10, 15, words[SCHEDULE[at + 8]!]!, words[SCHEDULE[at + 9]!]!);
    mix(v, 1, 6, 11, 12, words[SCHEDULE[at + 10]!]!, words[SCHEDULE[at + 11]!]!);
    mix(v, 2, 7, 8, 13, words[SCHEDULE[at + 12]!]!, words[SCHEDULE[at + 13]!]!);
    mix(v, 3, 4, 9, 14, words[SCHEDULE[at + 14]!]!, words[SCHEDULE[at + 15]!]!);
  }
  for (let i = 0; i < 8; i++) chain[i] = v[i]! ^ v[i + 8]!;
}

function mix(v: Int32Array, a: number, b: number, c: number, d: number, x: number, y: number): void {
  let va = v[a]!;
  let vb = v[b]!;
  let vc = v[c]!;
  let vd = v[d]!;
  va = (va + vb + x) | 0;
  vd ^= va;
  vd = (vd >>> 16) | (vd << 16);
  vc = (vc + vd) | 0;
  vb ^= vc;
  vb = (vb >>> 12) | (vb << 20);
  va = (va + vb + y) | 0;
  vd ^= va;
  vd = (vd >>> 8) | (vd << 24);
  vc = (vc + vd) | 0;
  vb ^= vc;
  vb = (vb >>> 7) | (vb << 25);
  v[a] = va;
  v[b] = vb;
  v[c] = vc;
  v[d] = vd;
}

function schedule(): Uint8Array {
  const all: number[] = [];
  let round = Array.from({ length: 16 }, (_, i) => i);
  for (let i = 0; i < ROUNDS; i++) {
    all.push(...round);
    round = PERMUTATION.map((at) => round[at]!);
  }
  return Uint8Array.from(all);
}

function wordsOf(bytes: Uint8Array, words: Int32Array): Int32Array {
  for (let i = 0, at = 0; i < words.length; i++, at += 4)
    words[i] = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
  return words;
}

function bytesOf(words: Int32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * words.length);
  for (let i = 0, at = 0; i < words.length; i++, at += 4) {
    const word = words[i]!;
    bytes[at] = word;
    bytes[at + 1] = word >>> 8;
    bytes[at + 2] = word >>> 16;
    bytes[at + 3] = word >>> 24;
  }
  return bytes;
}
