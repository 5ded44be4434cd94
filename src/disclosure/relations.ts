/**
 * The additive relations of a table: for every dimension and every node with children, a margin equals the sum of
 * the cells below it. They are never stored: a relation is the number `dimension * cells + margin cell`.
 */
import { type CellSpace, nodeAt } from './cells.ts';
import { isLeaf } from './dimension.ts';

/** Relations `cell` takes part in, as the margin or as a part: in each dimension one, and one for each node above. */
export function relationsOf(space: CellSpace, cell: number): number[] {
  const relations: number[] = [];
  space.dimensions.forEach((dimension, d) => {
    const node = nodeAt(space, cell, d);
    if (!isLeaf(dimension, node)) relations.push(d * space.size + cell);
    for (const above of dimension.above[node]!)
      relations.push(d * space.size + cell + (above - node) * space.strides[d]!);
  });
  return relations;
}

/** The cells of a relation: the margin first, then its parts. */
export function cellsOfRelation(space: CellSpace, relation: number): number[] {
  const d = Math.floor(relation / space.size);
  const margin = relation % space.size;
  const dimension = space.dimensions[d]!;
  const node = nodeAt(space, margin, d);
  const cells = [margin];
  for (let i = dimension.childStart[node]!; i < dimension.childStart[node + 1]!; i++)
    cells.push(margin + (dimension.child[i]! - node) * space.strides[d]!);
  return cells;
}

/**
 * Whether `relation` belongs to the generating set: exactly one relation for every margin cell, the one of the
 * first dimension in which the cell is a margin. They are independent and every other relation is a sum of them,
 * so a linear programme over them has the same solutions with fewer rows.
 */
export function isGenerating(space: CellSpace, relation: number): boolean {
  const d = Math.floor(relation / space.size);
  const margin = relation % space.size;
  for (let e = 0; e < d; e++) if (!isLeaf(space.dimensions[e]!, nodeAt(space, margin, e))) return false;
  return true;
}
