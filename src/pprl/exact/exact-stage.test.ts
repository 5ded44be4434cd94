import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokens } from '../../../test/support/filters.ts';
import { keyedTokenStage } from './exact-stage.ts';

const match = (a: readonly (number | null)[], b: readonly (number | null)[]) => {
  const found = keyedTokenStage.match(tokens('nik', a), tokens('nik', b));
  return [...found.a].map((row, k) => [row, found.b[k]!]);
};

describe('keyedTokenStage', () => {
  it('pairs rows with one token, wherever they are', () => {
    expect(match([5, 6, 7], [7, 9, 5])).toEqual([
      [0, 2],
      [2, 0],
    ]);
  });

  it('pairs no row without a token, not even with another such row', () => {
    expect(match([null, 0], [null, 1])).toEqual([]);
    expect(match([0], [0])).toEqual([[0, 0]]);
  });

  it('compares whole tokens, not only how they begin or hash', () => {
    const a = tokens('nik', [1]);
    const b = tokens('nik', [1]);
    for (let byte = 0; byte < 32; byte++) {
      b.tokens[byte]! ^= 1;
      expect(keyedTokenStage.match(a, b).a.length).toBe(0);
      b.tokens[byte]! ^= 1;
    }
    expect(keyedTokenStage.match(a, b).a.length).toBe(1);
  });

  it('makes no more pairs than rows, even with one token on every row', () => {
    const same = Array.from({ length: 300 }, () => 1);
    expect(match(same, same).length).toBe(599);
  });

  it('refuses a column that is cut off', () => {
    const whole = tokens('nik', [1, 2]);
    const cut = { ...whole, tokens: whole.tokens.subarray(0, 63) };
    expect(() => keyedTokenStage.match(cut, whole)).toThrow('exact-column-invalid');
    expect(() => keyedTokenStage.match(whole, cut)).toThrow('exact-column-invalid');
  });

  it('pairs only equal tokens and connects all rows that a double loop finds equal', () => {
    const column = fc.array(fc.option(fc.nat(6), { nil: null }), { maxLength: 20 });
    fc.assert(
      fc.property(column, column, (a, b) => {
        const found = match(a, b);
        for (const [i, j] of found) expect(a[i!]).toBe(b[j!]);
        for (const value of new Set(a.filter((token) => token !== null && b.includes(token)))) {
          const rowsA = a.flatMap((token, row) => (token === value ? [row] : []));
          const rowsB = b.flatMap((token, row) => (token === value ? [row] : []));
          const own = found.filter(([i]) => rowsA.includes(i!));
          // A star from the first row of each side joins all of them.
          expect(own.filter(([i]) => i === rowsA[0]).map(([, j]) => j)).toEqual(rowsB);
          expect(own.filter(([, j]) => j === rowsB[0]).map(([i]) => i)).toEqual(rowsA);
          expect(own.length).toBe(rowsA.length + rowsB.length - 1);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});
