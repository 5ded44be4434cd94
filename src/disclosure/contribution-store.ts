/**
 * Contributions as they are read, row by row, and ranked for any cell of the table afterwards.
 *
 * Why not the largest few of each cell: a holding with records in several cells is one contributor of their margin,
 * and may lead there though it leads nowhere below.
 * Cost:   25 bytes a record and one text for each distinct contributor; ranking a cell reads the records below it.
 */
import { type ContributorSum, type ContributorSums, ranked } from './contribution-sums.ts';
import type { Decimal } from './decimal.ts';
import type { Contributions, WeightKnowledge } from './rules/contributions.ts';

export interface RowContribution {
  /** Number of the inner cell, in order of appearance. */
  readonly inner: number;
  /** Who contributes; null or empty for nobody but this record. */
  readonly contributor: string | null;
  /** Row of the data, by which a record without a contributor is known. */
  readonly row: number;
  readonly value: Decimal;
  readonly weight: number;
  readonly waived: boolean;
  readonly request: 0 | 1 | 2;
}

export class ContributionStore {
  /** Values are whole units of 10 ** -decimals; grows with the data. */
  decimals = 0;
  #length = 0;
  #value = new Float64Array(1024);
  #weight = new Float64Array(1024);
  #inner = new Int32Array(1024);
  #contributor = new Int32Array(1024);
  /** Request class, plus 4 where waived. */
  #marks = new Uint8Array(1024);
  readonly #idOf = new Map<string, number>();
  /** Name of each contributor, or the row of who has none. */
  readonly #keys: (string | number)[] = [];

  add(row: RowContribution): void {
    if (this.#length === this.#value.length) this.#grow();
    this.refine(row.value.decimals);
    const at = this.#length++;
    this.#value[at] = row.value.digits * 10 ** (this.decimals - row.value.decimals);
    this.#weight[at] = row.weight;
    this.#inner[at] = row.inner;
    this.#contributor[at] = this.#id(row.contributor, row.row);
    this.#marks[at] = row.request + (row.waived ? 4 : 0);
  }

  /** Count in units of 10 ** -decimals at least: what was read is restated, exactly. */
  refine(decimals: number): void {
    if (decimals <= this.decimals) return;
    const factor = 10 ** (decimals - this.decimals);
    for (let at = 0; at < this.#length; at++) this.#value[at]! *= factor;
    this.decimals = decimals;
  }

  /** Weighted sum of the values of each inner cell, in units of 10 ** -decimals. */
  sums(innerCells: number): Float64Array {
    const sums = new Float64Array(innerCells);
    for (let at = 0; at < this.#length; at++) sums[this.#inner[at]!]! += this.#weight[at]! * this.#value[at]!;
    return sums;
  }

  /** Records ordered by inner cell, to be ranked. */
  ranking(innerCells: number, weights: WeightKnowledge): Ranking {
    const start = new Int32Array(innerCells + 1);
    for (let at = 0; at < this.#length; at++) start[this.#inner[at]! + 1]!++;
    for (let inner = 0; inner < innerCells; inner++) start[inner + 1]! += start[inner]!;
    const next = start.slice();
    const order = new Int32Array(this.#length);
    for (let at = 0; at < this.#length; at++) order[next[this.#inner[at]!]!++] = at;
    return new Ranking(
      { value: this.#value, weight: this.#weight, contributor: this.#contributor, marks: this.#marks },
      this.#keys,
      start,
      order,
      weights,
    );
  }

  #id(contributor: string | null, row: number): number {
    if (contributor === null || contributor === '') return this.#keys.push(row) - 1;
    const known = this.#idOf.get(contributor);
    if (known !== undefined) return known;
    const id = this.#keys.push(contributor) - 1;
    this.#idOf.set(contributor, id);
    return id;
  }

  #grow(): void {
    const larger = <T extends Float64Array | Int32Array | Uint8Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const size = 2 * this.#value.length;
    this.#value = larger(this.#value, new Float64Array(size));
    this.#weight = larger(this.#weight, new Float64Array(size));
    this.#inner = larger(this.#inner, new Int32Array(size));
    this.#contributor = larger(this.#contributor, new Int32Array(size));
    this.#marks = larger(this.#marks, new Uint8Array(size));
  }
}

interface Records {
  readonly value: Float64Array;
  readonly weight: Float64Array;
  readonly contributor: Int32Array;
  readonly marks: Uint8Array;
}

/** Sums by contributor over any set of inner cells. */
export class Ranking {
  readonly #records: Records;
  readonly #start: Int32Array;
  readonly #order: Int32Array;
  readonly #weights: WeightKnowledge;
  readonly #keys: readonly (string | number)[];
  /** Slot of each contributor in the cell at hand, + 1; 0 between calls. */
  readonly #slot: Int32Array;

  constructor(
    records: Records,
    keys: readonly (string | number)[],
    start: Int32Array,
    order: Int32Array,
    weights: WeightKnowledge,
  ) {
    this.#records = records;
    this.#start = start;
    this.#order = order;
    this.#weights = weights;
    this.#keys = keys;
    this.#slot = new Int32Array(keys.length);
  }

  /** How many contributors stand behind `inner` cells together. */
  count(inner: Iterable<number>): number {
    const ids = this.#ids(inner);
    for (const id of ids) this.#slot[id] = 0;
    return ids.length;
  }

  /** What stands behind `inner` cells together, largest first. */
  of(inner: readonly number[]): Contributions {
    return ranked(this.#sums(inner).sums, this.#weights);
  }

  /** The same by who it is. */
  sumsOf(inner: readonly number[]): ContributorSums {
    const { ids, sums } = this.#sums(inner);
    return new Map(ids.map((id, i) => [this.#keys[id]!, sums[i]!]));
  }

  /** Edge: a contributor waived only if all its records did; its request class is the lower of those it asked for. */
  #sums(inner: readonly number[]): {
    readonly ids: readonly number[];
    readonly sums: readonly ContributorSum[];
  } {
    const { value, weight, contributor, marks } = this.#records;
    const ids = this.#ids(inner);
    const sums = ids.map(
      (): ContributorSum => ({ own: 0, sizes: 0, weighted: 0, weights: 0, n: 0, waived: true, request: 0 }),
    );
    for (const each of inner)
      for (let i = this.#start[each]!; i < this.#start[each + 1]!; i++) {
        const at = this.#order[i]!;
        const sum = sums[this.#slot[contributor[at]!]! - 1]!;
        const size = Math.abs(value[at]!);
        const request = marks[at]! & 3;
        sum.own += value[at]!;
        sum.sizes += size;
        sum.weighted += weight[at]! * size;
        sum.weights += weight[at]!;
        sum.n++;
        sum.waived &&= marks[at]! >= 4;
        if (request > 0) sum.request = sum.request === 0 ? request : Math.min(sum.request, request);
      }
    for (const id of ids) this.#slot[id] = 0;
    return { ids, sums };
  }

  /** Contributors of `inner` cells; each one's slot is its position + 1 until the caller clears it. */
  #ids(inner: Iterable<number>): number[] {
    const ids: number[] = [];
    for (const each of inner)
      for (let i = this.#start[each]!; i < this.#start[each + 1]!; i++) {
        const id = this.#records.contributor[this.#order[i]!]!;
        if (this.#slot[id] !== 0) continue;
        ids.push(id);
        this.#slot[id] = ids.length;
      }
    return ids;
  }
}
