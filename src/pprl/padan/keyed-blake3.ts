/**
 * Keyed BLAKE3 of short messages, 32 bytes out: what every row needs for each of its exact tokens.
 *
 * Shape:  messages of up to 1,024 bytes, BLAKE3's one chunk; longer ones go to the library's general function.
 * Cost:   seven rounds for every 64 bytes, and no object besides the answer.
 * Source: O'Connor, Aumasson, Neves and Wilcox-O'Hearn, "BLAKE3: one function, fast everywhere" (2020), sections 2.2 to 2.4.
 */
import { blake3 } from '@noble/hashes/blake3.js';
import { createTokenRoom, type TokenRoom } from './token-room.ts';

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

export function createKeyedBlake3(key: Uint8Array, room: TokenRoom = createTokenRoom()): KeyedHash {
  const keyWords = wordsOf(key, new Int32Array(8));
  const block = new Uint8Array(BLOCK);
  const words = new Int32Array(16);
  const chain = new Int32Array(8);
  return (message, length) => {
    if (length > CHUNK) return Uint8Array.from(blake3(message.subarray(0, length), { key }));
    chain.set(keyWords);
    for (let from = 0; from === 0 || from < length; from += BLOCK) {
      const size = Math.min(BLOCK, length - from);
      block.fill(0, size);
      for (let i = 0; i < size; i++) block[i] = message[from + i]!;
      const last = from + BLOCK >= length;
      const flags = KEYED_HASH | (from === 0 ? CHUNK_START : 0) | (last ? CHUNK_END | ROOT : 0);
      compress(chain, wordsOf(block, words), size, flags);
    }
    return bytesOf(chain, room());
  };
}

/**
 * The chaining value becomes that after one block. The counter of the only chunk is 0.
 *
 * The sixteen words of the state are variables of their own: looking each up in an array takes twice the time.
 */
