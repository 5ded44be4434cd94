/** The decision: from exact pairs and candidate pairs to links one-to-one and a word on every row. */

import { DomainError } from '../../problems.ts';
import type { CandidatePairs } from '../compare/clk-column.ts';
import { checkThreshold } from '../compare/kernel.ts';
import type { Metric } from '../compare/metric.ts';
import type { ExactMatches } from '../exact/exact-stage.ts';
import { type Chances, chancesOf } from '../quality/chances.ts';
import { type Expectation, expectation } from '../quality/estimate.ts';
import { histogram } from '../quality/histogram.ts';
import type { ScoreSample } from '../quality/sample.ts';
import { type ExactPairs, linkByToken, type Side } from './exact-links.ts';
import { linkByFilter } from './filter-links.ts';
import { type DifferingTokens, differingTokens, judgeOf } from './judge.ts';
import type { Link, LinkResult, Solver } from './link-result.ts';
import { RowBook } from './row-book.ts';

export type { ExactPairs } from './exact-links.ts';

/** One score for every exact token, or one for each in the order of the schema; null confirms whatever the filters say. */
export type ConfirmAt = number | null | readonly (number | null)[];

export interface DecideOptions {
  readonly threshold: number;
  /** For each exact token, or one for all: a score >= this confirms it; null asks for no confirmation. */
  readonly confirmAt: ConfirmAt;
  /** Candidates reach down to this score, and what lies between it and the threshold may be for review. */
  readonly reviewFrom?: number;
  /** Expected precision to suggest a threshold for; 0.995 unless said otherwise. */
  readonly precision?: number;
  /** Greedy unless said otherwise. */
  readonly solver?: Solver;
  /** Of which exact tokens a person has one and the same always; without it, of tokens of a single part. */
  readonly unique?: readonly boolean[];
  /** `weigh` unless said otherwise. */
  readonly differingTokens?: DifferingTokens;
  /** Scores below the threshold, for the estimate of quality; without it there is none. */
  readonly sample?: ScoreSample;
  /** What the scores are, the threshold and `confirmAt` included: Dice unless said otherwise. */
  readonly metric?: Metric;
}

/** One wrong link in 200: this project's proposal. */
const PRECISION = 0.995;

/**
 * Decides links between two files.
 *
 * Exact stage, for each token of the schema in order, among rows not yet settled:
 * 1. Rows of one file with one token whose filters all agree (score >= threshold, pair by pair) are duplicates in
 *    the submission: the first, or the one an earlier token linked, speaks; the others are `duplicate` of it.
 * 2. If they disagree, or are more than 64, all are ambiguous (`token-shared`), and so is a row of the other
 *    file with that token.
 * 3. Two speakers with one token are linked if their score >= the token's confirmAt. Otherwise their filters contradict the
 *    token: a `review` link, both rows ambiguous (`exact-filters-disagree`).
 * 4. A speaker whose counterpart an earlier token linked elsewhere is ambiguous (`exact-tokens-conflict`).
 *
 * Filter stage, among rows not yet settled:
 * 5. Rows of one file without any exact token that have one filter (not an empty one) count as one: the first
 *    speaks, or a row with this filter that the exact stage linked. If it is linked or ambiguous, the others
 *    are `duplicate` of it; if it finds no candidate, they are not linked either.
 * 6. Candidates are taken greedily: score downwards, then row of `a`, then row of `b`. Or, by the optimal solver, those
 *    whose sum of scores less that of unrelated filters is greatest; then a tie is where another choice is as good.
 * 7. Where a row has two or more free candidates of one score, the pair that is taken is a `review` link and
 *    both its rows are ambiguous (`equal-candidates`); so is any later link of a row that met such a tie.
 * 8. A row that met such a tie and stays without a link is ambiguous (`candidate-taken-at-equal-score`).
 * 9. Rows that hold different tokens of a kind of which a person has one are linked only if they are one person with a
 *    probability of 0.99 all the same (chances.ts); else theirs is a `review` link (`exact-tokens-differ`).
 * 10. A pair below the threshold, where candidates reach there, is a `review` link if it is one person with a probability
 *    of 0.1 or more (`score-in-review-band`), and nothing otherwise.
 *
 * Shape:  candidates with a score below the threshold are passed over; row numbers are those of the whole files.
 * Deterministic: the order of candidates and of exact pairs does not matter.
 * Throws: `threshold-invalid`, `exact-columns-differ`; `pairs-invalid` for a row beyond its file.
 * Cost:   O(c log c) for c candidates and O(rows) besides; memory about 60 bytes a row.
 */
