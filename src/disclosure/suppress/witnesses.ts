import { type Change, meets, type Need, stretched } from './change.ts';

/** How many stored changes through a cell are tried before a programme is solved for it. */
const TRIES = 40;

/** One change for every need, shared where one serves several, and found again by the cells it uses. */
export class Witnesses {
  readonly #values: Float64Array;
  readonly #changes: (Change | null)[] = [];
  readonly #ids = new Map<Change, number>();
  readonly #byCell = new Map<number, Set<number>>();
  /** Need (by its number) to the change that meets it. */
  readonly #ofNeed = new Map<number, number>();
  readonly #needs = new Map<number, Set<number>>();

  constructor(values: Float64Array) {
    this.#values = values;
  }

  /** A stored change, as it is or stretched, that meets `need` and does not use `without`. */
  find(need: Need, without = -1): Change | null {
    let tries = TRIES;
    for (const id of this.#byCell.get(need.cell) ?? []) {
      const change = this.#changes[id]!;
      if (without >= 0 && this.#byCell.get(without)?.has(id)) continue;
      if (meets(change, need)) return change;
      const longer = stretched(change, need, this.#values);
      if (longer) return longer;
      if (--tries === 0) return null;
    }
    return null;
  }

  /** Let `change` stand for the need numbered `number`, in place of what stood for it. */
  assign(number: number, change: Change): void {
    this.#release(number);
    let id = this.#ids.get(change) ?? -1;
    if (id < 0) {
      id = this.#changes.push(change) - 1;
      this.#ids.set(change, id);
      for (const cell of change.cells) {
        const ids = this.#byCell.get(cell);
        if (ids) ids.add(id);
        else this.#byCell.set(cell, new Set([id]));
      }
      this.#needs.set(id, new Set());
    }
    this.#ofNeed.set(number, id);
    this.#needs.get(id)!.add(number);
  }

  /** Numbers of the needs whose change uses `cell`, ascending. */
  needsThrough(cell: number): number[] {
    const numbers = [...(this.#byCell.get(cell) ?? [])].flatMap((id) => [...this.#needs.get(id)!]);
    return numbers.sort((a, b) => a - b);
  }

  uses(cell: number): boolean {
    return (this.#byCell.get(cell)?.size ?? 0) > 0;
  }

  changeOf(number: number): Change | null {
    const id = this.#ofNeed.get(number);
    return id === undefined ? null : this.#changes[id]!;
  }

  #release(number: number): void {
    const id = this.#ofNeed.get(number);
    if (id === undefined) return;
    const needs = this.#needs.get(id)!;
    needs.delete(number);
    if (needs.size > 0) return;
    for (const cell of this.#changes[id]!.cells) this.#byCell.get(cell)!.delete(id);
    this.#ids.delete(this.#changes[id]!);
    this.#changes[id] = null;
    this.#needs.delete(id);
  }
}
