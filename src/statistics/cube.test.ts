import { describe, expect, it } from 'vitest';
import { ClusterSums } from './cluster-sums.ts';
import { makeCube } from './cube.ts';

const total = { code: 'Total', parent: null };

describe('cube', () => {
  // A two-level tree and a flat one: 1 + 2 + 3 codes, of which three are leaves, times 1 + 2.
  const region = {
    name: 'region',
    codes: [
      total,
      { code: '11', parent: 'Total' },
      { code: '1101', parent: '11' },
      { code: '1102', parent: '11' },
      { code: '12', parent: 'Total' },
      { code: '1201', parent: '12' },
    ],
  };
  const sex = { name: 'sex', codes: [total, { code: '1', parent: 'Total' }, { code: '2', parent: 'Total' }] };
  const cube = makeCube([region, sex]);
  const names = (cell: number) => cube.positions(cell).map((at, d) => cube.dimensions[d]!.codes[at]!.code);

  it('counts inner cells over leaves and cells over all codes', () => {
    expect([cube.innerCells, cube.cells]).toEqual([6, 18]);
    expect(cube.leafCodes(0)).toEqual(['1101', '1102', '1201']);
  });

  it('spreads an inner cell over every level of every dimension', () => {
    const inner = cube.inner([2, 1]);
    const spread = [...cube.expand(inner)].map(names).map((codes) => codes.join(' '));
    expect(spread.sort()).toEqual(['12 2', '12 Total', '1201 2', '1201 Total', 'Total 2', 'Total Total']);
  });

  it('numbers inner cells one to one', () => {
    const all = [0, 1, 2].flatMap((leaf) => [0, 1].map((other) => cube.inner([leaf, other])));
    expect(all).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('without dimensions is one cell', () => {
    const empty = makeCube([]);
    expect([empty.cells, empty.innerCells, [...empty.expand(0)]]).toEqual([1, 1, [0]]);
  });
});

describe('cluster sums', () => {
  it('keep every pair apart while they grow', () => {
    const sums = new ClusterSums(2);
    for (let round = 1; round <= 2; round++)
      for (let unit = 0; unit < 60; unit++)
        for (let inner = 0; inner < 70; inner++) {
          const slot = sums.slot(unit, inner);
          sums.add(slot, 0, unit);
          sums.add(slot, 1, inner);
        }
    expect(sums.size).toBe(4200);
    for (let slot = 0; slot < sums.size; slot++)
      expect([sums.value(slot, 0), sums.value(slot, 1)]).toEqual([2 * sums.unit(slot), 2 * sums.inner(slot)]);
  });
});
