import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ABSENT,
  febrlThousand,
  pick,
  randomFilters,
  randomNumbers,
  range,
  sharedIsThere,
  wasmKernel,
} from '../../../test/support/filters.ts';
import type { ClkColumn } from '../compare/clk-column.ts';
import type { CompareKernel } from '../compare/kernel.ts';
import { keyedTokenStage } from '../exact/exact-stage.ts';
import { linkInputs } from '../link.ts';
import { chancesOf } from './chances.ts';
import { evaluate, type TruePair } from './evaluate.ts';
import { defaultConfirmAt, sampleScores } from './sample.ts';

// Some of these compare whole files, which on a busy machine takes more than the usual five seconds.
vi.setConfig({ testTimeout: 30_000 });

let kernel: CompareKernel;
beforeAll(async () => {
  kernel = await wasmKernel();
});

async function compare(a: ClkColumn, b: ClkColumn, truth: readonly TruePair[], threshold: number) {
  const result = await linkInputs(
    { clk: a, exact: [] },
    { clk: b, exact: [] },
    { threshold, kernel, stage: keyedTokenStage },
  );
  return { known: evaluate(result.links, truth), estimated: result.estimated, links: result.links.length };
}

const FIELDS = 6;
const TOKENS = 12;
const BITS = 1024;

/**
 * Two files about `both` common persons and others. A person is six fields; a field is one of 400 values, the
 * first ones common; a value sets 12 x 5 bits. In `b`, each field is misspelt (a quarter of its tokens change)
 * with probability `error`, and replaced by another value with a fifth of that.
 */
function twoFiles(seed: number, rows: number, both: number, error: number) {
  const next = randomNumbers(seed);
  const value = () => Math.floor(400 * next() ** 2);
  const persons = range(0, 2 * rows - both).map(() => range(0, FIELDS).map(value));
  const bitsOf = (field: number, name: number, changed: number) =>
    range(0, TOKENS).flatMap((token) => {
      const bits = randomNumbers((field * 1000 + name) * 100 + token + (token < changed ? 50 + seed : 0));
      return range(0, 5).map(() => Math.floor(bits() * BITS));
    });
  const encode = (list: readonly (readonly number[])[], errors: number): ClkColumn => {
    const bytes = new Uint8Array((BITS / 8) * list.length);
    for (const [row, person] of list.entries())
      for (const [field, name] of person.entries()) {
        const replaced = next() < errors / 5;
        const changed = next() < errors ? TOKENS / 4 : 0;
        for (const bit of bitsOf(field, replaced ? value() : name, changed))
          bytes[row * (BITS / 8) + (bit >> 3)]! |= 0x80 >> (bit & 7);
      }
    return { bits: BITS, rows: list.length, bytes };
  };
  return {
    a: encode(persons.slice(0, rows), 0),
    b: encode(persons.slice(rows - both), error),
    truth: range(0, both).map((k) => ({ a: rows - both + k, b: k })),
  };
}

/** Links at each threshold, and holds the estimate to within `within` of the truth; says how far apart they were. */
async function nearTruth(
  a: ClkColumn,
  b: ClkColumn,
  truth: readonly TruePair[],
  thresholds: readonly number[],
  within: number,
) {
  const precisions: number[] = [];
  for (const threshold of thresholds) {
    const { known, estimated } = await compare(a, b, truth, threshold);
    expect(Math.abs(estimated!.precision - known.precision!), `precision at ${threshold}`).toBeLessThan(
      within,
    );
    expect(Math.abs(estimated!.recall - known.recall!), `recall at ${threshold}`).toBeLessThan(within);
    precisions.push(known.precision!);
  }
  return precisions;
}

