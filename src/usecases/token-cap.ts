/** Blocking tokens that too many rows of a file share: counted while rows come, left out when they are written. */
import { passesOf } from '../pprl/block/block-keys.ts';
import type { EncodedRecord } from '../pprl/encoded-record.ts';

/** What the cap did to one pass, in rows. */
export interface CappedPass {
  readonly name: string;
  /** Rows that leave with a token of this pass. */
  readonly rows: number;
  /** Rows that lost a token of it. */
  readonly cappedRows: number;
}

export interface CappedFile {
  readonly mostRows: number;
  readonly passes: readonly CappedPass[];
  /** Rows that lost a token and leave with none in any pass: only the exact stage can link them. */
  readonly lostRows: number;
}

/** Counters of a pass at most: several tokens share one in very large files, which leaves out a few too many. */
const MOST_COUNTERS = 2 ** 22;

/**
 * Deterministic: which tokens are left out depends on the tokens of the file alone, not on the order of rows.
 * Cost: up to 16 MB a pass, whatever the number of rows.
 */
export class TokenCap {
  readonly #mostRows: number;
  /** Pass of each column. */
  readonly #pass: readonly number[];
  readonly #names: readonly string[];
  readonly #counts: readonly Uint32Array[];
  readonly #rows: number[];
  readonly #capped: number[];
  #lost = 0;

  constructor(columns: readonly string[], rows: number, mostRows: number) {
    const passes = passesOf(columns);
    this.#mostRows = mostRows;
    this.#names = passes.map(({ name }) => name);
    this.#pass = passes.flatMap(({ slots }, pass) => Array.from({ length: slots }, () => pass));
    this.#counts = passes.map(({ slots }) => {
      let size = 1024;
      while (size < 4 * rows * slots && size < MOST_COUNTERS) size *= 2;
      return new Uint32Array(size);
    });
    this.#rows = passes.map(() => 0);
    this.#capped = passes.map(() => 0);
  }

  /** Counts the tokens of a row. */
  add({ counted }: Pick<EncodedRecord, 'counted'>): void {
    counted.forEach((token, column) => {
      if (token === null) return;
      const counts = this.#counts[this.#pass[column]!]!;
      counts[counter(token, COUNTED_FROM, counts.length)]! += 1;
    });
  }

  /**
   * Which of the tokens of a row leave, when all rows were counted: `flags` has 1 for each that is there. Writes 0 for the
   * rest. `tokens` tells where the COUNTED_BYTES of a token lie.
   */
  leave(flags: Uint8Array, tokens: (column: number) => { bytes: Uint8Array; at: number }): void {
    const has = this.#names.map(() => false);
    const lost = this.#names.map(() => false);
    this.#pass.forEach((pass, column) => {
      if (flags[column] !== 1) return;
      const counts = this.#counts[pass]!;
      const { bytes, at } = tokens(column);
      if (counts[counter(bytes, at, counts.length)]! <= this.#mostRows) has[pass] = true;
      else {
        lost[pass] = true;
        flags[column] = 0;
      }
    });
    has.forEach((there, pass) => {
      if (there) this.#rows[pass]! += 1;
      if (lost[pass]) this.#capped[pass]! += 1;
    });
    if (lost.includes(true) && !has.includes(true)) this.#lost += 1;
  }

  /** What was done, when all rows have left. */
  facts(): CappedFile {
    return {
      mostRows: this.#mostRows,
      passes: this.#names.map((name, pass) => ({
        name,
        rows: this.#rows[pass]!,
        cappedRows: this.#capped[pass]!,
      })),
      lostRows: this.#lost,
    };
  }
}

/** The bytes of a token that it is counted by. Tokens are random: any of their bytes are. */
export const COUNTED_FROM = 8;
export const COUNTED_BYTES = 3;

function counter(bytes: Uint8Array, at: number, counters: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) & (counters - 1);
}
