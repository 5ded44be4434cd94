/** Expected precision and recall of links, without truth. */
import type { Link, Quality } from '../assign/link-result.ts';
import type { CandidatePairs } from '../compare/clk-column.ts';
import type { ScoreSample } from './sample.ts';
import { fitScores, type ScoreMixture } from './score-mixture.ts';

/** Fewer rows, or fewer expected matches, than this are too few to fit a shape to. */
const MIN_ROWS = 50;
const MIN_MATCHES = 20;

export interface EstimateInput {
  readonly sample: ScoreSample;
  readonly counts: readonly [number, number];
  readonly threshold: number;
  readonly links: readonly Link[];
  /** All pairs at or above the threshold: the competitors of the links. */
  readonly candidates: CandidatePairs;
}

/**
 * Expected precision and recall of the links with status `linked`, from a mixture fitted to scores
 * (score-mixture.ts) and the competitors that each link has in its row and in its column.
 *
 * A link of the filter stage is right with probability o / (o + (n_a + O_a)(n_b + O_b)): o its odds, O the odds
 * of the other candidates of its row and of its column, n the probability that the row's match is not among
 * the candidates at all. A link of the exact stage, confirmed by its filters, counts as right. Precision is the
 * mean over links; recall is their sum over the matches expected between the whole files.
 *
 * Unit:  ratios in [0, 1].
 * Edge:  null below 50 sampled rows, below 20 expected matches among them, where scores do not vary, and where
 *        nothing is linked.
 * Limits: non-matches are assumed alike for all rows, so families and very common names, whose non-matches score
 *        higher than others', make it too hopeful; matches below the sample's floor are extrapolated.
 * Source: Belin & Rubin 1995 (JASA 90:694), and score-mixture.ts.
 */
export function estimateQuality(input: EstimateInput): Quality | null {
  const { sample, counts, links } = input;
  const linked = links.filter((link) => link.status === 'linked');
  if (sample.rows < MIN_ROWS || linked.length === 0) return null;
  const mixture = fitScores(sample);
  if (!mixture || mixture.matched * sample.rows < MIN_MATCHES) return null;
  const right = expectedRight(input, mixture, linked);
  const matches = Math.max(right, mixture.matched * Math.min(...counts));
  return { precision: right / linked.length, recall: right / matches };
}

/** Sum over `linked` of the probability of being right. */
function expectedRight(
  { counts, threshold, candidates }: EstimateInput,
  mixture: ScoreMixture,
  linked: readonly Link[],
): number {
  const rowOdds = new Float64Array(counts[0]);
  const columnOdds = new Float64Array(counts[1]);
  for (let k = 0; k < candidates.a.length; k++) {
    const odds = mixture.odds(candidates.score[k]!);
    rowOdds[candidates.a[k]!]! += odds;
    columnOdds[candidates.b[k]!]! += odds;
  }
  const missed = mixture.missedBelow(threshold);
  const absent = (matched: number) => 1 - matched + matched * missed;
  const matches = mixture.matched * Math.min(...counts);
  const absentA = absent(matches / counts[0]);
  const absentB = absent(matches / counts[1]);
  let right = 0;
  for (const { a, b, score, stage } of linked) {
    const odds = mixture.odds(score);
    const others = (sum: number) => Math.max(0, sum - odds);
    const wrong = (absentA + others(rowOdds[a]!)) * (absentB + others(columnOdds[b]!));
    right += stage === 'filter' ? odds / (odds + wrong) : 1;
  }
  return right;
}
