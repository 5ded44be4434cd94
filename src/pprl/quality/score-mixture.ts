/**
 * Two-component mixture of the scores of sampled rows, fitted by EM with the one-to-one constraint.
 *
 * Model: a sampled row has a match in the other file with probability `matched`. The score of a match is exactly
 *        1 with probability `identical`; else its distance is a mixture of two gamma distributions (match-shape.ts).
 *        Besides, every row meets non-matches at or above the floor: a Poisson number of them at a rate of its own
 *        (a damaged record is like nobody), gamma distributed about `others`, with a log-quadratic density that falls
 *        upwards (it holds the exponential and the normal tail). Of the candidates of one row at most one is the
 *        match; it may also lie below the floor, where nothing is seen.
 * E-step: of the candidates of a row, candidate i is the match with weight matched f(s_i) / (rate h(s_i)),
 *        none seen with weight (1 - matched) + matched F(floor).
 * M-step: means of those weights; all shapes by maximum likelihood (shape.ts).
 * Source: Belin & Rubin 1995, "A method for calibrating false-match rates in record linkage", JASA 90 (mixture
 *        calibrated on one-to-one links); the row-wise weights are those of a Fellegi-Sunter model with at most
 *        one match in a row.
 * Cost:  O(scores + bins) for each of at most 300 rounds.
 */
import { fitMatches, type MatchModel, matchFamily, startMatches } from './match-shape.ts';
import type { ScoreSample } from './sample.ts';
import { BINS, binOf } from './score-bins.ts';
import { type Family, mostLikely, shapeOf, sum, type Weights } from './shape.ts';

const ROUNDS = 300;
/** Shape of the gamma distribution of the rows' own rates of non-matches. */
const ROW_PRIOR = 1;
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

/** Scores of each sampled row as bins, from the first whole bin above the floor on. */
interface BinnedRows {
  readonly rows: number;
  readonly firstBin: number;
  readonly bins: readonly (readonly number[])[];
  readonly family: Family;
}

function binRows({ rows, floor, centre, row, score }: ScoreSample): BinnedRows {
  const firstBin = Math.min(BINS, Math.ceil(floor * BINS - 1e-9));
  const bins: number[][] = Array.from({ length: rows }, () => []);
  for (let k = 0; k < row.length; k++) {
    const bin = binOf(score[k]!);
    if (bin >= firstBin) bins[row[k]!]!.push(bin);
  }
  return { rows, firstBin, bins, family: matchFamily(centre) };
}

/** Mass of every bin for matches, and expected non-matches of a row in every bin from the first on. */
interface Components {
  readonly matched: number;
  readonly match: Float64Array;
  readonly other: Float64Array;
  readonly matches: MatchModel;
  readonly otherWeights: Weights;
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
    const top = bins.reduce((most, bin) => Math.max(most, bin), -1);
    for (const bin of bins) rest[bin]! += 1;
    if (top === -1) continue;
    rest[top]! -= 1;
    best[top]! += 1;
  }
  return components(data, best, rest, 0.5, { matches: startMatches(data.family), otherWeights: [-10, 0] });
}

function improve(data: BinnedRows, parts: Components): Components | null {
  const { matched, match, other } = parts;
  const asMatch = new Float64Array(BINS + 1);
  const asOther = new Float64Array(BINS + 1);
  const ratio = match.map((mass, bin) => (other[bin]! > 0 ? (matched * mass) / other[bin]! : 0));
  let hidden = 0;
  for (let bin = 0; bin < data.firstBin; bin++) hidden += match[bin]!;
  let unseen = 0;
  const expected = sum(other);
  for (const bins of data.bins) {
    const none = 1 - matched + matched * hidden;
    const odds = bins.reduce((all, bin) => all + ratio[bin]!, 0);
    // What is left when the match is taken out tells how many non-matches this row meets, with one row's worth of doubt.
    const own = (bins.length - odds / (odds + none) + ROW_PRIOR) / (expected + ROW_PRIOR);
    const total = none + odds / own;
    for (const bin of bins) {
      asMatch[bin]! += ratio[bin]! / own / total;
      asOther[bin]! += 1 - ratio[bin]! / own / total;
    }
    unseen += (matched * hidden) / total;
  }
  for (let bin = 0; hidden > 0 && bin < data.firstBin; bin++)
    asMatch[bin]! += (unseen * match[bin]!) / hidden;
  const share = sum(asMatch) / data.rows;
  return components(data, asMatch, asOther, Math.min(1 - 1e-9, share), parts);
}

function components(
  data: BinnedRows,
  asMatch: Float64Array,
  asOther: Float64Array,
  matched: number,
  guess: { matches: MatchModel; otherWeights: Weights },
): Components | null {
  const matches = fitMatches(data.family, asMatch, guess.matches);
  const others = asOther.subarray(data.firstBin);
  const family = otherFamily(others.length);
  const otherWeights = others.length < 3 ? null : mostLikely(family, others, guess.otherWeights);
  if (!matches || !otherWeights) return null;
  const other = new Float64Array(BINS + 1);
  const perRow = sum(others) / data.rows;
  // Non-matches thin out upwards but never to nothing; the product of two odds must stay finite.
  other.set(
    shapeOf(family, otherWeights).map((mass) => Math.max(mass * perRow, 1e-100)),
    data.firstBin,
  );
  return { matched, match: matches.mass, other, matches, otherWeights };
}

/** Log-quadratic from the floor on, never bending upwards. */
const otherFamily = (length: number): Family => ({
  t1: Float64Array.from({ length }, (_, k) => k / length),
  t2: Float64Array.from({ length }, (_, k) => (k / length) ** 2),
  lowest: [-1e4, -1e6],
  highest: [1e4, 0],
});

function distance(x: Components, y: Components): number {
  let most = Math.abs(x.matched - y.matched);
  for (let bin = 0; bin <= BINS; bin++) most = Math.max(most, Math.abs(x.match[bin]! - y.match[bin]!));
  return most;
}
