import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FilterSurveyor } from './filter-survey.ts';

const survey = (filters: readonly (readonly number[])[], portion = 2) => {
  const width = filters[0]!.length;
  const surveyor = new FilterSurveyor(filters.length, width * 8);
  for (let at = 0; at < filters.length; at += portion) {
    const part = filters.slice(at, at + portion);
    surveyor.add({ bits: width * 8, rows: part.length, bytes: Uint8Array.from(part.flat()) });
  }
  return surveyor.survey();
};

describe('filter survey', () => {
  it('known answer: weights 8, 0, 4, 4 of 16 bits, two of them equal', () => {
    const found = survey([
      [0xff, 0],
      [0, 0],
      [0x0f, 0],
      [0x0f, 0],
    ]);
    expect(found).toMatchObject({ rows: 4, fillMean: 4 / 16, weightLeast: 0, weightMost: 8, empty: 1 });
    expect(found.uniqueShare).toBe(0.5);
    expect(found.weightDeviation).toBeCloseTo(Math.sqrt(8), 12);
  });

  it('agrees with counting by text, in whatever portions the rows come', () => {
    const filter = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 });
    const property = fc.property(
      fc.array(filter, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 9 }),
      (filters, portion) => {
        const texts = filters.map(String);
        const once = texts.filter((text) => texts.indexOf(text) === texts.lastIndexOf(text)).length;
        const ones = filters.map(
          (bytes) => bytes.join('').replace(/[0-9]/g, (d) => ['', 'x', 'x', 'xx'][+d]!).length,
        );
        const mean = ones.reduce((a, b) => a + b, 0) / ones.length;
        const found = survey(filters, portion);
        expect(found.uniqueShare).toBe(once / filters.length);
        expect(found.fillMean).toBeCloseTo(mean / 24, 12);
        expect(found.weightLeast).toBe(Math.min(...ones));
        expect(found.weightMost).toBe(Math.max(...ones));
        const variance = ones.reduce((sum, one) => sum + (one - mean) ** 2, 0) / ones.length;
        expect(found.weightDeviation).toBeCloseTo(Math.sqrt(variance), 6);
      },
    );
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});
