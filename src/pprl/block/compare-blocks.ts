/** Comparison of two files block by block, on as many threads as the kernel has. */
import { DomainError } from '../../problems.ts';
import type { CandidatePairs, ClkColumn } from '../compare/clk-column.ts';
import { type CompareKernel, type CompareOptions, checkComparable, type Watch } from '../compare/kernel.ts';
import { joinPairs, pairRoom } from '../compare/slices.ts';
import type { BlockIndex } from './block-index.ts';
import { type BlockTask, type PairList, pairsOfTask } from './block-pairs.ts';

/** What comparing one task gave. */
export interface TaskPart {
  readonly pairs: CandidatePairs;
  /** Pairs compared: those of the task less those that belong to an earlier block. */
  readonly compared: number;
}

export interface BlockJob extends Omit<CompareOptions, 'top'>, Watch {
  readonly threshold: number;
  /** Parts of tasks that need not be done again, by the number of the task. */
  readonly done?: ReadonlyMap<number, TaskPart>;
  /** Told of each part as it comes, in no promised order. */
  readonly onPart?: (task: number, part: TaskPart) => void | Promise<void>;
}

/** Compares the pairs of one task. Throws as `CompareKernel.compareListed`. */
export function compareTask(
  kernel: CompareKernel,
  a: ClkColumn,
  b: ClkColumn,
  index: BlockIndex,
  task: BlockTask,
  threshold: number,
  options: Omit<CompareOptions, 'top'>,
): TaskPart {
  let compared = 0;
  function* counted(): Generator<PairList> {
    for (const list of pairsOfTask(index, task)) {
      compared += list.count;
      yield list;
    }
  }
  const pairs = kernel.compareListed(a, b, counted(), threshold, options);
  return { pairs, compared };
}

/**
 * All pairs that meet in a block and reach the threshold, each once, and how many were compared.
 *
 * Deterministic: task after task, whatever the number of threads.
 * Throws: as `CompareKernel.compareListed`; `link-cancelled`.
 */
export async function compareBlocks(
  kernel: CompareKernel,
  a: ClkColumn,
  b: ClkColumn,
  index: BlockIndex,
  tasks: readonly BlockTask[],
  { threshold, done = new Map(), ...options }: BlockJob,
): Promise<TaskPart> {
  checkComparable(a, b, threshold);
  const open = tasks.filter((task) => !done.has(task.index));
  const parts = new Map(done);
  const found = await (kernel.compareTasks ?? tasksOneByOne(kernel))(a, b, index, open, threshold, {
    ...options,
    ...(options.onProgress
      ? { onProgress: (now: number) => options.onProgress?.(now + done.size, tasks.length) }
      : {}),
  });
  open.forEach((task, k) => {
    parts.set(task.index, found[k]!);
  });
  const inOrder = tasks.map(({ index: at }) => parts.get(at)!);
  return {
    pairs: joinPairs(
      inOrder.map(({ pairs }) => pairs),
      options.limit,
    ),
    compared: inOrder.reduce((sum, { compared }) => sum + compared, 0),
  };
}

/** `compareTasks` on the calling thread, for kernels that have no other. */
export const tasksOneByOne =
  (kernel: CompareKernel): NonNullable<CompareKernel['compareTasks']> =>
  async (a, b, index, tasks, threshold, { onProgress, onPart, cancelled, ...options }) => {
    const parts: TaskPart[] = [];
    const room = pairRoom(options.limit);
    for (const task of tasks) {
      if (cancelled?.()) throw new DomainError('link-cancelled', { done: parts.length, of: tasks.length });
      const part = compareTask(kernel, a, b, index, task, threshold, options);
      room.take(part.pairs.a.length);
      parts.push(part);
      await onPart?.(task.index, part);
      await onProgress?.(parts.length, tasks.length);
    }
    return parts;
  };
