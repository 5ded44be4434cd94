import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClkColumn } from '../compare/clk-column.ts';
import { type CompareKernel, referenceKernel, scoreOfRows } from '../compare/kernel.ts';
import { loadWasmKernel } from '../compare/wasm-kernel.ts';
import { buildBlocks } from './block-index.ts';
import type { BlockKeys } from './block-keys.ts';
import { pairsOfTask, planTasks } from './block-pairs.ts';
import { compareBlocks } from './compare-blocks.ts';

/** Rows as lists of keys: `rows[row][pass][slot]`, 0 for none. */
type Keyed = readonly (readonly (readonly number[])[])[];
const PASSES = [1, 2, 3];

const keyed = fc.array(
  fc.tuple(...PASSES.map((slots) => fc.array(fc.nat(6), { minLength: slots, maxLength: slots }))),
  { maxLength: 12 },
);

function columns(rows: Keyed): BlockKeys[] {
  return PASSES.map((slots, pass) => ({
    name: `pass-${'abc'[pass]}`,
    slots: Array.from({ length: slots }, (_, slot) => Float64Array.from(rows, (row) => row[pass]![slot]!)),
  }));
}

/** All that blocking is, without an index: do two rows share a key of a pass whose block is not too large? */
function shouldMeet(a: Keyed, b: Keyed, mostPairs: number): Set<string> {
  const pairs = new Set<string>();
  const holders = (rows: Keyed, pass: number, key: number) =>
    rows.filter((row) => row[pass]!.includes(key)).length;
  PASSES.forEach((_, pass) => {
    a.forEach((rowA, i) => {
      b.forEach((rowB, j) => {
        for (const key of rowA[pass]!)
          if (
            key !== 0 &&
            rowB[pass]!.includes(key) &&
            holders(a, pass, key) * holders(b, pass, key) <= mostPairs
          )
            pairs.add(`${i} ${j}`);
      });
    });
  });
  return pairs;
}

function listed(a: Keyed, b: Keyed, mostPairs: number, taskPairs: number): string[] {
  const index = buildBlocks(columns(a), columns(b), [a.length, b.length], mostPairs);
  const pairs: string[] = [];
  for (const task of planTasks(index, taskPairs))
    for (const { a: rowsA, b: rowsB, count } of pairsOfTask(index, task))
      for (let k = 0; k < count; k++) pairs.push(`${rowsA[k]} ${rowsB[k]}`);
  return pairs;
}

describe('blocks', () => {
  it('bring together every pair that shares a key under the cap, exactly once', () =>
    fc.assert(
      fc.property(
        keyed,
        keyed,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (a, b, cap, task) => {
          const pairs = listed(a, b, cap, task);
          expect([...pairs].sort()).toEqual([...shouldMeet(a, b, cap)].sort());
        },
      ),
      { seed: 1, numRuns: 500 },
    ));

  it('are counted as they are', () =>
    fc.assert(
      fc.property(keyed, keyed, fc.integer({ min: 1, max: 60 }), (a, b, cap) => {
        const { passes } = buildBlocks(columns(a), columns(b), [a.length, b.length], cap);
        passes.forEach(({ facts }, pass) => {
          const keys = [1, 2, 3, 4, 5, 6];
          const holders = (rows: Keyed, of: readonly number[]) =>
            rows.filter((row) => of.some((key) => row[pass]!.includes(key))).length;
          const size = (key: number) => holders(a, [key]) * holders(b, [key]);
          const sum = (of: readonly number[]) => of.reduce((all, key) => all + size(key), 0);
          const kept = keys.filter((key) => size(key) > 0 && size(key) <= cap);
          const capped = keys.filter((key) => size(key) > cap);
          expect(facts).toEqual({
            name: facts.name,
            keyed: [holders(a, keys), holders(b, keys)],
            pairs: sum(kept),
            pairsBeforeCap: sum(keys),
            largestBlock: Math.max(0, ...keys.map(size)),
            blocks: kept.length,
            cappedBlocks: capped.length,
            cappedRows: [holders(a, capped), holders(b, capped)],
          });
        });
      }),
      { seed: 2, numRuns: 300 },
    ));

  it('are many pairs in one block, too: lists and tiles lose none', () => {
    const all = (rows: number) => Array.from({ length: rows }, () => [[1], [0, 0], [0, 0, 0]]);
    const pairs = listed(all(30), all(2300), 1e6, 1e6);
    expect(pairs.length).toBe(30 * 2300);
    expect(new Set(pairs).size).toBe(30 * 2300);
  });
});

