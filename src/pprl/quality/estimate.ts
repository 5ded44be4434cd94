/** Expected precision and recall of links at every threshold, without truth. */
import type { Link, Quality } from '../assign/link-result.ts';
import type { CandidatePairs } from '../compare/clk-column.ts';
import type { Chances } from './chances.ts';

/** What would be linked at a threshold, and how good that is expected to be. */
export interface CurvePoint extends Quality {
  readonly threshold: number;
  readonly links: number;
}

const STEPS = 200;

export interface EstimateInput {
  readonly chances: Chances;
  readonly candidates: CandidatePairs;
  /** The smaller file: its rows' matches are what is counted. */
  readonly side: 'a' | 'b';
  /** Lowest score of the candidates. */
  readonly floor: number;
  /** Pairs that an assignment takes, whatever their status, and whether each would count as a link. */
  readonly taken: readonly (Pick<Link, 'a' | 'b' | 'score' | 'stage'> & { readonly counts: boolean })[];
}

/** Quality at thresholds from `floor` on. */
export interface Expectation {
  /** At steps of 0.005; links of the exact stage count at every threshold. */
  readonly curve: readonly CurvePoint[];
  at(threshold: number): Quality | null;
  /** The lowest threshold whose links, and those of every higher one, have this precision; null if none has. */
  thresholdFor(precision: number): number | null;
}

/**
 * Precision at a threshold is the mean probability of being right over its links; recall their sum over the matches
 * expected between the whole files. A link of the exact stage, confirmed by its filters, counts as right.
 *
 * Unit:  ratios in [0, 1].
 * Edge:  greedy assignment from a lower score makes the same links above a higher one, so the curve is what linking at
 *        each threshold would give; for the optimal one it is near to it. A row whose match another row of its file has
 *        been linked with is no match missed.
 * Limits: non-matches are assumed alike for all rows, so families and very common names, whose non-matches score
 *        higher than others', make it too hopeful; matches below the sample's floor are extrapolated. Candidates from
 *        blocks hold fewer competitors than there are; recall is of all matches, those blocks miss included.
 */
export function expectation(input: EstimateInput): Expectation {
  const { chances, taken, floor } = input;
  const exact = taken.filter(({ stage, counts }) => counts && stage !== 'filter').length;
  const filter = taken
    .filter(({ stage, counts }) => counts && stage === 'filter')
    .sort((x, y) => y.score - x.score);
  const right = new Float64Array(filter.length + 1);
  filter.forEach(({ a, b, score }, k) => {
    right[k + 1] = right[k]! + chances.of(a, b, score);
  });
  const matches = Math.max(exact + right.at(-1)!, chances.matches - repeated(input));
  const quality = (count: number): Quality | null =>
    exact + count === 0
      ? null
      : { precision: (exact + right[count]!) / (exact + count), recall: (exact + right[count]!) / matches };
  const countAt = (threshold: number) => lowerThan(filter, threshold);
  const curve: CurvePoint[] = [];
  for (let step = Math.ceil(floor * STEPS - 1e-9); step <= STEPS; step++) {
    const threshold = step / STEPS;
    const found = quality(countAt(threshold));
    if (found) curve.push({ threshold, links: exact + countAt(threshold), ...found });
  }
  return {
    curve,
    at: (threshold) => quality(countAt(threshold)),
    thresholdFor: (precision) => {
      let best: number | null = filter.length === 0 && exact > 0 ? 1 : null;
      for (let count = 1; count <= filter.length; count++) {
        const { score } = filter[count - 1]!;
        // Links of one score come together or not at all.
        if (filter[count]?.score === score) continue;
        if (quality(count)!.precision < precision) break;
        best = score;
      }
      return best;
    },
  };
}

/** How many scores, which fall, are >= `threshold`. */
function lowerThan(links: readonly { readonly score: number }[], threshold: number): number {
  let [low, high] = [0, links.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if (links[mid]!.score >= threshold) low = mid + 1;
    else high = mid;
  }
  return low;
}

/** Expected rows of the smaller file without a link whose match is a row of the other one that has a link. */
function repeated({ chances: { mixture }, candidates, taken, side }: EstimateInput): number {
  const other = side === 'a' ? 'b' : 'a';
  const has = new Set(taken.map((link) => link[side]));
  const linked = new Set(taken.map((link) => link[other]));
  const odds = new Map<number, { all: number; linked: number }>();
  candidates[side].forEach((row, k) => {
    if (has.has(row)) return;
    const sums = odds.get(row) ?? { all: 0, linked: 0 };
    const one = mixture.odds(candidates.score[k]!);
    sums.all += one;
    if (linked.has(candidates[other][k]!)) sums.linked += one;
    odds.set(row, sums);
  });
  let sum = 0;
  for (const { all, linked: toLinked } of odds.values()) sum += toLinked / (all + 1 - mixture.matched);
  return sum;
}
