/**
 * What stands behind one cell of a magnitude table, and what contributors of it know.
 *
 * Shape:  one entry for each contributor (a holding, or a record where the data name none), its contributions to the
 *         cell summed first, largest first.
 * Unit:   sizes in whole units of the last decimal place of the data, so that rules compare whole numbers and decide
 *         the boundary exactly (below 2 ** 53).
 * Edge:   a negative sum counts by its absolute value: who lost much is as easy to recognise as who won much
 *         (GaussSuppression; Handbook on Statistical Disclosure Control 4.2).
 */

export interface Contribution {
  /** |sum of the contributor's own values| in the cell. */
  readonly size: number;
  /** How many units of the population it stands for; 1 in a census. */
  readonly weight: number;
  /** It agreed that its figure may become known. */
  readonly waived: boolean;
  /** It asked for protection: class 1 or 2; 0 did not ask. */
  readonly request: 0 | 1 | 2;
}

/**
 * What an intruder among the contributors is taken to know of the others' weights.
 * `expanded`: a contributor of weight 4 is four contributors of its size (tau-argus); a fraction of a weight is a
 *   fraction of a contributor. `sample`: largest contributors know their sizes, not who else is in the population.
 * `public`: weights are known, so that a contributor is its weight times its size.
 */
export type WeightKnowledge = 'expanded' | 'sample' | 'public';

export interface Contributions {
  /** Largest `size` first. */
  readonly parts: readonly Contribution[];
  /** Sum of weight x size. */
  readonly total: number;
  readonly weights: WeightKnowledge;
}

/** A rule over the contributors of one cell: `null` where the cell is safe, else its protection level (0 or more). */
export interface ContributionRule {
  readonly name: string;
  level(cell: Contributions): number | null;
}

/** S_n: what the `n` largest contributors hold together. Edge: fewer than `n` hold everything. */
export function largestTogether(cell: Contributions, n: number): number {
  return together(cell.parts, n, cell.weights);
}

/**
 * What the victim and the `n` largest others hold together. `victim` is a position in `parts`.
 * Edge: expanded, the victim is one of the contributors it stands for, and the rest of them are others.
 */
export function victimAndLargest(cell: Contributions, victim: number, n: number): number {
  const own = cell.parts[victim]!;
  const others = cell.parts.filter((_, i) => i !== victim);
  if (cell.weights === 'public') return own.weight * own.size + together(others, n, 'public');
  if (cell.weights === 'sample') return own.size + together(others, n, 'sample');
  const rest = { ...own, weight: Math.max(0, own.weight - 1) };
  const at = others.findIndex((each) => each.size <= rest.size);
  others.splice(at < 0 ? others.length : at, 0, rest);
  return own.size + together(others, n, 'expanded');
}

function together(parts: readonly Contribution[], n: number, weights: WeightKnowledge): number {
  let sum = 0;
  let left = n;
  for (const { size, weight } of parts) {
    if (left <= 0) break;
    const units = weights === 'expanded' ? Math.min(weight, left) : 1;
    sum += size * (weights === 'public' ? weight : units);
    left -= units;
  }
  return sum;
}
