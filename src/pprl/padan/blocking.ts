/**
 * Blocking tokens: keyed tokens over composite parts of a record. Rows of two files that share one are compared.
 *
 * Each pass has a key of its own and takes several fields together, so that no token stands for a birth date or a name
 * alone. A pass that takes each word of a name has a token for each; they are ordered by their bytes, so that their
 * order says nothing of the order of the words.
 * Leaks: rows with one token show that these parts are equal, and how many rows have each; see docs/threat-model.md.
 */
import { deriveFieldKey } from '../keys.ts';
import { createExactToken } from './exact-token.ts';
import { shareOf } from './names/name-tokens.ts';
import { partsOf } from './names/patronymic.ts';
import { soundKey } from './names/sound-key.ts';

/**
 * What of a field's normal text a pass takes: all of it; of a date its year, its decade, or its day and month; of a name
 * how its telling words sound, all together or each for itself.
 */
export const TAKES = ['whole', 'year', 'decade', 'day-month', 'sounds', 'each-sound'] as const;
export type Take = (typeof TAKES)[number];

export const DATE_TAKES: readonly Take[] = ['year', 'decade', 'day-month'];
export const NAME_TAKES: readonly Take[] = ['sounds', 'each-sound'];

export interface BlockingPart {
  readonly field: string;
  readonly take: Take;
}

export interface BlockingPass {
  readonly name: string;
  readonly parts: readonly BlockingPart[];
}

/** Tokens of a pass that takes each word; more words than these are left out, shortest first. */
const MOST_WORDS = 3;

/** Columns that a pass has in the encoded file. */
export function slotsOf({ parts }: BlockingPass): number {
  return parts.some(({ take }) => take === 'each-sound') ? MOST_WORDS : 1;
}

/** Makes the tokens of one pass from the normalised values of its parts; null fills the slots that are left over. */
export function createBlocking(
  projectKey: Uint8Array,
  pass: BlockingPass,
): (values: readonly string[]) => (Uint8Array | null)[] {
  const tokenOf = createExactToken(deriveFieldKey(projectKey, 'blocking', pass.name));
  const slots = slotsOf(pass);
  return (values) => {
    const taken = pass.parts.map(({ take }, at) => taking[take](values[at]!));
    const words = pass.parts.findIndex(({ take }) => take === 'each-sound');
    const lists = (words < 0 ? [''] : taken[words]!).map((word) =>
      taken.map((texts, at) => (at === words ? word : (texts[0] ?? ''))),
    );
    const tokens = lists.flatMap((parts) => tokenOf(parts) ?? []).sort(byBytes);
    return Array.from({ length: slots }, (_, slot) => tokens[slot] ?? null);
  };
}

/** The texts a part gives; none where there is nothing to take. */
const taking: Readonly<Record<Take, (value: string) => readonly string[]>> = {
  whole: (value) => [value],
  year: (value) => [value.split('-')[0]!],
  decade: (value) => [value === '' ? '' : value.split('-')[0]!.slice(0, -1)],
  'day-month': (value) => [value === '' ? '' : value.split('-').slice(1).join('-')],
  sounds: (value) => [tellingSounds(value).joined],
  'each-sound': (value) => tellingSounds(value).longest,
};

interface Sounds {
  readonly of: string;
  readonly joined: string;
  readonly longest: readonly string[];
}

/** Several passes ask for the sounds of one name in a row: the last answer is kept. */
let last: Sounds = { of: '', joined: '', longest: [] };

function tellingSounds(value: string): Sounds {
  if (last.of === value) return last;
  const all = [...new Set(tellingWords(value).map(soundOf))];
  const longest = all.toSorted((x, y) => y.length - x.length || (x < y ? -1 : 1)).slice(0, MOST_WORDS);
  last = { of: value, joined: all.sort().join(' '), longest };
  return last;
}

/**
 * The words by which a person is told from others: the own ones that are neither initials nor common; where there is
 * none, the common ones; where there is none either, what there is.
 */
function tellingWords(value: string): readonly string[] {
  if (value === '') return [];
  const { own } = partsOf(value.split(' '));
  const words = own.filter((word) => word.length > 1);
  const telling = words.filter((word) => shareOf(word) === 1);
  if (telling.length > 0) return telling;
  return words.length > 0 ? words : own;
}

/** Words remembered: names repeat, and rules on text cost more than a look. */
const REMEMBERED = 65_536;
const sounds = new Map<string, string>();

function soundOf(word: string): string {
  const known = sounds.get(word);
  if (known !== undefined) return known;
  if (sounds.size >= REMEMBERED) sounds.clear();
  const sound = soundKey(word);
  sounds.set(word, sound);
  return sound;
}

function byBytes(x: Uint8Array, y: Uint8Array): number {
  for (let at = 0; at < x.length; at++) if (x[at] !== y[at]) return x[at]! - y[at]!;
  return 0;
}
