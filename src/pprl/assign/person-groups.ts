/** Rows of one file, or of several, that are one person. */
import { anonlinkOrder } from '../compare/pairs.ts';
import { type FilePairs, type FileRow, greedyGroups } from './greedy-groups.ts';

/** A group of two or more rows, by file, then row. */
export interface PersonGroup {
  readonly rows: readonly FileRow[];
  /** The least score of two of its rows. */
  readonly score: number;
  /** `review` where a row outside is as near to one of its rows as its own two farthest rows are to each other. */
  readonly status: 'linked' | 'review';
}

/**
 * Groups by the rule of greedy merging: pairs are taken best score first, and two groups become one when, and only when,
 * every row of the one is paired with every row of the other. So all rows of a group are alike, each with each.
 *
 * Shape:  pairs of different files, or of one file with itself (`fileA` = `fileB`, each pair once).
 * Deterministic: the order of pairs does not matter.
 * Cost:   n log n for n pairs.
 */
export function personGroups(parts: readonly FilePairs[]): PersonGroup[] {
  const groups = greedyGroups(parts);
  const groupOf = new Map<string, number>();
  groups.forEach((rows, k) => {
    for (const row of rows) groupOf.set(row.join(' '), k);
  });
  const least = groups.map(() => 1);
  const nearest = groups.map(() => 0);
  for (const { fileA, fileB, pairs } of parts)
    for (const k of anonlinkOrder(pairs)) {
      const [x, y] = [groupOf.get(`${fileA} ${pairs.a[k]}`), groupOf.get(`${fileB} ${pairs.b[k]}`)];
      const score = pairs.score[k]!;
      if (x !== undefined && x === y) least[x] = Math.min(least[x]!, score);
      else
        for (const group of [x, y])
          if (group !== undefined) nearest[group] = Math.max(nearest[group]!, score);
    }
  return groups.map((rows, k) => ({
    rows,
    score: least[k]!,
    status: nearest[k]! >= least[k]! ? 'review' : 'linked',
  }));
}
