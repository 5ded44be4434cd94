/** Consecutive numbers for keys, in the order in which they first come: a hash table without an object per key. */
export class KeyNumbers {
  #keys: Float64Array;
  #numbers: Int32Array;
  #mask: number;
  #count = 0;

  constructor(expected: number) {
    let size = 1024;
    while (size < expected * 2) size *= 2;
    this.#keys = new Float64Array(size);
    this.#numbers = new Int32Array(size);
    this.#mask = size - 1;
  }

  get count(): number {
    return this.#count;
  }

  /** The number of `key` (not 0), a new one where it has none. */
  add(key: number): number {
    const slot = this.#slot(key);
    if (this.#keys[slot] === key) return this.#numbers[slot]!;
    if (this.#count * 2 > this.#mask) {
      this.#grow();
      return this.add(key);
    }
    this.#keys[slot] = key;
    this.#numbers[slot] = this.#count;
    return this.#count++;
  }

  /** The number of `key`, or -1. */
  find(key: number): number {
    const slot = this.#slot(key);
    return this.#keys[slot] === key ? this.#numbers[slot]! : -1;
  }

  #slot(key: number): number {
    const low = key >>> 0;
    const high = (key / 2 ** 32) >>> 0;
    let slot = (Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b) >>> 7) & this.#mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & this.#mask;
    return slot;
  }

  #grow(): void {
    const keys = this.#keys;
    const numbers = this.#numbers;
    this.#keys = new Float64Array(keys.length * 2);
    this.#numbers = new Int32Array(keys.length * 2);
    this.#mask = keys.length * 2 - 1;
    keys.forEach((key, at) => {
      if (key === 0) return;
      const slot = this.#slot(key);
      this.#keys[slot] = key;
      this.#numbers[slot] = numbers[at]!;
    });
  }
}
