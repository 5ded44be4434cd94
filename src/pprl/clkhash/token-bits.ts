/**
 * The bits of a formatted value: `tokensOf`, `bitsPerToken` and `positionsOf` in one, without making texts of tokens met
 * before.
 *
 * Edge:   one- and two-character n-grams of short ASCII text take the short way, everything else the long one; both
 *         set the same bits.
 * Cost:   a look in an array for each token, and a step for each bit.
 */
import type { Comparison, HashedFeature } from './document.ts';
import type { PositionsOf } from './hash.ts';
import { bitsPerToken, tokensOf } from './tokens.ts';

type Strategy = HashedFeature['hashing']['strategy'];
type SetBits = (filter: Uint8Array, value: string) => void;

const ASCII = 128;
const SPACE = 0x20;
/** Tokens of the longest value of the short way, and so the highest position a token has there. */
const MOST = 127;

export function createTokenBits(
  comparison: Comparison,
  strategy: Strategy,
  positionsOf: PositionsOf,
): SetBits {
  const long = theLongWay(comparison, strategy, positionsOf);
  const kind = shortKind(comparison);
  if (kind === null) return long;
  const known: (Uint32Array | undefined)[] = new Array(ASCII * ASCII).fill(undefined);
  const padding = kind === 'bigrams' ? 1 : 0;
  const keyAt = KEYS[kind];
  return (filter, value) => {
    const tokens = value.length + padding;
    if (value === '') return;
    if (tokens > MOST || !isAscii(value)) {
      long(filter, value);
      return;
    }
    const { share, more } = shared(strategy, tokens);
    for (let i = 0; i < tokens; i++) {
      const count = i < more ? share + 1 : share;
      if (count === 0) return;
      const key = keyAt(value, i);
      let positions = known[key];
      if (positions === undefined || positions.length < count) {
        positions = positionsOf(textOf(kind, key), count);
        known[key] = positions;
      }
      for (let bit = 0; bit < count; bit++) {
        const position = positions[bit]!;
        filter[position >> 3]! |= 0x80 >> (position & 7);
      }
    }
  };
}

type Kind = 'bigrams' | 'letters' | 'places';

function shortKind(comparison: Comparison): Kind | null {
  if (comparison.type !== 'ngram' || comparison.n > 2) return null;
  if (comparison.n === 1) return comparison.positional === true ? 'places' : 'letters';
  return comparison.positional === true ? null : 'bigrams';
}

/** Characters i - 1 and i of the value, a space on both sides of it. */
function bigramAt(value: string, i: number): number {
  const first = i === 0 ? SPACE : value.charCodeAt(i - 1);
  return first * ASCII + (i === value.length ? SPACE : value.charCodeAt(i));
}

function placeAt(value: string, i: number): number {
  return (i + 1) * ASCII + value.charCodeAt(i);
}

const KEYS: Readonly<Record<Kind, (value: string, i: number) => number>> = {
  bigrams: bigramAt,
  places: placeAt,
  letters: (value, i) => value.charCodeAt(i),
};

function textOf(kind: Kind, key: number): string {
  const last = String.fromCharCode(key % ASCII);
  const before = Math.floor(key / ASCII);
  if (kind === 'letters') return last;
  return kind === 'bigrams' ? String.fromCharCode(before) + last : `${before} ${last}`;
}

function shared(strategy: Strategy, tokens: number): { share: number; more: number } {
  if ('bitsPerToken' in strategy) return { share: strategy.bitsPerToken, more: 0 };
  return { share: Math.floor(strategy.bitsPerFeature / tokens), more: strategy.bitsPerFeature % tokens };
}

function theLongWay(comparison: Comparison, strategy: Strategy, positionsOf: PositionsOf): SetBits {
  return (filter, value) => {
    const tokens = tokensOf(value, comparison);
    const counts = bitsPerToken(strategy, tokens.length);
    tokens.forEach((token, t) => {
      const count = counts[t]!;
      if (count === 0) return;
      const positions = positionsOf(token, count);
      for (let i = 0; i < count; i++) {
        const position = positions[i]!;
        filter[position >> 3]! |= 0x80 >> (position & 7);
      }
    });
  };
}

function isAscii(value: string): boolean {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) >= ASCII) return false;
  return true;
}
