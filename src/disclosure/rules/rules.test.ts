import { describe, expect, it } from 'vitest';
import { cellOf, tableOf, tree } from '../../../test/support/disclosure.ts';
import { unsafeCells } from './index.ts';

const table = tableOf([tree('a', 2), tree('b', 2)], [0, 3, 2, 9]);
const codes = (cells: Iterable<number>) => [...cells];
const at = (a: string, b: string) => cellOf(table.space, a, b);

describe('primary rules', () => {
  it('threshold: 0 < contributors < minContributors, both ends strict', () => {
    const found = unsafeCells(table, [{ rule: 'threshold', minContributors: 3 }]);
    expect(codes(found.cells)).toEqual([at('Total', 'b1'), at('a2', 'b1')]);
    expect(codes(unsafeCells(table, [{ rule: 'threshold', minContributors: 4 }]).cells)).toEqual(
      [at('Total', 'b1'), at('a1', 'Total'), at('a1', 'b2'), at('a2', 'b1')].sort((x, y) => x - y),
    );
  });

  it('threshold: looks at contributors, not at the weighted value', () => {
    const contributors = table.contributors.slice();
    contributors[at('a2', 'b2')] = 2;
    const found = unsafeCells({ ...table, contributors }, [{ rule: 'threshold', minContributors: 3 }]);
    expect(found.cells).toContain(at('a2', 'b2'));
  });

  it('zero: cells of nobody, unless structural', () => {
    expect(codes(unsafeCells(table, [{ rule: 'zero' }]).cells)).toEqual([at('a1', 'b1')]);
    const structural = new Uint8Array(table.space.size);
    structural[at('a1', 'b1')] = 1;
    expect(codes(unsafeCells({ ...table, structural }, [{ rule: 'zero' }]).cells)).toEqual([]);
  });

  it('group: the one category that holds a whole margin', () => {
    expect(codes(unsafeCells(table, [{ rule: 'group' }]).cells)).toEqual([at('a1', 'b2'), at('a2', 'b1')]);
  });

  it('any rule makes a cell unsafe, and the first that does is its reason', () => {
    const found = unsafeCells(table, [{ rule: 'threshold', minContributors: 3 }, { rule: 'group' }]);
    expect(found.ruleOf.get(at('a2', 'b1'))).toBe('threshold');
    expect(found.ruleOf.get(at('a1', 'b2'))).toBe('group');
  });
});
