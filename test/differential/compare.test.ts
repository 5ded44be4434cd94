import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { buildKernel, KERNEL_FILE } from '../../scripts/build-kernel.ts';
import { type CompareKernel, diceOf, referenceKernel } from '../../src/pprl/compare/kernel.ts';
import { fewestCommon } from '../../src/pprl/compare/wasm-kernel.ts';
import { filters, randomFilters, range, sortedPairs, wasmKernel } from '../support/filters.ts';

// Some of these compare whole files, which on a busy machine takes more than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 });

/** The fast kernel against the obvious one: the same pairs and the same scores, bit for bit. */
let wasm: CompareKernel;
beforeAll(async () => {
  wasm = await wasmKernel();
});

/** One filter with `ones` bits set, from bit `from` on. */
const run = (bits: number, from: number, ones: number) => filters(bits, [range(from, from + ones)]);

describe('the WASM kernel', () => {
  it('is the one that its source compiles to', async () => {
    expect(Buffer.from(await buildKernel()).equals(readFileSync(KERNEL_FILE))).toBe(true);
  });

  it('agrees with the reference for any length, number of rows, fill and threshold', () => {
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
        (length, rowsA, rowsB, fill, t, seed) => {
          const a = randomFilters(seed, length, rowsA, fill);
          const b = randomFilters(seed + 1, length, rowsB, fill);
          if (rowsA > 2 && rowsB > 2) b.bytes.set(a.bytes.subarray(0, (2 * length) / 8));
          expect(sortedPairs(wasm.compare(a, b, t))).toEqual(sortedPairs(referenceKernel.compare(a, b, t)));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });

  it('agrees at thresholds that are exactly a score of the files', () => {
    for (const bits of [64, 72, 1024, 2048]) {
      const a = randomFilters(bits, bits, 9, 0.4);
      const b = randomFilters(bits + 1, bits, 9, 0.4);
      const all = referenceKernel.compare(a, b, 0);
      for (const t of new Set(all.score)) {
        const found = sortedPairs(wasm.compare(a, b, t));
        expect(found).toEqual(sortedPairs(referenceKernel.compare(a, b, t)));
        expect(found.some(([, , score]) => score === t)).toBe(true);
      }
    }
  });

  it('has for every total of set bits the bound that the division has, one less being too few', () => {
    for (const t of [0.05, 0.3, 0.5, 2 / 3, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1])
      for (const [total, common] of fewestCommon(1024, t).entries()) {
        if (common <= 1024) expect(diceOf(common, total)).toBeGreaterThanOrEqual(t);
        if (common > 0) expect(diceOf(Math.min(common - 1, 1024), total)).toBeLessThan(t);
      }
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
    expect(kernel.compare(a, a, 0.01, 100).a.length).toBe(100);
    expect(() => kernel.compare(a, a, 0.01, 99)).toThrow('too-many-candidates');
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

  it('counts the bits of the right filter where its length is not a multiple of 8 bytes', () => {
    const bits = 1000;
    const a = randomFilters(3, bits, 700, 0.3);
    const found = sortedPairs(kernel().compare(a, a, 1));
    expect(found).toEqual(Array.from({ length: 700 }, (_, row) => [row, row, 1]));
  });

  it('scores two empty filters 0, not 1', () => {
    const empty = run(1024, 0, 0);
    expect(sortedPairs(kernel().compare(empty, empty, 0))).toEqual([[0, 0, 0]]);
    expect(sortedPairs(kernel().compare(empty, empty, 1e-9))).toEqual([]);
  });

  it('scores by 2 common / total', () => {
    expect(sortedPairs(kernel().compare(run(64, 0, 10), run(64, 6, 8), 0.1))).toEqual([[0, 0, 8 / 18]]);
    expect(sortedPairs(kernel().compare(run(64, 0, 10), run(64, 0, 10), 1))).toEqual([[0, 0, 1]]);
  });
});
