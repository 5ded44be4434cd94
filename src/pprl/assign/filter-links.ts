/** The filter stage's part of `decide`: its docstring holds the rules. */
import type { CandidatePairs, ClkColumn } from '../compare/clk-column.ts';
import { anonlinkOrder } from '../compare/pairs.ts';
import { RowIndex } from '../exact/row-index.ts';
import type { Side } from './exact-links.ts';
import type { Judge } from './judge.ts';
import type { Link, Solver } from './link-result.ts';
import { optimalAssignment } from './optimal.ts';
import { AMBIGUOUS, LINKED } from './row-book.ts';

/** Row -> the row with the same filter that speaks for it, or -1. */
type Followers = Int32Array;

export interface FilterLinks {
  readonly links: Link[];
  /** Components that were too large for the optimal assignment. */
  readonly fellBack: number;
}

export interface FilterOptions {
  /** Candidates with a lower score are passed over. */
  readonly from: number;
  readonly solver: Solver;
  /** The score of unrelated filters: what a link is worth to the optimal assignment is its score less this. */
  readonly centre: number;
  readonly judge: Judge;
}

/** Links the rows that the exact stage left free; settles every row that gets a link or is in doubt. */
export function linkByFilter(
  a: Side,
  b: Side,
  candidates: CandidatePairs,
  options: FilterOptions,
): FilterLinks {
  const followersA = findFollowers(a);
  const followersB = findFollowers(b);
  const assignment = new Assignment(a, b, followersA, followersB, options.judge);
  const { score } = candidates;
  const worth = (k: number) => score[k]! >= options.from && assignment.isOpen(candidates, k);
  const open = anonlinkOrder(candidates).filter(worth);
  const fellBack =
    options.solver === 'greedy'
      ? assignment.greedy(candidates, open)
      : assignment.optimal(candidates, open, options.centre);
  settleFollowers(a, followersA);
  settleFollowers(b, followersB);
  return { links: assignment.links, fellBack };
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
 * One-to-one assignment. Greedy: in anonlink's order, one score level at a time, so that ties are seen whatever the order
 * of rows; the pairs it takes are those of anonlink's greedy solver, and ties only lower their status. Optimal: of the
 * greatest sum of scores over the centre, component by component, greedy where a component is too large.
 */
class Assignment {
  readonly links: Link[] = [];
  readonly #a: Side;
  readonly #b: Side;
  readonly #judge: Judge;
  readonly #freeA: Uint8Array;
  readonly #freeB: Uint8Array;
  readonly #tiedA: Uint8Array;
  readonly #tiedB: Uint8Array;
  /** Free candidates of a row at the present score level. */
  readonly #degreeA: Uint32Array;
  readonly #degreeB: Uint32Array;

  constructor(a: Side, b: Side, followersA: Followers, followersB: Followers, judge: Judge) {
    this.#a = a;
    this.#b = b;
    this.#judge = judge;
    const free = ({ book }: Side, followers: Followers) =>
      Uint8Array.from(followers, (head, row) => (head === -1 && book.isFree(row) ? 1 : 0));
    this.#freeA = free(a, followersA);
    this.#freeB = free(b, followersB);
    this.#tiedA = new Uint8Array(a.clk.rows);
    this.#tiedB = new Uint8Array(b.clk.rows);
    this.#degreeA = new Uint32Array(a.clk.rows);
    this.#degreeB = new Uint32Array(b.clk.rows);
  }

  /** Both rows are free, and the pair is worth at least a review. */
  isOpen({ a, b, score }: CandidatePairs, k: number): boolean {
    return (
      this.#freeA[a[k]!] === 1 && this.#freeB[b[k]!] === 1 && this.#judge(a[k]!, b[k]!, score[k]!) !== 'none'
    );
  }

  /** `order`: candidates by score downwards. */
  greedy(candidates: CandidatePairs, order: Uint32Array): number {
    const { score } = candidates;
    for (let from = 0; from < order.length; ) {
      const level = score[order[from]!]!;
      let to = from + 1;
      while (to < order.length && score[order[to]!] === level) to += 1;
      this.#takeLevel(candidates, order.subarray(from, to));
      from = to;
    }
    return 0;
  }

  optimal(candidates: CandidatePairs, order: Uint32Array, centre: number): number {
    const { a, b, score } = candidates;
    const { links, asGood, left, tooLarge } = optimalAssignment({
      a: order.map((k) => a[k]!),
      b: order.map((k) => b[k]!),
      weight: Float64Array.from(order, (k) => Math.max(score[k]! - centre, LEAST_WEIGHT)),
    });
    for (const { candidate, forced } of links) {
      const k = order[candidate]!;
      if (!forced) this.#tiedA[a[k]!] = this.#tiedB[b[k]!] = 1;
      this.#take(a[k]!, b[k]!, score[k]!);
    }
    for (const candidate of asGood) this.#loseTie(candidates, order[candidate]!);
    this.greedy(
      candidates,
      Uint32Array.from(left, (candidate) => order[candidate]!),
    );
    return tooLarge;
  }

  #takeLevel(candidates: CandidatePairs, level: Uint32Array): void {
    const { a, b, score } = candidates;
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
      if (this.#freeA[a[k]!] === 1 && this.#freeB[b[k]!] === 1) this.#take(a[k]!, b[k]!, score[k]!);
    }
    for (const k of open) this.#loseTie(candidates, k);
  }

  #loseTie({ a, b }: CandidatePairs, k: number): void {
    if (this.#freeA[a[k]!] === 1) this.#a.book.doubt(a[k]!, 'candidate-taken-at-equal-score');
    if (this.#freeB[b[k]!] === 1) this.#b.book.doubt(b[k]!, 'candidate-taken-at-equal-score');
  }

  #take(i: number, j: number, score: number): void {
    this.#freeA[i] = 0;
    this.#freeB[j] = 0;
    const tied = this.#tiedA[i] === 1 || this.#tiedB[j] === 1;
    const verdict = tied ? 'equal-candidates' : this.#judge(i, j, score);
    const pair = { a: i, b: j, score, stage: 'filter' } as const;
    if (verdict === null || verdict === 'none') {
      this.#a.book.link(i, j);
      this.#b.book.link(j, i);
      this.links.push({ ...pair, status: 'linked' });
    } else {
      this.#a.book.doubt(i, verdict);
      this.#b.book.doubt(j, verdict);
      this.links.push({ ...pair, status: 'review', reason: verdict });
    }
  }
}

/** A pair no more alike than strangers is worth next to nothing, and still something. */
const LEAST_WEIGHT = 1e-6;
