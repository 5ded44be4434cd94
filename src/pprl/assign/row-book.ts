/** What is known of each row of one file while links are decided. */
import type { AmbiguousReason, RowStatus } from './link-result.ts';

const FREE = 0;
export const LINKED = 1;
export const AMBIGUOUS = 2;
const DUPLICATE = 3;

const REASONS: readonly AmbiguousReason[] = [
  'exact-filters-disagree',
  'token-shared',
  'exact-tokens-conflict',
  'equal-candidates',
  'candidate-taken-at-equal-score',
  'exact-tokens-differ',
  'score-in-review-band',
];

const NOT_LINKED: RowStatus = { status: 'not-linked' };
const AMBIGUOUS_STATUSES: readonly RowStatus[] = REASONS.map((reason) => ({ status: 'ambiguous', reason }));

/** Nine bytes a row: its state, and the row or reason that belongs to it. */
export class RowBook {
  readonly state: Uint8Array;
  /** LINKED: row of the other file. DUPLICATE: first row in this file. AMBIGUOUS: index into `REASONS`. */
  readonly #about: Uint32Array;

  constructor(rows: number) {
    this.state = new Uint8Array(rows);
    this.#about = new Uint32Array(rows);
  }

  isFree(row: number): boolean {
    return this.state[row] === FREE;
  }

  link(row: number, partner: number): void {
    this.#set(row, LINKED, partner);
  }

  doubt(row: number, reason: AmbiguousReason): void {
    this.#set(row, AMBIGUOUS, REASONS.indexOf(reason));
  }

  duplicate(row: number, first: number): void {
    this.#set(row, DUPLICATE, first);
  }

  statuses(): RowStatus[] {
    return Array.from(this.state, (state, row): RowStatus => {
      const about = this.#about[row]!;
      if (state === LINKED) return { status: 'linked', row: about };
      if (state === DUPLICATE) return { status: 'duplicate', first: about };
      return state === AMBIGUOUS ? AMBIGUOUS_STATUSES[about]! : NOT_LINKED;
    });
  }

  #set(row: number, state: number, about: number): void {
    this.state[row] = state;
    this.#about[row] = about;
  }
}
