import { describe, expect, it } from 'vitest';
import { tableOf, tree } from '../../test/support/disclosure.ts';
import { costsOf } from './costs.ts';
import { type CountTable, keptCells } from './count-table.ts';
import { targetsOf } from './protection.ts';
import type { Contributions } from './rules/contributions.ts';
import { unsafeCells } from './rules/index.ts';
import { protectionSchema, type Rule } from './spec.ts';

const LEVELS = (changes: object = {}) => protectionSchema.parse({ standard: 'levels', ...changes });

/** A one-way table of magnitudes with one decimal place: who contributes what to a1, a2 and a3. */
function magnitudes(cells: readonly (readonly number[])[], changes: Partial<CountTable> = {}): CountTable {
  const all = [...cells.flat()].sort((a, b) => b - a);
  const lists = [all, ...cells];
  const table = tableOf(
    [tree('a', cells.length)],
    cells.map((list) => list.reduce((sum, x) => sum + x, 0)),
  );
  return {
    ...table,
    decimals: 1,
    contributors: Float64Array.from(lists, (list) => list.length),
    contributionsOf: (cell): Contributions => {
      const parts = lists[cell]!.map((size) => ({ size, weight: 1, waived: false, request: 0 as const }));
      return { parts, total: parts.reduce((sum, part) => sum + part.size, 0), weights: 'expanded' };
    },
    ...changes,
  };
}
const targets = (table: CountTable, rules: readonly Rule[], changes: object = {}) =>
  targetsOf(table, unsafeCells(table, rules), LEVELS(changes));
const P15: Rule = { rule: 'p-percent', p: 15, coalition: 1 };
const N1K80: Rule = { rule: 'dominance', n: 1, k: 80 };

describe('levels', () => {
  const table = magnitudes([
    [100, 60, 5],
    [40, 40, 40],
    [0, 0],
  ]);

  it('asks x - LPL .. x + UPL of the cells that a rule calls unsafe', () => {
    expect(targets(table, [P15])).toEqual([{ cell: 1, kind: 'interval', low: 155, high: 175 }]);
  });

  it('takes the largest level of the rules that fire', () => {
    const dominated = magnitudes([
      [95, 1],
      [40, 40, 40],
    ]);
    const [p] = targets(dominated, [P15]);
    const [nk] = targets(dominated, [N1K80]);
    expect(p).toEqual({ cell: 1, kind: 'interval', low: 81, high: 111 });
    expect(nk).toEqual({ cell: 1, kind: 'interval', low: 73, high: 119 });
    expect(targets(dominated, [P15, N1K80])).toEqual([nk]);
    expect(targets(dominated, [N1K80, P15])).toEqual([nk]);
  });

  it('rounds outwards to whole units, and not because of the error of doubles', () => {
    const third = magnitudes([[100, 1]]);
    expect(targets(third, [{ rule: 'p-percent', p: 10.5, coalition: 1 }])[1]).toMatchObject({
      low: 90,
      high: 112,
    });
    const tenth = magnitudes([[3000, 1]]);
    expect(targets(tenth, [{ rule: 'p-percent', p: 0.1, coalition: 1 }])[1]).toMatchObject({
      low: 2998,
      high: 3004,
    });
  });

  it('knows contributions in smaller units than are published', () => {
    const finer = magnitudes([[1000, 600, 50]], { contributionUnits: 10, value: Float64Array.of(165, 165) });
    expect(targets(finer, [P15])[1]).toMatchObject({ low: 155, high: 175 });
  });

  it('never asks for less than nothing, unless values may be negative', () => {
    const alone = [[100]];
    const rule: Rule = { rule: 'dominance', n: 1, k: 40 };
    expect(targets(magnitudes(alone), [rule])[1]).toMatchObject({ low: 0, high: 250 });
    expect(targets(magnitudes(alone, { signed: true }), [rule])[1]).toMatchObject({ low: -50, high: 250 });
  });

  it('asks only that a cell of few contributors cannot be computed, or for the share that is stated', () => {
    const few: Rule = { rule: 'threshold', minContributors: 3 };
    const plain = magnitudes([
      [100, 60],
      [40, 40, 40],
    ]);
    expect(targets(plain, [few])).toEqual([{ cell: 1, kind: 'move' }]);
    expect(targets(plain, [few], { thresholdPercent: 10 })).toEqual([
      { cell: 1, kind: 'interval', low: 144, high: 176 },
    ]);
    const given = new Map([['flag', Uint8Array.of(0, 0, 1)]]);
    expect(targets({ ...plain, given }, [{ rule: 'given', column: 'flag' }], { givenPercent: 50 })).toEqual([
      { cell: 2, kind: 'interval', low: 60, high: 180 },
    ]);
  });

  it('asks that contributors of nothing may have up to zeroRange, and never below', () => {
    expect(targets(table, [{ rule: 'zero' }])).toEqual([{ cell: 3, kind: 'move' }]);
    expect(targets(magnitudes([[9], []]), [{ rule: 'zero' }])).toEqual([]);
    expect(targets(table, [{ rule: 'zero' }], { zeroRange: 2 })).toEqual([
      { cell: 3, kind: 'interval', low: 0, high: 20 },
    ]);
  });

  it('takes sides that differ', () => {
    expect(targets(table, [P15], { lowerPercent: 50, upperPercent: 200 })).toEqual([
      { cell: 1, kind: 'interval', low: 160, high: 185 },
    ]);
  });
});

