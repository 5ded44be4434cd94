/** Which pairs of two files are compared, decided and said before any is. */
import type { ExactPairs } from '../assign/exact-links.ts';
import type { ClkColumn } from '../compare/clk-column.ts';
import type { CompareKernel } from '../compare/kernel.ts';
import type { Metric } from '../compare/metric.ts';
import { type BlockIndex, buildBlocks, checkSamePasses, type PassFacts } from './block-index.ts';
import type { BlockKeys } from './block-keys.ts';
import { chooseTables, type LshParameters, lshKeys } from './hamming-lsh.ts';
import { estimateRecall, probesBySample, probesByToken, type RecallEstimate } from './recall.ts';

/** `auto` compares every pair where that is affordable. */
export type WhichPairs = 'auto' | 'exhaustive' | 'blocked';

/** Pairs up to which every pair is compared unless said otherwise: half a minute of one core (docs/explanation/blocking.md). */
const AFFORDABLE_PAIRS = 4e9;
/** Most pairs of rows in one block unless said otherwise. */
export const BLOCK_PAIRS = 1_000_000;
/** Recall that Hamming LSH is to have for pairs at the threshold. */
const LSH_RECALL = 0.99;

export interface PlanSide {
  readonly clk: ClkColumn;
  /** Keys of each pass; none where the file carries no blocking tokens. */
  readonly blocking: readonly BlockKeys[];
  /** Filters of diffused files have no use for Hamming LSH. */
  readonly diffused: boolean;
}

export interface PlanWish {
  readonly threshold: number;
  /**
   * Pairs that reach this are what recall is expected of: below it most are of two persons, who meet in no block and need
   * not. The threshold itself unless said otherwise.
   */
  readonly probesFrom?: number;
  readonly which: WhichPairs;
  /** Blocks of more pairs are left out. */
  readonly blockPairs: number;
  readonly kernel: CompareKernel;
  /** Pairs by exact token, from which recall is estimated where there are enough. */
  readonly exact: readonly ExactPairs[];
  readonly metric?: Metric;
}

/** Said before anything is compared; counts and shares only. */
export interface ComparisonPlan {
  readonly method: 'exhaustive' | 'blocking' | 'hamming-lsh';
  /** Why: it was asked for, every pair is affordable, it is not, or the files allow nothing else. */
  readonly reason: 'asked' | 'affordable' | 'too-many-pairs' | 'nothing-to-block-on';
  readonly rows: readonly [number, number];
  /** Every pair of rows. */
  readonly allPairs: number;
  /** Pairs that are compared at most: one that meets in several blocks is compared once and counts in each. */
  readonly pairs: number;
  /** The same with the blocks that are left out for their size. */
  readonly pairsBeforeCap: number;
  /** Most pairs in a block that is compared, or null where there are no blocks. */
  readonly blockPairs: number | null;
  readonly passes: readonly PassFacts[];
  /** Null where every pair is compared, and where the files show too little. */
  readonly recall: RecallEstimate | null;
  readonly lsh: LshParameters | null;
  /** Memory for filters, tokens, blocks, and a pair found for each row of the smaller file; in bytes. */
  readonly bytes: number;
}

export interface Planned {
  readonly plan: ComparisonPlan;
  /** Null where every pair is compared. */
  readonly index: BlockIndex | null;
}

/**
 * The plan, and the blocks where there are any.
 *
 * Deterministic: the speed of a machine changes nothing in it.
 * Throws: `blocking-differs`.
 */
export function planComparison(a: PlanSide, b: PlanSide, wish: PlanWish): Planned {
  const rows = [a.clk.rows, b.clk.rows] as const;
  checkSamePasses(a.blocking, b.blocking);
  const allPairs = rows[0] * rows[1];
  const tokens = a.blocking.length > 0;
  const diffused = a.diffused || b.diffused;
  const base = { rows, allPairs, passes: [], recall: null, lsh: null, blockPairs: null };
  const exhaustive = (reason: ComparisonPlan['reason']): Planned => ({
    plan: {
      ...base,
      method: 'exhaustive',
      reason,
      pairs: allPairs,
      pairsBeforeCap: allPairs,
      bytes: bytesOf(a, b, null),
    },
    index: null,
  });
  if (wish.which === 'exhaustive') return exhaustive('asked');
  if (wish.which === 'auto' && allPairs <= AFFORDABLE_PAIRS) return exhaustive('affordable');
  if (allPairs === 0 || (!tokens && diffused)) return exhaustive('nothing-to-block-on');
  const lsh = tokens ? null : chooseTables(a.clk, b.clk, wish.threshold, LSH_RECALL);
  const keys = (side: PlanSide) => (lsh === null ? side.blocking : [lshKeys(side.clk, lsh)]);
  const index = buildBlocks(keys(a), keys(b), rows, wish.blockPairs);
  const sum = (of: (facts: PassFacts) => number) =>
    index.passes.reduce((total, { facts }) => total + of(facts), 0);
  return {
    plan: {
      ...base,
      method: lsh === null ? 'blocking' : 'hamming-lsh',
      reason: wish.which === 'blocked' ? 'asked' : 'too-many-pairs',
      pairs: sum(({ pairs }) => pairs),
      pairsBeforeCap: sum(({ pairsBeforeCap }) => pairsBeforeCap),
      blockPairs: wish.blockPairs,
      passes: index.passes.map(({ facts }) => facts),
      recall: recallOf(a, b, index, wish),
      lsh,
      bytes: bytesOf(a, b, index),
    },
    index,
  };
}

function recallOf(
  a: PlanSide,
  b: PlanSide,
  index: BlockIndex,
  { threshold, probesFrom = threshold, kernel, exact, metric }: PlanWish,
): RecallEstimate | null {
  const probes =
    probesByToken(a.clk, b.clk, exact, probesFrom, metric) ??
    probesBySample(a.clk, b.clk, kernel, probesFrom, metric);
  return estimateRecall(index, probes);
}

/** A pair found takes 16 bytes, twice while parts are joined. */
const PAIR_BYTES = 32;

function bytesOf(a: PlanSide, b: PlanSide, index: BlockIndex | null): number {
  const side = ({ clk, blocking }: PlanSide) =>
    clk.bytes.length + blocking.reduce((sum, { slots }) => sum + slots.length * clk.rows * 8, 0);
  const blocks = (index?.passes ?? []).reduce(
    (sum, pass) =>
      sum +
      [...pass.ofA, ...pass.ofB].reduce((bytes, of) => bytes + of.byteLength, 0) +
      [pass.a, pass.b].reduce((bytes, { starts, rows }) => bytes + starts.byteLength + rows.byteLength, 0),
    0,
  );
  return side(a) + side(b) + blocks + PAIR_BYTES * Math.min(a.clk.rows, b.clk.rows);
}
