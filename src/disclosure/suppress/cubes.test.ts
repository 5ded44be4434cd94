import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyTable, cellOf, runs, tableOf, tree } from '../../../test/support/disclosure.ts';
import { sumMargins } from '../cells.ts';
import type { CountTable } from '../count-table.ts';
import { denseBox } from './box.ts';
import { cheapestCubes, cubeChange } from './cubes.ts';

const search = (table: CountTable, price = (cell: number) => table.value[cell]! + 1) => ({
  space: table.space,
  room: (cell: number) => table.value[cell]!,
  price,
});

describe('cheapestCubes', () => {
  it('keep every relation, move the cell by the amount, and let no cell of a sufficient cube fall below zero', () => {
    let cubes = 0;
    fc.assert(
      fc.property(
        anyTable,
        fc.nat(),
        fc.constantFrom(1, -1),
        fc.integer({ min: 1, max: 5 }),
        (table, at, sign, amount) => {
          const cell = at % table.space.size;
          for (const cube of cheapestCubes(search(table), cell, sign as 1 | -1, amount, 5)) {
            cubes++;
            const change = cubeChange(cube, amount);
            const changed = table.value.slice();
            change.cells.forEach((each, i) => {
              changed[each]! += change.delta[i]!;
            });
            const summed = changed.slice();
            sumMargins(table.space, summed);
            expect(summed).toEqual(changed);
            expect(changed[cell]! - table.value[cell]!).toBe(sign * amount);
            if (cube.alone) expect(Math.min(...changed)).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      { seed: 21, numRuns: runs(100, 1000) },
    );
    expect(cubes).toBeGreaterThan(100);
  });

  it('finds the cheapest rectangle of a two-way table, as trying all of them does', () => {
    const table = tableOf([tree('a', 3), tree('b', 3)], [1, 5, 9, 6, 4, 3, 8, 7, 2]);
    const cell = cellOf(table.space, 'a1', 'b1');
    const flat = search(table, (each) => (each % 4 === 0 || each < 4 ? 1e6 : table.value[each]! + 1));
    const [best] = cheapestCubes(flat, cell, 1, 2, 1);
    const prices = ['a2', 'a3'].flatMap((a) =>
      ['b2', 'b3'].map((b) =>
        [cellOf(table.space, a, 'b1'), cellOf(table.space, 'a1', b), cellOf(table.space, a, b)].reduce(
          (sum, each) => sum + table.value[each]! + 1,
          0,
        ),
      ),
    );
    expect(best!.price).toBe(Math.min(...prices));
  });

  it('uses no cell that may not be used', () => {
    const table = tableOf([tree('a', 2), tree('b', 2)], [1, 5, 6, 7]);
    const cell = cellOf(table.space, 'a1', 'b1');
    const shut = cellOf(table.space, 'a2', 'b2');
    const price = (each: number) => (each === shut ? Number.POSITIVE_INFINITY : 1);
    for (const cube of cheapestCubes(search(table, price), cell, 1, 1, 50))
      expect(cube.cells).not.toContain(shut);
  });
});

describe('denseBox', () => {
  it('holds the cell, stays near its budget, and keeps the code with the hidden cells', () => {
    const table = tableOf([tree('a', 9), tree('b', 9)], new Array(81).fill(5));
    const cell = cellOf(table.space, 'a1', 'b1');
    const welcome = new Set(['a7', 'a1'].flatMap((a) => ['b1', 'b4'].map((b) => cellOf(table.space, a, b))));
    const box = denseBox(table.space, cell, (each) => (welcome.has(each) ? 1 : 0), 4);
    expect(new Set(box)).toEqual(welcome);
    expect(denseBox(table.space, cell, () => 0, 30)).toContain(cell);
    expect(denseBox(table.space, cell, () => 0, 30).length).toBeLessThanOrEqual(30);
  });
});
