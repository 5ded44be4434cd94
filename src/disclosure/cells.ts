/**
 * Cells: the full cross-product of the codes of all dimensions, margins included.
 *
 * Shape:  a cell is one integer in mixed radix, the first dimension the most significant, so that counting up
 *         gives the row order of CELLS.csv: `Total` first, then codes depth first, then groups of further hierarchies.
 * Cost:   8 bytes a cell and array; nothing here is quadratic.
 */
import { DomainError } from '../problems.ts';
import { type Dimension, isLeaf } from './dimension.ts';

export interface CellSpace {
  readonly dimensions: readonly Dimension[];
  /** Distance between neighbours in one dimension. */
  readonly strides: readonly number[];
  readonly size: number;
}

/** More cells than this do not fit the typed arrays of one machine at once. */
const MAX_CELLS = 50_000_000;

/** @throws {DomainError} `disclosure-too-many-cells`. */
export function cellSpace(dimensions: readonly Dimension[]): CellSpace {
  const strides = new Array<number>(dimensions.length).fill(1);
  let size = 1;
  for (let d = dimensions.length - 1; d >= 0; d--) {
    strides[d] = size;
    size *= dimensions[d]!.codes.length;
  }
  if (size > MAX_CELLS) throw new DomainError('disclosure-too-many-cells', { cells: size, limit: MAX_CELLS });
  return { dimensions, strides, size };
}

/** Node of `cell` in dimension `d`. */
export function nodeAt(space: CellSpace, cell: number, d: number): number {
  return Math.floor(cell / space.strides[d]!) % space.dimensions[d]!.codes.length;
}

export function cellAt(space: CellSpace, nodes: readonly number[]): number {
  return nodes.reduce((cell, node, d) => cell + node * space.strides[d]!, 0);
}

export function codesOf(space: CellSpace, cell: number): string[] {
  return space.dimensions.map((dimension, d) => dimension.codes[nodeAt(space, cell, d)]!);
}

/** An inner cell is a leaf in every dimension; all others are sums of inner cells. */
export function isInner(space: CellSpace, cell: number): boolean {
  return space.dimensions.every((dimension, d) => isLeaf(dimension, nodeAt(space, cell, d)));
}

/**
 * Fill the margins of `values` from its inner cells, in place: dimension by dimension, every node adds itself to
 * its parent, last node first, and groups of further hierarchies take the sum of their children.
 * Edge: what stood in the margins is overwritten. Cost: cells x dimensions.
 */
export function sumMargins(space: CellSpace, values: Float64Array): void {
  for (let cell = 0; cell < space.size; cell++) if (!isInner(space, cell)) values[cell] = 0;
  space.dimensions.forEach((dimension, d) => {
    const stride = space.strides[d]!;
    const block = stride * dimension.codes.length;
    const sums = additions(dimension);
    for (let start = 0; start < space.size; start += block)
      for (const [from, to] of sums)
        for (let i = 0; i < stride; i++)
          values[start + to * stride + i]! += values[start + from * stride + i]!;
  });
}

/** Pairs of child and margin in an order in which every child is complete before it is added. */
function additions({ codes, parent, childStart, child }: Dimension): [number, number][] {
  const pairs: [number, number][] = [];
  for (let node = codes.length - 1; node > 0; node--)
    if (parent[node]! >= 0) pairs.push([node, parent[node]!]);
  for (let node = codes.length - 1; node > 0; node--)
    if (parent[node]! < 0)
      for (let i = childStart[node]!; i < childStart[node + 1]!; i++) pairs.push([child[i]!, node]);
  return pairs;
}
