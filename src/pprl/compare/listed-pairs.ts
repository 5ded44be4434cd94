/**
 * Comparison of listed pairs by the fast kernel: the rows that a list names are gathered side by side in the
 * module's memory, stay there for as long as there is room, and are compared where they lie.
 *
 * Cost: rows are copied once for each run of pairs that needs them, so lists that keep to few rows are fast.
 */
import type { PairList } from '../block/block-pairs.ts';
import type { CandidatePairs, ClkColumn } from './clk-column.ts';
import type { Score } from './metric.ts';
import { PairSink } from './pairs.ts';
import { HIT_WORDS, PAGE_BYTES } from './wasm-layout.ts';

/** What kernel/assembly/index.ts exports for this. */
export interface ListedExports {
  readonly memory: WebAssembly.Memory;
  countOnes(filters: number, words: number, rows: number, ones: number, shift: number): void;
  listed(
    list: number,
    count: number,
    queries: number,
    others: number,
    words: number,
    ones: number,
    otherOnes: number,
    table: number,
    hits: number,
  ): void;
  hitsEnd(): number;
}

/** Rows of each file that lie in the memory at once. */
const GATHERED = 2048;
/** Pairs compared in one call. */
const PAIRS = 8192;

/** Rows of one file gathered in the module's memory. */
class Gathered {
  readonly #column: ClkColumn;
  readonly #exports: ListedExports;
  readonly #words: number;
  readonly #filters: number;
  readonly #ones: number;
  /** Place of each row of the file, or -1. */
  readonly #places: Int32Array;
  readonly #rows = new Uint32Array(GATHERED);
  #count = 0;
  #counted = 0;

  constructor(
    column: ClkColumn,
    exports: ListedExports,
    words: number,
    filters: number,
    ones: number,
    places: Int32Array,
  ) {
    this.#column = column;
    this.#exports = exports;
    this.#words = words;
    this.#filters = filters;
    this.#ones = ones;
    this.#places = places;
  }

  get full(): boolean {
    return this.#count === GATHERED;
  }

  has(row: number): boolean {
    return this.#places[row]! >= 0;
  }

  /** Where `row` lies; it is copied there if it is not. */
  place(row: number, memory: Uint8Array): number {
    const there = this.#places[row]!;
    if (there >= 0) return there;
    const width = this.#column.bits / 8;
    const place = this.#count++;
    const at = this.#filters + place * this.#words * 8;
    if (width !== this.#words * 8) memory.fill(0, at + width, at + this.#words * 8);
    memory.set(this.#column.bytes.subarray(row * width, (row + 1) * width), at);
    this.#rows[place] = row;
    this.#places[row] = place;
    return place;
  }

  /** Counts the set bits of the rows that came since the last time. */
  count(): void {
    const from = this.#counted;
    const filters = this.#filters + from * this.#words * 8;
    this.#exports.countOnes(filters, this.#words, this.#count - from, this.#ones + 4 * from, 0);
    this.#counted = this.#count;
  }

  clear(): void {
    for (let place = 0; place < this.#count; place++) this.#places[this.#rows[place]!] = -1;
    this.#count = 0;
    this.#counted = 0;
  }
}

/** All pairs of `lists` that reach the bounds in `table`, in the order of the lists. */
export class ListedRun {
  readonly #exports: ListedExports;
  readonly #a: Gathered;
  readonly #b: Gathered;
  readonly #bits: number;
  readonly #score: Score;
  readonly #words: number;
  readonly #memory: Uint8Array;
  readonly #u32: Uint32Array;
  readonly #at: ReturnType<typeof layOutLists>;
  readonly #rowsA = new Uint32Array(PAIRS);
  readonly #rowsB = new Uint32Array(PAIRS);
  readonly #sink: PairSink;
  #pairs = 0;

  constructor(
    exports: ListedExports,
    a: ClkColumn,
    b: ClkColumn,
    table: Uint32Array,
    score: Score,
    limit: number | undefined,
  ) {
    this.#exports = exports;
    this.#bits = a.bits;
    this.#score = score;
    this.#words = Math.ceil(a.bits / 64);
    this.#at = layOutLists(a.bits);
    const missing = this.#at.end - exports.memory.buffer.byteLength;
    if (missing > 0) exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#memory = new Uint8Array(exports.memory.buffer);
    this.#u32 = new Uint32Array(exports.memory.buffer);
    this.#u32.set(table, this.#at.table / 4);
    const { filtersA, filtersB, onesA, onesB } = this.#at;
    this.#a = new Gathered(a, exports, this.#words, filtersA, onesA, new Int32Array(a.rows).fill(-1));
    this.#b = new Gathered(b, exports, this.#words, filtersB, onesB, new Int32Array(b.rows).fill(-1));
    this.#sink = new PairSink(limit);
  }

  pairs(lists: Iterable<PairList>): CandidatePairs {
    for (const { a, b, count } of lists) for (let k = 0; k < count; k++) this.#add(a[k]!, b[k]!);
    this.#compare();
    return this.#sink.pairs();
  }

  #add(i: number, j: number): void {
    const noRoom = (this.#a.full && !this.#a.has(i)) || (this.#b.full && !this.#b.has(j));
    if (noRoom || this.#pairs === PAIRS) this.#compare();
    if (noRoom) {
      this.#a.clear();
      this.#b.clear();
    }
    const entry = this.#at.list / 4 + 2 * this.#pairs;
    this.#u32[entry] = this.#a.place(i, this.#memory);
    this.#u32[entry + 1] = this.#b.place(j, this.#memory);
    this.#rowsA[this.#pairs] = i;
    this.#rowsB[this.#pairs] = j;
    this.#pairs += 1;
  }

  #compare(): void {
    const { list, filtersA, filtersB, onesA, onesB, table, hits } = this.#at;
    this.#a.count();
    this.#b.count();
    this.#exports.listed(list, this.#pairs, filtersA, filtersB, this.#words, onesA, onesB, table, hits);
    const end = this.#exports.hitsEnd() / 4;
    for (let at = hits / 4; at < end; at += HIT_WORDS) {
      const pair = this.#u32[at]!;
      const score = this.#score(this.#u32[at + 1]!, this.#u32[at + 2]!, this.#bits);
      this.#sink.add(this.#rowsA[pair]!, this.#rowsB[pair]!, score);
    }
    this.#pairs = 0;
  }
}

/** Where things lie, in bytes; everything on an 8-byte boundary. */
function layOutLists(bits: number) {
  let next = 1024;
  const take = (bytes: number) => {
    const at = next;
    next += Math.ceil(bytes / 8) * 8;
    return at;
  };
  const row = Math.ceil(bits / 64) * 8;
  return {
    table: take((2 * bits + 1) * 4),
    onesA: take(GATHERED * 4),
    onesB: take(GATHERED * 4),
    filtersA: take(GATHERED * row),
    filtersB: take(GATHERED * row),
    list: take(PAIRS * 8),
    hits: take(PAIRS * HIT_WORDS * 4),
    end: next + 8,
  };
}
