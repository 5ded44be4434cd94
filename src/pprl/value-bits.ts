/**
 * The bits that values of one field set, remembered: most cells of a file were met before (a sex, a regency, a birth
 * date, a given name), and their bits need finding once.
 *
 * Shape:  filters are handed over as words of 32 bits, the last one filled up; `T` is what else is known of a value, such as why it is refused.
 * Edge:   bounded: when full, everything is forgotten and learnt anew, so that memory stays flat however long the file.
 *         Values of more than `LONGEST` characters are never remembered: they may keep a whole file's text alive.
 * Leaks:  holds cells in clear. It lives as long as its encoder, on the custodian's machine.
 * Cost:   a look in a map and `bits / 32` steps for a value met before.
 */

/** Values remembered for each field: 2 MiB of filters of 1,024 bits. */
const REMEMBERED = 16_384;
const LONGEST = 200;

/** Sets the bits of `value` in `filter` and says what else is known of it. */
type Learn<T> = (value: string, filter: Uint8Array) => T;

interface Known<T> {
  readonly slot: number;
  readonly about: T;
}

export class ValueBits<T> {
  readonly #known = new Map<string, Known<T>>();
  readonly #learn: Learn<T>;
  readonly #words: number;
  readonly #newest: Int32Array;
  readonly #newestBytes: Uint8Array;
  /** Grows with what is remembered, up to the bound. */
  #table: Int32Array;

  constructor(bits: number, learn: Learn<T>) {
    this.#learn = learn;
    this.#words = Math.ceil(bits / 32);
    this.#newest = new Int32Array(this.#words);
    this.#newestBytes = new Uint8Array(this.#newest.buffer);
    this.#table = new Int32Array(64 * this.#words);
  }

  /** What is known of `value` besides its bits. */
  about(value: string): T {
    return (this.#known.get(value) ?? this.#remember(value)).about;
  }

  /** Sets the bits of `value` in `filter`, the words of a filter, and says what else is known of it. */
  addTo(filter: Int32Array, value: string): T {
    const found = this.#known.get(value);
    if (found === undefined) {
      const { about } = this.#remember(value);
      for (let i = 0; i < filter.length; i++) filter[i]! |= this.#newest[i]!;
      return about;
    }
    const table = this.#table;
    for (let i = 0, at = found.slot; i < filter.length; i++, at++) filter[i]! |= table[at]!;
    return found.about;
  }

  #remember(value: string): Known<T> {
    this.#newest.fill(0);
    const about = this.#learn(value, this.#newestBytes);
    if (value.length > LONGEST) return { slot: -1, about };
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    const slot = this.#known.size * this.#words;
    if (slot >= this.#table.length) this.#table = doubled(this.#table);
    this.#table.set(this.#newest, slot);
    const known = { slot, about };
    this.#known.set(value, known);
    return known;
  }
}

function doubled(table: Int32Array): Int32Array {
  const larger = new Int32Array(2 * table.length);
  larger.set(table);
  return larger;
}
