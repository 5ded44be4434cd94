/** Counts, over the filters of one file, how often each bit is set before diffusion. */
import type { Diffusion } from '../linkage-schema.ts';
import { leakageLambda } from './diffusion.ts';

/** Digits of a declared leakage: enough to compare, too few to carry anything. */
const DIGITS = 6;

/**
 * Leaks:  one number over the whole file.
 * Cost:   memory for one counter a bit; a step for each bit that is set.
 */
export class LeakageMeter {
  readonly #counts: Float64Array;
  readonly #terms: number;
  #filters = 0;

  constructor({ bits, terms }: Diffusion) {
    this.#counts = new Float64Array(bits);
    this.#terms = terms;
  }

  add(filter: Uint8Array): void {
    this.#filters++;
    for (let byte = 0; byte < filter.length; byte++)
      // The lowest bit of a byte is the last of its eight positions.
      for (let left = filter[byte]!; left !== 0; left &= left - 1)
        this.#counts[8 * byte + Math.clz32(left & -left) - 24]!++;
  }

  /** Leakage lambda of the filters so far, rounded up to six digits. */
  lambda(): number {
    const scale = 10 ** DIGITS;
    return Math.ceil(leakageLambda(this.#counts, this.#filters, this.#terms) * scale) / scale;
  }
}
