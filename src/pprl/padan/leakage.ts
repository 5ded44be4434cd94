/** Counts, over the filters of one file, how often each bit is set before diffusion. */
import type { Diffusion } from '../linkage-schema.ts';
import { leakageLambda } from './diffusion.ts';

/** Digits of a declared leakage: enough to compare, too few to carry anything. */
const DIGITS = 6;

const MOST_IN_A_BYTE = 255;
/** Four bits as four bytes, the first (highest) bit in the lowest byte. */
const SPREAD = Int32Array.from(
  { length: 16 },
  (_, four) => (four >> 3) | (((four >> 2) & 1) << 8) | (((four >> 1) & 1) << 16) | ((four & 1) << 24),
);

/**
 * Leaks:  one number over the whole file.
 * Cost:   memory for one counter a bit; a step for every four bits, as four counters of a byte lie in one word until one
 *         may be full.
 */
export class LeakageMeter {
  readonly #counts: Float64Array;
  /** Counts of the newest filters, a byte each, bit by bit in the order of the filter. */
  readonly #newest: Int32Array;
  #held = 0;
  readonly #terms: number;
  #filters = 0;

  constructor({ bits, terms }: Diffusion) {
    this.#counts = new Float64Array(bits);
    this.#newest = new Int32Array(bits / 4);
    this.#terms = terms;
  }

  add(filter: Uint8Array): void {
    this.#filters++;
    const newest = this.#newest;
    for (let byte = 0, at = 0; byte < filter.length; byte++, at += 2) {
      const value = filter[byte]!;
      newest[at]! += SPREAD[value >> 4]!;
      newest[at + 1]! += SPREAD[value & 15]!;
    }
    if (++this.#held === MOST_IN_A_BYTE) this.#gather();
  }

  #gather(): void {
    for (let at = 0; at < this.#counts.length; at++) {
      const four = this.#newest[at >> 2]!;
      this.#counts[at]! += (four >>> (8 * (at & 3))) & 255;
    }
    this.#newest.fill(0);
    this.#held = 0;
  }

  /** Leakage lambda of the filters so far, rounded up to six digits. */
  lambda(): number {
    this.#gather();
    const scale = 10 ** DIGITS;
    return Math.ceil(leakageLambda(this.#counts, this.#filters, this.#terms) * scale) / scale;
  }
}
