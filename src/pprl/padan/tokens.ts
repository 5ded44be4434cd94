import type { Tokeniser } from './document.ts';
import { nameTokens } from './names/name-tokens.ts';

/**
 * The set of filter tokens of a normalised value.
 *
 * word-bigrams: bigrams of each word padded with one space (` B`, `BU`, ..., `I `), so that order and dropped words
 * cost no more than they must. date-parts: `D12`, `M05`, `Y1990`. whole: the value. weighted-names: bigrams of spelling
 * and sound (names/name-tokens.ts), which set more or fewer bits by how much a word tells. placed-characters: `1 3`, `2 4`, each character with its place: numbers that may have a wrong digit.
 * Edge: '' has no tokens; a bigram that occurs twice is one token; n-grams are of code points.
 */
export function filterTokens(value: string, tokeniser: Tokeniser): readonly string[] {
  if (value === '') return [];
  switch (tokeniser) {
    case 'whole':
      return [value];
    case 'date-parts': {
      const [year, month, day] = value.split('-');
      return [`D${day}`, `M${month}`, `Y${year}`];
    }
    case 'placed-characters':
      return Array.from(value, (character, at) => `${at + 1} ${character}`);
    case 'word-bigrams':
      return [...new Set(value.split(' ').flatMap(bigrams))];
    case 'weighted-names/1':
      return [...nameTokens(value).keys()];
  }
}

/**
 * The tokens of `value` with the hashes each sets: `hashes`, or of weighted-names the share of them a token has, rounded,
 * at least 1. A token with fewer hashes sets the first of those it would set with more.
 */
export function hashedTokens(
  value: string,
  tokeniser: Tokeniser,
  hashes: number,
): readonly (readonly [token: string, hashes: number])[] {
  if (tokeniser !== 'weighted-names/1')
    return filterTokens(value, tokeniser).map((token) => [token, hashes] as const);
  return [...nameTokens(value)].map(
    ([token, share]) => [token, Math.max(1, Math.round(share * hashes))] as const,
  );
}

function bigrams(word: string): string[] {
  const points = [' ', ...word, ' '];
  return points.slice(1).map((point, i) => points[i]! + point);
}
