/**
 * Speed of the compare kernel on random filters a quarter full, like those of the native program it is measured
 * against; one thread, threshold 0.8 tested inside the loop.
 */
import type { ClkColumn } from '../src/pprl/compare/clk-column.ts';
import type { CompareKernel } from '../src/pprl/compare/kernel.ts';

export interface KernelBench {
  readonly bench: 'kernel';
  /** Pairs compared in a second of wall time, best of `repeats`. */
  readonly comparisonsPerSecond: number;
  readonly threads: 1;
  readonly bits: number;
  readonly rows: number;
  readonly kernel: CompareKernel['name'];
  readonly threshold: number;
  readonly repeats: number;
  readonly medianPerSecond: number;
}

export interface KernelBenchOptions {
  readonly kernel: CompareKernel;
  /** Milliseconds from any zero: the clock comes from the caller. */
  readonly now: () => number;
  readonly bits?: number;
  readonly rows?: number;
  readonly repeats?: number;
}

/** A random column: each bit is set with probability 1/4. */
function randomColumn(bits: number, rows: number, seed: number): ClkColumn {
  const words = new Uint32Array(Math.ceil((bits * rows) / 32));
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
  for (let word = 0; word < words.length; word++) words[word] = next() & next();
  return { bits, rows, bytes: new Uint8Array(words.buffer).subarray(0, (bits * rows) / 8) };
}

export function benchKernel({
  kernel,
  now,
  bits = 1024,
  rows = 12_000,
  repeats = 5,
}: KernelBenchOptions): KernelBench {
  const threshold = 0.8;
  const a = randomColumn(bits, rows, 88_172_645);
  const b = randomColumn(bits, rows, 463_325_252);
  kernel.compare({ ...a, rows: 1024, bytes: a.bytes.subarray(0, 128 * bits) }, b, threshold);
  const speeds: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const start = now();
    kernel.compare(a, b, threshold);
    speeds.push((rows * rows * 1000) / (now() - start));
  }
  speeds.sort((x, y) => y - x);
  return {
    bench: 'kernel',
    comparisonsPerSecond: Math.round(speeds[0]!),
    threads: 1,
    bits,
    rows,
    kernel: kernel.name,
    threshold,
    repeats,
    medianPerSecond: Math.round(speeds[speeds.length >> 1]!),
  };
}