let wasm: CompareKernel;
beforeAll(async () => {
  const bytes = readFileSync(new URL('../compare/kernel/kernel.wasm', import.meta.url));
  wasm = await loadWasmKernel(await WebAssembly.compile(bytes));
});

const filters = (bits: number, rows: number, seed: number): ClkColumn => {
  const bytes = new Uint8Array((rows * bits) / 8);
  let state = seed + 1;
  for (let at = 0; at < bytes.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return { bits, rows, bytes };
};

describe('comparing listed pairs', () => {
  it('gives the same with the fast kernel as one by one, in any order of rows and beyond its room', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(8, 64, 72, 256, 1024, 2048, 2056),
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0.4, max: 0.6, noNaN: true }),
        fc.nat(),
        fc.constantFrom('dice', 'jaccard', 'hamming' as const),
        (bits, count, threshold, seed, metric) => {
          const [a, b] = [filters(bits, 3000, seed), filters(bits, 2500, seed + 1)];
          const rows = (of: number, step: number) =>
            Uint32Array.from({ length: count }, (_, k) => (k * step + seed) % of);
          const list = { a: rows(3000, 7), b: rows(2500, 11), count };
          const found = wasm.compareListed(a, b, [list], threshold, { metric });
          expect(found).toEqual(referenceKernel.compareListed(a, b, [list], threshold, { metric }));
          for (let k = 0; k < found.a.length; k += 500)
            expect(found.score[k]).toBe(scoreOfRows(a, found.a[k]!, b, found.b[k]!, metric));
        },
      ),
      { seed: 3, numRuns: 40 },
    ));

  it('counts a score equal to the threshold, and refuses more pairs than are wanted', () => {
    const a = filters(256, 50, 1);
    const list = { a: Uint32Array.of(3), b: Uint32Array.of(3), count: 1 };
    expect(wasm.compareListed(a, a, [list], 1).a.length).toBe(1);
    expect(() => wasm.compareListed(a, a, [list, list], 1, { limit: 1 })).toThrow('too-many-candidates');
  });
});

describe('compareBlocks', () => {
  it('finds what comparing every pair finds, of the pairs that meet', async () => {
    await fc.assert(
      fc.asyncProperty(
        keyed,
        keyed,
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        async (a, b, seed, taskPairs) => {
          const [clkA, clkB] = [filters(64, a.length, seed), filters(64, b.length, seed + 9)];
          const index = buildBlocks(columns(a), columns(b), [a.length, b.length], 100);
          const tasks = planTasks(index, taskPairs);
          const found = await compareBlocks(wasm, clkA, clkB, index, tasks, { threshold: 0.5 });
          const meet = shouldMeet(a, b, 100);
          const every = referenceKernel.compare(clkA, clkB, 0.5);
          const wanted = [...every.a].flatMap((i, k) => {
            const j = every.b[k]!;
            return meet.has(`${i} ${j}`) ? [`${i} ${j} ${every.score[k]}`] : [];
          });
          const got = [...found.pairs.a].map((i, k) => `${i} ${found.pairs.b[k]} ${found.pairs.score[k]}`);
          expect(got.sort()).toEqual(wanted.sort());
          expect(found.compared).toBe(meet.size);
        },
      ),
      { seed: 4, numRuns: 200 },
    );
  });

  it('does no part again that an earlier attempt did, and gives the same', async () => {
    const rows = Array.from({ length: 60 }, (_, k) => [[1 + (k % 5)], [k % 7, 0], [0, 0, 1 + (k % 3)]]);
    const clk = filters(128, 60, 5);
    const index = buildBlocks(columns(rows), columns(rows), [60, 60], 1e6);
    const tasks = planTasks(index, 100);
    const parts = new Map();
    const whole = await compareBlocks(wasm, clk, clk, index, tasks, {
      threshold: 0.45,
      onPart: (task, part) => void parts.set(task, part),
    });
    expect(parts.size).toBe(tasks.length);
    parts.delete(1);
    parts.delete(tasks.length - 1);
    const again: number[] = [];
    const resumed = await compareBlocks(wasm, clk, clk, index, tasks, {
      threshold: 0.45,
      done: parts,
      onPart: (task) => void again.push(task),
    });
    expect(again).toEqual([1, tasks.length - 1]);
    expect(resumed).toEqual(whole);
  });
});
