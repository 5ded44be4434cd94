/**
 * `weighted-names/1`: the tokens of a name of person-name/2, each with the share of the hashes it sets.
 *
 * Rule 9:  a set of words: order and repetition do not count, and a word left out costs its own tokens only.
 * Rules 10 to 12: common words and words of low information (birth order, caste, MUHAMMAD, SITI, NUR) set few bits.
 * Rule 3:  the father's words set few bits, and the same ones as were they the person's own.
 * Rule 4:  an abbreviation that may mean several names sets the bits of each of them, few.
 * Rule 7:  beside bigrams of the spelling stand bigrams of the sound, and the sound of the whole word.
 *
 * Shape:   share in (0, 1]; a token that two words give has the larger share.
 */
import { candidatesOf } from './abbreviations.ts';
import { NAME_LISTS } from './lists.ts';
import { partsOf } from './patronymic.ts';
import { soundKey } from './sound-key.ts';

const { common, lowInformation, father: FATHER, initial: INITIAL } = NAME_LISTS.weights;
const SHARES = new Map([
  ...common.words.map((word) => [word, common.share] as const),
  ...lowInformation.words.map((word) => [word, lowInformation.share] as const),
]);

export function nameTokens(value: string): ReadonlyMap<string, number> {
  const tokens = new Map<string, number>();
  if (value === '') return tokens;
  const { own, father } = partsOf(value.split(' '));
  own.forEach((word, at) => {
    addWord(tokens, word, shareOf(word));
    for (const candidate of candidatesOf(word, at)) addWord(tokens, candidate, INITIAL * shareOf(candidate));
  });
  for (const word of father) addWord(tokens, word, FATHER * shareOf(word));
  return tokens;
}

/** Share of the hashes that tokens of one of the person's own words set. */
export function shareOf(word: string): number {
  return SHARES.get(word) ?? (word.length === 1 ? INITIAL : 1);
}

function addWord(tokens: Map<string, number>, word: string, share: number): void {
  const key = soundKey(word);
  const add = (token: string) => tokens.set(token, Math.max(share, tokens.get(token) ?? 0));
  for (const bigram of bigrams(word)) add(bigram);
  for (const bigram of bigrams(key)) add(`~${bigram}`);
  add(`=${key}`);
}

function bigrams(word: string): string[] {
  const points = [' ', ...word, ' '];
  return points.slice(1).map((point, at) => points[at]! + point);
}
