import type { System } from '../system.ts';
import { keepsBands } from '../witness.ts';
import { type Change, deltaAt, meets, type Need, stretched } from './change.ts';

/** How many stored changes through a cell are tried before a programme is solved for it. */
const TRIES = 60;

/** One change for every need, shared where one serves several, and found again by the cells it uses. */
export class Witnesses {
  readonly #system: System;
  readonly #values: Float64Array;
  readonly #changes: (Change | null)[] = [];
  readonly #byCell = new Map<number, Set<number>>();
  /** By cell, how many needs go through it. */
  readonly users: Int32Array;

  constructor(system: System, values: Float64Array) {
    this.#system = system;
    this.#values = values;
    this.users = new Int32Array(values.length);
  }

  /** A stored change, as it is or stretched, that meets `need`, is wanted, and does not use `without`. */
  find(need: Need, without: number, wanted: (change: Change) => boolean): Change | null {
    let tries = TRIES;
    for (const number of this.#byCell.get(need.cell) ?? []) {
      const change = this.#changes[number]!;
      if ((without < 0 || deltaAt(change, without) === 0) && wanted(change)) {
        if (meets(change, need)) return change;
        const longer = stretched(change, need, this.#values);
        if (longer && keepsBands(this.#system, this.#values, longer)) return longer;
      }
      if (--tries === 0) return null;
    }
    return null;
  }

  /** Let `change` stand for the need numbered `number`, in place of what stood for it. */
  assign(number: number, change: Change): void {
    this.release(number);
    this.#changes[number] = change;
    for (const cell of change.cells) {
      this.users[cell]!++;
      const numbers = this.#byCell.get(cell);
      if (numbers) numbers.add(number);
      else this.#byCell.set(cell, new Set([number]));
    }
  }

  release(number: number): void {
    const change = this.#changes[number];
    if (!change) return;
    this.#changes[number] = null;
    for (const cell of change.cells) {
      this.users[cell]!--;
      this.#byCell.get(cell)!.delete(number);
    }
  }

  /** Numbers of the needs whose change uses `cell`, ascending. */
  needsThrough(cell: number): number[] {
    return [...(this.#byCell.get(cell) ?? [])].sort((a, b) => a - b);
  }

  changeOf(number: number): Change | null {
    return this.#changes[number] ?? null;
  }
}
