/**
 * Do bits come and go together? The bits of one token do, and pattern mining lives on that.
 *
 * Correlation (phi) of pairs of bits over a sample of rows, against what chance gives: in filters whose bits are
 * independent, one pair in about 16,000 lies beyond 4 / sqrt(rows).
 *
 * Deterministic: the pairs follow from the length of the filter. Cost: rows x pairs.
 */
import { pseudoRandom } from '../../exchange/pseudo-random.ts';

export interface CoOccurrence {
  /** Rows and pairs of bits looked at; pairs with a bit that all or none of the rows have are left out. */
  readonly rows: number;
  readonly pairs: number;
  readonly largestPhi: number;
  /** 4 / sqrt(rows). */
  readonly noise: number;
  /** Share of the pairs whose |phi| is above `noise`. */
  readonly shareAbove: number;
}

const PAIRS = 1_000;
const SEED = 2;

export function coOccurrence(filters: readonly Uint8Array[], bits: number): CoOccurrence {
  const rows = filters.length;
  const noise = 4 / Math.sqrt(rows);
  let pairs = 0;
  let largestPhi = 0;
  let above = 0;
  for (const [a, b] of pairsOf(bits)) {
    const phi = phiOf(filters, a, b);
    if (phi === null) continue;
    pairs++;
    largestPhi = Math.max(largestPhi, Math.abs(phi));
    if (Math.abs(phi) > noise) above++;
  }
  return { rows, pairs, largestPhi, noise, shareAbove: pairs === 0 ? 0 : above / pairs };
}

/** Edge: filters of a few bits have fewer pairs, and each of theirs is taken. */
function pairsOf(bits: number): [number, number][] {
  if ((bits * (bits - 1)) / 2 <= PAIRS)
    return Array.from({ length: bits }, (_, a) =>
      Array.from({ length: bits - a - 1 }, (_, i): [number, number] => [a, a + 1 + i]),
    ).flat();
  const next = pseudoRandom(SEED);
  const taken = new Map<number, [number, number]>();
  while (taken.size < PAIRS) {
    const a = Math.floor(next() * bits);
    const b = Math.floor(next() * bits);
    if (a < b) taken.set(a * bits + b, [a, b]);
  }
  return [...taken.values()];
}

/** Null where one of the bits does not vary. */
function phiOf(filters: readonly Uint8Array[], a: number, b: number): number | null {
  const n = filters.length;
  let both = 0;
  let withA = 0;
  let withB = 0;
  for (const filter of filters) {
    const hasA = (filter[a >> 3]! >> (7 - (a & 7))) & 1;
    const hasB = (filter[b >> 3]! >> (7 - (b & 7))) & 1;
    withA += hasA;
    withB += hasB;
    both += hasA & hasB;
  }
  const spread = withA * (n - withA) * withB * (n - withB);
  return spread === 0 ? null : (n * both - withA * withB) / Math.sqrt(spread);
}