describe('expectation', () => {
  it.each([
    [0.1, 400, 0.05],
    [0.3, 400, 0.05],
    [0.5, 400, 0.05],
    // Few common persons with many errors: where the two kinds of score part is known least.
    [0.5, 150, 0.17],
    [0.8, 400, 0.05],
    [0.8, 250, 0.05],
  ])(
    'is near the truth at error rate %f with %i of 500 persons in both files',
    async (error, both, within) => {
      const { a, b, truth } = twoFiles(7, 500, both, error);
      const precisions = await nearTruth(a, b, truth, [0.39, 0.42, 0.5, 0.6, 0.7, 0.8], within);
      // The lowest threshold lets wrong links in, so that more than certainty is put to the test.
      expect(precisions[0]).toBeLessThan(0.97);
    },
  );

  it.skipIf(!sharedIsThere)(`is near the truth for FEBRL 1,000 + 1,000${ABSENT}`, async () => {
    const { a, b, truth } = febrlThousand();
    await nearTruth(a, b, truth, [0.7, 0.75, 0.8, 0.85, 0.9], 0.005);
  });

  it.skipIf(!sharedIsThere).each([
    [600, 600, 200, 0.04],
    [550, 550, 100, 0.05],
    [900, 150, 50, 0.07],
  ])(
    `is near the truth for %i and %i FEBRL persons of whom %i are in both${ABSENT}`,
    async (rowsA, rowsB, both, within) => {
      const { a, b, truth } = febrlThousand();
      const rowOfB = new Map(truth.map((pair) => [pair.a, pair.b]));
      const few = range(rowsA - both, rowsA - both + rowsB).map((row) => rowOfB.get(row)!);
      const common = range(0, both).map((k) => ({ a: rowsA - both + k, b: k }));
      const precisions = await nearTruth(
        pick(a, range(0, rowsA)),
        pick(b, few),
        common,
        [0.68, 0.7, 0.75, 0.8, 0.9],
        within,
      );
      expect(precisions[0]).toBeLessThan(0.5);
    },
  );

  it('says nothing where there is nothing to fit', async () => {
    const unrelated = await compare(
      randomFilters(1, 512, 200, 0.4),
      randomFilters(2, 512, 200, 0.4),
      [],
      0.5,
    );
    expect(unrelated.links).toBeGreaterThan(0);
    expect(unrelated.estimated).toBeNull();
    const { a, b, truth } = twoFiles(7, 45, 45, 0.3);
    expect((await compare(a, b, truth, 0.6)).estimated).toBeNull();
    const blank = { bits: 512, rows: 100, bytes: new Uint8Array(6400) };
    expect((await compare(blank, blank, [], 0.6)).estimated).toBeNull();
  });
});

describe('the threshold that is found', () => {
  it('rises with the strangers that are compared, and keeps the precision asked for', async () => {
    const { a, b, truth } = twoFiles(7, 500, 400, 0.8);
    const strangers = twoFiles(11, 8000, 0, 0.8).b;
    const bytes = new Uint8Array(b.bytes.length + strangers.bytes.length);
    bytes.set(b.bytes);
    bytes.set(strangers.bytes, b.bytes.length);
    const large: ClkColumn = { bits: BITS, rows: b.rows + strangers.rows, bytes };
    const found = async (register: ClkColumn) => {
      const options = { threshold: 'auto', precision: 0.99, kernel, stage: keyedTokenStage } as const;
      const result = await linkInputs({ clk: a, exact: [] }, { clk: register, exact: [] }, options);
      return { threshold: result.threshold, known: evaluate(result.links, truth), of: result.estimated! };
    };
    const [few, many] = [await found(b), await found(large)];
    expect(many.threshold).toBeGreaterThan(few.threshold + 0.005);
    for (const { known, of } of [few, many]) {
      expect(known.precision).toBeGreaterThan(0.98);
      expect(Math.abs(of.precision - known.precision!)).toBeLessThan(0.02);
      expect(Math.abs(of.recall - known.recall!)).toBeLessThan(0.06);
    }
  });
});

