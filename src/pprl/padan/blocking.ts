/**
 * Blocking tokens: keyed tokens over composite parts of a record. Rows of two files that share one are compared.
 *
 * Each pass has a key of its own and takes several fields together, so that no token stands for a birth date or a name
 * alone. A pass that takes each word of a name has a token for each; they are ordered by their bytes, so that their
 * order says nothing of the order of the words.
 *
 * Where the schema says `buckets`, tokens fall into that many by chance under the key, and a bucket has one token: rows
 * that share it are strangers as often as not, so that nobody can draw the same blocks from a register without the key.
 * Nothing is lost by it but time: rows that shared a token share its bucket.
 * Leaks: rows with one token show that these parts are equal, and how many rows have each; see docs/threat-model.md.
 */
import { blake3 } from '@noble/hashes/blake3.js';
import { utf8 } from '../../exchange/bytes.ts';
import { deriveFieldKey } from '../keys.ts';
import { createExactToken } from './exact-token.ts';
import { shareOf } from './names/name-tokens.ts';
import { partsOf } from './names/patronymic.ts';
import { soundKey } from './names/sound-key.ts';
import { createTokenRoom, type TokenRoom } from './token-room.ts';

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

/** The tokens of one row in one pass; null fills the slots that are left over. */
interface BlockingTokens {
  /** What leaves: ordered by their bytes. */
  readonly leaving: (Uint8Array | null)[];
  /** By which rows with these parts are counted, slot by slot: the token before buckets. Stays with the sender. */
  readonly counted: (Uint8Array | null)[];
}

/** Makes the tokens of one pass from the normalised values of its parts. @param buckets none: each token leaves as it is. */
export function createBlocking(
  projectKey: Uint8Array,
  pass: BlockingPass,
  buckets: number | null = null,
  room: TokenRoom = createTokenRoom(),
): (values: readonly string[]) => BlockingTokens {
  const tokenOf = createExactToken(deriveFieldKey(projectKey, 'blocking', pass.name), room);
  const bucketOf = buckets === null ? null : createBuckets(projectKey, pass, buckets, room);
  const slots = slotsOf(pass);
  const takes = pass.parts.map(({ take }) => take);
  const words = takes.indexOf('each-sound');
  const parts = takes.map(() => '');
  const filled = (tokens: readonly Uint8Array[]) => {
    const own: (Uint8Array | null)[] = tokens.slice(0, slots);
    while (own.length < slots) own.push(null);
    return own;
  };
  return (values) => {
    for (let at = 0; at < takes.length; at++) parts[at] = taking[takes[at]!](values[at]!);
    const tokens: Uint8Array[] = [];
    if (words < 0) {
      const token = tokenOf(parts);
      if (token !== null) tokens.push(token);
    } else
      for (const word of longestSounds(values[words]!)) {
        parts[words] = word;
        const token = tokenOf(parts);
        if (token !== null) tokens.push(token);
      }
    if (tokens.length > 1) tokens.sort(byBytes);
    const counted = filled(tokens);
    if (bucketOf === null) return { leaving: counted, counted };
    if (tokens.length < 2) return { leaving: filled(tokens.map(bucketOf)), counted };
    const pairs = tokens.map((token) => ({ token, bucket: bucketOf(token) }));
    pairs.sort((x, y) => byBytes(x.bucket, y.bucket) || byBytes(x.token, y.token));
    const own = pairs.filter(({ bucket }, at) => at === 0 || byBytes(bucket, pairs[at - 1]!.bucket) !== 0);
    return {
      leaving: filled(own.map(({ bucket }) => bucket)),
      counted: filled(own.map(({ token }) => token)),
    };
  };
}

/**
 * The token of the bucket that a token falls into. A token is 32 random bytes: the first four are its number.
 *
 * What leaves is as random as a token, but made without hashing anew for each: the exclusive or of random words that the
 * bytes of the bucket's number choose. Whoever undid it would have a number that says nothing without the pass's key.
 * Source: tabulation hashing (Zobrist 1970; Carter and Wegman 1979).
 */
function createBuckets(
  projectKey: Uint8Array,
  { name }: BlockingPass,
  buckets: number,
  room: TokenRoom,
): (token: Uint8Array) => Uint8Array {
  const stream = blake3(BUCKET_TABLES, {
    key: deriveFieldKey(projectKey, 'bucket', name),
    dkLen: NUMBER_BYTES * 256 * TOKEN_WORDS * 4,
  });
  const bytes = new DataView(stream.buffer, stream.byteOffset);
  const table = Int32Array.from({ length: stream.length / 4 }, (_, at) => bytes.getInt32(4 * at, true));
  return (token) => {
    const number = ((token[0]! << 24) | (token[1]! << 16) | (token[2]! << 8) | token[3]!) >>> 0;
    const bucket = number % buckets;
    const own = room();
    const low = (bucket & 255) * TOKEN_WORDS;
    const middle = (256 + ((bucket >> 8) & 255)) * TOKEN_WORDS;
    const high = (512 + (bucket >> 16)) * TOKEN_WORDS;
    for (let word = 0; word < TOKEN_WORDS; word++) {
      const bits = table[low + word]! ^ table[middle + word]! ^ table[high + word]!;
      own[4 * word] = bits;
      own[4 * word + 1] = bits >> 8;
      own[4 * word + 2] = bits >> 16;
      own[4 * word + 3] = bits >> 24;
    }
    return own;
  };
}

const BUCKET_TABLES = utf8('padan bucket tables');
const TOKEN_WORDS = 8;
/** Of a bucket's number: the schema allows 2^24 buckets. */
const NUMBER_BYTES = 3;

/** The text a part gives; '' where there is nothing to take, of words that are taken each for itself the first. */
const taking: Readonly<Record<Take, (value: string) => string>> = {
  whole: (value) => value,
  year: yearOf,
  decade: (value) => yearOf(value).slice(0, -1),
  'day-month': (value) => {
    const dash = value.indexOf('-');
    return dash < 0 ? '' : value.slice(dash + 1);
  },
  sounds: (value) => tellingSounds(value).joined,
  'each-sound': (value) => longestSounds(value)[0] ?? '',
};

function yearOf(date: string): string {
  const dash = date.indexOf('-');
  return dash < 0 ? date : date.slice(0, dash);
}

function longestSounds(name: string): readonly string[] {
  return tellingSounds(name).longest;
}

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
