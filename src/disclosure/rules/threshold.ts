import type { PrimaryRule } from './rule.ts';

/**
 * Minimum frequency: unsafe where 0 < contributors < minContributors.
 * Edge: a cell of nobody is safe (see the zero rule); a cell of exactly `minContributors` is safe.
 * Unit: unweighted contributors, so that a large weight cannot make one respondent look like many.
 * Source: Handbook on Statistical Disclosure Control 4.2; tau-argus FREQ.
 */
export function thresholdRule(minContributors: number): PrimaryRule {
  return {
    name: 'threshold',
    mark: ({ contributors }) => Uint8Array.from(contributors, (n) => (n > 0 && n < minContributors ? 1 : 0)),
  };
}
