import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_CELL } from './coded-cells.ts';
import { tallyClusters } from './coded-clusters.ts';
import { type CellSums, noSums, strideOf, tallyCodes } from './coded-tally.ts';
import { makeCube } from './cube.ts';

const dimension = (name: string, leaves: number) => ({
  name,
  codes: [
    { code: 'Total', parent: null },
    ...Array.from({ length: leaves }, (_, k) => ({ code: `${k}`, parent: 'Total' })),
  ],
});
/** Ages in two levels: 0 and 1 together are "young". */
const age = {
  name: 'age',
  codes: [
    { code: 'Total', parent: null },
    { code: 'young', parent: 'Total' },
    { code: '0', parent: 'young' },
    { code: '1', parent: 'young' },
    { code: '2', parent: 'Total' },
  ],
};
const cube = makeCube([dimension('sex', 2), age]);
/** The last age has no place in the table. */
const ages = Int32Array.of(0, 1, 2, NO_CELL);

const records = fc.array(
  fc.record({
    sex: fc.nat(1),
    age: fc.integer({ min: -1, max: 3 }),
    weight: fc.nat(900),
    cluster: fc.nat(5),
  }),
  { maxLength: 60 },
);
type Records = readonly { sex: number; age: number; weight: number; cluster: number }[];
const columnsOf = (rows: Records) => [
  { codes: Uint8Array.from(rows, ({ sex }) => sex), steps: Int32Array.of(0, 3) },
  { codes: Int32Array.from(rows, ({ age }) => age), steps: ages },
];
const counts = ({ age }: Records[number]) => age >= 0 && age < 3;
const twice = (columns: Parameters<typeof tallyCodes>[0], weights: Float64Array): CellSums => {
  const into = noSums(36);
  for (let k = 0; k < 2; k++) tallyCodes(columns, weights, into);
  return into;
};
const parameters = { seed: 77, numRuns: 200 };

describe('tallies over columns of codes', () => {
  it('add up what records one by one add up, in blocks of any length', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 9 }), (rows, block) => {
        const weights = Float64Array.from(rows, ({ weight }) => weight);
        const found = noSums(cube.innerCells);
        tallyCodes(columnsOf(rows), weights, found, block);
        for (let cell = 0; cell < cube.innerCells; cell++) {
          const own = rows.filter((row) => counts(row) && cube.inner([row.sex, row.age]) === cell);
          expect(found.counts[cell]).toBe(own.length);
          expect(found.sums[cell]).toBe(own.reduce((sum, { weight }) => sum + weight, 0));
        }
      }),
      parameters,
    );
  });

  it('of four columns give in one pass what they give in blocks, added to what was there', () => {
    const four = fc.array(fc.tuple(fc.nat(1), fc.nat(2), fc.nat(1), fc.nat(2), fc.nat(900)), {
      maxLength: 50,
    });
    const linear = [
      Int32Array.of(0, 18),
      Int32Array.of(0, 6, 12),
      Int32Array.of(0, 3),
      Int32Array.of(0, 1, 2),
    ];
    const left = linear.with(1, Int32Array.of(0, NO_CELL, 12));
    fc.assert(
      fc.property(four, fc.constantFrom(linear, left), (rows, steps) => {
        const weights = Float64Array.from(rows, (row) => row[4]);
        const columns = steps.map((each, d) => ({
          steps: each,
          codes: Uint8Array.from(rows, (row) => row[d]!),
        }));
        const wide = columns.map((each) => ({ steps: each.steps, codes: Int32Array.from(each.codes) }));
        expect(columns.map(strideOf)).toEqual(steps === linear ? [18, 6, 3, 1] : [18, null, 3, 1]);
        expect(wide.map(strideOf)).toEqual([null, null, null, null]);
        expect(twice(columns, weights)).toEqual(twice(wide, weights));
      }),
      parameters,
    );
  });

  it('give every cell and margin the variance of its totals by cluster, clusters without a record counted', () => {
    fc.assert(
      fc.property(records, (unordered) => {
        const rows = unordered.toSorted((a, b) => a.cluster - b.cluster);
        // Six clusters: one alone in its stratum, then two strata in place 0 and 1.
        const stratumOf = [0, 1, 1, 1, 2, 2];
        const placeOf = [0, 0, 0, 0, 1, 1];
        const starts = Array.from({ length: 7 }, (_, c) => rows.filter(({ cluster }) => cluster < c).length);
        const weights = Float64Array.from(rows, ({ weight }) => weight);
        const clusters = { starts, stratumOf, placeOf, places: 2 };
        const found = tallyClusters(columnsOf(rows), weights, clusters, cube, true);
        const plain = tallyClusters(columnsOf(rows), weights, clusters, cube, false);
        for (let place = 0; place < 2; place++) {
          for (let k = 0; k < cube.innerCells; k++)
            for (const kind of ['sums', 'counts', 'variances'] as const)
              expect(plain[kind][place * cube.innerCells + k]).toBe(
                found[kind][place * cube.cells + cube.expand(k)[0]!],
              );
          for (let cell = 0; cell < cube.cells; cell++) {
            const members = (c: number) =>
              rows
                .filter((row) => row.cluster === c && counts(row))
                .filter((row) => cube.expand(cube.inner([row.sex, row.age])).includes(cell));
            const here = stratumOf.flatMap((_, c) => (placeOf[c] === place ? members(c) : []));
            expect(found.counts[place * cube.cells + cell]).toBe(here.length);
            expect(found.sums[place * cube.cells + cell]).toBe(
              here.reduce((sum, { weight }) => sum + weight, 0),
            );
            const z = stratumOf.map((_, c) => members(c).reduce((sum, { weight }) => sum + weight, 0));
            const expected = [1, 2].reduce((sum, stratum) => {
              const own = z.filter((_, c) => stratumOf[c] === stratum && placeOf[c] === place);
              if (own.length === 0) return sum;
              const mean = own.reduce((a, b) => a + b, 0) / own.length;
              const deviations = own.reduce((a, b) => a + (b - mean) ** 2, 0);
              return sum + (own.length / (own.length - 1)) * deviations;
            }, 0);
            expect(Math.abs(found.variances[place * cube.cells + cell]! - expected)).toBeLessThanOrEqual(
              1e-9 * (1 + expected),
            );
          }
        }
      }),
      parameters,
    );
  });
});
