import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildKernel, KERNEL_FILE } from '../../scripts/build-kernel.ts';
import { fewestCommon } from '../../src/pprl/compare/bounds.ts';
import type { CandidatePairs, ClkColumn } from '../../src/pprl/compare/clk-column.ts';
import { type CompareKernel, popcounts, referenceKernel } from '../../src/pprl/compare/kernel.ts';
import { METRICS, scoreBy } from '../../src/pprl/compare/metric.ts';
import { filters, randomFilters, range, sortedPairs, wasmKernel } from '../support/filters.ts';

// Some of these compare whole files, which on a busy machine takes more than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 });

/** The fast kernel against the obvious one: the same pairs and the same scores, bit for bit. */
let wasm: CompareKernel;
beforeAll(async () => {
  wasm = await wasmKernel();
});

/** A bit of a row, read on its own: shares nothing with either kernel. */
const bitOf = ({ bits, bytes }: ClkColumn, row: number, bit: number) =>
  (bytes[(row * bits + bit) >> 3]! >> (7 - (bit & 7))) & 1;
const onesBitByBit = (column: ClkColumn, row: number) =>
  range(0, column.bits).reduce((sum, bit) => sum + bitOf(column, row, bit), 0);

function scoresBitByBit(a: ClkColumn, b: ClkColumn): (readonly [number, number, number])[] {
  const onesA = range(0, a.rows).map((i) => onesBitByBit(a, i));
  const onesB = range(0, b.rows).map((j) => onesBitByBit(b, j));
  const common = (i: number, j: number) => {
    let sum = 0;
    for (let bit = 0; bit < a.bits; bit++) sum += bitOf(a, i, bit) & bitOf(b, j, bit);
    return sum;
  };
  return onesA.flatMap((ones, i) =>
    onesB.map((others, j) => [i, j, (2 * common(i, j)) / (ones + others)] as const),
  );
}

/** One filter with `ones` bits set, from bit `from` on. */
const run = (bits: number, from: number, ones: number) => filters(bits, [range(from, from + ones)]);

