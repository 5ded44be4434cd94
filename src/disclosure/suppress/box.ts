/**
 * The neighbourhood in which a change is most likely to find cells that are hidden already: a box of codes around a
 * cell, from which the codes whose slabs hold the fewest hidden or cheap cells are dropped until it is small enough.
 */
import { type CellSpace, nodeAt } from '../cells.ts';
import { type Dimension, isLeaf } from '../dimension.ts';

/**
 * Cells of the box, `cell` among them, at most about `budget`.
 * @param merit how welcome a cell is, from 0 (useless) to 1 (hidden already).
 * Cost: a few times the size of the box of all codes that hang together with the cell's own.
 */
export function denseBox(
  space: CellSpace,
  cell: number,
  merit: (cell: number) => number,
  budget: number,
): number[] {
  const own = space.dimensions.map((_, d) => nodeAt(space, cell, d));
  const codes = space.dimensions.map((dimension, d) => relatedCodes(dimension, own[d]!));
  const size = () => codes.reduce((product, each) => product * each.length, 1);
  while (size() > budget) {
    const d = widest(codes);
    const most = Math.max(1, Math.floor(codes[d]!.length * Math.max(0.75, budget / size())));
    codes[d] = bestCodes(space, codes, d, own[d]!, merit, Math.min(most, codes[d]!.length - 1));
    if (codes.every((each) => each.length === 1)) break;
  }
  return product(space, codes);
}

/** Own code, siblings, ancestors, and all below the own code. */
function relatedCodes(dimension: Dimension, node: number): number[] {
  const codes = new Set([node]);
  const children = (of: number) =>
    dimension.child.subarray(dimension.childStart[of], dimension.childStart[of + 1]);
  const below = (of: number): void => {
    if (isLeaf(dimension, of)) return;
    for (const child of children(of)) {
      codes.add(child);
      below(child);
    }
  };
  below(node);
  if (node > 0) for (const sibling of children(dimension.parent[node]!)) codes.add(sibling);
  for (let at = node; at > 0; at = dimension.parent[at]!) codes.add(dimension.parent[at]!);
  return [...codes].sort((a, b) => a - b);
}

function widest(codes: readonly (readonly number[])[]): number {
  return codes.reduce((best, each, d) => (each.length > codes[best]!.length ? d : best), 0);
}

/** The `most` codes of dimension `d` whose slabs of the box have the most merit; the own code always stays. */
function bestCodes(
  space: CellSpace,
  codes: readonly (readonly number[])[],
  d: number,
  own: number,
  merit: (cell: number) => number,
  most: number,
): number[] {
  const others = codes.map((each, e) => (e === d ? [0] : each));
  const base = product(space, others);
  const score = new Map(
    codes[d]!.map((code) => [
      code,
      base.reduce((sum, cell) => sum + merit(cell + code * space.strides[d]!), 0),
    ]),
  );
  score.set(own, Number.POSITIVE_INFINITY);
  return [...codes[d]!]
    .sort((a, b) => score.get(b)! - score.get(a)! || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);
}

function product(space: CellSpace, codes: readonly (readonly number[])[]): number[] {
  let cells = [0];
  codes.forEach((each, d) => {
    cells = cells.flatMap((cell) => each.map((code) => cell + code * space.strides[d]!));
  });
  return cells;
}