describe('sliding levels', () => {
  it.each([
    ['no wider than the sides already are', { slidingPercent: 200 }, [155, 175]],
    ['wider by the same on both sides', { slidingPercent: 300 }, [150, 180]],
    ['alone, half on each side', { lowerPercent: 0, upperPercent: 0, slidingPercent: 100 }, [160, 170]],
    ['beside one side', { lowerPercent: 0, upperPercent: 100, slidingPercent: 200 }, [160, 180]],
    ['up for what is not there below', { slidingPercent: 4000 }, [0, 400]],
  ] as const)('keep the ends apart, %s', (_what, changes, [low, high]) => {
    const table = magnitudes([
      [100, 60, 5],
      [40, 40, 40],
    ]);
    expect(targets(table, [P15], changes)).toEqual([{ cell: 1, kind: 'interval', low, high }]);
  });
});

describe('cells that cannot be hidden', () => {
  const table = tableOf([tree('a', 3)], [1, 5, 6]);
  const few: Rule[] = [{ rule: 'threshold', minContributors: 3 }];
  const flags = Uint8Array.of(0, 1, 0, 0);

  it('a public cell is no target, whatever rule it breaks', () => {
    expect(unsafeCells({ ...table, published: flags }, few).cells).toEqual(Int32Array.of());
  });

  it('a cell to be shown that is unsafe is refused with its codes', () => {
    const forced = { ...table, forced: flags };
    expect(() => targetsOf(forced, unsafeCells(forced, few), { standard: 'exact' })).toThrow(
      expect.objectContaining({ code: 'disclosure-forced-unsafe', facts: { codes: ['a1'] } }),
    );
    expect(targetsOf(table, unsafeCells(table, few), { standard: 'exact' })).toEqual([
      { cell: 1, kind: 'move' },
    ]);
  });

  it('structural, public and wanted cells are kept', () => {
    const structural = Uint8Array.of(0, 0, 0, 1);
    expect([...keptCells({ ...table, structural, published: flags })]).toEqual([0, 1, 0, 1]);
    expect([...keptCells({ ...table, forced: flags })]).toEqual([0, 1, 0, 0]);
    expect([...keptCells(table)]).toEqual([0, 0, 0, 0]);
  });
});

describe('costs', () => {
  const table = tableOf([tree('a', 2)], [0, 15]);

  it.each([
    ['value+1', [16, 1, 16]],
    ['value', [15, 0.001, 15]],
    ['unity', [1, 1, 1]],
    ['log', [5, 1, 5]],
    [{ power: 2 }, [225, 0.001, 225]],
    [{ power: 0 }, [5, 1, 5]],
    [{ column: 'c' }, [9, 4, 5]],
  ] as const)('%j', (cost, expected) => {
    expect([...costsOf({ ...table, cost: Float64Array.of(9, 4, 5) }, cost)]).toEqual(expected);
  });

  it('are in published units, of absolute values, times the preference', () => {
    const signed = { ...table, value: Float64Array.of(-150, 0, -150), decimals: 1 };
    expect([...costsOf(signed, 'value+1')]).toEqual([16, 1, 16]);
    const preference = Float64Array.of(1, 2, 0.5);
    expect([...costsOf({ ...table, preference }, 'value+1')]).toEqual([16, 2, 8]);
  });
});