describe('matches expected between whole files', () => {
  it('are carried over from sampled rows by what all rows show', async () => {
    const { a, b } = twoFiles(7, 600, 300, 0.3);
    // Every third row is sampled. All of those have a match and a quarter of the others: 300 of 600 rows, not 600.
    const rest = [...range(500, 600), ...range(0, 300)];
    const order = range(0, 600).map((row) =>
      row % 3 === 0 ? 300 + row / 3 : rest[row - 1 - Math.floor(row / 3)]!,
    );
    const file = pick(a, order);
    const drawn = range(0, 200).map((k) => 3 * k);
    const sample = await sampleScores(pick(file, drawn), b, kernel);
    const floor = sample.floor;
    const told = chancesOf({
      sample,
      counts: [600, 600],
      candidates: kernel.compare(file, b, floor),
      floor,
    })!;
    expect(told.mixture.matched).toBeGreaterThan(0.95);
    expect(Math.abs(told.matches - 300)).toBeLessThan(15);
  });
});

describe('sampleScores', () => {
  it('samples rows of the smaller file and keeps every score from its floor on', async () => {
    const a = randomFilters(1, 256, 300, 0.4);
    const b = randomFilters(2, 256, 60, 0.4);
    const sample = await sampleScores(a, b, kernel);
    expect(sample).toMatchObject({ side: 'b', rows: 60 });
    expect(sample.score.length).toBe(kernel.compare(b, a, sample.floor).a.length);
    expect(sample.score.length / 60).toBeGreaterThan(5);
    expect(sample.score.length / 60).toBeLessThan(20);
  });
});

describe('sampleScores of files of one filter', () => {
  it('keeps none rather than a score for every pair', async () => {
    const same = pick(randomFilters(1, 256, 1, 0.4), Array(2000).fill(0));
    expect((await sampleScores(same, same, kernel)).score.length).toBe(0);
    const nearly = pick(randomFilters(1, 256, 20, 0.4), [...Array(2000).fill(0), ...range(0, 20)]);
    const sample = await sampleScores(nearly, nearly, kernel);
    expect(sample.score.length).toBeLessThan(50 * sample.rows);
  });
});

describe('defaultConfirmAt', () => {
  it('lies where unrelated filters hardly ever are, and never above the threshold', () => {
    const a = randomFilters(1, 1024, 300, 0.4);
    const b = randomFilters(2, 1024, 300, 0.4);
    const at = defaultConfirmAt(a, b, 0.8);
    const above = kernel.compare(a, b, at).a.length / (300 * 300);
    expect(above).toBeGreaterThan(0.005);
    expect(above).toBeLessThan(0.02);
    expect(defaultConfirmAt(a, b, 0.3)).toBe(0.3);
  });

  it('is three quarters of the threshold for files too small to tell', () => {
    const few = randomFilters(1, 64, 30, 0.4);
    expect(defaultConfirmAt(few, few, 0.8)).toBeCloseTo(0.6, 12);
  });
});

describe('evaluate', () => {
  const link = (a: number, b: number, status: 'linked' | 'review' = 'linked') =>
    ({ a, b, score: 1, stage: 'filter', status }) as const;
  const truth = [
    { a: 0, b: 0 },
    { a: 1, b: 1 },
    { a: 2, b: 2 },
  ];

  it('counts links against the truth, review links only when asked', () => {
    const links = [link(0, 0), link(1, 2), link(2, 2, 'review')];
    expect(evaluate(links, truth)).toEqual({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 2,
      precision: 1 / 2,
      recall: 1 / 3,
      f1: 2 / 5,
    });
    expect(evaluate(links, truth, true)).toMatchObject({ truePositives: 2, precision: 2 / 3, recall: 2 / 3 });
  });

  it('has no ratio of nothing', () => {
    expect(evaluate([], truth)).toMatchObject({ precision: null, recall: 0, f1: 0 });
    expect(evaluate([link(0, 0)], [])).toMatchObject({ precision: 0, recall: null, f1: 0 });
    expect(evaluate([], []).f1).toBeNull();
  });
});
