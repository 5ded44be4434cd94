/**
 * The cells of a table as numbers. Inner cells are counted by mixed radix over the leaf codes of each dimension, all
 * cells by mixed radix over all its codes (`Total` and every level included); the last dimension turns fastest.
 *
 * Shape:  `expand(inner)` lists every cell that the inner cell is part of, itself included.
 * Deterministic: the order of the codes given.
 * Cost:   `expand` is the product of the depths, remembered per inner cell that occurs.
 */
import type { DimensionCode } from './hierarchy.ts';
import { TOTAL } from './spec.ts';

export interface Dimension {
  readonly name: string;
  /** `Total` first, then depth first. */
  readonly codes: readonly DimensionCode[];
}

export interface Cube {
  readonly dimensions: readonly Dimension[];
  readonly innerCells: number;
  readonly cells: number;
  /** Number of the inner cell at one leaf position per dimension. */
  inner(leaves: readonly number[]): number;
  expand(inner: number): Int32Array;
  /** Position in `codes` of each dimension, for one cell. */
  positions(cell: number): number[];
  /** The leaf codes of one dimension, in leaf order. */
  leafCodes(dimension: number): readonly string[];
}

/** A cube over `dimensions`; none of them makes a cube of one cell. */
export function makeCube(dimensions: readonly Dimension[]): Cube {
  const trees = dimensions.map((dimension) => pathsOfLeaves(dimension.codes));
  const innerCells = trees.reduce((product, tree) => product * tree.length, 1);
  const cells = dimensions.reduce((product, dimension) => product * dimension.codes.length, 1);
  const known = new Map<number, Int32Array>();
  const expanded = (inner: number): Int32Array => {
    let cellsOf = [0];
    let rest = inner;
    let stride = 1;
    for (let d = dimensions.length - 1; d >= 0; d--) {
      const tree = trees[d]!;
      const path = tree[rest % tree.length]!;
      rest = Math.floor(rest / tree.length);
      const step = stride;
      cellsOf = path.flatMap((position) => cellsOf.map((cell) => cell + position * step));
      stride *= dimensions[d]!.codes.length;
    }
    return Int32Array.from(cellsOf);
  };
  return {
    dimensions,
    innerCells,
    cells,
    inner: (leaves) => leaves.reduce((at, leaf, d) => at * trees[d]!.length + leaf, 0),
    expand(inner) {
      let found = known.get(inner);
      if (found === undefined) {
        found = expanded(inner);
        known.set(inner, found);
      }
      return found;
    },
    positions(cell) {
      const at: number[] = [];
      let rest = cell;
      for (let d = dimensions.length - 1; d >= 0; d--) {
        const { length } = dimensions[d]!.codes;
        at.unshift(rest % length);
        rest = Math.floor(rest / length);
      }
      return at;
    },
    leafCodes: (dimension) => trees[dimension]!.map((path) => dimensions[dimension]!.codes[path[0]!]!.code),
  };
}

/** For each leaf, its position and those of all codes above it, up to `Total`. */
function pathsOfLeaves(codes: readonly DimensionCode[]): number[][] {
  const position = new Map(codes.map((each, i) => [each.code, i]));
  const parents = new Set(codes.map((each) => each.parent));
  const leaves = codes.filter((each) => !parents.has(each.code) && each.code !== TOTAL);
  return leaves.map((leaf) => {
    const path: number[] = [];
    for (let at: string | null = leaf.code; at !== null; at = codes[position.get(at)!]!.parent)
      path.push(position.get(at)!);
    return path;
  });
}
