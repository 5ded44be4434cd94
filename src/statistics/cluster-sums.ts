/**
 * Weighted sums per primary sampling unit and inner cell, kept sparsely: most units hold few of the cells.
 *
 * Shape:  `measures` sums per (unit, inner cell), in one typed array that grows.
 * Cost:   O(1) per record (open addressing, at most half full); 8 * measures + 12 bytes per pair that occurs, and up
 *         to twice that after growing.
 */
export class ClusterSums {
  readonly measures: number;
  #units = new Int32Array(1024);
  #cells = new Int32Array(1024);
  #values: Float64Array;
  /** Slot + 1 at each place of the hash table; 0 is free. */
  #table = new Int32Array(2048);
  #size = 0;

  constructor(measures: number) {
    this.measures = measures;
    this.#values = new Float64Array(1024 * measures);
  }

  /** Pairs of unit and inner cell that occurred. */
  get size(): number {
    return this.#size;
  }

  /** Where the pair's sums are; a new pair has zeros. */
  slot(unit: number, inner: number): number {
    const mask = this.#table.length - 1;
    let at = hash(unit, inner) & mask;
    for (;;) {
      const slot = this.#table[at]! - 1;
      if (slot < 0) return this.#insert(at, unit, inner);
      if (this.#units[slot] === unit && this.#cells[slot] === inner) return slot;
      at = (at + 1) & mask;
    }
  }

  add(slot: number, measure: number, value: number): void {
    this.#values[slot * this.measures + measure]! += value;
  }

  unit(slot: number): number {
    return this.#units[slot]!;
  }

  inner(slot: number): number {
    return this.#cells[slot]!;
  }

  value(slot: number, measure: number): number {
    return this.#values[slot * this.measures + measure]!;
  }

  #insert(at: number, unit: number, inner: number): number {
    const slot = this.#size++;
    if (slot === this.#units.length) this.#grow();
    this.#units[slot] = unit;
    this.#cells[slot] = inner;
    if (this.#size * 2 > this.#table.length) this.#rehash();
    else this.#table[at] = slot + 1;
    return slot;
  }

  #grow(): void {
    const length = this.#units.length * 2;
    this.#units = enlarged(this.#units, new Int32Array(length));
    this.#cells = enlarged(this.#cells, new Int32Array(length));
    this.#values = enlarged(this.#values, new Float64Array(length * this.measures));
  }

  #rehash(): void {
    this.#table = new Int32Array(this.#table.length * 2);
    const mask = this.#table.length - 1;
    for (let slot = 0; slot < this.#size; slot++) {
      let at = hash(this.#units[slot]!, this.#cells[slot]!) & mask;
      while (this.#table[at] !== 0) at = (at + 1) & mask;
      this.#table[at] = slot + 1;
    }
  }
}

function enlarged<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** Spreads two small integers over 32 bits (multiplication by odd constants, then folding the high half down). */
function hash(unit: number, inner: number): number {
  const mixed = Math.imul(unit, 0x9e3779b1) ^ Math.imul(inner, 0x85ebca6b);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
