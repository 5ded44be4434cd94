/**
 * Graph matching: re-identification from similarities alone, without any key.
 *
 * The attacker encodes a register of his own with a key of his own and compares two graphs: his filters with one
 * another, the filters of the file with one another. A record's similarities to the others are nearly the same under
 * both keys. First he pairs records whose sorted similarities look alike; the surest pairs become landmarks, by
 * whose similarities all others are placed; each round takes more landmarks.
 *
 * Leaks:  a lower bound: attacks with learned embeddings do better at low overlap (ACSAC 2024).
 * Cost:   rounds x rows^2 x landmarks; memory rows x landmarks.
 * Source: Vidanage, Christen, Ranbaduge and Schnell (CIKM 2020); Schaefer, Armknecht and Heng (ACSAC 2024). Written
 *         from the papers.
 */
import { diceTo, type Filters } from './filters.ts';

/** A record of the attacker's register and one of the file that he takes for the same person. */
export interface Pair {
  readonly mine: number;
  readonly theirs: number;
  /** How much better the pair is than the next best. */
  readonly lead: number;
}

/** For each record of the file the attacker's best guess, a record of his register; -1 where he has none. */
export type Guesses = Int32Array;

const NEAREST = 50;
const QUANTILES = 10;
const ROUNDS = 12;
const MOST_LANDMARKS = 400;
const FEWEST_LANDMARKS = 50;

/** Guesses that hardly change are final; those that change nearly all from round to round lead nowhere. */
const SETTLED = 0.999;
const LOST = 0.02;
const LOST_FROM = 5;

/** @param known pairs that the attacker knows to begin with; without any he begins with what looks alike. */
export function matchGraphs(mine: Filters, theirs: Filters, known: readonly Pair[] = []): Guesses {
  let found =
    known.length > 0
      ? { pairs: [...known], guess: new Int32Array(theirs.rows).fill(-1) }
      : alike(mine, theirs);
  const size = Math.min(mine.rows, theirs.rows);
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = Math.max(FEWEST_LANDMARKS, size * (round === 0 ? 0.125 : 0.05 + 0.1 * round));
    const landmarks = found.pairs.slice(0, Math.min(MOST_LANDMARKS, Math.floor(wanted)));
    if (landmarks.length < 2) break;
    const before = found.guess;
    found = bestMatches(
      placed(
        mine,
        Int32Array.from(landmarks, (pair) => pair.mine),
      ),
      placed(
        theirs,
        Int32Array.from(landmarks, (pair) => pair.theirs),
      ),
      'product',
    );
    const kept = agreement(before, found.guess);
    if (kept > SETTLED || (round >= LOST_FROM && kept < LOST)) break;
  }
  return found.guess;
}

/** For each record of the file the one of the register whose similarities to the rest look most like its own. */
export function matchProfiles(mine: Filters, theirs: Filters): Guesses {
  return alike(mine, theirs).guess;
}

/** Pairs of records whose similarities to the rest, sorted, look alike. */
function alike(mine: Filters, theirs: Filters): { pairs: Pair[]; guess: Int32Array } {
  return bestMatches(profiles(mine), profiles(theirs), 'distance');
}

/** Share of the rows whose guess is the same. */
function agreement(before: Guesses, after: Guesses): number {
  let same = 0;
  after.forEach((guess, row) => {
    if (guess === before[row]) same++;
  });
  return same / after.length;
}

/** Row vectors of one length. */
interface Vectors {
  readonly rows: number;
  readonly length: number;
  readonly data: Float32Array;
}

/** The highest similarities and the quantiles of all, each column standardised over the file. */
function profiles(filters: Filters): Vectors {
  const { rows } = filters;
  const nearest = Math.min(NEAREST, rows - 1);
  const length = nearest + QUANTILES;
  const data = new Float32Array(rows * length);
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  for (let row = 0; row < rows; row++) {
    const found = diceTo(filters, row, all);
    found[row] = -1;
    found.sort();
    for (let i = 0; i < nearest; i++) data[row * length + i] = found[rows - 1 - i]!;
    for (let q = 0; q < QUANTILES; q++)
      data[row * length + nearest + q] = found[Math.floor(((q + 1) * (rows - 1)) / (QUANTILES + 1))]!;
  }
  return standardised({ rows, length, data });
}

