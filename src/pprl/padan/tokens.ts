import type { Tokeniser } from './document.ts';

/**
 * The set of filter tokens of a normalised value.
 *
 * word-bigrams: bigrams of each word padded with one space (` B`, `BU`, ..., `I `), so that order and dropped words
 * cost no more than they must. date-parts: `D12`, `M05`, `Y1990`. whole: the value.
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
    case 'word-bigrams':
      return [...new Set(value.split(' ').flatMap(bigrams))];
  }
}

function bigrams(word: string): string[] {
  const points = [' ', ...word, ' '];
  return points.slice(1).map((point, i) => points[i]! + point);
}
