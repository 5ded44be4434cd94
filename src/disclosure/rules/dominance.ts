import { type ContributionRule, largestTogether } from './contributions.ts';

/**
 * (n,k) dominance: unsafe where the n largest contributors hold more than k per cent of the cell, S_n > k/100 X.
 * Edge: exactly k per cent is safe (tau-argus, sdcTable; GaussSuppression calls it unsafe); a cell of zeros is safe.
 * Level: 100/k S_n - X, how much larger the cell would have to be for the rule not to fire.
 * Source: Handbook on Statistical Disclosure Control 4.2.
 */
export function dominanceRule(n: number, k: number): ContributionRule {
  return {
    name: 'dominance',
    level(cell) {
      const largest = largestTogether(cell, n);
      return 100 * largest > k * cell.total ? (100 * largest) / k - cell.total : null;
    },
  };
}
