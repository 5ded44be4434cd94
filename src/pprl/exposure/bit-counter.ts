/**
 * How many filters have each bit set, taken in portions.
 * Cost: one step a byte: values of bytes are counted, and bits only once at the end. Memory 256 counters a byte of
 *       the filter, however many rows.
 */
import type { ClkColumn } from '../compare/clk-column.ts';

export class BitCounter {
  readonly #bytes: number;
  readonly #counters: Uint32Array;

  constructor(bits: number) {
    this.#bytes = bits / 8;
    this.#counters = new Uint32Array(this.#bytes * 256);
  }

  add({ bytes, rows }: ClkColumn): void {
    const width = this.#bytes;
    for (let row = 0, at = 0; row < rows; row++)
      for (let byte = 0; byte < width; byte++, at++) this.#counters[256 * byte + bytes[at]!]!++;
  }

  /** In the order of the filter's bits: bit i is `byte[i >> 3] & (0x80 >> (i & 7))`. */
  counts(): Float64Array {
    const counts = new Float64Array(8 * this.#bytes);
    for (let byte = 0; byte < this.#bytes; byte++)
      for (let value = 1; value < 256; value++) {
        const seen = this.#counters[256 * byte + value]!;
        if (seen === 0) continue;
        for (let bit = 0; bit < 8; bit++) if (value & (0x80 >> bit)) counts[8 * byte + bit]! += seen;
      }
    return counts;
  }
}
