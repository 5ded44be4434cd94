/**
 * Judges pairs of names by the filter itself: a linkage schema of one field, real encoder, fixed key, Dice.
 *
 * The threshold of each way is the one that parts the open half best; the held-out half is judged at that threshold
 * and chooses nothing.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from '../src/exchange/csv.ts';
import { createRecordEncoder } from '../src/pprl/encoder.ts';
import { parseLinkageSchema } from '../src/pprl/linkage-schema.ts';

export interface NamePair {
  readonly a: string;
  readonly b: string;
  readonly label: 'same' | 'different';
  readonly rule: string;
  readonly tradition: string;
  readonly half: 'open' | 'held-out';
}

/** How names become filters. */
interface Way {
  readonly normalise: 'person-name/1' | 'person-name/2';
  readonly tokenise: 'word-bigrams' | 'weighted-names/1';
  readonly hashesPerToken: number;
}

/** Hashes are such that a typical name fills about as much in each. */
export const WAYS: Readonly<Record<string, Way>> = {
  'person-name/1, word-bigrams': {
    normalise: 'person-name/1',
    tokenise: 'word-bigrams',
    hashesPerToken: 17,
  },
  'person-name/2, word-bigrams': {
    normalise: 'person-name/2',
    tokenise: 'word-bigrams',
    hashesPerToken: 17,
  },
  'person-name/2, weighted-names/1': {
    normalise: 'person-name/2',
    tokenise: 'weighted-names/1',
    hashesPerToken: 8,
  },
};

const FILE = join(import.meta.dirname, '../fixtures/vectors/linkage/name-pairs.csv');

export async function readNamePairs(): Promise<NamePair[]> {
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield readFileSync(FILE);
  }
  const { header, batches } = await readCsv(bytes());
  const pairs: NamePair[] = [];
  for await (const { rows } of batches)
    for (const cells of rows)
      pairs.push(Object.fromEntries(header.map((name, i) => [name, cells[i]])) as unknown as NamePair);
  return pairs;
}

/** The filter of one name. */
function nameEncoder({ normalise, tokenise, hashesPerToken }: Way): (name: string) => Uint8Array {
  const schema = parseLinkageSchema(
    {
      format: 'padan-linkage/1',
      id: 'names',
      status: 'proposed',
      recordType: 'names',
      bits: 1024,
      fill: { low: 0.05, high: 0.6 },
      columns: [{ name: 'name', role: 'linkage' }],
      fields: [{ name: 'name', column: 'name', normalise, filter: { tokenise, hashesPerToken } }],
      exactTokens: [],
      decision: null,
    },
    'names',
  );
  const encoder = createRecordEncoder(
    schema,
    Uint8Array.from({ length: 32 }, (_, i) => 3 * i + 1),
  );
  return (name) => encoder.encode([name]).clk;
}

export interface Judged {
  readonly pair: NamePair;
  readonly score: number;
  readonly right: boolean;
}

interface Judgement {
  /** Of Dice, in hundredths; the lowest of those that part the open half best. */
  readonly threshold: number;
  readonly judged: readonly Judged[];
}

export function judgeNames(way: Way, pairs: readonly NamePair[]): Judgement {
  const filterOf = nameEncoder(way);
  const scored = pairs.map((pair) => ({ pair, score: dice(filterOf(pair.a), filterOf(pair.b)) }));
  const open = scored.filter(({ pair }) => pair.half === 'open');
  const right = ({ pair, score }: { pair: NamePair; score: number }, threshold: number): boolean =>
    score >= threshold === (pair.label === 'same');
  let [threshold, most] = [0, -1];
  for (let percent = 1; percent <= 100; percent++) {
    const count = open.filter((each) => right(each, percent / 100)).length;
    if (count > most) [threshold, most] = [percent / 100, count];
  }
  return { threshold, judged: scored.map((each) => ({ ...each, right: right(each, threshold) })) };
}

/** Pairs judged right among all, by what `keyOf` says of a pair. */
export function tally(
  judged: readonly Judged[],
  keyOf: (pair: NamePair) => string,
): Record<string, { right: number; pairs: number }> {
  const counts: Record<string, { right: number; pairs: number }> = {};
  for (const { pair, right } of judged) {
    const key = keyOf(pair);
    const before = counts[key] ?? { right: 0, pairs: 0 };
    counts[key] = { right: before.right + (right ? 1 : 0), pairs: before.pairs + 1 };
  }
  return counts;
}

const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length);

export function dice(a: Uint8Array, b: Uint8Array): number {
  let [common, total] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    common += ONES[a[i]! & b[i]!]!;
    total += ONES[a[i]!]! + ONES[b[i]!]!;
  }
  return total === 0 ? 0 : (2 * common) / total;
}