export function decide(
  a: Omit<Side, 'book' | 'metric'>,
  b: Omit<Side, 'book' | 'metric'>,
  exact: readonly ExactPairs[],
  candidates: CandidatePairs,
  options: DecideOptions,
): LinkResult {
  const { threshold, confirmAt, sample, metric = 'dice', solver = 'greedy', precision = PRECISION } = options;
  const from = options.reviewFrom ?? threshold;
  checkThreshold(threshold);
  checkThreshold(from);
  const sideA: Side = { clk: a.clk, exact: a.exact, book: new RowBook(a.clk.rows), metric };
  const sideB: Side = { clk: b.clk, exact: b.exact, book: new RowBook(b.clk.rows), metric };
  for (const pairs of [...exact, candidates]) checkRows(pairs, a.clk.rows, b.clk.rows);
  const scores = confirmScores(confirmAt, exact.length);
  const counts = [a.clk.rows, b.clk.rows] as const;
  const unique = options.unique ?? exact.map(({ name }) => !name.includes('+'));
  const tokensDiffer = differingTokens(a.exact, b.exact, unique);
  const tokensAgree = exact.reduce((all, { a: rows }, k) => all + (unique[k] ? rows.length : 0), 0);
  const chances = sample
    ? chancesOf({ sample, counts, candidates, floor: from, tokensDiffer, tokensAgree })
    : null;
  const judge = judgeOf({
    threshold,
    chances,
    differingTokens: options.differingTokens ?? 'weigh',
    tokensDiffer,
  });
  const byToken = exact.flatMap((pairs, k) => linkByToken(sideA, sideB, k, pairs, threshold, scores[k]!));
  const byFilter = linkByFilter(sideA, sideB, candidates, {
    from,
    solver,
    centre: sample?.centre ?? 0,
    judge,
  });
  const links = [...byToken, ...byFilter.links].sort(inOrder).map((link) => withChance(link, chances));
  const expected = chances && expectationOf(chances, candidates, from, links, sample!.side);
  return {
    counts,
    metric,
    threshold,
    confirmAt: scores,
    links,
    statuses: { a: sideA.book.statuses(), b: sideB.book.statuses() },
    estimated: links.some(({ status }) => status === 'linked') ? (expected?.at(threshold) ?? null) : null,
    curve: expected?.curve ?? [],
    suggested: expected ? { precision, threshold: expected.thresholdFor(precision) } : null,
    histogram: sample ? histogram(sample, chances?.mixture ?? null) : [],
    solver,
    fellBack: byFilter.fellBack,
  };
}

function withChance(link: Link, chances: Chances | null): Link {
  if (!chances || link.stage !== 'filter') return link;
  return { ...link, probability: Number(chances.of(link.a, link.b, link.score).toFixed(6)) };
}

/** What a score in the review band would be at a lower threshold is a link; other doubts stay doubts at every one. */
function expectationOf(
  chances: Chances,
  candidates: CandidatePairs,
  floor: number,
  links: readonly Link[],
  side: 'a' | 'b',
): Expectation {
  const taken = links.map((link) => ({
    ...link,
    counts: link.status === 'linked' || link.reason === 'score-in-review-band',
  }));
  return expectation({ chances, candidates, floor, taken, side });
}

/** Throws: `threshold-invalid` for a score that is no ratio, `exact-columns-differ` for a list of another length. */
function confirmScores(confirmAt: ConfirmAt, tokens: number): number[] {
  const list = Array.isArray(confirmAt) ? confirmAt : Array.from({ length: tokens }, () => confirmAt);
  if (list.length !== tokens)
    throw new DomainError('exact-columns-differ', { tokens, confirmScores: list.length });
  return list.map((score: number | null) => {
    checkThreshold(score ?? 0);
    return score ?? 0;
  });
}

function checkRows(pairs: ExactMatches, rowsA: number, rowsB: number): void {
  if (!pairs.a.every((row) => row < rowsA)) throw new DomainError('pairs-invalid', { rowsA });
  if (!pairs.b.every((row) => row < rowsB)) throw new DomainError('pairs-invalid', { rowsB });
}

const inOrder = (x: Link, y: Link): number => y.score - x.score || x.a - y.a || x.b - y.b;
