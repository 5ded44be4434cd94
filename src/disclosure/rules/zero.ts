import type { PrimaryRule } from './rule.ts';

/**
 * Zero cells are unsafe: that nobody of a group has a property can be a disclosure about each of them, and that all
 * contributors of a magnitude have nothing is one.
 * Edge: a structural zero is known to everybody and safe; a magnitude cell of nobody is safe, since it is about
 *   nobody; values that cancel out are no zero.
 * Source: tau-argus ZERO; Handbook on Statistical Disclosure Control 5.
 */
export const zeroRule: PrimaryRule = {
  name: 'zero',
  mark: ({ contributors, structural, contributionsOf }) =>
    Uint8Array.from(contributors, (n, cell) => {
      if (structural?.[cell]) return 0;
      if (contributionsOf === undefined) return n === 0 ? 1 : 0;
      return n > 0 && contributionsOf(cell).total === 0 ? 1 : 0;
    }),
};
