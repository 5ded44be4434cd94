import { blake3 } from '@noble/hashes/blake3.js';
import { utf8 } from '../../exchange/bytes.ts';
import { filterTokens } from './tokens.ts';

/** Tokens remembered per field; a name field has about 700 bigrams, a region field some thousand names. */
const REMEMBERED = 16_384;

const ASCII = 128;
const SPACE = 0x20;

/**
 * Random hashing: the positions of a token are the first 16-bit little-endian words of keyed BLAKE3's output
 * stream, modulo the filter length.
 *
 * Shape:  `bits` a power of two up to 65,536, so that the modulus favours no bit; `key` 32 bytes, one per field.
 * Edge:   two words may give one position: a token sets `hashes` bits or fewer.
 * Cost:   one BLAKE3 call for a token not met before; then a look in a map of bounded size.
 * Source: random instead of double hashing, whose few patterns for each token attacks feed on: Niedermeyer, Steinmetzer,
 *         Kroll and Schnell (Journal of Privacy and Confidentiality, 2014); Kroll and Steinmetzer (arXiv 1410.6739).
 */
export function createRandomHashing(
  key: Uint8Array,
  bits: number,
  hashes: number,
): (token: string) => Uint16Array {
  const known = new Map<string, Uint16Array>();
  const mask = bits - 1;
  return (token) => {
    const found = known.get(token);
    if (found !== undefined) return found;
    const stream = blake3(utf8(token), { key, dkLen: 2 * hashes });
    const positions = Uint16Array.from(
      { length: hashes },
      (_, i) => (stream[2 * i]! | (stream[2 * i + 1]! << 8)) & mask,
    );
    if (known.size >= REMEMBERED) known.clear();
    known.set(token, positions);
    return positions;
  };
}

/**
 * Sets the bits of all bigrams of the words of `value`, each word padded with one space on both sides: as
 * `filterTokens(value, 'word-bigrams')` and `positionsOf` would, without making texts of bigrams met before.
 *
 * Edge: bigrams with other characters than ASCII take the long way.
 */
export function createBigramHashing(
  positionsOf: (token: string) => Uint16Array,
): (filter: Uint8Array, value: string) => void {
  const ascii: (Uint16Array | undefined)[] = new Array(ASCII * ASCII).fill(undefined);
  return (filter, value) => {
    if (value === '') return;
    for (const other of wordBigramsBeyondAscii(value)) setBits(filter, positionsOf(other));
    let before = SPACE;
    for (let i = 0; i <= value.length; i++) {
      const code = i < value.length ? value.charCodeAt(i) : SPACE;
      if (before < ASCII && code < ASCII) {
        const at = before * ASCII + code;
        let positions = ascii[at];
        if (positions === undefined) {
          positions = positionsOf(String.fromCharCode(before, code));
          ascii[at] = positions;
        }
        setBits(filter, positions);
      }
      before = code;
    }
  };
}

function wordBigramsBeyondAscii(value: string): readonly string[] {
  for (let i = 0; i < value.length; i++)
    if (value.charCodeAt(i) >= ASCII)
      return filterTokens(value, 'word-bigrams').filter((token) => /[^\0-\x7f]/u.test(token));
  return [];
}

export function setBits(filter: Uint8Array, positions: Uint16Array, count = positions.length): void {
  for (let i = 0; i < count; i++) {
    const position = positions[i]!;
    filter[position >> 3]! |= 0x80 >> (position & 7);
  }
}
