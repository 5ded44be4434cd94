/** The filter stage's part of `decide`: its docstring holds the rules. */
import type { CandidatePairs, ClkColumn } from '../compare/clk-column.ts';
import { anonlinkOrder } from '../compare/pairs.ts';
import { RowIndex } from '../exact/row-index.ts';
import type { Side } from './exact-links.ts';
import type { AmbiguousReason, Link } from './link-result.ts';
import { AMBIGUOUS, LINKED } from './row-book.ts';

/** Row -> the row with the same filter that speaks for it, or -1. */
type Followers = Int32Array;

/** Links the rows that the exact stage left free; settles every row that gets a link or is in doubt. */
export function linkByFilter(a: Side, b: Side, candidates: CandidatePairs, threshold: number): Link[] {
  const followersA = findFollowers(a);
  const followersB = findFollowers(b);
  const assignment = new GreedyAssignment(a, b, followersA, followersB);
  const links = assignment.run(candidates, threshold);
  settleFollowers(a, followersA);
  settleFollowers(b, followersB);
  return links;
}

/** Free rows without any exact token whose filter equals that of an earlier such row, or of a linked row. */
function findFollowers({ clk, exact, book }: Side): Followers {
  const tokenless = (row: number) => exact.every((column) => column.present[row] !== 1);
  const included = Uint8Array.from({ length: clk.rows }, (_, row) =>
    (book.state[row] === LINKED || (book.isFree(row) && tokenless(row))) && !isBlank(clk, row) ? 1 : 0,
  );
  const index = new RowIndex(clk.bytes, clk.bits / 8, included);
  const followers = new Int32Array(clk.rows).fill(-1);
  for (const first of index.firstsOfGroups()) {
    const rows = index.group(first);
    const head = rows.find((row) => book.state[row] === LINKED) ?? first;
    for (const row of rows) if (row !== head && book.isFree(row)) followers[row] = head;
  }
  return followers;
}

function isBlank({ bits, bytes }: ClkColumn, row: number): boolean {
  const width = bits / 8;
  return bytes.subarray(row * width, (row + 1) * width).every((byte) => byte === 0);
}

function settleFollowers({ book }: Side, followers: Followers): void {
  followers.forEach((head, row) => {
    if (head !== -1 && (book.state[head] === LINKED || book.state[head] === AMBIGUOUS))
      book.duplicate(row, head);
  });
}

/**
 * Greedy one-to-one assignment in anonlink's order, one score level at a time, so that ties are seen whatever
 * the order of rows. The pairs it takes are those of anonlink's greedy solver; ties only lower their status.
 */
class GreedyAssignment {
  readonly #a: Side;
  readonly #b: Side;
  readonly #freeA: Uint8Array;
  readonly #freeB: Uint8Array;
  readonly #tiedA: Uint8Array;
  readonly #tiedB: Uint8Array;
  /** Free candidates of a row at the present score level. */
  readonly #degreeA: Uint32Array;
  readonly #degreeB: Uint32Array;

  constructor(a: Side, b: Side, followersA: Followers, followersB: Followers) {
    this.#a = a;
    this.#b = b;
    const free = ({ book }: Side, followers: Followers) =>
      Uint8Array.from(followers, (head, row) => (head === -1 && book.isFree(row) ? 1 : 0));
    this.#freeA = free(a, followersA);
    this.#freeB = free(b, followersB);
    this.#tiedA = new Uint8Array(a.clk.rows);
    this.#tiedB = new Uint8Array(b.clk.rows);
    this.#degreeA = new Uint32Array(a.clk.rows);
    this.#degreeB = new Uint32Array(b.clk.rows);
  }

  run(candidates: CandidatePairs, threshold: number): Link[] {
    const order = anonlinkOrder(candidates);
    const { score } = candidates;
    const links: Link[] = [];
    for (let from = 0; from < order.length; ) {
      const level = score[order[from]!]!;
      if (level < threshold) break;
      let to = from + 1;
      while (to < order.length && score[order[to]!] === level) to += 1;
      this.#takeLevel(candidates, order.subarray(from, to), links);
      from = to;
    }
    return links;
  }

  #takeLevel({ a, b, score }: CandidatePairs, level: Uint32Array, links: Link[]): void {
    const open = level.filter((k) => this.#freeA[a[k]!] === 1 && this.#freeB[b[k]!] === 1);
    for (const k of open) {
      this.#degreeA[a[k]!]! += 1;
      this.#degreeB[b[k]!]! += 1;
    }
    for (const k of open)
      if (this.#degreeA[a[k]!]! > 1 || this.#degreeB[b[k]!]! > 1) this.#tiedA[a[k]!] = this.#tiedB[b[k]!] = 1;
    for (const k of open) {
      this.#degreeA[a[k]!] = 0;
      this.#degreeB[b[k]!] = 0;
      if (this.#freeA[a[k]!] === 1 && this.#freeB[b[k]!] === 1)
        links.push(this.#take(a[k]!, b[k]!, score[k]!));
    }
    for (const k of open) {
      if (this.#freeA[a[k]!] === 1) this.#a.book.doubt(a[k]!, 'candidate-taken-at-equal-score');
      if (this.#freeB[b[k]!] === 1) this.#b.book.doubt(b[k]!, 'candidate-taken-at-equal-score');
    }
  }

  #take(i: number, j: number, score: number): Link {
    this.#freeA[i] = 0;
    this.#freeB[j] = 0;
    const tied = this.#tiedA[i] === 1 || this.#tiedB[j] === 1;
    const reason: AmbiguousReason = 'equal-candidates';
    if (tied) {
      this.#a.book.doubt(i, reason);
      this.#b.book.doubt(j, reason);
    } else {
      this.#a.book.link(i, j);
      this.#b.book.link(j, i);
    }
    return { a: i, b: j, score, stage: 'filter', status: tied ? 'review' : 'linked' };
  }
}
