import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { tasksOneByOne } from '../../pprl/block/compare-blocks.ts';
import type { CompareKernel } from '../../pprl/compare/kernel.ts';
import { oneByOne } from '../../pprl/compare/slices.ts';
import { loadWasmKernel } from '../../pprl/compare/wasm-kernel.ts';
import { KernelPool } from './kernel-pool.ts';

/** More threads than this are started for nobody who does not ask for them: each takes memory of its own. */
const MOST_THREADS = 8;

/** Threads unless said otherwise: one for each core, eight at most. */
export const standardThreads = (): number => Math.min(MOST_THREADS, availableParallelism());

/**
 * Bytes of filters that must be read, over all pairs, for threads to be worth their start: what one thread compares
 * in more than half a second (docs/explanation/comparing.md).
 */
const WORTH_THREADS = 1.6e10;

/** Pairs in blocks that are worth their start: each is gathered before it is compared. */
const WORTH_THREADS_BLOCKS = 4e6;

let compiled: Promise<WebAssembly.Module> | null = null;
const loaded = new Map<number, Promise<CompareKernel>>();

/**
 * The WASM kernel, read from the file beside its source; loaded once for each number of threads.
 *
 * Edge: small comparisons stay on the calling thread. Pairs and their order are the same either way.
 */
export function nodeKernel(threads: number = standardThreads()): Promise<CompareKernel> {
  const there = loaded.get(threads);
  if (there) return there;
  const made = load(threads);
  loaded.set(threads, made);
  return made;
}

async function load(threads: number): Promise<CompareKernel> {
  compiled ??= readFile(new URL('../../pprl/compare/kernel/kernel.wasm', import.meta.url)).then((bytes) =>
    WebAssembly.compile(bytes),
  );
  const module = await compiled;
  const kernel = await loadWasmKernel(module);
  return threads > 1 ? withThreads(kernel, new KernelPool(module, threads), threads) : kernel;
}

function withThreads(kernel: CompareKernel, pool: KernelPool, threads: number): CompareKernel {
  const alone = oneByOne(kernel);
  const tasksAlone = tasksOneByOne(kernel);
  return {
    ...kernel,
    threads,
    compareTasks: (a, b, index, tasks, threshold, options) =>
      tasks.reduce((pairs, task) => pairs + task.pairs, 0) < WORTH_THREADS_BLOCKS
        ? tasksAlone(a, b, index, tasks, threshold, options)
        : pool.compareTasks(a, b, index, tasks, threshold, options),
    compareSlices: (a, b, slices, threshold, options) =>
      (a.rows * b.rows * a.bits) / 8 < WORTH_THREADS
        ? alone(a, b, slices, threshold, options)
        : pool.compareSlices(a, b, slices, threshold, options),
  };
}
