/**
 * Two-component mixture of the scores of sampled rows, fitted by EM with the one-to-one constraint.
 *
 * Model: a sampled row has a match in the other file with probability `matched`. The score of a match is exactly
 *        1 with probability `identical`, else it follows a beta distribution. Besides, every row meets
 *        non-matches: a Poisson number of them at or above the floor, with mean `others` and a log-quadratic
 *        density that falls upwards (it holds the exponential and the normal tail). Of the candidates of one row at most
 *        one is the match; it may also lie below the floor, where nothing is seen (the beta's lower tail).
 * E-step: of the candidates of a row, candidate i is the match with weight matched f(s_i) / (others h(s_i)),
 *        none seen with weight (1 - matched) + matched F(floor).
 * M-step: means of those weights; moments for the beta distribution, Newton's method for the tail.
 * Source: Belin & Rubin 1995, "A method for calibrating false-match rates in record linkage", JASA 90 (mixture
 *        calibrated on one-to-one links); the row-wise weights are those of a Fellegi-Sunter model with at most
 *        one match in a row.
 * Cost:  O(scores + bins) for each of at most 300 rounds.
 */
import type { ScoreSample } from './sample.ts';

/** Bins of [0, 1); one more holds the scores that are exactly 1. */
const BINS = 500;
const ROUNDS = 300;
/** Rounds end when no parameter moves by more than this. */
const SETTLED = 1e-7;

export interface ScoreMixture {
  /** Share of the rows that have a match, a ratio in [0, 1]. */
  readonly matched: number;
  /** Odds of match to non-match for a candidate of this score, before its competitors are looked at. */
  odds(score: number): number;
  /** Probability that a match scores below `score`. */
  missedBelow(score: number): number;
}

const binOf = (score: number): number => Math.min(BINS, Math.floor(score * BINS + 1e-9));
const middle = (bin: number): number => (bin === BINS ? 1 : (bin + 0.5) / BINS);

/** Scores of each sampled row as bins, from the first whole bin above the floor on. */
interface BinnedRows {
  readonly rows: number;
  readonly firstBin: number;
  readonly bins: readonly (readonly number[])[];
}

function binRows({ rows, floor, row, score }: ScoreSample): BinnedRows {
  const firstBin = Math.min(BINS, Math.ceil(floor * BINS - 1e-9));
  const bins: number[][] = Array.from({ length: rows }, () => []);
  for (let k = 0; k < row.length; k++) {
    const bin = binOf(score[k]!);
    if (bin >= firstBin) bins[row[k]!]!.push(bin);
  }
  return { rows, firstBin, bins };
}

/** Mass of every bin for matches, and expected non-matches of a row in every bin from the first on. */
interface Components {
  readonly matched: number;
  readonly match: Float64Array;
  readonly other: Float64Array;
}

/** Fits the mixture; null where no row has two scores or no score varies, so that there is nothing to tell apart. */
export function fitScores(sample: ScoreSample): ScoreMixture | null {
  const data = binRows(sample);
  let parts = start(data);
  for (let round = 0; parts && round < ROUNDS; round++) {
    const next = improve(data, parts);
    const moved = next ? distance(parts, next) : 0;
    parts = next;
    if (moved < SETTLED) break;
  }
  return parts ? mixture(parts, data.firstBin) : null;
}

function mixture({ matched, match, other }: Components, firstBin: number): ScoreMixture {
  const below = new Float64Array(BINS + 2);
  for (let bin = 0; bin <= BINS; bin++) below[bin + 1] = below[bin]! + match[bin]!;
  return {
    matched,
    odds: (score) => {
      const bin = Math.max(firstBin, binOf(score));
      return (matched * match[bin]!) / other[bin]!;
    },
    missedBelow: (score) => below[binOf(score)]!,
  };
}

/** First guess: the best score of a row is its match, the others are not. */
function start(data: BinnedRows): Components | null {
  const best = new Float64Array(BINS + 1);
  const rest = new Float64Array(BINS + 1);
  for (const bins of data.bins) {
    const top = Math.max(-1, ...bins);
    for (const bin of bins) rest[bin]! += 1;
    if (top === -1) continue;
    rest[top]! -= 1;
    best[top]! += 1;
  }
  return components(data, best, rest, 0.5);
}

function improve(data: BinnedRows, parts: Components): Components | null {
  const { matched, match, other } = parts;
  const asMatch = new Float64Array(BINS + 1);
  const asOther = new Float64Array(BINS + 1);
  const ratio = match.map((mass, bin) => (other[bin]! > 0 ? (matched * mass) / other[bin]! : 0));
  let hidden = 0;
  for (let bin = 0; bin < data.firstBin; bin++) hidden += match[bin]!;
  let unseen = 0;
  for (const bins of data.bins) {
    const none = 1 - matched + matched * hidden;
    let total = none;
    for (const bin of bins) total += ratio[bin]!;
    for (const bin of bins) {
      asMatch[bin]! += ratio[bin]! / total;
      asOther[bin]! += 1 - ratio[bin]! / total;
    }
    unseen += (matched * hidden) / total;
  }
  for (let bin = 0; hidden > 0 && bin < data.firstBin; bin++)
    asMatch[bin]! += (unseen * match[bin]!) / hidden;
  const share = asMatch.reduce((sum, weight) => sum + weight, 0) / data.rows;
  return components(data, asMatch, asOther, Math.min(1 - 1e-9, share));
}

