/**
 * Linkage of two encoded files: exact stage, comparison of all filters in slices, decision.
 *
 * `linkInputs` does it in one go. A service that must survive a restart calls the same pieces itself:
 * `compareAll`, `serialisePairs`, `parsePairs`, `joinPairs`, `sampleScores`, `decide`.
 */
import { DomainError, label } from '../problems.ts';
import { type ConfirmAt, type DecideOptions, decide, type ExactPairs } from './assign/decide.ts';
import type { DifferingTokens } from './assign/judge.ts';
import type { LinkResult, Solver } from './assign/link-result.ts';
import type { BlockKeys } from './block/block-keys.ts';
import { type Candidates, findCandidates, type Kept, pairsPerSecond } from './block/candidates.ts';
import {
  BLOCK_PAIRS,
  type ComparisonPlan,
  type PlanSide,
  planComparison,
  type WhichPairs,
} from './block/plan.ts';
import type { CandidatePairs, ClkColumn } from './compare/clk-column.ts';
import { type CompareKernel, checkComparable, type Watch } from './compare/kernel.ts';
import type { Metric } from './compare/metric.ts';
import { checkExactColumn, type ExactColumn, type ExactStage } from './exact/exact-stage.ts';
import { likelyFrom, lowestWorth } from './quality/chances.ts';
import { defaultConfirmAt, sampleScores } from './quality/sample.ts';

export { type ConfirmAt, decide, type ExactPairs } from './assign/decide.ts';
export {
  type LinkResult,
  type Quality,
  type RowStatus,
  rowStatuses,
} from './assign/link-result.ts';
export type { ClkColumn } from './compare/clk-column.ts';
export { parsePairs, serialisePairs } from './compare/pairs.ts';
export { compareAll, joinPairs } from './compare/slices.ts';
export { sampleScores } from './quality/sample.ts';

/** One encoded file, as far as linkage needs it. `exact` is in the order of the schema's `exactTokens`. */
export interface LinkageInput {
  readonly clk: ClkColumn;
  readonly exact: readonly ExactColumn[];
  /** Blocking keys, pass by pass in the order of the schema; none where the file carries none. */
  readonly blocking?: readonly BlockKeys[];
  /** The filters were diffused. */
  readonly diffused?: boolean;
}

export interface LinkOptions extends Watch {
  /** What all scores are, those to confirm at included: Dice unless said otherwise. */
  readonly metric?: Metric;
  /** Pairs of filters with a score >= threshold are candidates; `auto` finds the one that `precision` asks for. */
  readonly threshold: number | 'auto';
  /** Expected precision of the links; 0.995 unless said otherwise. */
  readonly precision?: number;
  readonly solver?: Solver;
  /** Of which exact tokens a person has one and the same always (the schema's `exactTokens[].unique`). */
  readonly unique?: readonly boolean[];
  readonly differingTokens?: DifferingTokens;
  /**
   * Rows with one exact token are confirmed by filters with a score >= this, one score for all tokens or one for each
   * (the schema's `exactTokens[].confirmAt`; null asks for no confirmation). Without it `defaultConfirmAt`.
   */
  readonly confirmAt?: ConfirmAt;
  readonly kernel: CompareKernel;
  readonly stage: ExactStage;
  /** Rows on each side of a slice. */
  readonly sliceRows?: number;
  /** Most candidate pairs that are kept (16 bytes each). */
  readonly maxCandidates?: number;
  /** Every pair, those that meet in blocks, or (without it) every pair where that is affordable. */
  readonly which?: WhichPairs;
  /** Most pairs of rows in a block. */
  readonly blockPairs?: number;
  /** Milliseconds since whenever, to say how long it will take. */
  readonly now?: () => number;
  /** Told before the comparison; with what it returns, the work of an earlier attempt is not done again. */
  readonly onPlan?: (
    plan: ComparisonPlan,
    seconds: number | null,
  ) => Kept | undefined | Promise<Kept | undefined>;
  /** Told after the comparison: what was compared and found. */
  readonly onCompared?: (candidates: Candidates) => void;
}

/**
 * Links two encoded files; the rules are those of `decide`.
 *
 * Edge:   with `auto` candidates reach down to where a pair may still be one person, and the links below the threshold
 *         that was found are for review; a file too small or too mixed to find one is refused.
 * Throws: `clk-column-invalid`, `clk-lengths-differ`, `threshold-invalid`, `threshold-not-found`,
 *         `exact-columns-differ`, `blocking-differs`,
 *         `exact-column-invalid`, `too-many-candidates`, `link-cancelled`.
 * Cost:   rows(a) * rows(b) comparisons, or those of the plan; memory for the candidate pairs and a few bytes a row.
 */
