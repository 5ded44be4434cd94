/** The candidate pairs of two files by a plan: all pairs or those that meet in blocks; resumable. */
import type { CandidatePairs } from '../compare/clk-column.ts';
import { type CompareKernel, rowsOf, type Watch } from '../compare/kernel.ts';
import type { Metric } from '../compare/metric.ts';
import { compareAll } from '../compare/slices.ts';
import { type PairList, pairsOfTask, planTasks, TASK_PAIRS } from './block-pairs.ts';
import { compareBlocks, type TaskPart } from './compare-blocks.ts';
import type { Planned, PlanSide } from './plan.ts';

/** Parts of the work that an earlier attempt did, and where those of this one go. */
export interface Kept {
  readonly done: ReadonlyMap<number, TaskPart>;
  /** Told of each part as it comes. */
  keep(part: number, found: TaskPart): void | Promise<void>;
}

export interface CandidateJob extends Watch {
  readonly threshold: number;
  readonly kernel: CompareKernel;
  readonly metric?: Metric;
  readonly limit?: number;
  readonly sliceRows?: number;
  readonly kept?: Kept;
}

export interface Candidates {
  readonly pairs: CandidatePairs;
  /** Pairs of rows that were compared. */
  readonly compared: number;
}

/** Throws: as `compareAll` and `compareBlocks`. */
export async function findCandidates(
  a: PlanSide,
  b: PlanSide,
  { index, plan }: Planned,
  { kernel, kept, sliceRows, ...options }: CandidateJob,
): Promise<Candidates> {
  if (index !== null) {
    return compareBlocks(kernel, a.clk, b.clk, index, planTasks(index, TASK_PAIRS), {
      ...options,
      ...(kept ? { done: kept.done, onPart: (part, found) => kept.keep(part, found) } : {}),
    });
  }
  const pairs = await compareAll(kernel, a.clk, b.clk, {
    ...options,
    ...(sliceRows === undefined ? {} : { sliceRows }),
    ...(kept
      ? {
          done: new Map([...kept.done].map(([part, found]) => [part, found.pairs])),
          onPart: (part: number, found: CandidatePairs) => kept.keep(part, { pairs: found, compared: 0 }),
        }
      : {}),
  });
  return { pairs, compared: plan.allPairs };
}

/** Rows on each side, or pairs, that are compared to see how fast it goes. */
const PROBE_ROWS = 1024;
const PROBE_PAIRS = 200_000;

/**
 * Pairs a second on all threads, measured on the first pairs of the plan; null where there are none or the clock is
 * too coarse.
 */
export function pairsPerSecond(
  kernel: CompareKernel,
  a: PlanSide,
  b: PlanSide,
  { index }: Planned,
  threshold: number,
  now: () => number,
): number | null {
  const start = now();
  let pairs = 0;
  if (index === null) {
    const [rowsA, rowsB] = [Math.min(PROBE_ROWS, a.clk.rows), Math.min(PROBE_ROWS, b.clk.rows)];
    kernel.compare(rowsOf(a.clk, 0, rowsA), rowsOf(b.clk, 0, rowsB), threshold);
    pairs = rowsA * rowsB;
  } else {
    function* first(of: NonNullable<typeof index>): Generator<PairList> {
      for (const task of planTasks(of))
        for (const list of pairsOfTask(of, task)) {
          if (pairs >= PROBE_PAIRS) return;
          pairs += list.count;
          yield list;
        }
    }
    kernel.compareListed(a.clk, b.clk, first(index), threshold);
  }
  const seconds = (now() - start) / 1000;
  return pairs > 0 && seconds > 0 ? (pairs / seconds) * (kernel.threads ?? 1) : null;
}
