/**
 * A linkage in clear text, to hold linkage by filters against: Fellegi and Sunter's model with levels of agreement, fitted
 * by EM, pairs from blocks, greedy one-to-one. Written from the literature, and nothing of `src/pprl` is used.
 *
 * Source: Fellegi & Sunter 1969 (JASA 64:1183); EM: Winkler 1988; levels of the Jaro-Winkler similarity: Winkler 1990;
 *         frequencies of values: Winkler 1989, here through the share of equal values in random pairs.
 */

/** How one field of two records agrees: 0 is unlike, the highest level is equal, -1 is not known. */
export interface Comparison {
  readonly levels: number;
  readonly compare: (a: readonly string[], b: readonly string[]) => number;
}

export interface ScoredPair {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly probability: number;
}

/** Values under which two records meet; '' is nobody's. */
export type BlockKey = (cells: readonly string[]) => string;

const ROUNDS = 60;

export function fellegiSunter(
  a: readonly (readonly string[])[],
  b: readonly (readonly string[])[],
  comparisons: readonly Comparison[],
  keys: readonly BlockKey[],
): ScoredPair[] {
  const pairs = blocked(a, b, keys);
  const vectors = new Int8Array(pairs.length * comparisons.length);
  pairs.forEach(([i, j], k) => {
    comparisons.forEach(({ compare }, c) => {
      vectors[k * comparisons.length + c] = compare(a[i]!, b[j]!);
    });
  });
  const u = randomLevels(a, b, comparisons);
  const { m, share } = expectationMaximisation(vectors, pairs.length, comparisons, u, [a.length, b.length]);
  return pairs.map(([i, j], k) => {
    const weight = weightOf(vectors, k, comparisons.length, m, u);
    const odds = (share / (1 - share)) * 2 ** weight;
    return { a: i, b: j, weight, probability: odds / (1 + odds) };
  });
}

/** Best weight first; each record once; only pairs more likely than not one person. */
export function oneToOne(pairs: readonly ScoredPair[], least = 0.5): ScoredPair[] {
  const [takenA, takenB] = [new Set<number>(), new Set<number>()];
  const links: ScoredPair[] = [];
  for (const pair of [...pairs].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b)) {
    if (pair.probability < least) break;
    if (takenA.has(pair.a) || takenB.has(pair.b)) continue;
    takenA.add(pair.a);
    takenB.add(pair.b);
    links.push(pair);
  }
  return links;
}

/** Blocks with more pairs than this tell nothing. */
const MOST_IN_BLOCK = 200_000;

function blocked(
  a: readonly (readonly string[])[],
  b: readonly (readonly string[])[],
  keys: readonly BlockKey[],
): [number, number][] {
  const seen = new Set<number>();
  for (const key of keys) {
    const of = (rows: readonly (readonly string[])[]) => Map.groupBy(rows.keys(), (row) => key(rows[row]!));
    const [inA, inB] = [of(a), of(b)];
    for (const [value, rows] of inA) {
      const others = inB.get(value);
      if (value === '' || !others || rows.length * others.length > MOST_IN_BLOCK) continue;
      for (const i of rows) for (const j of others) seen.add(i * b.length + j);
    }
  }
  return [...seen].map((pair) => [Math.floor(pair / b.length), pair % b.length]);
}

/** Shares of levels in pairs spread over both files, nearly all of them of two persons. */
function randomLevels(
  a: readonly (readonly string[])[],
  b: readonly (readonly string[])[],
  comparisons: readonly Comparison[],
): number[][] {
  const counts = comparisons.map(({ levels }) => Array.from({ length: levels }, () => 0.5));
  const draws = 200_000;
  for (let k = 0; k < draws; k++) {
    const i = Math.floor(((k * 0.6180339887498949) % 1) * a.length);
    const j = Math.floor(((k * 0.7548776662466927) % 1) * b.length);
    comparisons.forEach(({ compare }, c) => {
      const level = compare(a[i]!, b[j]!);
      if (level >= 0) counts[c]![level]! += 1;
    });
  }
  return counts.map(shares);
}

const shares = (counts: readonly number[]): number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
};

/** Shares of levels among matches, and the share of pairs that are matches; u stays as random pairs have it. */
function expectationMaximisation(
  vectors: Int8Array,
  count: number,
  comparisons: readonly Comparison[],
  u: readonly (readonly number[])[],
  [rowsA, rowsB]: readonly [number, number],
) {
  const fields = comparisons.length;
  let m = comparisons.map(({ levels }) =>
    shares(Array.from({ length: levels }, (_, level) => (level === levels - 1 ? 9 * levels : 1))),
  );
  // Of all pairs, not of those that met: u is that of all pairs, and pairs that never met are hardly ever matches.
  let share = 0.8 / Math.max(rowsA, rowsB);
  for (let round = 0; round < ROUNDS; round++) {
    const sums = comparisons.map(({ levels }) => Array.from({ length: levels }, () => 1e-3));
    let total = 0;
    for (let k = 0; k < count; k++) {
      const odds = (share / (1 - share)) * 2 ** weightOf(vectors, k, fields, m, u);
      const probability = odds / (1 + odds);
      total += probability;
      for (let c = 0; c < fields; c++) {
        const level = vectors[k * fields + c]!;
        if (level >= 0) sums[c]![level]! += probability;
      }
    }
    m = sums.map(shares);
    share = total / (rowsA * rowsB);
  }
  return { m, share };
}

function weightOf(
  vectors: Int8Array,
  pair: number,
  fields: number,
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
): number {
  let weight = 0;
  for (let c = 0; c < fields; c++) {
    const level = vectors[pair * fields + c]!;
    if (level >= 0) weight += Math.log2(m[c]![level]! / u[c]![level]!);
  }
  return weight;
}

/** Winkler 1990: Jaro's similarity, and a tenth of what is missing for each of the first four letters that agree. */
function jaroWinkler(a: string, b: string): number {
  const jaro = jaroOf(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Jaro 1989: common letters within half the longer length, and half of those that stand in another order. */
function jaroOf(a: string, b: string): number {
  if (a === b) return a === '' ? 0 : 1;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Uint8Array(b.length);
  let common = '';
  for (let i = 0; i < a.length; i++)
    for (let j = Math.max(0, i - reach); j <= Math.min(b.length - 1, i + reach); j++)
      if (taken[j] === 0 && a[i] === b[j]) {
        taken[j] = 1;
        common += a[i];
        break;
      }
  if (common === '') return 0;
  const other = [...b].filter((_, j) => taken[j] === 1);
  const moved = [...common].filter((letter, k) => letter !== other[k]).length / 2;
  const m = common.length;
  return (m / a.length + m / b.length + (m - moved) / m) / 3;
}

/** Levels of two texts: below 0.85, from there, from 0.92, equal. */
export const textLevels = (at: number, clean: (text: string) => string = (text) => text): Comparison => ({
  levels: 4,
  compare: (a, b) => {
    const [x, y] = [clean(a[at] ?? ''), clean(b[at] ?? '')];
    if (x === '' || y === '') return -1;
    if (x === y) return 3;
    const similarity = jaroWinkler(x, y);
    return similarity >= 0.92 ? 2 : similarity >= 0.85 ? 1 : 0;
  },
});

export const equalLevels = (at: number, clean: (text: string) => string = (text) => text): Comparison => ({
  levels: 2,
  compare: (a, b) => {
    const [x, y] = [clean(a[at] ?? ''), clean(b[at] ?? '')];
    return x === '' || y === '' ? -1 : Number(x === y);
  },
});
