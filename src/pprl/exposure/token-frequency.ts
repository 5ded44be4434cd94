/**
 * How often equal tokens of one column occur, in memory that does not grow with the file.
 *
 * Up to `MOST_KEPT` different tokens every one is counted. Beyond, only tokens whose own bits fall below a bound are
 * kept, with all their rows, and the bound is halved whenever they are too many again: which tokens are kept has
 * nothing to do with how often they occur, so shares among them hold for the file. What occurs most may then not be
 * among them; counters that several tokens share bound it from above.
 *
 * Edge:   tokens are told apart by 53 of their bits, which are as good as random in keyed tokens.
 * Cost:   one look-up a row; memory some MiB a column.
 * Source: adaptive sampling by value (Wegman, in Flajolet 1990); one row of a count-min sketch (Cormode and
 *         Muthukrishnan 2005).
 */
import type { ExactColumn } from '../exact/exact-stage.ts';

export interface TokenFrequency {
  readonly name: string;
  /** Rows that carry a token. */
  readonly present: number;
  /** Different tokens; counted, or worked out from those kept. */
  readonly distinct: number;
  /** Rows of the token that occurs most: equal where all were counted. */
  readonly largest: { readonly atLeast: number; readonly atMost: number };
  /** Share of the rows with a token whose token occurs more often than `cap`. */
  readonly shareAboveCap: number;
  readonly cap: number;
}

const MOST_KEPT = 1 << 17;
const SHARED = 1 << 20;

export class TokenCounter {
  readonly #name: string;
  readonly #width: number;
  readonly #most: number;
  readonly #kept = new Map<number, number>();
  readonly #shared: Uint32Array;
  #bound = 2 ** 53;
  #present = 0;

  /** @param width bytes of a token, 8 at least. */
  constructor(name: string, width: number, most = MOST_KEPT, shared = SHARED) {
    this.#name = name;
    this.#width = width;
    this.#most = most;
    this.#shared = new Uint32Array(shared);
  }

  add({ tokens, present }: Pick<ExactColumn, 'tokens' | 'present'>): void {
    const view = new DataView(tokens.buffer, tokens.byteOffset, tokens.byteLength);
    for (let row = 0; row < present.length; row++) {
      if (present[row] !== 1) continue;
      const high = view.getUint32(row * this.#width) >>> 11;
      const low = view.getUint32(row * this.#width + 4);
      this.#present++;
      this.#shared[low % this.#shared.length]!++;
      const value = high * 2 ** 32 + low;
      if (value >= this.#bound) continue;
      this.#kept.set(value, (this.#kept.get(value) ?? 0) + 1);
      while (this.#kept.size > this.#most) this.#halve();
    }
  }

  #halve(): void {
    this.#bound /= 2;
    for (const value of this.#kept.keys()) if (value >= this.#bound) this.#kept.delete(value);
  }

  frequency(cap: number): TokenFrequency {
    let atLeast = 0;
    let rows = 0;
    let above = 0;
    for (const count of this.#kept.values()) {
      atLeast = Math.max(atLeast, count);
      rows += count;
      if (count > cap) above += count;
    }
    const whole = this.#bound === 2 ** 53;
    const atMost = whole ? atLeast : this.#shared.reduce((most, each) => Math.max(most, each), 0);
    return {
      name: this.#name,
      present: this.#present,
      distinct: Math.round(this.#kept.size * (2 ** 53 / this.#bound)),
      largest: { atLeast, atMost },
      shareAboveCap: rows === 0 ? 0 : above / rows,
      cap,
    };
  }
}
