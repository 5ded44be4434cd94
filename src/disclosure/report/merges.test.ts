import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyTable, tableOf, tree } from '../../../test/support/disclosure.ts';
import { codesOf, isInner } from '../cells.ts';
import { readCountTable } from '../read-data.ts';
import { unsafeCells } from '../rules/index.ts';
import { parseDisclosureSpec, type Rule } from '../spec.ts';
import { merges } from './merges.ts';

const RULES: readonly Rule[] = [{ rule: 'threshold', minContributors: 5 }];

test('two small ages are named, with the unsafe cells that merging them leaves', () => {
  const table = tableOf([tree('age', 4), tree('sex', 2)], [30, 40, 2, 3, 4, 2, 50, 60]);
  expect(unsafeCells(table, RULES).cells).toHaveLength(4);
  expect(merges(table, RULES)![0]).toEqual({
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
      for (const merge of merges(table, RULES)!) {
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
  const named = merges(table, RULES)!.flatMap((merge) => merge.codes);
  expect(named.length).toBeGreaterThan(0);
  expect(named.every(inner)).toBe(true);
});

test('holdings and what they contribute are joined by name, as in the table read again with the two as one', async () => {
  const row = fc
    .tuple(fc.nat(3), fc.nat(2), fc.nat(9), fc.integer({ min: 1, max: 90 }))
    .map(([region, sector, holding, v]) => [`r${region}`, `s${sector}`, `h${holding}`, String(v)]);
  const spec = parseDisclosureSpec({
    dimensions: ['region', 'sector'].map((name) => ({ name, levels: [name] })),
    measure: { type: 'magnitude', value: 'v', contributor: 'h' },
    primary: [
      { rule: 'p-percent', p: 20 },
      { rule: 'threshold', minContributors: 3 },
    ],
    protection: { standard: 'levels' },
  });
  const read = (rows: string[][]) =>
    readCountTable(spec, ['region', 'sector', 'h', 'v'], [{ firstRow: 1, rows }]);
  let proposed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 30, maxLength: 60 }), async (rows) => {
      for (const { dimension, codes, unsafe, cells } of merges(await read(rows), spec.primary)!) {
        const at = dimension === 'region' ? 0 : 1;
        const merged = rows.map((cell) =>
          cell.map((text, i) => (i === at && text === codes[1] ? codes[0] : text)),
        );
        const again = await read(merged);
        expect([again.space.size, unsafeCells(again, spec.primary).cells.length]).toEqual([cells, unsafe]);
        proposed++;
      }
    }),
    { seed: 3, numRuns: 20 },
  );
  expect(proposed).toBeGreaterThan(10);
});

test('nothing is said where it is not worked out', () => {
  const table = tableOf([tree('a', 3), tree('b', 3)], [1, 2, 3, 9, 9, 9, 9, 9, 9]);
  expect(merges({ ...table, sharedContributors: true }, RULES)).toBe(null);
});