describe('the WASM kernel', () => {
  it('is the one that its source compiles to', async () => {
    expect(Buffer.from(await buildKernel()).equals(readFileSync(KERNEL_FILE))).toBe(true);
  });

  it('agrees with the reference for any length, number of rows, fill, metric, threshold and best pairs of a row', () => {
    const bits = fc.oneof(
      fc.constantFrom(1024, 2048, 64, 512, 1088, 2112, 3072, 4096),
      fc.integer({ min: 1, max: 330 }).map((bytes) => bytes * 8),
    );
    const threshold = fc.oneof(
      fc.constantFrom(0, 1, 0.5, 0.75, 0.8, 0.95, 2 / 3, 0.1 + 0.2),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(
        bits,
        fc.nat(23),
        fc.nat(23),
        fc.constantFrom(0, 0.02, 0.3, 0.5, 0.66, 0.97, 1),
        threshold,
        fc.nat(),
        fc.constantFrom(...METRICS),
        fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
        (length, rowsA, rowsB, fill, t, seed, metric, top) => {
          const a = randomFilters(seed, length, rowsA, fill);
          const b = randomFilters(seed + 1, length, rowsB, fill);
          if (rowsA > 2 && rowsB > 2) b.bytes.set(a.bytes.subarray(0, (2 * length) / 8));
          const options = { metric, ...(top === null ? {} : { top }) };
          const [found, wanted] = [wasm, referenceKernel].map((kernel) => kernel.compare(a, b, t, options));
          if (top === null) expect(sortedPairs(found!)).toEqual(sortedPairs(wanted!));
          else expect(found).toEqual(wanted);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it.each(METRICS)('agrees at thresholds that are exactly a %s score of the files', (metric) => {
    for (const bits of [64, 72, 1024, 2048]) {
      const a = randomFilters(bits, bits, 9, 0.4);
      const b = randomFilters(bits + 1, bits, 9, 0.4);
      const all = referenceKernel.compare(a, b, 0, { metric });
      for (const t of new Set(all.score)) {
        const found = sortedPairs(wasm.compare(a, b, t, { metric }));
        expect(found).toEqual(sortedPairs(referenceKernel.compare(a, b, t, { metric })));
        expect(found.some(([, , score]) => score === t)).toBe(true);
      }
    }
  });

  it.each(METRICS)(
    'has for every total the bound that the %s division has, one less being too few',
    (metric) => {
      const score = scoreBy(metric);
      for (const t of [0.05, 0.3, 0.5, 2 / 3, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1]) {
        let wrong = 0;
        for (const [total, common] of fewestCommon(1024, t, metric).entries()) {
          if (common <= 1024 && score(common, total, 1024) < t) wrong += 1;
          if (common > 0 && score(Math.min(common - 1, total >> 1), total, 1024) >= t) wrong += 1;
        }
        expect(wrong).toBe(0);
      }
    },
  );

  it('keeps the best of each row across its blocks, of equal ones the lower row', () => {
    // Filters of few bits have few scores: ties everywhere, more rows than a block of either side has.
    const a = randomFilters(7, 64, 530, 0.1);
    const b = randomFilters(8, 64, 2100, 0.1);
    for (const [metric, top] of [
      ['dice', 3],
      ['jaccard', 1],
      ['hamming', 40],
    ] as const) {
      const found = wasm.compare(a, b, 0.3, { metric, top });
      expect(found).toEqual(referenceKernel.compare(a, b, 0.3, { metric, top }));
      expect(found.a.length).toBeGreaterThan(500);
    }
  });

  it('keeps more best pairs of a row than fit its usual blocks', () => {
    const a = randomFilters(9, 64, 6, 0.5);
    const b = randomFilters(10, 64, 60_000, 0.5);
    const options = { top: 50_000 };
    expect(wasm.compare(a, b, 0.4, options)).toEqual(referenceKernel.compare(a, b, 0.4, options));
  });

  it('loses no pair when far more pairs pass than its buffer holds', async () => {
    // A kernel of its own has no memory left over from wider filters: writing past the buffer would trap.
    const fresh = await wasmKernel();
    const a = randomFilters(5, 1024, 1100, 0.5);
    const b = randomFilters(6, 1024, 2100, 0.5);
    const found = fresh.compare(a, b, 0.05);
    expect(found.a.length).toBe(1100 * 2100);
    const seen = new Uint8Array(1100 * 2100);
    found.a.forEach((i, k) => {
      seen[i * 2100 + found.b[k]!]! += 1;
    });
    expect(seen.every((times) => times === 1)).toBe(true);
  });

  it.each(['reference', 'wasm'])('%s stops at the limit of pairs, not before', (name) => {
    const kernel = name === 'wasm' ? wasm : referenceKernel;
    const a = randomFilters(5, 64, 10, 0.5);
    expect(kernel.compare(a, a, 0.01, { limit: 100 }).a.length).toBe(100);
    expect(() => kernel.compare(a, a, 0.01, { limit: 99 })).toThrow('too-many-candidates');
  });

  it.each(['reference', 'wasm'])('%s gives the same pairs either way round', (name) => {
    const kernel = name === 'wasm' ? wasm : referenceKernel;
    for (const [metric, t] of [
      ['dice', 0.34],
      ['jaccard', 0.2],
      ['hamming', 0.54],
    ] as const) {
      const a = randomFilters(11, 192, 40, 0.3);
      const b = randomFilters(12, 192, 30, 0.4);
      const turned = ({ a: i, b: j, score }: CandidatePairs) => ({ a: j, b: i, score });
      const found = kernel.compare(a, b, t, { metric });
      expect(found.a.length).toBeGreaterThan(50);
      expect(sortedPairs(turned(kernel.compare(b, a, t, { metric })))).toEqual(sortedPairs(found));
    }
  });

  it.each(['reference', 'wasm'])('%s refuses what cannot be compared', (name) => {
    const kernel = name === 'wasm' ? wasm : referenceKernel;
    const a = randomFilters(1, 64, 2, 0.5);
    expect(() => kernel.compare(a, randomFilters(1, 72, 2, 0.5), 0.8)).toThrow('clk-lengths-differ');
    expect(() => kernel.compare({ ...a, rows: 3 }, a, 0.8)).toThrow('clk-column-invalid');
    expect(() => kernel.compare({ ...a, bits: 4, rows: 32 }, a, 0.8)).toThrow('clk-column-invalid');
    expect(() => kernel.compare({ ...a, bits: 0, rows: 0 }, a, 0.8)).toThrow('clk-column-invalid');
    for (const t of [Number.NaN, -0.1, 1.01, 80])
      expect(() => kernel.compare(a, a, t)).toThrow('threshold-invalid');
    for (const top of [0, -1, 1.5, Number.NaN])
      expect(() => kernel.compare(a, a, 0.8, { top })).toThrow('top-invalid');
  });
});

describe.each(['reference', 'wasm'])('known answers of the %s kernel', (name) => {
  const kernel = () => (name === 'wasm' ? wasm : referenceKernel);

  it.each([
    [0.95, 19, 21],
    [0.95, 190, 210],
    [0.75, 3, 5],
  ])('keeps a pair exactly at the threshold %f with %i and %i set bits, either way round', (t, few, many) => {
    const a = run(1024, 0, few);
    const b = run(1024, 0, many);
    expect(sortedPairs(kernel().compare(a, b, t))).toEqual([[0, 0, t]]);
    expect(sortedPairs(kernel().compare(b, a, t))).toEqual([[0, 0, t]]);
  });

  it.each([
    [72, 10_001],
    [1000, 10_001],
  ])('counts the bits of the right filter: %i bits are no multiple of 8 bytes, %i rows', (bits, rows) => {
    const a = randomFilters(3, bits, rows, 0.3);
    const part = { ...a, rows: 3, bytes: a.bytes.slice(0, (3 * bits) / 8) };
    const found = sortedPairs(kernel().compare(part, a, 0));
    expect(found).toEqual(scoresBitByBit(part, a));
    expect(popcounts(a).at(-1)).toBe(onesBitByBit(a, rows - 1));
  });

  it('scores two empty filters 0, not 1', () => {
    const empty = run(1024, 0, 0);
    expect(sortedPairs(kernel().compare(empty, empty, 0))).toEqual([[0, 0, 0]]);
    expect(sortedPairs(kernel().compare(empty, empty, 1e-9))).toEqual([]);
  });

  it.each([
    ['dice', 10, 8, 4, 8 / 18],
    ['jaccard', 10, 8, 4, 4 / 14],
    ['hamming', 10, 8, 4, 54 / 64],
    ['jaccard', 0, 0, 0, 0],
    ['hamming', 0, 0, 0, 1],
    ['hamming', 64, 64, 64, 1],
    ['jaccard', 32, 32, 0, 0],
    ['hamming', 32, 32, 0, 0],
  ] as const)('scores %s of %i and %i set bits, %i of them common', (metric, onesA, onesB, common, score) => {
    const [a, b] = [run(64, 0, onesA), run(64, onesA - common, onesB)];
    expect(sortedPairs(kernel().compare(a, b, score, { metric }))).toEqual([[0, 0, score]]);
    expect(sortedPairs(kernel().compare(b, a, score, { metric }))).toEqual([[0, 0, score]]);
    if (score < 1) expect(kernel().compare(a, b, score + 1e-9, { metric }).a.length).toBe(0);
  });

  it('takes Hamming over the length of the filter, not over the words that hold it', () => {
    expect(sortedPairs(kernel().compare(run(72, 0, 9), run(72, 9, 9), 0.75, { metric: 'hamming' }))).toEqual([
      [0, 0, 0.75],
    ]);
  });

  it('scores by 2 common / total', () => {
    expect(sortedPairs(kernel().compare(run(64, 0, 10), run(64, 6, 8), 0.1))).toEqual([[0, 0, 8 / 18]]);
    expect(sortedPairs(kernel().compare(run(64, 0, 10), run(64, 0, 10), 1))).toEqual([[0, 0, 1]]);
  });
});
