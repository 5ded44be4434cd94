/**
 * How scores of matches are distributed.
 *
 * Model: distance u = -ln((s - c) / (1 - c)), c the score of unrelated filters: 0 for identical filters, without end
 *        towards c. What is wrong with a record adds up, and u is near to a sum: under t-fold diffusion
 *        s - c = (1 - c)(1 - 2h)^t for filters that differ in a share h of their bits, so u = -t ln(1 - 2h).
 *        u follows a mixture of gamma distributions: records with little wrong, and records with much.
 */
import { BINS, middle } from './score-bins.ts';
import { type Family, mostLikely, shapeOf, sum, type Weights } from './shape.ts';

export interface MatchModel {
  /** Mass of every bin, identical filters in the last; the sum is 1. */
  readonly mass: Float64Array;
  readonly parts: readonly GammaPart[];
}

interface GammaPart {
  readonly share: number;
  readonly weights: Weights;
  /** Of the bins below the last; the sum is 1. */
  readonly mass: Float64Array;
}

/** Small enough that no bin at or below the centre has any mass. */
const NOTHING = -1e6;

/** The gamma distribution of the distance, over all bins but the last: exponents k - 1 of u, and -1/theta. */
export function matchFamily(centre: number): Family {
  const distance = (bin: number) => -Math.log((middle(bin) - centre) / (1 - centre));
  const over = (value: (bin: number) => number, under: number) =>
    Float64Array.from({ length: BINS }, (_, bin) => (middle(bin) > centre ? value(bin) : under));
  return {
    base: over((bin) => -Math.log(middle(bin) - centre), NOTHING),
    t1: over((bin) => Math.log(distance(bin)), 0),
    t2: over(distance, 0),
    lowest: [-0.9, -200],
    highest: [60, -0.2],
  };
}

/**
 * The second part holds the records with much wrong. Its exponent is bounded: what lies under the floor is never seen, and
 * without a bound a few scores less than expected would make the tail end above it. Between 0 (an exponential tail, which
 * expects too many unseen) and 1 (too few), 0.6 came nearest on placements of two seeds; FEBRL 4 was not looked at for it.
 */
const TAIL: Weights = [0.6, -0.2];
const STARTS: readonly { readonly share: number; readonly weights: Weights }[] = [
  { share: 0.6, weights: [0.5, -8] },
  { share: 0.4, weights: [0.5, -2] },
];

export function startMatches(family: Family): MatchModel {
  return model(
    STARTS.map((part) => ({ ...part, mass: shapeOf(family, part.weights) })),
    0.1,
  );
}

/** One round of EM for the parts, from weights of matches in every bin; null where there is no match to fit to. */
export function fitMatches(family: Family, asMatch: Float64Array, { parts }: MatchModel): MatchModel | null {
  const spike = asMatch[BINS]!;
  const spread = asMatch.subarray(0, BINS);
  const total = sum(spread);
  const whole = spread.map((_, bin) => parts.reduce((all, { share, mass }) => all + share * mass[bin]!, 0));
  const fitted: GammaPart[] = [];
  for (const [k, { share, weights, mass }] of parts.entries()) {
    const own = spread.map((seen, bin) => (whole[bin]! > 0 ? (seen * share * mass[bin]!) / whole[bin]! : 0));
    const next = mostLikely(k === 0 ? family : { ...family, highest: TAIL }, own, weights);
    if (next) fitted.push({ share: sum(own) / total, weights: next, mass: shapeOf(family, next) });
  }
  return fitted.length === 0 ? null : model(fitted, spike / (spike + total));
}

function model(parts: readonly GammaPart[], identical: number): MatchModel {
  const mass = new Float64Array(BINS + 1);
  for (const part of parts)
    for (let bin = 0; bin < BINS; bin++) mass[bin]! += (1 - identical) * part.share * part.mass[bin]!;
  // A match can always be identical, however few identical ones were seen.
  mass[BINS] = Math.max(identical, 1e-9);
  return { mass, parts };
}
