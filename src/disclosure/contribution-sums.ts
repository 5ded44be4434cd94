/**
 * What each contributor has in some cells of a table, by who it is, so that what is left of a cell without a part of
 * it can be ranked too.
 */
import type { Contribution, Contributions, WeightKnowledge } from './rules/contributions.ts';

export interface ContributorSum {
  /** Sum of its values, and of their sizes, weighted or not. */
  own: number;
  sizes: number;
  weighted: number;
  weights: number;
  /** Records. */
  n: number;
  waived: boolean;
  request: number;
}

/** By name, or for who has none by the row of its record. */
export type ContributorSums = ReadonlyMap<string | number, ContributorSum>;

/**
 * Edge: with records of several weights a contributor's own weight is their mean by size, so that weight x size keeps
 *   its sum.
 */
export function ranked(sums: Iterable<ContributorSum>, weights: WeightKnowledge): Contributions {
  const parts = Array.from(
    sums,
    (sum): Contribution => ({
      size: Math.abs(sum.own),
      weight: sum.sizes === 0 || sum.n === 1 ? sum.weights / sum.n : sum.weighted / sum.sizes,
      waived: sum.waived,
      request: sum.request as 0 | 1 | 2,
    }),
  );
  parts.sort((a, b) => b.size - a.size || b.weight - a.weight || Number(a.waived) - Number(b.waived));
  const total = parts.reduce((sum, part) => sum + part.weight * part.size, 0);
  return { parts, total, weights };
}

/** All of `sums` as one cell: who is in several of them is one contributor. */
export function sumsTogether(sums: readonly ContributorSums[]): ContributorSums {
  const all = new Map<string | number, ContributorSum>();
  for (const each of sums)
    for (const [key, more] of each) {
      const sum = all.get(key);
      if (sum === undefined) {
        all.set(key, { ...more });
        continue;
      }
      sum.own += more.own;
      sum.sizes += more.sizes;
      sum.weighted += more.weighted;
      sum.weights += more.weights;
      sum.n += more.n;
      sum.waived &&= more.waived;
      const asked = [sum.request, more.request].filter((request) => request > 0);
      sum.request = asked.length === 0 ? 0 : Math.min(...asked);
    }
  return all;
}

/**
 * `whole` less all `parts`. Waivers and requests are those of the whole, which is never less strict.
 * Edge: null where a part has what the whole has not: the two name their contributors in different ways.
 */
export function sumsLeft(whole: ContributorSums, parts: readonly ContributorSums[]): ContributorSums | null {
  const left = new Map(Array.from(whole, ([key, sum]) => [key, { ...sum }]));
  for (const part of parts)
    for (const [key, { own, sizes, weighted, weights, n }] of part) {
      const sum = left.get(key);
      if (sum === undefined || sum.n < n) return null;
      sum.own -= own;
      sum.sizes -= sizes;
      sum.weighted -= weighted;
      sum.weights -= weights;
      sum.n -= n;
      if (sum.n === 0) left.delete(key);
    }
  return left;
}