function compress(chain: Int32Array, words: Int32Array, size: number, flags: number): void {
  let v0 = chain[0]!;
  let v1 = chain[1]!;
  let v2 = chain[2]!;
  let v3 = chain[3]!;
  let v4 = chain[4]!;
  let v5 = chain[5]!;
  let v6 = chain[6]!;
  let v7 = chain[7]!;
  let v8 = IV[0]!;
  let v9 = IV[1]!;
  let v10 = IV[2]!;
  let v11 = IV[3]!;
  let v12 = 0;
  let v13 = 0;
  let v14 = size;
  let v15 = flags;
  for (let at = 0; at < 16 * ROUNDS; at += 16) {
    v0 = (v0 + v4 + words[SCHEDULE[at]!]!) | 0;
    v12 ^= v0;
    v12 = (v12 >>> 16) | (v12 << 16);
    v8 = (v8 + v12) | 0;
    v4 ^= v8;
    v4 = (v4 >>> 12) | (v4 << 20);
    v0 = (v0 + v4 + words[SCHEDULE[at + 1]!]!) | 0;
    v12 ^= v0;
    v12 = (v12 >>> 8) | (v12 << 24);
    v8 = (v8 + v12) | 0;
    v4 ^= v8;
    v4 = (v4 >>> 7) | (v4 << 25);
    v1 = (v1 + v5 + words[SCHEDULE[at + 2]!]!) | 0;
    v13 ^= v1;
    v13 = (v13 >>> 16) | (v13 << 16);
    v9 = (v9 + v13) | 0;
    v5 ^= v9;
    v5 = (v5 >>> 12) | (v5 << 20);
    v1 = (v1 + v5 + words[SCHEDULE[at + 3]!]!) | 0;
    v13 ^= v1;
    v13 = (v13 >>> 8) | (v13 << 24);
    v9 = (v9 + v13) | 0;
    v5 ^= v9;
    v5 = (v5 >>> 7) | (v5 << 25);
    v2 = (v2 + v6 + words[SCHEDULE[at + 4]!]!) | 0;
    v14 ^= v2;
    v14 = (v14 >>> 16) | (v14 << 16);
    v10 = (v10 + v14) | 0;
    v6 ^= v10;
    v6 = (v6 >>> 12) | (v6 << 20);
    v2 = (v2 + v6 + words[SCHEDULE[at + 5]!]!) | 0;
    v14 ^= v2;
    v14 = (v14 >>> 8) | (v14 << 24);
    v10 = (v10 + v14) | 0;
    v6 ^= v10;
    v6 = (v6 >>> 7) | (v6 << 25);
    v3 = (v3 + v7 + words[SCHEDULE[at + 6]!]!) | 0;
    v15 ^= v3;
    v15 = (v15 >>> 16) | (v15 << 16);
    v11 = (v11 + v15) | 0;
    v7 ^= v11;
    v7 = (v7 >>> 12) | (v7 << 20);
    v3 = (v3 + v7 + words[SCHEDULE[at + 7]!]!) | 0;
    v15 ^= v3;
    v15 = (v15 >>> 8) | (v15 << 24);
    v11 = (v11 + v15) | 0;
    v7 ^= v11;
    v7 = (v7 >>> 7) | (v7 << 25);
    v0 = (v0 + v5 + words[SCHEDULE[at + 8]!]!) | 0;
    v15 ^= v0;
    v15 = (v15 >>> 16) | (v15 << 16);
    v10 = (v10 + v15) | 0;
    v5 ^= v10;
    v5 = (v5 >>> 12) | (v5 << 20);
    v0 = (v0 + v5 + words[SCHEDULE[at + 9]!]!) | 0;
    v15 ^= v0;
    v15 = (v15 >>> 8) | (v15 << 24);
    v10 = (v10 + v15) | 0;
    v5 ^= v10;
    v5 = (v5 >>> 7) | (v5 << 25);
    v1 = (v1 + v6 + words[SCHEDULE[at + 10]!]!) | 0;
    v12 ^= v1;
    v12 = (v12 >>> 16) | (v12 << 16);
    v11 = (v11 + v12) | 0;
    v6 ^= v11;
    v6 = (v6 >>> 12) | (v6 << 20);
    v1 = (v1 + v6 + words[SCHEDULE[at + 11]!]!) | 0;
    v12 ^= v1;
    v12 = (v12 >>> 8) | (v12 << 24);
    v11 = (v11 + v12) | 0;
    v6 ^= v11;
    v6 = (v6 >>> 7) | (v6 << 25);
    v2 = (v2 + v7 + words[SCHEDULE[at + 12]!]!) | 0;
    v13 ^= v2;
    v13 = (v13 >>> 16) | (v13 << 16);
    v8 = (v8 + v13) | 0;
    v7 ^= v8;
    v7 = (v7 >>> 12) | (v7 << 20);
    v2 = (v2 + v7 + words[SCHEDULE[at + 13]!]!) | 0;
    v13 ^= v2;
    v13 = (v13 >>> 8) | (v13 << 24);
    v8 = (v8 + v13) | 0;
    v7 ^= v8;
    v7 = (v7 >>> 7) | (v7 << 25);
    v3 = (v3 + v4 + words[SCHEDULE[at + 14]!]!) | 0;
    v14 ^= v3;
    v14 = (v14 >>> 16) | (v14 << 16);
    v9 = (v9 + v14) | 0;
    v4 ^= v9;
    v4 = (v4 >>> 12) | (v4 << 20);
    v3 = (v3 + v4 + words[SCHEDULE[at + 15]!]!) | 0;
    v14 ^= v3;
    v14 = (v14 >>> 8) | (v14 << 24);
    v9 = (v9 + v14) | 0;
    v4 ^= v9;
    v4 = (v4 >>> 7) | (v4 << 25);
  }
  chain[0] = v0 ^ v8;
  chain[1] = v1 ^ v9;
  chain[2] = v2 ^ v10;
  chain[3] = v3 ^ v11;
  chain[4] = v4 ^ v12;
  chain[5] = v5 ^ v13;
  chain[6] = v6 ^ v14;
  chain[7] = v7 ^ v15;
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

function bytesOf(words: Int32Array, bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  for (let i = 0, at = 0; i < words.length; i++, at += 4) {
    const word = words[i]!;
    bytes[at] = word;
    bytes[at + 1] = word >>> 8;
    bytes[at + 2] = word >>> 16;
    bytes[at + 3] = word >>> 24;
  }
  return bytes;
}
