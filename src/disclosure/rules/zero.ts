import type { PrimaryRule } from './rule.ts';

/**
 * Zero cells are unsafe: that nobody of a group has a property can be a disclosure about each of them.
 * Edge: a structural zero is known to everybody and safe.
 * Source: tau-argus ZERO; Handbook on Statistical Disclosure Control 5.
 */
export const zeroRule: PrimaryRule = {
  name: 'zero',
  mark: ({ contributors, structural }) =>
    Uint8Array.from(contributors, (n, cell) => (n === 0 && !structural?.[cell] ? 1 : 0)),
};
