/**
 * From tokens to filter positions, as clkhash 0.18.3 does it.
 *
 * Double hashing: (HMAC-SHA1(key 0) + i HMAC-MD5(key 1)) mod L. blakeHash: BLAKE2b-512 keyed with key 0, salted
 * with the block number in ASCII, zero-padded to 16 bytes; each digest gives 32 little-endian 16-bit words mod L.
 * Both weak hashes are here for compatibility only; double hashing has known attacks (see the padan profile).
 * Cost:   tokens repeat, so positions are remembered per feature in a map of bounded size.
 * Source: clkhash bloomfilter.py; Schnell, Bachteler & Reiher 2011.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';

/** The first `count` positions of `token` in a filter; the answer may be longer than `count`. */
export type PositionsOf = (token: string, count: number) => Uint32Array;

/** Tokens remembered per feature. 32 positions of 4 bytes each: at most a few megabytes. */
const REMEMBERED = 16_384;
const WORDS_PER_DIGEST = 32;

export interface FeatureKeys {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

export function blakePositions(
  keys: FeatureKeys,
  filterBits: number,
  bytesOf: (token: string) => Uint8Array,
): PositionsOf {
  return remembering((token, count) => {
    const bytes = bytesOf(token);
    const digests = Math.ceil(count / WORDS_PER_DIGEST);
    const out = new Uint32Array(digests * WORDS_PER_DIGEST);
    for (let block = 0; block < digests; block++) {
      const digest = blake2b(bytes, { key: keys.first, salt: blockSalt(block), dkLen: 64 });
      for (let i = 0; i < WORDS_PER_DIGEST; i++)
        out[block * WORDS_PER_DIGEST + i] = (digest[2 * i]! | (digest[2 * i + 1]! << 8)) % filterBits;
    }
    return out;
  });
}

function blockSalt(block: number): Uint8Array {
  const salt = new Uint8Array(16);
  salt.set(new TextEncoder().encode(String(block)));
  return salt;
}

export function doublePositions(
  keys: FeatureKeys,
  filterBits: number,
  bytesOf: (token: string) => Uint8Array,
  preventSingularity: boolean,
): PositionsOf {
  return remembering((token, count) => {
    const bytes = bytesOf(token);
    const start = modulo(hmac(sha1, keys.first, bytes), filterBits);
    let step = modulo(hmac(md5, keys.second, bytes), filterBits);
    // A step of zero would set one bit instead of `count` (clkhash issue 33).
    for (let i = 0; preventSingularity && step === 0 && i < 128; i++)
      step = modulo(hmac(md5, keys.second, Uint8Array.of(...bytes, i)), filterBits);
    return Uint32Array.from({ length: count }, (_, i) => (start + i * step) % filterBits);
  });
}

/** A big-endian number of any length, modulo `modulus` < 2^45. */
function modulo(bytes: Uint8Array, modulus: number): number {
  return bytes.reduce((rest, byte) => (rest * 256 + byte) % modulus, 0);
}

function remembering(compute: PositionsOf): PositionsOf {
  const known = new Map<string, Uint32Array>();
  return (token, count) => {
    const found = known.get(token);
    if (found !== undefined && found.length >= count) return found;
    const positions = compute(token, count);
    if (known.size >= REMEMBERED) known.clear();
    known.set(token, positions);
    return positions;
  };
}

/** Halves laid over each other by XOR, `folds` times. Shape: the bytes of a filter whose length allows it. */
export function xorFold(filter: Uint8Array, folds: number): Uint8Array {
  let folded = filter;
  for (let i = 0; i < folds; i++) {
    const half = folded.length / 2;
    const [left, right] = [folded.subarray(0, half), folded.subarray(half)];
    folded = left.map((byte, at) => byte ^ right[at]!);
  }
  return folded;
}
