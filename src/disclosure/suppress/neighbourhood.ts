/**
 * Which cells a small programme may use: hidden cells reachable through relations, and combinations of a few cheap
 * codes per dimension with what hangs on them.
 *
 * A code can take part in a change only with its parents up to where the change cancels, and with one line of codes
 * below it. So a chosen code brings its cheapest line of descendants, and a wider reach brings ancestors.
 */
import { type CellSpace, cellAt, nodeAt } from '../cells.ts';
import { type Dimension, isLeaf } from '../dimension.ts';
import { cellsOfRelation, relationsOf } from '../relations.ts';

/** How far the programme may look. Each next reach contains more; the last is the whole table. */
export interface Reach {
  /** Cheap siblings tried in each dimension. */
  readonly siblings: number;
  /** Levels above the cell that may be hidden too. */
  readonly ancestors: number;
  /** Most combinations of codes. */
  readonly cells: number;
}

/** Tables up to this many cells are always searched whole. */
export const WHOLE_TABLE = 1_200;

export const REACHES: readonly Reach[] = [
  { siblings: 4, ancestors: 0, cells: 500 },
  { siblings: 5, ancestors: 1, cells: 1_200 },
  { siblings: 8, ancestors: 9, cells: 4_000 },
  { siblings: 1e9, ancestors: 9, cells: 1e9 },
];

/** Hidden cells nearest to `from` through relations, at most `limit`, `from` included. Order: by steps, then cell. */
export function hiddenAround(space: CellSpace, hidden: Uint8Array, from: number, limit: number): number[] {
  const seen = new Set([from]);
  const done = new Set<number>();
  const queue = [from];
  for (let at = 0; at < queue.length && queue.length < limit; at++)
    for (const relation of relationsOf(space, queue[at]!)) {
      if (done.has(relation)) continue;
      done.add(relation);
      for (const cell of cellsOfRelation(space, relation)) {
        if (!hidden[cell] || seen.has(cell)) continue;
        seen.add(cell);
        queue.push(cell);
      }
    }
  return queue.slice(0, limit);
}

/**
 * Cells made of the chosen codes of every dimension.
 * @param price  what using a cell costs (0 for hidden ones), by which codes are chosen.
 * @param amount how far the cell must move: codes whose cell holds less are chosen second.
 */
export function combinations(
  space: CellSpace,
  values: Float64Array,
  price: (cell: number) => number,
  cell: number,
  amount: number,
  reach: Reach,
): number[] {
  let siblings = reach.siblings;
  for (;;) {
    const chosen = space.dimensions.map((dimension, d) => {
      const rank = ranking(space, values, price, cell, d, amount);
      return codesAround(dimension, nodeAt(space, cell, d), siblings, reach.ancestors, rank);
    });
    const count = chosen.reduce((product, nodes) => product * nodes.length, 1);
    if (count <= reach.cells || siblings <= 1) return product(space, chosen);
    siblings = Math.max(1, Math.floor(Math.min(siblings, space.size) / 2));
  }
}

/** Cheap and large enough first; the node number breaks ties. */
function ranking(
  space: CellSpace,
  values: Float64Array,
  price: (cell: number) => number,
  cell: number,
  d: number,
  amount: number,
): (nodes: readonly number[], limit: number) => number[] {
  const here = nodeAt(space, cell, d);
  const other = (node: number) => cell + (node - here) * space.strides[d]!;
  return (nodes, limit) => {
    if (nodes.length <= limit) return [...nodes];
    const byPrice = [...nodes].sort((a, b) => price(other(a)) - price(other(b)) || a - b);
    const large = byPrice.filter((node) => values[other(node)]! >= amount);
    const cheap = byPrice.filter((node) => !large.includes(node));
    const half = Math.ceil(limit / 2);
    return [...large.slice(0, Math.max(limit - cheap.length, half)), ...cheap].slice(0, limit);
  };
}

function codesAround(
  dimension: Dimension,
  node: number,
  siblings: number,
  ancestors: number,
  pick: (nodes: readonly number[], limit: number) => number[],
): number[] {
  const chosen = new Set<number>();
  const down = (from: number, width: number): void => {
    chosen.add(from);
    if (isLeaf(dimension, from)) return;
    for (const each of pick(childrenOf(dimension, from), width)) down(each, siblings > 1e6 ? width : 1);
  };
  down(node, siblings);
  let at = node;
  for (let step = 0; step <= ancestors && at > 0; step++) {
    const above = dimension.parent[at]!;
    const others = childrenOf(dimension, above).filter((each) => each !== at);
    for (const each of pick(others, siblings)) down(each, siblings > 1e6 ? siblings : 1);
    if (step === ancestors) break;
    chosen.add(above);
    at = above;
  }
  return [...chosen].sort((a, b) => a - b);
}

function childrenOf(dimension: Dimension, node: number): number[] {
  return Array.from(dimension.child.subarray(dimension.childStart[node], dimension.childStart[node + 1]));
}

function product(space: CellSpace, chosen: readonly (readonly number[])[]): number[] {
  let partial: number[][] = [[]];
  for (const nodes of chosen) partial = partial.flatMap((each) => nodes.map((node) => [...each, node]));
  return partial.map((nodes) => cellAt(space, nodes));
}
