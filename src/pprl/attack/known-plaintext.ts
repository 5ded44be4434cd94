/**
 * Known plaintext: from some records whose person the attacker knows he learns which bits go with which token, and
 * looks for the others in a register.
 *
 * Every token of the known records gets, for each bit, how much likelier the bit is with the token than without
 * (naive Bayes, smoothed towards the bit's own frequency). A person's score for a filter is the sum over their
 * tokens.
 *
 * Leaks:  a lower bound: a trained network learns more from as many pairs (NEPAL).
 * Cost:   known x tokens x bits, and filters x (distinct tokens x bits + register x tokens).
 * Source: Christen, Ranbaduge, Vatsalan and Schnell (PAKDD 2018) on bits and tokens; the neural pattern learning
 *         attack (2025) on known pairs. Written from the papers.
 */
import { type Filters, unpacked } from './filters.ts';

export interface KnownPair {
  /** Tokens of the person, and the row of their filter. */
  readonly tokens: readonly string[];
  readonly row: number;
}

/** Tokens seen in fewer known records say nothing. */
const LEAST_SEEN = 2;
/** How many records the bit's own frequency counts for in a token's. */
const SMOOTHING = 2;

/**
 * The best guess for each of `rows`: a position in `register`.
 * @param register tokens of every person who may stand behind a filter.
 */
export function learnTokens(
  filters: Filters,
  known: readonly KnownPair[],
  rows: readonly number[],
  register: readonly (readonly string[])[],
): Int32Array {
  const all = unpacked(filters);
  const bitsOf = (row: number) => all.subarray(row * filters.bits, (row + 1) * filters.bits);
  const learned = tokenEvidence(filters.bits, bitsOf, known);
  const names = [...learned.keys()];
  const numbers = new Map(names.map((name, i) => [name, i]));
  const people = register.map((tokens) =>
    Int32Array.from(tokens.flatMap((token) => numbers.get(token) ?? [])),
  );
  const evidence = names.map((name) => learned.get(name)!);
  return Int32Array.from(rows, (row) => {
    const scores = Float64Array.from(evidence, (each) => scoreOf(bitsOf(row), each));
    let best = Number.NEGATIVE_INFINITY;
    let guess = -1;
    people.forEach((tokens, person) => {
      let score = 0;
      for (const token of tokens) score += scores[token]!;
      if (score > best) {
        best = score;
        guess = person;
      }
    });
    return guess;
  });
}

interface Evidence {
  /** Logarithm of how much likelier a set bit is with the token than without, and an unset bit. */
  readonly set: Float64Array;
  readonly unset: Float64Array;
}

function tokenEvidence(
  bits: number,
  bitsOf: (row: number) => Uint8Array,
  known: readonly KnownPair[],
): Map<string, Evidence> {
  const all = new Float64Array(bits);
  const seen = new Map<string, { records: number; counts: Float64Array }>();
  for (const { tokens, row } of known) {
    const entries = tokens.map((token) => {
      const entry = seen.get(token) ?? { records: 0, counts: new Float64Array(bits) };
      seen.set(token, entry);
      entry.records++;
      return entry;
    });
    const own = bitsOf(row);
    for (let bit = 0; bit < bits; bit++) {
      if (own[bit] === 0) continue;
      all[bit]!++;
      for (const { counts } of entries) counts[bit]!++;
    }
  }
  const evidence = new Map<string, Evidence>();
  for (const [token, { records, counts }] of seen) {
    if (records < LEAST_SEEN) continue;
    const set = new Float64Array(bits);
    const unset = new Float64Array(bits);
    for (let bit = 0; bit < bits; bit++) {
      const without = (all[bit]! + 1) / (known.length + 2);
      const withIt = (counts[bit]! + SMOOTHING * without) / (records + SMOOTHING);
      set[bit] = Math.log(withIt / without);
      unset[bit] = Math.log((1 - withIt) / (1 - without));
    }
    evidence.set(token, { set, unset });
  }
  return evidence;
}

function scoreOf(own: Uint8Array, { set, unset }: Evidence): number {
  let score = 0;
  for (let bit = 0; bit < own.length; bit++) score += own[bit] === 1 ? set[bit]! : unset[bit]!;
  return score;
}
