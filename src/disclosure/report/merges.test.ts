import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyTable, tableOf, tree } from '../../../test/support/disclosure.ts';
import { codesOf, isInner } from '../cells.ts';
import { unsafeCells } from '../rules/index.ts';
import type { Rule } from '../spec.ts';
import { merges } from './merges.ts';

const RULES: readonly Rule[] = [{ rule: 'threshold', minContributors: 5 }];

test('two small ages are named, with the unsafe cells that merging them leaves', () => {
  const table = tableOf([tree('age', 4), tree('sex', 2)], [30, 40, 2, 3, 4, 2, 50, 60]);
  expect(unsafeCells(table, RULES).cells).toHaveLength(4);
  expect(merges(table, RULES)[0]).toEqual({
    dimension: 'age',
    codes: ['age2', 'age3'],
    unsafe: 0,
    cells: 12,
  });
});

test('a table without unsafe cells is left alone', () => {
  expect(merges(tableOf([tree('a', 3), tree('b', 3)], new Array(9).fill(8)), RULES)).toEqual([]);
});

test('what is said to be left unsafe is what the rules say of the table made again from merged inner cells', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      for (const merge of merges(table, RULES)) {
        const sums = new Map<string, number>();
        for (let cell = 0; cell < table.space.size; cell++) {
          const codes = codesOf(table.space, cell).map((code, d) =>
            table.space.dimensions[d]!.name === merge.dimension && code === merge.codes[1]
              ? merge.codes[0]
              : code,
          );
          const key = codes.join();
          sums.set(key, (sums.get(key) ?? 0) + table.contributors[cell]!);
        }
        expect(sums.size).toBe(merge.cells);
        expect([...sums.values()].filter((n) => n > 0 && n < 5)).toHaveLength(merge.unsafe);
      }
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('only categories without others below them are merged', () => {
  const table = tableOf([tree('region', [3, 3]), tree('sex', 2)], [1, 2, 3, 1, 2, 3, 1, 2, 9, 9, 9, 9]);
  const inner = (code: string) =>
    Array.from({ length: table.space.size }, (_, cell) => cell).some(
      (cell) => isInner(table.space, cell) && codesOf(table.space, cell).includes(code),
    );
  const named = merges(table, RULES).flatMap((merge) => merge.codes);
  expect(named.length).toBeGreaterThan(0);
  expect(named.every(inner)).toBe(true);
});