function components(
  data: BinnedRows,
  asMatch: Float64Array,
  asOther: Float64Array,
  matched: number,
): Components | null {
  const match = matchShape(asMatch);
  const other = otherShape(asOther, data.firstBin, data.rows);
  return match && other ? { matched, match, other } : null;
}

/** A spike at exactly 1 and a beta distribution below it, by weighted moments. */
function matchShape(weights: Float64Array): Float64Array | null {
  const spike = weights[BINS]!;
  let total = 0;
  let sum = 0;
  let squares = 0;
  for (let bin = 0; bin < BINS; bin++) {
    total += weights[bin]!;
    sum += weights[bin]! * middle(bin);
    squares += weights[bin]! * middle(bin) ** 2;
  }
  const mean = sum / total;
  const variance = squares / total - mean * mean;
  if (!(total > 0 && variance > 0)) return null;
  const size = (mean * (1 - mean)) / variance - 1;
  const alpha = clamp(mean * size, 0.5, 2000);
  const beta = clamp((1 - mean) * size, 0.5, 2000);
  const logs = Float64Array.from({ length: BINS }, (_, bin) => {
    const x = middle(bin);
    return (alpha - 1) * Math.log(x) + (beta - 1) * Math.log(1 - x);
  });
  const identical = spike / (spike + total);
  const shape = new Float64Array(BINS + 1);
  shape.set(normalised(logs).map((mass) => mass * (1 - identical)));
  // A match can always be identical, and never with probability 0, however few were seen.
  shape[BINS] = Math.max(identical, 1e-9);
  return shape;
}

/** Expected non-matches of a row by bin: log-quadratic from the first bin on, never bending upwards. */
function otherShape(weights: Float64Array, firstBin: number, rows: number): Float64Array | null {
  const length = BINS + 1 - firstBin;
  const seen = weights.subarray(firstBin);
  const total = seen.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0) || length < 3) return null;
  const at = Float64Array.from({ length }, (_, k) => k / length);
  const moment = (mass: Float64Array, power: number) =>
    mass.reduce((sum, weight, k) => sum + weight * at[k]! ** power, 0);
  const data = seen.map((weight) => weight / total);
  const wanted = [moment(data, 1), moment(data, 2)] as const;
  let slope = 1 / Math.max(wanted[0], 1e-6);
  let bend = 0;
  let mass = normalised(at.map((y) => -slope * y));
  for (let round = 0; round < 60; round++) {
    const [m1, m2, m3, m4] = [1, 2, 3, 4].map((power) => moment(mass, power)) as [
      number,
      number,
      number,
      number,
    ];
    const [g1, g2] = [m1 - wanted[0], m2 - wanted[1]];
    const [v11, v12, v22] = [m2 - m1 * m1, m3 - m1 * m2, m4 - m2 * m2];
    const determinant = v11 * v22 - v12 * v12;
    let [stepSlope, stepBend] =
      determinant > 1e-14 * v11 * v22
        ? [(v22 * g1 - v12 * g2) / determinant, (v11 * g2 - v12 * g1) / determinant]
        : [g1 / v11, 0];
    if (bend + stepBend < 0) {
      stepBend = -bend;
      stepSlope = (g1 - v12 * stepBend) / v11;
    }
    const shrink = Math.min(
      1,
      (0.5 * (1 + Math.abs(slope) + bend)) / (Math.abs(stepSlope) + Math.abs(stepBend)),
    );
    slope += shrink * stepSlope;
    bend += shrink * stepBend;
    mass = normalised(at.map((y) => -slope * y - bend * y * y));
    if (Math.abs(stepSlope) + Math.abs(stepBend) < 1e-8 * (1 + Math.abs(slope) + bend)) break;
  }
  const shape = new Float64Array(BINS + 1);
  // Non-matches thin out upwards but never to nothing: the least that a double tells from no chance at all.
  shape.set(
    mass.map((share) => Math.max((share * total) / rows, 1e-300)),
    firstBin,
  );
  return shape;
}

/** exp of `logs`, scaled to the sum 1. */
function normalised(logs: Float64Array): Float64Array {
  const top = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  const mass = logs.map((log) => Math.exp(log - top));
  const total = mass.reduce((sum, value) => sum + value, 0);
  return mass.map((value) => value / total);
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

function distance(x: Components, y: Components): number {
  let most = Math.abs(x.matched - y.matched);
  for (let bin = 0; bin <= BINS; bin++) most = Math.max(most, Math.abs(x.match[bin]! - y.match[bin]!));
  return most;
}
