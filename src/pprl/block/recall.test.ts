import { describe, expect, it } from 'vitest';
import { randomFilters, randomNumbers } from '../../../test/support/filters.ts';
import { referenceKernel } from '../compare/kernel.ts';
import { buildBlocks } from './block-index.ts';
import type { BlockKeys } from './block-keys.ts';
import { cappedKeys, withoutKeys } from './capped-keys.ts';
import { chooseTables, lshKeys } from './hamming-lsh.ts';
import { planComparison } from './plan.ts';
import { estimateRecall, probesByToken, wilson } from './recall.ts';

const ROWS = 2000;
const clk = randomFilters(1, 256, ROWS, 0.3);

/** Keys of `b` that differ from those of `a` in a share of the rows. */
function keys(name: string, wrong: number, seed: number): [BlockKeys, BlockKeys] {
  const random = randomNumbers(seed);
  const a = Float64Array.from({ length: ROWS }, (_, row) => row + 1);
  const b = a.map((key) => (random() < wrong ? key + 1e6 : key));
  return [
    { name, slots: [a] },
    { name, slots: [b] },
  ];
}

/** All rows of both files share a token. */
const rows = Uint32Array.from({ length: ROWS }, (_, row) => row);
const exact = [{ name: 'nik', a: rows, b: rows }];

describe('expected recall', () => {
  it.each([0.02, 0.1, 0.3])('moves with the errors in the keys: %d of them wrong', (wrong) => {
    const [a1, b1] = keys('one', wrong, 1);
    const [a2, b2] = keys('two', wrong, 2);
    const index = buildBlocks([a1, a2], [b1, b2], [ROWS, ROWS], 100);
    const recall = estimateRecall(index, probesByToken(clk, clk, exact, 0.9)!)!;
    expect(recall.basis).toBe('exact:nik');
    expect(recall.pairs).toBe(ROWS);
    expect(Math.abs(recall.share - (1 - wrong ** 2))).toBeLessThan(0.02);
    expect(Math.abs(recall.passes[0]!.share - (1 - wrong))).toBeLessThan(0.03);
    expect(Math.abs(recall.passes[1]!.only - wrong * (1 - wrong))).toBeLessThan(0.03);
    expect([recall.low <= recall.share, recall.share <= recall.high]).toEqual([true, true]);
    expect(recall.lostToCap).toBe(0);
  });

  it('tells what a cap on blocks costs', () => {
    const large = Float64Array.from({ length: ROWS }, (_, row) => (row < 500 ? 1 : row + 1));
    const one = [{ name: 'one', slots: [large] }];
    const index = buildBlocks(one, one, [ROWS, ROWS], 1000);
    const recall = estimateRecall(index, probesByToken(clk, clk, exact, 0.9)!)!;
    expect(recall.share).toBe(0.75);
    expect(recall.lostToCap).toBe(0.25);
    expect(index.passes[0]!.facts).toMatchObject({ cappedBlocks: 1, cappedRows: [500, 500] });
    const capped = cappedKeys(index, one);
    expect(capped.map((found) => [...found])).toEqual([[1]]);
    expect(withoutKeys(one, capped)[0]!.slots[0]!.filter((key) => key === 0).length).toBe(500);
  });

  it('is not of pairs that are hardly one person, where it is said from where on they are', () => {
    const bytes = clk.bytes.slice();
    bytes.set(randomFilters(3, 256, ROWS / 2, 0.3).bytes);
    const mixed = { ...clk, bytes };
    const key = (from: number) => [
      {
        name: 'one',
        slots: [Float64Array.from({ length: ROWS }, (_, row) => (row < ROWS / 2 ? from + row : row + 1))],
      },
    ];
    const side = (own: typeof clk, from: number) => ({ clk: own, blocking: key(from), diffused: true });
    const wish = {
      threshold: 0.01,
      which: 'blocked',
      blockPairs: 100,
      kernel: referenceKernel,
      exact,
    } as const;
    const share = (more: object) =>
      planComparison(side(clk, 1e6), side(mixed, 2e6), { ...wish, ...more }).plan.recall!.share;
    expect(share({})).toBeCloseTo(0.5, 2);
    expect(share({ probesFrom: 0.9 })).toBe(1);
  });

  it('has the interval of Wilson', () => {
    const [low, high] = wilson(81, 263);
    // Published example: 81 of 263, 0.2553 to 0.3662 (R. G. Newcombe, Statistics in Medicine 17, 1998, table I).
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2553', '0.3662']);
  });
});

describe('Hamming LSH', () => {
  /** Filters of which some bits were moved: pairs of one row score about 0.85. */
  const other = (() => {
    const random = randomNumbers(7);
    const bytes = clk.bytes.slice();
    for (let row = 0; row < ROWS; row++)
      for (let change = 0; change < 11; change++) {
        const [from, to] = [Math.floor(random() * 256), Math.floor(random() * 256)];
        bytes[row * 32 + (from >> 3)]! &= ~(0x80 >> (from & 7));
        bytes[row * 32 + (to >> 3)]! |= 0x80 >> (to & 7);
      }
    return { ...clk, bytes };
  })();

  it('brings pairs above the threshold together as surely as it says, with few others', () => {
    const parameters = chooseTables(clk, other, 0.8, 0.99);
    expect(parameters.recall).toBeGreaterThanOrEqual(0.99);
    const planned = planComparison(
      { clk, blocking: [], diffused: false },
      { clk: other, blocking: [], diffused: false },
      { threshold: 0.8, which: 'blocked', blockPairs: 1e6, kernel: referenceKernel, exact },
    );
    expect(planned.plan.method).toBe('hamming-lsh');
    expect(planned.plan.recall!.share).toBeGreaterThan(0.985);
    expect(planned.plan.pairs).toBeLessThan((ROWS * ROWS) / 4);
    expect(planned.plan.lsh).toEqual(parameters);
  });

  it('samples the same bits in every file, and different ones in every table', () => {
    const { slots } = lshKeys(clk, { tables: 5, bits: 12, distance: 0, recall: 1, chancePairs: 0 });
    const again = lshKeys(clk, { tables: 5, bits: 12, distance: 0, recall: 1, chancePairs: 0 });
    expect(again.slots).toEqual(slots);
    expect(new Set(slots.map((keys) => keys.join())).size).toBe(5);
  });

  it('is not used for diffused filters', () => {
    const side = { clk, blocking: [], diffused: true };
    const wish = { threshold: 0.8, which: 'blocked', blockPairs: 1, kernel: referenceKernel, exact } as const;
    expect(planComparison(side, side, wish).plan).toMatchObject({
      method: 'exhaustive',
      reason: 'nothing-to-block-on',
      pairs: ROWS * ROWS,
    });
  });
});

describe('what is compared', () => {
  it('is every pair where that is affordable, and otherwise as asked', () => {
    const one = { name: 'one', slots: [Float64Array.from({ length: ROWS }, (_, row) => row + 1)] };
    const side = { clk, blocking: [one], diffused: true };
    const wish = { threshold: 0.9, blockPairs: 9, kernel: referenceKernel, exact } as const;
    const method = (which: 'auto' | 'exhaustive' | 'blocked') => {
      const { plan } = planComparison(side, side, { ...wish, which });
      return [plan.method, plan.reason, plan.pairs];
    };
    expect(method('auto')).toEqual(['exhaustive', 'affordable', ROWS * ROWS]);
    expect(method('exhaustive')).toEqual(['exhaustive', 'asked', ROWS * ROWS]);
    expect(method('blocked')).toEqual(['blocking', 'asked', ROWS]);
  });
});
