/** How likely each candidate pair is one person, from the mixture and from the competitors it has. */
import type { CandidatePairs } from '../compare/clk-column.ts';
import { type ScoreSample, sampledRow } from './sample.ts';
import { fitScores, type ScoreMixture } from './score-mixture.ts';

/** Fewer rows, or fewer expected matches, than this are too few to fit a shape to. */
const MIN_ROWS = 50;
const MIN_MATCHES = 20;
/** A pair as likely as this is taken as known when the rate of wrong tokens is counted. */
const SURE = 0.99;

/** A pair is worth a look where it may be one person with a probability like this if nobody else competes for its rows. */
const LEAST_CHANCE = 0.1;
/** Odds of a pair that is worth it whatever the rest of the files. */
const WORTH_ODDS = 0.01;
const HUNDREDTHS = 100;

/** The lowest score, in hundredths, that is worth a look; null where nothing could be fitted. */
export function lowestWorth(sample: ScoreSample, counts: readonly [number, number]): number | null {
  const mixture = fitted(sample);
  if (!mixture) return null;
  const matches = mixture.matched * Math.min(...counts);
  for (let step = Math.ceil(sample.floor * HUNDREDTHS - 1e-9); step <= HUNDREDTHS; step++) {
    const score = step / HUNDREDTHS;
    const [a, b] = counts.map((rows) => absent(matches / rows, mixture.missedBelow(score)));
    const odds = mixture.odds(score);
    if (odds >= WORTH_ODDS || odds >= LEAST_CHANCE * (odds + a! * b!)) return score;
  }
  return 1;
}

/** The lowest score, in hundredths, at which a pair is likelier one person than not; null where nothing could be fitted. */
export function likelyFrom(sample: ScoreSample): number | null {
  const mixture = fitted(sample);
  if (!mixture) return null;
  for (let step = Math.ceil(sample.floor * HUNDREDTHS - 1e-9); step <= HUNDREDTHS; step++)
    if (mixture.odds(step / HUNDREDTHS) >= 1) return step / HUNDREDTHS;
  return 1;
}

/** Probability that a row's match is no candidate: there is none, or it scores too low. */
const absent = (matched: number, missed: number) => 1 - matched + matched * missed;

function fitted(sample: ScoreSample): ScoreMixture | null {
  if (sample.rows < MIN_ROWS) return null;
  const mixture = fitScores(sample);
  return mixture && mixture.matched * sample.rows >= MIN_MATCHES ? mixture : null;
}

export interface ChancesInput {
  readonly sample: ScoreSample;
  readonly counts: readonly [number, number];
  /** All pairs with a score >= `floor`: each other's competitors. */
  readonly candidates: CandidatePairs;
  readonly floor: number;
  /** Rows that hold two different tokens of a kind of which a person has one. */
  readonly tokensDiffer?: (a: number, b: number) => boolean;
  /** Pairs of rows that hold the same token of such a kind. */
  readonly tokensAgree?: number;
}

export interface Chances {
  readonly mixture: ScoreMixture;
  /** Matches between the whole files, a second row of one person counted as one more. */
  readonly matches: number;
  /**
   * Probability that a pair is one person: o / (o + (n_a + O_a)(n_b + O_b)), o its odds, O the odds of the other
   * candidates of its row and of its column, n the probability that the row's match is no candidate at all.
   */
  of(a: number, b: number, score: number): number;
  /** Of all pairs of one person whose rows both hold a token, the share whose tokens differ. */
  readonly wrongTokens: number;
}

/**
 * Fits the mixture and adds up every row's competitors.
 *
 * Two different tokens (two NIKs) multiply the odds of a pair by the share of matches with a wrong one, which is counted
 * among the pairs that are as good as certain by their filters. For pairs of two persons they tell nothing: nearly all
 * such pairs differ.
 *
 * Edge:   null below 50 sampled rows, below 20 expected matches among them, and where scores do not vary.
 * Cost:   linear in candidates, besides the fit.
 * Source: Belin & Rubin 1995 (JASA 90:694), and score-mixture.ts.
 */
export function chancesOf(input: ChancesInput): Chances | null {
  const { sample, counts, candidates, floor, tokensDiffer } = input;
  const mixture = fitted(sample);
  if (!mixture) return null;
  const rowOdds = new Float64Array(counts[0]);
  const columnOdds = new Float64Array(counts[1]);
  for (let k = 0; k < candidates.a.length; k++) {
    const odds = mixture.odds(candidates.score[k]!);
    rowOdds[candidates.a[k]!]! += odds;
    columnOdds[candidates.b[k]!]! += odds;
  }
  const matches = matchesOf(mixture, input, sample.side === 'a' ? rowOdds : columnOdds);
  const missed = mixture.missedBelow(floor);
  const [absentA, absentB] = [absent(matches / counts[0], missed), absent(matches / counts[1], missed)];
  const chance = (a: number, b: number, score: number, factor: number) => {
    const odds = mixture.odds(score);
    const others = (sum: number) => Math.max(0, sum - odds);
    const wrong = (absentA + others(rowOdds[a]!)) * (absentB + others(columnOdds[b]!));
    return (factor * odds) / (factor * odds + wrong);
  };
  const wrongTokens = shareOfWrong(input, chance);
  return {
    mixture,
    matches,
    wrongTokens,
    of: (a, b, score) => chance(a, b, score, tokensDiffer?.(a, b) ? wrongTokens : 1),
  };
}

/**
 * Matches between the whole files: of the sampled rows as the mixture says, carried over to all rows by how many of both
 * have a candidate that is likelier one person than not (a ratio estimate), so that chance in drawing the sample hardly
 * enters.
 *
 * Edge: where no sampled row has such a candidate, the sample speaks alone.
 */
function matchesOf({ matched }: ScoreMixture, { sample, counts }: ChancesInput, odds: Float64Array): number {
  const whole = Math.min(...counts);
  const seen = (row: number) => odds[row]! / (odds[row]! + 1);
  let [all, drawn] = [0, 0];
  for (let row = 0; row < whole; row++) all += seen(row);
  for (let k = 0; k < sample.rows; k++) drawn += seen(sampledRow(k, sample.rows, whole));
  return drawn > 0 ? Math.min(whole, (matched * sample.rows * all) / drawn) : matched * whole;
}

/** Laplace's rule, so that no file makes a wrong token impossible. */
function shareOfWrong(
  { candidates, tokensDiffer, tokensAgree = 0 }: ChancesInput,
  chance: (a: number, b: number, score: number, factor: number) => number,
): number {
  if (!tokensDiffer) return 1;
  let differ = 0;
  for (let k = 0; k < candidates.a.length; k++) {
    const [a, b] = [candidates.a[k]!, candidates.b[k]!];
    if (tokensDiffer(a, b) && chance(a, b, candidates.score[k]!, 1) >= SURE) differ += 1;
  }
  return (differ + 1) / (differ + tokensAgree + 2);
}
