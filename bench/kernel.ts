/**
 * Speed of the compare kernel on random filters a quarter full, like those of the native program it is measured
 * against; threshold 0.8 tested inside the loop. Whatever is compared with another takes turns with it, so that both
 * meet the machine as it is; the best of the repeats counts, because others only ever make a run slower.
 */
import type { ClkColumn } from '../src/pprl/compare/clk-column.ts';
import type { CompareKernel } from '../src/pprl/compare/kernel.ts';
import { compareAll } from '../src/pprl/compare/slices.ts';
import type { NativeLimit } from './kernel-limit.ts';

export interface KernelBench {
  readonly bench: 'kernel';
  /** Pairs compared in a second of wall time on `threads` threads, best of `repeats`. */
  readonly comparisonsPerSecond: number;
  readonly threads: number;
  readonly bits: number;
  readonly rows: number;
  readonly kernel: CompareKernel['name'];
  readonly threshold: number;
  readonly repeats: number;
  readonly medianPerSecond: number;
  /** Where there are several threads: the same work on one. */
  readonly oneThreadPerSecond?: number;
  readonly speedUp?: number;
  /** The native program, which has filters of 1,024 bits, and one thread as a share of it; or why there is none. */
  readonly limit?: { readonly comparisonsPerSecond: number; readonly ratio: number } | string;
  /** Other lengths on `threads` threads. */
  readonly lengths?: readonly { readonly bits: number; readonly comparisonsPerSecond: number }[];
}

export interface KernelBenchOptions {
  /** On one thread. */
  readonly kernel: CompareKernel;
  /** On `threads`, where these are more. */
  readonly threaded?: { readonly kernel: CompareKernel; readonly threads: number };
  readonly limit?: NativeLimit;
  /** Milliseconds from any zero: the clock comes from the caller. */
  readonly now: () => number;
  /** Without it 1,024, and a look at others. */
  readonly bits?: number;
  readonly rows?: number;
  readonly repeats?: number;
}

const THRESHOLD = 0.8;
const OTHER_LENGTHS = [64, 512, 1000, 2048, 4096];
const LIMIT_BITS = 1024;

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

export async function benchKernel(options: KernelBenchOptions): Promise<KernelBench> {
  const { kernel, threaded, limit, now, rows = 12_000, repeats = 5 } = options;
  const bits = options.bits ?? LIMIT_BITS;
  const speed = speedOf(now, bits, rows);
  const one: number[] = [];
  const many: number[] = [];
  const native: number[] = [];
  await speed(kernel);
  if (threaded) await speed(threaded.kernel);
  for (let repeat = 0; repeat < repeats; repeat++) {
    if (limit?.run && bits === LIMIT_BITS) native.push(await limit.run());
    one.push(await speed(kernel));
    if (threaded) many.push(await speed(threaded.kernel));
  }
  const speeds = (threaded ? many : one).toSorted((x, y) => y - x);
  const lengths = [];
  for (const other of options.bits === undefined ? OTHER_LENGTHS : [])
    lengths.push({
      bits: other,
      comparisonsPerSecond: await bestOf(3, speedOf(now, other, rows / 2), threaded?.kernel ?? kernel),
    });
  return {
    bench: 'kernel',
    comparisonsPerSecond: Math.round(speeds[0]!),
    threads: threaded?.threads ?? 1,
    bits,
    rows,
    kernel: kernel.name,
    threshold: THRESHOLD,
    repeats,
    medianPerSecond: Math.round(speeds[speeds.length >> 1]!),
    ...(threaded ? ofOneThread(speeds[0]!, Math.max(...one)) : {}),
    ...(limit && bits === LIMIT_BITS ? { limit: limit.run ? ofNative(one, native) : limit.absent } : {}),
    ...(lengths.length > 0 ? { lengths } : {}),
  };
}

/** Comparisons a second of two whole files of `rows` rows by a kernel. */
function speedOf(now: () => number, bits: number, rows: number): (kernel: CompareKernel) => Promise<number> {
  const a = randomColumn(bits, rows, 88_172_645);
  const b = randomColumn(bits, rows, 463_325_252);
  return async (kernel) => {
    const start = now();
    await compareAll(kernel, a, b, { threshold: THRESHOLD });
    return (rows * rows * 1000) / (now() - start);
  };
}

async function bestOf(
  times: number,
  speed: (kernel: CompareKernel) => Promise<number>,
  kernel: CompareKernel,
): Promise<number> {
  const speeds: number[] = [];
  for (let time = 0; time < times; time++) speeds.push(await speed(kernel));
  return Math.round(Math.max(...speeds));
}

const ratio = (part: number, whole: number): number => Number((part / whole).toFixed(3));

const ofOneThread = (many: number, one: number) => ({
  oneThreadPerSecond: Math.round(one),
  speedUp: ratio(many, one),
});

const ofNative = (one: readonly number[], native: readonly number[]) => ({
  comparisonsPerSecond: Math.max(...native),
  ratio: ratio(Math.max(...one), Math.max(...native)),
});
