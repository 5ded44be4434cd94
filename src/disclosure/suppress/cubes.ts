/**
 * Changes without a programme: products of one simple exchange per dimension.
 *
 * An exchange in a dimension is an additive vector over its codes: up for the cell's own code, down for a sibling,
 * each with a line of codes below it; or up for ancestors too, down for a sibling of an ancestor, or for nobody,
 * which moves the grand total. A product of exchanges keeps every relation; in a flat table it is the hypercube of
 * two codes per dimension. The cheapest few are found by branch and bound and seed the small programmes.
 * Source: hypercube method (Repsilber 1994; Giessing & Repsilber 2002), with hierarchies.
 */
import { type CellSpace, nodeAt } from '../cells.ts';
import { type Dimension, isLeaf } from '../dimension.ts';
import type { Change } from './change.ts';

/** One exchange: codes and whether they rise (+1) or fall (-1) with the cell. The first is the cell's own code. */
interface Exchange {
  /** Distance of each code's cell from the cell itself. */
  readonly offsets: readonly number[];
  readonly signs: readonly number[];
}

export interface Cube {
  readonly cells: readonly number[];
  readonly signs: readonly number[];
  /** Price of what is not hidden yet. */
  readonly price: number;
  /** Whether every falling cell holds the whole move. */
  readonly alone: boolean;
}

export interface CubeSearch {
  readonly space: CellSpace;
  /** How far a cell can fall before its floor. */
  readonly room: (cell: number) => number;
  /** Only cubes of which every falling cell holds the whole move. */
  readonly sound?: boolean;
  /** Price of using a cell, 0 where it is hidden already; `Infinity` where it may not be used. */
  readonly price: (cell: number) => number;
}

/** Combinations looked at, at most: what branch and bound cuts off not counted. */
const COMBINATIONS = 20_000;

/**
 * The cheapest `most` cubes in which `cell` moves by `amount` up (`sign` 1) or down (-1); cheapest first, then in
 * order of codes.
 */
export function cheapestCubes(
  search: CubeSearch,
  cell: number,
  sign: 1 | -1,
  amount: number,
  most: number,
): Cube[] {
  const { space } = search;
  const each = Math.max(2, Math.floor(COMBINATIONS ** (1 / space.dimensions.length)));
  const exchanges = space.dimensions.map((dimension, d) =>
    exchangesOf(search, dimension, d, cell, sign, amount, each),
  );
  const found: Cube[] = [];
  const worst = () => (found.length < most ? Number.POSITIVE_INFINITY : found.at(-1)!.price);
  const extend = (
    d: number,
    cells: readonly number[],
    signs: readonly number[],
    price: number,
    alone: boolean,
  ): void => {
    if (d === exchanges.length) {
      insert(found, { cells, signs, price, alone }, most);
      return;
    }
    for (const exchange of exchanges[d]!) {
      const next = grown(search, cells, signs, exchange, amount);
      if (next === null || price + next.price >= worst()) continue;
      extend(d + 1, next.cells, next.signs, price + next.price, alone && next.alone);
    }
  };
  extend(0, [cell], [sign], 0, sign === 1 || search.room(cell) >= amount);
  return found;
}

export function cubeChange(cube: Cube, amount: number): Change {
  const order = [...cube.cells.keys()].sort((a, b) => cube.cells[a]! - cube.cells[b]!);
  return {
    cells: Int32Array.from(order, (i) => cube.cells[i]!),
    delta: Float64Array.from(order, (i) => cube.signs[i]! * amount),
  };
}

function insert(found: Cube[], cube: Cube, most: number): void {
  let at = found.length;
  while (at > 0 && found[at - 1]!.price > cube.price) at--;
  found.splice(at, 0, cube);
  if (found.length > most) found.pop();
}

/** `cells` repeated for every code of `exchange`; null where a cell may not be used or holds nothing to fall. */
function grown(
  search: CubeSearch,
  cells: readonly number[],
  signs: readonly number[],
  exchange: Exchange,
  amount: number,
): Cube | null {
  const moreCells = [...cells];
  const moreSigns = [...signs];
  let price = 0;
  let alone = true;
  for (let e = 1; e < exchange.offsets.length; e++)
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]! + exchange.offsets[e]!;
      const sign = signs[i]! * exchange.signs[e]!;
      const room = search.room(cell);
      if (sign < 0 && room < amount) {
        if (room === 0 || search.sound) return null;
        alone = false;
      }
      price += search.price(cell);
      if (price === Number.POSITIVE_INFINITY) return null;
      moreCells.push(cell);
      moreSigns.push(sign);
    }
  return { cells: moreCells, signs: moreSigns, price, alone };
}

/** The exchanges of one dimension, the `most` cheapest along the cell's own line. */
function exchangesOf(
  search: CubeSearch,
  dimension: Dimension,
  d: number,
  cell: number,
  sign: 1 | -1,
  amount: number,
  most: number,
): Exchange[] {
  const { space } = search;
  const stride = space.strides[d]!;
  const node = nodeAt(space, cell, d);
  const priceOf = (other: number, falls: boolean): number => {
    const at = cell + (other - node) * stride;
    return search.sound && falls && search.room(at) < amount ? Number.POSITIVE_INFINITY : search.price(at);
  };
  const lineOf = (from: number, falls: boolean): number[] => {
    const line = [from];
    for (let at = from; !isLeaf(dimension, at); ) {
      let best = dimension.child[dimension.childStart[at]!]!;
      for (let i = dimension.childStart[at]! + 1; i < dimension.childStart[at + 1]!; i++) {
        const child = dimension.child[i]!;
        if (priceOf(child, falls) < priceOf(best, falls)) best = child;
      }
      line.push(best);
      at = best;
    }
    return line;
  };
  const made: { exchange: Exchange; price: number }[] = [];
  const add = (up: readonly number[], down: readonly number[]): void => {
    const nodes = [...up, ...down];
    made.push({
      exchange: {
        offsets: nodes.map((each) => (each - node) * stride),
        signs: nodes.map((_, i) => (i < up.length ? 1 : -1)),
      },
      price: nodes
        .slice(1)
        .reduce((sum, each, i) => sum + priceOf(each, sign * (i + 1 < up.length ? 1 : -1) < 0), 0),
    });
  };
  let up = lineOf(node, sign < 0);
  for (let at = node; at > 0; at = dimension.parent[at]!) {
    const above = dimension.parent[at]!;
    if (above < 0) return [];
    for (let i = dimension.childStart[above]!; i < dimension.childStart[above + 1]!; i++)
      if (dimension.child[i] !== at) add(up, lineOf(dimension.child[i]!, sign > 0));
    up = [...up, above];
  }
  add(up, []);
  return made
    .filter((each) => each.price < Number.POSITIVE_INFINITY)
    .sort((a, b) => (a.price < b.price ? -1 : a.price > b.price ? 1 : 0))
    .slice(0, most)
    .map(({ exchange }) => exchange);
}
