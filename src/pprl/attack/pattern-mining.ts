/**
 * Pattern mining: bits that come and go together are the bits of one frequent token; patterns and tokens are paired
 * by their frequencies, and people are looked up by the tokens found.
 *
 * From the most frequent bit not yet explained, all bits that are set in nearly every filter that has it make one
 * pattern; the filters that hold the whole pattern are its support. The k-th pattern by support is taken for the
 * token whose frequency is nearest among those not taken. Each filter then has tokens it surely holds, and the
 * person whose tokens agree best is the guess.
 *
 * Source: Christen, Vidanage, Ranbaduge and Schnell (PAKDD 2018). Written from the paper; no language model.
 * Cost:   patterns x rows x bits, then rows x register x patterns.
 */
import { type Filters, unpacked } from './filters.ts';

const MOST_PATTERNS = 60;
/** Bits that are set in at least this share of the filters with the first bit belong to its pattern. */
const TOGETHER = 0.95;
const FEWEST_BITS = 3;
/** A bit set in more filters than this belongs to several tokens, in fewer to none worth looking for. */
const SHARE = { most: 0.9, least: 0.02 };

interface Pattern {
  /** 1 for the filters that hold it whole. */
  readonly held: Uint8Array;
  readonly support: number;
}

/** A guess for each row of `filters`: a position in `register`; -1 where no pattern was found at all. */
export function minePatterns(filters: Filters, register: readonly (readonly string[])[]): Int32Array {
  const patterns = patternsOf(filters);
  const tokens = frequentTokens(register);
  const taken = pairByFrequency(patterns, filters.rows, tokens, register.length);
  if (taken.length === 0) return new Int32Array(filters.rows).fill(-1);
  const holds = register.map((own) => taken.map(({ token }) => (own.includes(token) ? 1 : 0)));
  return Int32Array.from({ length: filters.rows }, (_, row) => {
    let best = -1;
    let guess = -1;
    holds.forEach((flags, person) => {
      let agree = 0;
      for (let i = 0; i < taken.length; i++) if (taken[i]!.pattern.held[row] === flags[i]) agree++;
      if (agree > best) {
        best = agree;
        guess = person;
      }
    });
    return guess;
  });
}

function patternsOf(filters: Filters): Pattern[] {
  const { rows, bits } = filters;
  const all = unpacked(filters);
  const counts = countsAmong(all, bits, null);
  const explained = new Uint8Array(bits);
  const order = Array.from({ length: bits }, (_, bit) => bit)
    .filter((bit) => counts[bit]! >= SHARE.least * rows && counts[bit]! <= SHARE.most * rows)
    .sort((a, b) => counts[b]! - counts[a]! || a - b);
  const patterns: Pattern[] = [];
  for (const first of order) {
    if (patterns.length === MOST_PATTERNS) break;
    if (explained[first]) continue;
    explained[first] = 1;
    const with_ = countsAmong(all, bits, first);
    const together = order.filter((bit) => with_[bit]! >= TOGETHER * counts[first]!);
    if (together.length < FEWEST_BITS) continue;
    for (const bit of together) explained[bit] = 1;
    const held = Uint8Array.from({ length: rows }, (_, row) =>
      together.every((bit) => all[row * bits + bit] === 1) ? 1 : 0,
    );
    patterns.push({ held, support: held.reduce((sum, each) => sum + each, 0) });
  }
  return patterns.sort((a, b) => b.support - a.support);
}

/** How often each bit is set, in all filters or in those that have `bit`. */
function countsAmong(all: Uint8Array, bits: number, bit: number | null): Int32Array {
  const counts = new Int32Array(bits);
  for (let from = 0; from < all.length; from += bits) {
    if (bit !== null && all[from + bit] === 0) continue;
    for (let b = 0; b < bits; b++) counts[b]! += all[from + b]!;
  }
  return counts;
}

function frequentTokens(register: readonly (readonly string[])[]): { token: string; share: number }[] {
  const counts = new Map<string, number>();
  for (const tokens of register)
    for (const token of new Set(tokens)) counts.set(token, (counts.get(token) ?? 0) + 1);
  return [...counts]
    .map(([token, count]) => ({ token, share: count / register.length }))
    .filter(({ share }) => share >= SHARE.least)
    .sort((a, b) => b.share - a.share || (a.token < b.token ? -1 : 1));
}

function pairByFrequency(
  patterns: readonly Pattern[],
  rows: number,
  tokens: readonly { token: string; share: number }[],
  people: number,
): { pattern: Pattern; token: string }[] {
  if (people === 0) return [];
  const free = [...tokens];
  return patterns.flatMap((pattern) => {
    if (free.length === 0) return [];
    const share = pattern.support / rows;
    let best = 0;
    free.forEach((each, i) => {
      if (Math.abs(each.share - share) < Math.abs(free[best]!.share - share)) best = i;
    });
    const [{ token } = { token: '' }] = free.splice(best, 1);
    return [{ pattern, token }];
  });
}
