/**
 * Blocking keys from the filters themselves, for filters that were not diffused: in each table some bits of the
 * filter are the key, so that filters that differ in few bits have one key in some table.
 *
 * Source: Hamming LSH (Indyk and Motwani 1998; for Bloom filters: Karapiperis and Verykios 2015, Franke et al. 2018).
 * Edge:   diffused filters of one person differ in so many bits that no key of useful length survives.
 */
import { pseudoRandom } from '../../exchange/pseudo-random.ts';
import type { ClkColumn } from '../compare/clk-column.ts';
import { popcounts } from '../compare/kernel.ts';
import type { BlockKeys } from './block-keys.ts';

export interface LshParameters {
  /** Tables, and bits sampled in each. */
  readonly tables: number;
  readonly bits: number;
  /** Share of bits in which two filters of mean weight differ that score the threshold. */
  readonly distance: number;
  /** Probability that such a pair meets in some table: pairs that score more meet more surely. */
  readonly recall: number;
  /** Pairs of rows that meet by chance, expected. */
  readonly chancePairs: number;
}

const LSH_PASS = 'hamming-lsh';
const MOST_TABLES = 60;
/** With the number of the table (six bits) a key stays below 2^53. */
const MOST_BITS = 46;
const SEED = 0x9ad4;
const RANDOM_PAIRS = 20_000;

/**
 * The cheapest tables that bring together a pair at the threshold with probability `recall`: least of keys to make
 * and pairs to compare.
 *
 * Deterministic. Edge: where 60 tables do not reach `recall`, those of the highest recall.
 */
export function chooseTables(a: ClkColumn, b: ClkColumn, threshold: number, recall: number): LshParameters {
  const distance = distanceAt(a, b, threshold);
  const agree = chanceAgreement(a, b);
  let best: LshParameters | null = null;
  let bestCost = Number.POSITIVE_INFINITY;
  for (let bits = 8; bits <= MOST_BITS; bits++) {
    const one = (1 - distance) ** bits;
    const wanted = Math.ceil(Math.log(1 - recall) / Math.log1p(-one));
    const tables = Math.max(1, Math.min(MOST_TABLES, wanted));
    const reached = 1 - (1 - one) ** tables;
    const chancePairs = a.rows * b.rows * tables * agree(bits);
    const cost = tables * (a.rows + b.rows) * 4 + chancePairs;
    const better =
      best === null ||
      (reached >= recall && (best.recall < recall || cost < bestCost)) ||
      (reached < recall && best.recall < recall && reached > best.recall);
    if (!better) continue;
    best = { tables, bits, distance, recall: reached, chancePairs };
    bestCost = cost;
  }
  return best!;
}

/** Two filters of mean weight w and Dice T have T w bits in common and differ in 2 w (1 - T). */
function distanceAt(a: ClkColumn, b: ClkColumn, threshold: number): number {
  const mean = (column: ClkColumn) =>
    popcounts(column).reduce((sum, ones) => sum + ones, 0) / Math.max(1, column.rows);
  const weight = (mean(a) + mean(b)) / 2;
  return Math.min(0.5, (2 * weight * (1 - threshold)) / a.bits);
}

/** Probability that two filters of different rows agree in so many sampled bits, from pairs spread over the files. */
function chanceAgreement(a: ClkColumn, b: ClkColumn): (bits: number) => number {
  const random = pseudoRandom(SEED);
  const count = Math.min(RANDOM_PAIRS, a.rows * b.rows);
  const shares = Array.from({ length: count }, () => {
    const i = Math.floor(random() * a.rows);
    const j = Math.floor(random() * b.rows);
    return 1 - differingBits(a, i, b, j) / a.bits;
  });
  return (bits) => shares.reduce((sum, share) => sum + share ** bits, 0) / Math.max(1, count);
}

function differingBits(a: ClkColumn, i: number, b: ClkColumn, j: number): number {
  const width = a.bits / 8;
  let bits = 0;
  for (let byte = 0; byte < width; byte++) {
    let rest = a.bytes[i * width + byte]! ^ b.bytes[j * width + byte]!;
    for (; rest !== 0; rest &= rest - 1) bits += 1;
  }
  return bits;
}

/** The keys of one file: a pass with a slot for each table. The bits sampled are the same for every file of this length. */
export function lshKeys(
  { bits, rows, bytes }: ClkColumn,
  { tables, bits: sampled }: LshParameters,
): BlockKeys {
  const random = pseudoRandom(SEED);
  const width = bits / 8;
  const slots = Array.from({ length: tables }, (_, table) => {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(sampled, bits)) chosen.add(Math.floor(random() * bits));
    const positions = [...chosen];
    const keys = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      let key = 0;
      for (const position of positions)
        key = key * 2 + ((bytes[row * width + (position >> 3)]! >> (7 - (position & 7))) & 1);
      // One number for each key of each table: tables are slots of one pass and must not meet each other.
      keys[row] = key * 64 + table + 1;
    }
    return keys;
  });
  return { name: LSH_PASS, slots };
}
