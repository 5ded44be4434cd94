import { expect, test } from 'vitest';
import { cellSpace, sumMargins } from './cells.ts';
import { depthFirst, dimensionOf } from './dimension.ts';
import { systemOfSpace } from './system.ts';

const region = dimensionOf(
  'region',
  depthFirst(
    new Map([
      ['11', 'Total'],
      ['12', 'Total'],
      ['1101', '11'],
      ['1102', '11'],
      ['1201', '12'],
    ]),
  ),
);
const sex = dimensionOf('sex', depthFirst(new Map(['1', '2'].map((code) => [code, 'Total']))));

test('every relation of an additive table holds, and none holds any longer when one cell is changed', () => {
  const space = cellSpace([region, sex]);
  const { relations } = systemOfSpace(space, true);
  const values = Float64Array.from({ length: space.size }, (_, i) => (i * 7) % 11);
  sumMargins(space, values);
  const sumOf = (relation: number) => {
    let sum = 0;
    for (let i = relations.start[relation]!; i < relations.start[relation + 1]!; i++)
      sum += relations.sign[i]! * values[relations.cell[i]!]!;
    return sum;
  };
  const all = Array.from({ length: relations.count }, (_, r) => r);
  expect(all.map(sumOf)).toEqual(all.map(() => 0));
  for (let cell = 0; cell < space.size; cell++) {
    values[cell]! += 1;
    const broken = all.filter((relation) => sumOf(relation) !== 0);
    const listed = relations.ofCell.slice(relations.ofCellStart[cell]!, relations.ofCellStart[cell + 1]!);
    expect(broken).toEqual(Array.from(listed));
    values[cell]! -= 1;
  }
});

test('one generating relation for every margin cell', () => {
  const space = cellSpace([region, sex]);
  const { relations } = systemOfSpace(space, true);
  const inner = 3 * 2;
  expect(relations.generating.reduce((sum, each) => sum + each, 0)).toBe(space.size - inner);
});
