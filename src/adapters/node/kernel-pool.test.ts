import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { randomFilters } from '../../../test/support/filters.ts';
import type { CompareKernel } from '../../pprl/compare/kernel.ts';
import { type CompareJob, compareAll, oneByOne } from '../../pprl/compare/slices.ts';
import { loadWasmKernel } from '../../pprl/compare/wasm-kernel.ts';
import { nodeKernel } from './kernel.ts';
import { KernelPool } from './kernel-pool.ts';

const a = randomFilters(1, 72, 1300, 0.3);
const b = randomFilters(2, 72, 1100, 0.3);
const job: CompareJob = { threshold: 0.5, sliceRows: 200 };

let module: WebAssembly.Module;
let alone: CompareKernel;
const pools = new Map<number, CompareKernel>();
/** The kernel on so many threads, however small the work. */
function on(threads: number): CompareKernel {
  if (threads === 1) return alone;
  const pool = new KernelPool(module, threads);
  const made = pools.get(threads) ?? { ...alone, compareSlices: pool.compareSlices.bind(pool) };
  pools.set(threads, made);
  return made;
}
/** A pool whose threads run `program` in place of their own. */
const running = (program: string): CompareKernel => {
  const file = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
  const pool = new KernelPool(module, 2, file);
  return { ...alone, compareSlices: pool.compareSlices.bind(pool) };
};

beforeAll(async () => {
  module = await WebAssembly.compile(
    readFileSync(new URL('../../pprl/compare/kernel/kernel.wasm', import.meta.url)),
  );
  alone = await loadWasmKernel(module);
});

describe('threads of the compare kernel', () => {
  it.each([
    ['all pairs', {}],
    ['Jaccard', { metric: 'jaccard', threshold: 0.33 }],
    ['Hamming', { metric: 'hamming', threshold: 0.7 }],
    ['the best of each row', { top: 3, threshold: 0 }],
  ] as const)('give the same pairs in the same order, however many there are: %s', async (_name, own) => {
    const one = await compareAll(on(1), a, b, { ...job, ...own });
    expect(one.a.length).toBeGreaterThan(2000);
    for (const threads of [2, 3])
      expect(await compareAll(on(threads), a, b, { ...job, ...own })).toEqual(one);
  });

  it('share files that lie in shared memory already', async () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(a.bytes.length));
    bytes.set(a.bytes);
    expect(await compareAll(on(2), { ...a, bytes }, b, job)).toEqual(await compareAll(on(1), a, b, job));
  });

  it('work at two comparisons at once', async () => {
    const [there, back] = await Promise.all([compareAll(on(2), a, b, job), compareAll(on(2), b, a, job)]);
    expect(there).toEqual(await compareAll(on(1), a, b, job));
    expect(back).toEqual(await compareAll(on(1), b, a, job));
  });

  it('stop at the limit of all pairs together, not before', async () => {
    const { length } = (await compareAll(on(1), a, b, job)).a;
    for (const threads of [1, 2]) {
      expect((await compareAll(on(threads), a, b, { ...job, limit: length })).a.length).toBe(length);
      await expect(compareAll(on(threads), a, b, { ...job, limit: length - 1 })).rejects.toMatchObject({
        code: 'too-many-candidates',
        facts: { limit: length - 1 },
      });
    }
  });

  it('tell of every slice, and stop when they are told to', async () => {
    for (const threads of [1, 2]) {
      const seen: string[] = [];
      const onProgress = (done: number, total: number) => void seen.push(`${done}/${total}`);
      await compareAll(on(threads), a, b, { ...job, onProgress });
      expect(seen).toEqual(Array.from({ length: 42 }, (_, k) => `${k + 1}/42`));
      const cancelled = () => seen.length >= 45;
      await expect(compareAll(on(threads), a, b, { ...job, onProgress, cancelled })).rejects.toMatchObject({
        code: 'link-cancelled',
        facts: { done: 3, of: 42 },
      });
      const never = compareAll(on(threads), a, b, { ...job, cancelled: () => true });
      await expect(never).rejects.toMatchObject({ code: 'link-cancelled', facts: { done: 0 } });
    }
    expect(await compareAll(on(2), a, b, job)).toEqual(await compareAll(on(1), a, b, job));
  });

  it('refuse as the kernel does', async () => {
    const slice = { index: 0, aFrom: 0, aTo: 1, bFrom: 0, bTo: 1 };
    const shorter = randomFilters(3, 64, 1, 0.5);
    for (const compareSlices of [oneByOne(alone), on(2).compareSlices!])
      await expect(compareSlices(a, shorter, [slice], 0.5, {})).rejects.toMatchObject({
        code: 'clk-lengths-differ',
        facts: { bitsA: 72, bitsB: 64 },
      });
  });

  it.each([
    ['cannot start', 'throw new Error("lost")', 'lost'],
    [
      'fails at work',
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => { throw new Error("lost"); })',
      'lost',
    ],
    [
      'ends without a word',
      'import { parentPort } from "node:worker_threads"; parentPort.on("message", () => process.exit(0))',
      'ended',
    ],
  ])('pass it on when one %s, each time', async (_name, program, message) => {
    const kernel = running(program);
    await expect(compareAll(kernel, a, b, job)).rejects.toThrow(message);
    await expect(compareAll(kernel, a, b, job)).rejects.toThrow(message);
  });

  it('pass on what the caller throws while it is told of progress', async () => {
    const onProgress = async () => {
      throw new Error('full');
    };
    for (const threads of [1, 2])
      await expect(compareAll(on(threads), a, b, { ...job, onProgress })).rejects.toThrow('full');
  });

  it('end with the process, and hold it while they work', async () => {
    const program = `
      const { nodeKernel } = await import(${JSON.stringify(new URL('./kernel.ts', import.meta.url).href)});
      const { compareAll } = await import(${JSON.stringify(new URL('../../pprl/compare/slices.ts', import.meta.url).href)});
      const column = (byte) => ({ bits: 1024, rows: 12_000, bytes: new Uint8Array(12_000 * 128).fill(byte) });
      const kernel = await nodeKernel(2);
      let slices = 0;
      const onProgress = () => { slices += 1; };
      compareAll(kernel, column(1), column(2), { threshold: 1, onProgress })
        .then(({ a }) => console.log(a.length, slices));`;
    const ended = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      timeout: 50_000,
    });
    expect((await ended).stdout.trim()).toBe('0 36');
  });

  it('are left out where the work is small', async () => {
    const kernel = await nodeKernel(2);
    expect(await nodeKernel(2)).toBe(kernel);
    expect(await compareAll(kernel, a, b, job)).toEqual(await compareAll(on(1), a, b, job));
  });
});
