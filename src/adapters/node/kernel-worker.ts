/**
 * A thread that compares slices (kernel-pool.ts). It takes the next slice that nobody has taken, until none is left or
 * somebody has raised the flag, so that a slow thread holds nobody up.
 *
 * Each thread has a memory of its own for the module, a few blocks small; both files lie in memory that all share.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { CandidatePairs, ClkColumn } from '../../pprl/compare/clk-column.ts';
import type { CompareOptions } from '../../pprl/compare/kernel.ts';
import { compareSlice, type Slice } from '../../pprl/compare/slices.ts';
import { loadWasmKernel } from '../../pprl/compare/wasm-kernel.ts';
import { DomainError, type Facts, type ProblemCode } from '../../problems.ts';

export interface WorkerJob {
  readonly job: number;
  readonly a: ClkColumn;
  readonly b: ClkColumn;
  readonly slices: readonly Slice[];
  readonly threshold: number;
  readonly options: CompareOptions;
  /** Shared: the next slice that nobody has taken. Past the last one there is nothing more to do. */
  readonly next: Int32Array;
}

export type WorkerAnswer =
  | { readonly job: number; readonly slice: number; readonly pairs: CandidatePairs }
  | { readonly job: number; readonly refused: { readonly code: ProblemCode; readonly facts: Facts } }
  | { readonly job: number; readonly finished: true };

const port = parentPort!;
const kernel = await loadWasmKernel((workerData as { module: WebAssembly.Module }).module);

port.on('message', ({ job, a, b, slices, threshold, options, next }: WorkerJob) => {
  const answer = (message: WorkerAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  try {
    for (let k = Atomics.add(next, 0, 1); k < slices.length; k = Atomics.add(next, 0, 1)) {
      const pairs = compareSlice(kernel, a, b, slices[k]!, threshold, options);
      const columns = [pairs.a, pairs.b, pairs.score].map(({ buffer }) => buffer as ArrayBuffer);
      answer({ job, slice: k, pairs }, columns);
    }
  } catch (error) {
    // Anything else than a refusal ends the thread, and its end is told to whoever waits.
    if (!(error instanceof DomainError)) throw error;
    answer({ job, refused: { code: error.code, facts: error.facts } });
  }
  answer({ job, finished: true });
});