export async function linkInputs(
  a: LinkageInput,
  b: LinkageInput,
  options: LinkOptions,
): Promise<LinkResult> {
  const { threshold, kernel, metric = 'dice', onProgress } = options;
  checkInputs(a, b, threshold === 'auto' ? 1 : threshold);
  const exact = matchExact(a, b, options.stage);
  const sample = await sampleScores(a.clk, b.clk, kernel, () => onProgress?.(0, 1), metric);
  const from = threshold === 'auto' ? lowestWorth(sample, [a.clk.rows, b.clk.rows]) : threshold;
  if (from === null) throw new DomainError('threshold-not-found', { rows: sample.rows });
  const probesFrom = threshold === 'auto' ? (likelyFrom(sample) ?? from) : from;
  const candidates = await candidatesOf(a, b, exact, { ...options, threshold: from, probesFrom });
  const decideAt = (at: number, reviewFrom: number) =>
    decide(a, b, exact, candidates, {
      threshold: at,
      reviewFrom,
      metric,
      confirmAt:
        options.confirmAt === undefined ? defaultConfirmAt(a.clk, b.clk, at, metric) : options.confirmAt,
      sample,
      ...(options.precision === undefined ? {} : { precision: options.precision }),
      ...(options.solver ? { solver: options.solver } : {}),
      ...(options.unique ? { unique: options.unique } : {}),
      ...(options.differingTokens ? { differingTokens: options.differingTokens } : {}),
    } satisfies DecideOptions);
  const first = decideAt(from, from);
  if (threshold !== 'auto') return first;
  const found = first.suggested?.threshold ?? null;
  if (found === null) throw new DomainError('threshold-not-found', { rows: sample.rows });
  return decideAt(found, from);
}

async function candidatesOf(
  a: LinkageInput,
  b: LinkageInput,
  exact: readonly ExactPairs[],
  options: LinkOptions & { readonly threshold: number; readonly probesFrom: number },
): Promise<CandidatePairs> {
  const { threshold, probesFrom, kernel, metric, which = 'auto', blockPairs = BLOCK_PAIRS, now } = options;
  const sides = [planSide(a), planSide(b)] as const;
  const wish = { threshold, probesFrom, kernel, exact, which, blockPairs, ...(metric ? { metric } : {}) };
  const planned = planComparison(...sides, wish);
  const rate = now && pairsPerSecond(kernel, ...sides, planned, threshold, now);
  const kept = await options.onPlan?.(planned.plan, rate ? planned.plan.pairs / rate : null);
  const { onProgress, cancelled, sliceRows, maxCandidates } = options;
  const candidates = await findCandidates(...sides, planned, {
    threshold,
    kernel,
    ...(metric ? { metric } : {}),
    ...(sliceRows === undefined ? {} : { sliceRows }),
    ...(maxCandidates === undefined ? {} : { limit: maxCandidates }),
    ...(onProgress ? { onProgress } : {}),
    ...(cancelled ? { cancelled } : {}),
    ...(kept ? { kept } : {}),
  });
  options.onCompared?.(candidates);
  return candidates.pairs;
}

export function planSide({ clk, blocking = [], diffused = false }: LinkageInput): PlanSide {
  return { clk, blocking, diffused };
}

/** Refuses files that cannot be linked with each other, before any work. Throws as `linkInputs`. */
export function checkInputs(a: LinkageInput, b: LinkageInput, threshold: number): void {
  checkComparable(a.clk, b.clk, threshold);
  const names = (input: LinkageInput) => input.exact.map((column) => column.name);
  if (names(a).join('\n') !== names(b).join('\n'))
    throw new DomainError('exact-columns-differ', { a: names(a).map(label), b: names(b).map(label) });
  for (const column of a.exact) checkExactColumn(column, a.clk.rows);
  for (const column of b.exact) checkExactColumn(column, b.clk.rows);
}

/** The exact stage for each token of the schema, in its order. */
export function matchExact(a: LinkageInput, b: LinkageInput, stage: ExactStage): ExactPairs[] {
  return a.exact.map((column, k) => ({ name: column.name, ...stage.match(column, b.exact[k]!) }));
}
