import type { ContributionRule } from './contributions.ts';

/**
 * Passive confidentiality: unsafe only where a contributor asked for protection and holds more than its class's
 * share of the cell (x > p1/100 X, or p2 for class 2), or is there with fewer than `minContributors` in all.
 * Edge: exactly the share is safe; a cell in which nobody asked is safe by this rule whoever dominates it.
 * Level: 100/p x - X, as for dominance by one; 0 where only the number of contributors fires.
 * Source: tau-argus REQ(p1,p2,m), used for foreign trade.
 */
export function requestRule(p1: number, p2: number, minContributors: number): ContributionRule {
  return {
    name: 'request',
    level({ parts, total }) {
      const asked = parts.filter((each) => each.request > 0);
      if (asked.length === 0) return null;
      const levels = asked.flatMap(({ size, request }) => {
        const p = request === 1 ? p1 : p2;
        return 100 * size > p * total ? [(100 * size) / p - total] : [];
      });
      if (levels.length === 0) return parts.length < minContributors ? 0 : null;
      return Math.max(...levels);
    },
  };
}
