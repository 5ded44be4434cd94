/**
 * Filters of some rows, each row of the file as likely as any other, whatever their order.
 * Deterministic: the same rows in the same order give the same sample. Cost: memory of the sample alone.
 * Source: reservoir sampling, algorithm R (Vitter 1985).
 */
import { pseudoRandom } from '../../exchange/pseudo-random.ts';
import type { ClkColumn } from '../compare/clk-column.ts';

const SEED = 1;

export class RowSample {
  readonly #most: number;
  readonly #width: number;
  readonly #bytes: Uint8Array;
  readonly #next = pseudoRandom(SEED);
  #seen = 0;

  constructor(most: number, bits: number) {
    this.#most = most;
    this.#width = bits / 8;
    this.#bytes = new Uint8Array(most * this.#width);
  }

  add({ bytes, rows }: ClkColumn): void {
    for (let row = 0; row < rows; row++) {
      const place = this.#seen < this.#most ? this.#seen : Math.floor(this.#next() * (this.#seen + 1));
      this.#seen++;
      if (place >= this.#most) continue;
      const from = row * this.#width;
      this.#bytes.set(bytes.subarray(from, from + this.#width), place * this.#width);
    }
  }

  filters(): Uint8Array[] {
    const rows = Math.min(this.#seen, this.#most);
    return Array.from({ length: rows }, (_, i) =>
      this.#bytes.subarray(i * this.#width, (i + 1) * this.#width),
    );
  }
}
