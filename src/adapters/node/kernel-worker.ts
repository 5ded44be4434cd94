/**
 * A thread that compares slices or blocks (kernel-pool.ts). It takes the next piece that nobody has taken, until none is left or
 * somebody has raised the flag, so that a slow thread holds nobody up.
 *
 * Each thread has a memory of its own for the module, a few blocks small; both files lie in memory that all share.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { BlockIndex } from '../../pprl/block/block-index.ts';
import type { BlockTask } from '../../pprl/block/block-pairs.ts';
import { compareTask, type TaskPart } from '../../pprl/block/compare-blocks.ts';
import type { ClkColumn } from '../../pprl/compare/clk-column.ts';
import type { CompareOptions } from '../../pprl/compare/kernel.ts';
import { compareSlice, type Slice } from '../../pprl/compare/slices.ts';
import { loadWasmKernel } from '../../pprl/compare/wasm-kernel.ts';
import { DomainError, type Facts, type ProblemCode } from '../../problems.ts';

/** What is shared out: slices of all pairs, or tasks of blocks. */
export type Work =
  | { readonly slices: readonly Slice[] }
  | { readonly tasks: readonly BlockTask[]; readonly index: BlockIndex };

export interface WorkerJob {
  readonly job: number;
  readonly a: ClkColumn;
  readonly b: ClkColumn;
  readonly work: Work;
  readonly threshold: number;
  readonly options: CompareOptions;
  /** Shared: the next piece that nobody has taken. Past the last one there is nothing more to do. */
  readonly next: Int32Array;
}

export type WorkerAnswer =
  | { readonly job: number; readonly piece: number; readonly part: TaskPart }
  | { readonly job: number; readonly refused: { readonly code: ProblemCode; readonly facts: Facts } }
  | { readonly job: number; readonly finished: true };

const port = parentPort!;
const kernel = await loadWasmKernel((workerData as { module: WebAssembly.Module }).module);

port.on('message', ({ job, a, b, work, threshold, options, next }: WorkerJob) => {
  const answer = (message: WorkerAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  try {
    const pieces = 'slices' in work ? work.slices.length : work.tasks.length;
    for (let k = Atomics.add(next, 0, 1); k < pieces; k = Atomics.add(next, 0, 1)) {
      const part =
        'slices' in work
          ? { pairs: compareSlice(kernel, a, b, work.slices[k]!, threshold, options), compared: 0 }
          : compareTask(kernel, a, b, work.index, work.tasks[k]!, threshold, options);
      const columns = [part.pairs.a, part.pairs.b, part.pairs.score].map(
        ({ buffer }) => buffer as ArrayBuffer,
      );
      answer({ job, piece: k, part }, columns);
    }
  } catch (error) {
    // Anything else than a refusal ends the thread, and its end is told to whoever waits.
    if (!(error instanceof DomainError)) throw error;
    answer({ job, refused: { code: error.code, facts: error.facts } });
  }
  answer({ job, finished: true });
});
