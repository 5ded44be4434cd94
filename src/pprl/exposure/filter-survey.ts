/**
 * What the receiver of an encoded file says of its filters at first sight: how full, how different in weight, how
 * many of a kind.
 *
 * Leaks:  sums over the whole file only; nothing about a row.
 * Source: measures of this project. They describe; they do not say how an attack would fare.
 */

import type { ClkColumn } from '../compare/clk-column.ts';
import { popcounts } from '../compare/kernel.ts';

export interface FilterSurvey {
  readonly rows: number;
  /** Mean share of bits set, a ratio in [0, 1]. */
  readonly fillMean: number;
  /** Standard deviation of the number of bits set (bits); of all rows, not of a sample. */
  readonly weightDeviation: number;
  readonly weightLeast: number;
  readonly weightMost: number;
  /** Share of rows whose filter no other row of the file has, a ratio in [0, 1]. */
  readonly uniqueShare: number;
  /** Rows of the filter that occurs most. */
  readonly mostEqual: number;
  /** Rows with an empty filter. */
  readonly empty: number;
}

/**
 * Takes filters in portions, keeps 8 bytes a row.
 * Edge: filters are told apart by 53 bits of a hash: among five million rows the chance that two different ones
 *       are taken for one is below 0.2 per cent, and the share is out by two rows then.
 */
export class FilterSurveyor {
  readonly #hashes: Float64Array;
  readonly #bits: number;
  #rows = 0;
  #sum = 0;
  #squares = 0;
  #least = Number.POSITIVE_INFINITY;
  #most = 0;
  #empty = 0;

  constructor(rows: number, bits: number) {
    this.#hashes = new Float64Array(rows);
    this.#bits = bits;
  }

  add(column: ClkColumn): void {
    const weights = popcounts(column);
    const width = column.bits / 8;
    for (let row = 0; row < column.rows; row++) {
      const weight = weights[row]!;
      this.#sum += weight;
      this.#squares += weight * weight;
      this.#least = Math.min(this.#least, weight);
      this.#most = Math.max(this.#most, weight);
      if (weight === 0) this.#empty++;
      this.#hashes[this.#rows++] = hash53(column.bytes, row * width, width);
    }
  }

  /** To be asked once, after the last row. */
  survey(): FilterSurvey {
    const rows = this.#rows;
    const mean = this.#sum / rows;
    const { unique, most } = multiplicities(this.#hashes.subarray(0, rows));
    return {
      rows,
      fillMean: mean / this.#bits,
      weightDeviation: Math.sqrt(Math.max(0, this.#squares / rows - mean * mean)),
      weightLeast: this.#least,
      weightMost: this.#most,
      uniqueShare: unique / rows,
      mostEqual: most,
      empty: this.#empty,
    };
  }
}

/** How many values occur exactly once, and how often the one that occurs most. Sorts in place. */
function multiplicities(values: Float64Array): { unique: number; most: number } {
  values.sort();
  let unique = 0;
  let most = 0;
  for (let from = 0, to = 0; from < values.length; from = to) {
    while (to < values.length && values[to] === values[from]) to++;
    if (to - from === 1) unique++;
    most = Math.max(most, to - from);
  }
  return { unique, most };
}

/** 53 bits from two 32-bit multiplicative hashes: not against an adversary, who could only spoil a statistic. */
function hash53(bytes: Uint8Array, from: number, length: number): number {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let i = from; i < from + length; i++) {
    high = Math.imul(high ^ bytes[i]!, 0x01000193);
    low = Math.imul(low ^ bytes[i]!, 0x5bd1e995);
    high ^= high >>> 15;
    low ^= low >>> 13;
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