/** Similarities to the landmarks, each landmark's mean taken off, every row of length 1. */
function placed(filters: Filters, landmarks: Int32Array): Vectors {
  const { rows } = filters;
  const length = landmarks.length;
  const data = new Float32Array(rows * length);
  const means = new Float64Array(length);
  for (let row = 0; row < rows; row++) {
    const found = diceTo(filters, row, landmarks);
    for (let i = 0; i < length; i++) means[i]! += found[i]! / rows;
    data.set(found, row * length);
  }
  for (let row = 0; row < rows; row++) for (let i = 0; i < length; i++) data[row * length + i]! -= means[i]!;
  // A landmark's similarity to itself is 1 in both files and says only that it is a landmark.
  landmarks.forEach((row, i) => {
    data[row * length + i] = 0;
  });
  return unit({ rows, length, data });
}

function standardised({ rows, length, data }: Vectors): Vectors {
  for (let i = 0; i < length; i++) {
    let sum = 0;
    let squares = 0;
    for (let row = 0; row < rows; row++) {
      const value = data[row * length + i]!;
      sum += value;
      squares += value * value;
    }
    const mean = sum / rows;
    const deviation = Math.sqrt(Math.max(1e-12, squares / rows - mean * mean));
    for (let row = 0; row < rows; row++)
      data[row * length + i] = (data[row * length + i]! - mean) / deviation;
  }
  return { rows, length, data };
}

function unit(vectors: Vectors): Vectors {
  const { rows, length, data } = vectors;
  for (let row = 0; row < rows; row++) {
    let squares = 0;
    for (let i = row * length; i < (row + 1) * length; i++) squares += data[i]! * data[i]!;
    const norm = Math.sqrt(squares) || 1;
    for (let i = row * length; i < (row + 1) * length; i++) data[i]! /= norm;
  }
  return vectors;
}

/**
 * The best of mine for each of theirs, and the pairs that are each other's best, by their lead.
 * @param by highest product of the two rows, or least distance between them.
 * Cost: rows of theirs are taken four at a time, so that each row of mine is read a quarter as often.
 */
function bestMatches(
  mine: Vectors,
  theirs: Vectors,
  by: 'product' | 'distance',
): { pairs: Pair[]; guess: Int32Array } {
  const guess = new Int32Array(theirs.rows).fill(-1);
  const first = new Float32Array(theirs.rows).fill(Number.NEGATIVE_INFINITY);
  const second = new Float32Array(theirs.rows).fill(Number.NEGATIVE_INFINITY);
  const bestOfMine = new Int32Array(mine.rows).fill(-1);
  const bestScore = new Float32Array(mine.rows).fill(Number.NEGATIVE_INFINITY);
  // The least distance is the highest product less half of both squares; one's own square changes no order.
  const [mineOff, theirsOff] = by === 'product' ? [null, null] : [halfSquares(mine), halfSquares(theirs)];
  const products = new Float64Array(TILE);
  for (let from = 0; from < theirs.rows; from += TILE) {
    const to = Math.min(theirs.rows, from + TILE);
    for (let i = 0; i < mine.rows; i++) {
      multiply(mine, i, theirs, from, products);
      for (let j = from; j < to; j++) {
        const score = products[j - from]! - (mineOff?.[i] ?? 0) - (theirsOff?.[j] ?? 0);
        if (score > first[j]!) {
          second[j] = first[j]!;
          first[j] = score;
          guess[j] = i;
        } else if (score > second[j]!) second[j] = score;
        if (score > bestScore[i]!) {
          bestScore[i] = score;
          bestOfMine[i] = j;
        }
      }
    }
  }
  const pairs: Pair[] = [];
  guess.forEach((i, j) => {
    if (i >= 0 && bestOfMine[i] === j) pairs.push({ mine: i, theirs: j, lead: first[j]! - second[j]! });
  });
  return { pairs: pairs.sort((a, b) => b.lead - a.lead || a.theirs - b.theirs), guess };
}

const TILE = 4;

/** Products of row `i` of mine and the rows of theirs from `from` on; the last row stands for those beyond the end. */
function multiply(mine: Vectors, i: number, theirs: Vectors, from: number, products: Float64Array): void {
  const { length, data: a } = mine;
  const { rows, data: b } = theirs;
  const x = i * length;
  const y0 = from * length;
  const y1 = Math.min(from + 1, rows - 1) * length;
  const y2 = Math.min(from + 2, rows - 1) * length;
  const y3 = Math.min(from + 3, rows - 1) * length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let k = 0; k < length; k++) {
    const v = a[x + k]!;
    s0 += v * b[y0 + k]!;
    s1 += v * b[y1 + k]!;
    s2 += v * b[y2 + k]!;
    s3 += v * b[y3 + k]!;
  }
  products[0] = s0;
  products[1] = s1;
  products[2] = s2;
  products[3] = s3;
}

function halfSquares({ rows, length, data }: Vectors): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let sum = 0;
    for (let k = row * length; k < (row + 1) * length; k++) sum += data[k]! * data[k]!;
    return sum / 2;
  });
}
