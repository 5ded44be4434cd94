/**
 * Which cells a small programme may use: the hidden cells nearest to the cell that must move, and cells that could be
 * hidden for it: those of the cheapest cubes and of the densest box of each table it stands in.
 *
 * Cubes and boxes are hints: where tables are linked, the cells of a cube may stand in another table too, and the
 * programme, which knows all relations, also needs cells that make up for them there. So each such cell brings its
 * own cheapest cubes of the other tables.
 */
import type { System } from '../system.ts';
import { holds } from '../witness.ts';
import { denseBox } from './box.ts';
import type { Change } from './change.ts';
import { type Cube, cheapestCubes, cubeChange } from './cubes.ts';
import type { Placing } from './problem.ts';

/** How far a programme may look. */
export interface Reach {
  /** Hidden cells around. */
  readonly hidden: number;
  /** Cubes of each table. */
  readonly cubes: number;
  /** Cells of the box of each table. */
  readonly box: number;
  /** Cells around, hidden or not; 0 for none. */
  readonly ring: number;
  /** Of the cells around only those that are hidden or cost less than this; default: whatever they cost. */
  readonly cheap?: number;
}

export interface Around {
  /** Ascending, the moved cell among them. */
  readonly cells: readonly number[];
  /** The cheapest cube that is a change by itself, which no programme is needed for. */
  readonly cube: Change | null;
}

/** Cubes whose cells are followed into linked tables, and cubes taken there for each cell. */
const FOLLOWED = 3;
/** Cubes that are changes by themselves, looked for where the cheapest are not. */
const SOUND = 2;

export class Neighbourhoods {
  readonly #system: System;
  readonly #values: Float64Array;
  readonly #placings: readonly Placing[];
  readonly #cellMark: Int32Array;
  readonly #relationMark: Int32Array;
  readonly #anywhere: Uint8Array;
  #mark = 0;

  constructor(system: System, values: Float64Array, placings: readonly Placing[]) {
    this.#system = system;
    this.#values = values;
    this.#placings = placings;
    this.#anywhere = new Uint8Array(system.size).fill(1);
    this.#cellMark = new Int32Array(system.size);
    this.#relationMark = new Int32Array(system.relations.count);
  }

  /**
   * Cells to search for a move of `cell` by `by`, ascending, itself among them.
   * @param price 0 for hidden cells, the cost of hiding for others, `Infinity` for cells that may not be used.
   */
  around(cell: number, by: number, reach: Reach, price: (cell: number) => number): Around {
    let cube: Change | null = null;
    let cheapest = Number.POSITIVE_INFINITY;
    const found = new Set(this.ring(cell, reach.hidden, (each) => price(each) === 0));
    const dear = reach.cheap ?? Number.POSITIVE_INFINITY;
    if (reach.ring > 0)
      for (const each of this.ring(cell, reach.ring, (other) => price(other) < dear)) found.add(each);
    for (const placing of this.#placings) {
      if (placing.inner(cell) < 0 || reach.cubes === 0) continue;
      const cubes = this.#cubes(placing, cell, by, reach.cubes, price);
      if (!cubes.some((each) => each.alone))
        cubes.push(...this.#cubes(placing, cell, by, SOUND, price, true));
      for (const each of cubes) for (const member of each.cells) found.add(placing.outer(member));
      const alone = cubes.find((each) => each.alone && each.price < cheapest);
      const change = alone ? this.#checked(placing, alone, Math.abs(by)) : null;
      if (alone && change) {
        cube = change;
        cheapest = alone.price;
      }
      if (this.#placings.length > 1) this.#follow(cubes.slice(0, FOLLOWED), placing, by, price, found);
      const priced = (each: number) => price(placing.outer(each));
      if (reach.box > 0)
        for (const each of denseBox(
          placing.space,
          placing.inner(cell),
          (other) => 1 / (1 + priced(other)),
          reach.box,
        ))
          if (priced(each) < Number.POSITIVE_INFINITY) found.add(placing.outer(each));
    }
    found.add(cell);
    return { cells: [...found].sort((a, b) => a - b), cube };
  }

  /** The `limit` cells nearest to `from` through relations that `may` be used, `from` first; by steps, then cell. */
  ring(from: number, limit: number, may: (cell: number) => boolean): number[] {
    const { ofCellStart, ofCell, start, cell } = this.#system.relations;
    const mark = ++this.#mark;
    const queue = [from];
    this.#cellMark[from] = mark;
    for (let at = 0; at < queue.length && queue.length < limit; at++)
      for (let k = ofCellStart[queue[at]!]!; k < ofCellStart[queue[at]! + 1]!; k++) {
        const relation = ofCell[k]!;
        if (this.#relationMark[relation] === mark) continue;
        this.#relationMark[relation] = mark;
        for (let i = start[relation]!; i < start[relation + 1]!; i++) {
          const each = cell[i]!;
          if (this.#cellMark[each] === mark || !may(each)) continue;
          this.#cellMark[each] = mark;
          queue.push(each);
        }
      }
    return queue.slice(0, limit);
  }

  /** A cube is a change only if it keeps the relations of all tables. */
  #checked(placing: Placing, cube: Cube, amount: number): Change | null {
    const inner = cubeChange(cube, amount);
    const order = [...inner.cells.keys()].sort(
      (a, b) => placing.outer(inner.cells[a]!) - placing.outer(inner.cells[b]!),
    );
    const change = {
      cells: Int32Array.from(order, (i) => placing.outer(inner.cells[i]!)),
      delta: Float64Array.from(order, (i) => inner.delta[i]!),
    };
    return holds(this.#system, this.#values, this.#anywhere, change) ? change : null;
  }

  #cubes(
    placing: Placing,
    cell: number,
    by: number,
    most: number,
    price: (cell: number) => number,
    sound = false,
  ): Cube[] {
    const search = {
      space: placing.space,
      room: (each: number) => this.#room(placing.outer(each)),
      price: (each: number) => price(placing.outer(each)),
      sound,
    };
    return cheapestCubes(search, placing.inner(cell), by > 0 ? 1 : -1, Math.abs(by), most);
  }

  /** How far a cell can fall. */
  #room(cell: number): number {
    return this.#values[cell]! - this.#system.floor[cell]!;
  }

  #follow(
    cubes: readonly Cube[],
    from: Placing,
    by: number,
    price: (cell: number) => number,
    found: Set<number>,
  ): void {
    for (const cube of cubes)
      cube.cells.forEach((each, i) => {
        const cell = from.outer(each);
        for (const placing of this.#placings) {
          if (placing === from || placing.inner(cell) < 0) continue;
          for (const other of this.#cubes(placing, cell, cube.signs[i]! * Math.abs(by), FOLLOWED, price))
            for (const more of other.cells) found.add(placing.outer(more));
        }
      });
  }
}
