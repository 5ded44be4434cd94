import { type ContributionRule, type Contributions, victimAndLargest } from './contributions.ts';

/**
 * p%: unsafe where a coalition of the `coalition` largest other contributors can estimate a contributor to within p
 * per cent from above: X - S < p/100 x, x the largest contributor and S it and the coalition together.
 * Edge: exactly p per cent is safe; a cell of one contributor, or of no more than the coalition and its victim, is
 *   unsafe unless its contributions are zero. The victim is the largest contributor that did not waive; where all
 *   did, the cell is safe.
 * Level: p/100 x - (X - S).
 * Source: Handbook on Statistical Disclosure Control 4.2; tau-argus P(p,n).
 */
export function pPercentRule(p: number, coalition: number): ContributionRule {
  return { name: 'p-percent', level: (cell) => estimable(cell, p, 100, coalition) };
}

/**
 * (p,q): as p%, where everybody can estimate each contribution to within q per cent beforehand: q (X - S) < p x.
 * Level: p/q x - (X - S). `q` of 100 is p%.
 */
export function pqRule(p: number, q: number, coalition: number): ContributionRule {
  return { name: 'pq', level: (cell) => estimable(cell, p, q, coalition) };
}

function estimable(cell: Contributions, p: number, q: number, coalition: number): number | null {
  const victim = cell.parts.findIndex((each) => !each.waived);
  if (victim < 0) return null;
  const { size } = cell.parts[victim]!;
  const rest = cell.total - victimAndLargest(cell, victim, coalition);
  return q * rest < p * size ? (p * size) / q - rest : null;
}
