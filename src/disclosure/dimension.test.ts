import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellSpace, isInner, sumMargins } from './cells.ts';
import { type CodeNode, dimensionOf } from './dimension.ts';
import { relationsOf } from './relations.ts';
import { systemOfSpace } from './system.ts';

const below = (parent: string | null, ...codes: string[]): CodeNode[] =>
  codes.map((code) => ({ code, parent }));
const AGES = [...below(null, 'Total'), ...below('Total', '0-4', '5-9', '10-14', '15-19')];
/** Ten-year bands, and the same shifted by five years: neither is nested in the other. */
const TENS = {
  name: 'tens',
  codes: [
    ...below(null, 'Total'),
    ...below('Total', '0-9'),
    ...below('0-9', '0-4', '5-9'),
    ...below('Total', '10-19'),
    ...below('10-19', '10-14', '15-19'),
  ],
};
const SHIFTED = {
  name: 'shifted',
  codes: [
    ...below(null, 'Total'),
    ...below('Total', '0-4', '5-14'),
    ...below('5-14', '5-9', '10-14'),
    ...below('Total', '15-19'),
  ],
};

describe('several hierarchies of one dimension', () => {
  const ages = dimensionOf('age', AGES, [TENS, SHIFTED]);

  it('stand after the tree, each group once', () => {
    expect(ages.codes).toEqual(['Total', '0-4', '5-9', '10-14', '15-19', '0-9', '10-19', '5-14']);
    expect(ages.tops.map((tops) => tops.map((node) => ages.codes[node]))).toEqual([
      ['0-9', '10-19'],
      ['0-4', '5-14', '15-19'],
    ]);
    expect(ages.above[2]!.map((node) => ages.codes[node])).toEqual(['Total', '0-9', '5-14']);
  });

  it('sum their codes', () => {
    const space = cellSpace([ages]);
    const values = Float64Array.of(0, 1, 2, 4, 8, 0, 0, 0);
    sumMargins(space, values);
    expect([...values]).toEqual([15, 1, 2, 4, 8, 3, 12, 6]);
    expect([...values.keys()].filter((cell) => isInner(space, cell))).toEqual([1, 2, 3, 4]);
  });

  it.each([
    ['a leaf that is no code of the levels', [...below(null, 'Total'), ...below('Total', 'x')]],
    [
      'a code left out',
      [...below(null, 'Total'), ...below('Total', 'g'), ...below('g', '0-4', '5-9', '10-14')],
    ],
    [
      'a group with the name of a code',
      [...below(null, 'Total'), ...below('Total', '0-4'), ...below('0-4', '5-9', '10-14', '15-19')],
    ],
    ['a tree without Total', below('Total', '0-4')],
  ])('refuse %s', (_what, codes) => {
    expect(() => dimensionOf('age', AGES, [{ codes }])).toThrow(
      expect.objectContaining({ code: 'disclosure-hierarchy' }),
    );
  });

  it('refuse a code and the group above it in one hierarchy, which counts persons twice', () => {
    const nested = [
      ...below(null, 'Total'),
      ...below('Total', 'A'),
      ...below('A', 'A1', 'A2'),
      ...below('Total', 'B'),
    ];
    const twice = [...below(null, 'Total'), ...below('Total', 'g'), ...below('g', 'A', 'A1', 'B')];
    expect(() => dimensionOf('region', nested, [{ codes: twice }])).toThrow(
      expect.objectContaining({ code: 'disclosure-hierarchy' }),
    );
    const coarse = [...below(null, 'Total'), ...below('Total', 'g'), ...below('g', 'A', 'B')];
    expect(dimensionOf('region', nested, [{ codes: coarse }]).codes).toContain('g');
  });

  it('give relations that hold for every table, and exactly determine margins from inner cells (property)', () => {
    const sexes = dimensionOf('sex', [...below(null, 'Total'), ...below('Total', 'f', 'm')]);
    const space = cellSpace([ages, sexes]);
    const { relations } = systemOfSpace(space, true);
    const generating = [...relations.generating].filter((each) => each === 1).length;
    const margins = Array.from({ length: space.size }, (_, cell) => cell).filter(
      (cell) => !isInner(space, cell),
    );
    expect(generating).toBe(margins.length);
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 24, maxLength: 24 }), (inner) => {
        const values = Float64Array.from(inner);
        sumMargins(space, values);
        for (let r = 0; r < relations.count; r++) {
          let sum = 0;
          for (let i = relations.start[r]!; i < relations.start[r + 1]!; i++)
            sum += relations.sign[i]! * values[relations.cell[i]!]!;
          expect(sum).toBe(0);
        }
      }),
      { seed: 2, numRuns: 20 },
    );
  });

  it('name for each cell the relations it takes part in', () => {
    const space = cellSpace([ages]);
    expect(relationsOf(space, 2).sort((a, b) => a - b)).toEqual([0, 5, 7]);
  });
});
