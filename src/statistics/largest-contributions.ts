/**
 * The largest numbers told in each cell, with the weight of who told them: what rules of dominance look at.
 *
 * Shape:  up to `KEPT` a cell, largest first; of equal numbers the one of the larger weight first.
 * Edge:   a record of weight 0 stands for nobody and is left out.
 * Leaks:  figures of single respondents. They stay with the internal table.
 * Cost:   16 bytes for each number kept; O(KEPT) a record.
 */
import type { Cube } from './cube.ts';

/** A victim and a coalition of five, as many as any rule of the disclosure policy looks at. */
const KEPT = 6;

export class LargestContributions {
  readonly #values: Float64Array;
  readonly #weights: Float64Array;

  constructor(cells: number) {
    this.#values = new Float64Array(cells * KEPT);
    this.#weights = new Float64Array(cells * KEPT);
  }

  add(cell: number, value: number, weight: number): void {
    if (!(weight > 0)) return;
    const first = cell * KEPT;
    let at = first + KEPT;
    while (at > first && this.#isBelow(at - 1, value, weight)) at--;
    if (at === first + KEPT) return;
    this.#values.copyWithin(at + 1, at, first + KEPT - 1);
    this.#weights.copyWithin(at + 1, at, first + KEPT - 1);
    this.#values[at] = value;
    this.#weights[at] = weight;
  }

  /** Pairs of number and weight. */
  of(cell: number): [value: number, weight: number][] {
    const found: [number, number][] = [];
    for (let at = cell * KEPT; at < (cell + 1) * KEPT && this.#weights[at]! > 0; at++)
      found.push([this.#values[at]!, this.#weights[at]!]);
    return found;
  }

  /** The same of every cell of `cube`, whose inner cells these are: a record is in one of them. */
  spread(cube: Cube): LargestContributions {
    const all = new LargestContributions(cube.cells);
    for (let inner = 0; inner < cube.innerCells; inner++) {
      const own = this.of(inner);
      if (own.length === 0) continue;
      for (const cell of cube.expand(inner)) for (const [value, weight] of own) all.add(cell, value, weight);
    }
    return all;
  }

  #isBelow(at: number, value: number, weight: number): boolean {
    if (this.#weights[at] === 0) return true;
    return this.#values[at]! < value || (this.#values[at] === value && this.#weights[at]! < weight);
  }
}
