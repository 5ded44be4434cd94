import { nodeAt } from '../cells.ts';
import { isLeaf } from '../dimension.ts';
import { cellsOfRelation } from '../relations.ts';
import type { PrimaryRule } from './rule.ts';

/**
 * All of a margin in one category: whoever is known to be in the margin is known to be in that category. Marks the
 * one part that holds every contributor of its margin.
 * Edge: a margin of nobody, and a margin with a single part (where the category says nothing), are left alone.
 * Cost: the sum of the lengths of all relations.
 * Source: group disclosure, Handbook on Statistical Disclosure Control 5; ACRO's "all values the same".
 */
export const groupRule: PrimaryRule = {
  name: 'group',
  mark({ space, contributors }) {
    const unsafe = new Uint8Array(space.size);
    space.dimensions.forEach((dimension, d) => {
      for (let margin = 0; margin < space.size; margin++) {
        if (contributors[margin] === 0 || isLeaf(dimension, nodeAt(space, margin, d))) continue;
        const parts = cellsOfRelation(space, d * space.size + margin).slice(1);
        const full = parts.find((part) => contributors[part] === contributors[margin]);
        if (parts.length > 1 && full !== undefined) unsafe[full] = 1;
      }
    });
    return unsafe;
  },
};
