/**
 * The fast kernel: the WASM module in kernel/kernel.wasm fed block by block.
 *
 * Shape:  blocks of both files are copied into a small memory of the module's own, so its size does not depend
 *         on the files; rows are padded with zero bytes to a multiple of 64 bits, which changes no score.
 * Speed:  blocks are short because WASM code is replaced by its optimised form only between calls.
 * Cost:   rows(a) * rows(b) * bits / 64 popcounts; under 1 MB for filters of up to 2048 bits, and a few MB with `top`.
 */
import { fewestCommon } from './bounds.ts';
import type { CandidatePairs, ClkColumn } from './clk-column.ts';
import { type CompareKernel, type CompareOptions, checkComparable } from './kernel.ts';
import { type ListedExports, ListedRun } from './listed-pairs.ts';
import { type Metric, type Score, scoreBy } from './metric.ts';
import { PairSink } from './pairs.ts';
import { ENTRY_WORDS, HIT_WORDS, heapBytes, type Layout, layOut, PAGE_BYTES } from './wasm-layout.ts';

/** What kernel/assembly/index.ts exports. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  countOnes(filters: number, words: number, rows: number, ones: number, shift: number): void;
  keepBest(heaps: number, top: number, distance: number, first: number): void;
  step(
    queries: number,
    from: number,
    to: number,
    others: number,
    rows: number,
    words: number,
    ones: number,
    otherOnes: number,
    table: number,
    scratch: number,
    hits: number,
    hitsLimit: number,
  ): number;
  hitsEnd(): number;
  listed: ListedExports['listed'];
}

/** The bounds of the last comparison: slices of one linkage all need the same. */
interface Bounds {
  readonly bits: number;
  readonly threshold: number;
  readonly metric: Metric;
  readonly table: Uint32Array;
}

/** Makes the kernel from the compiled module, which the caller has loaded in its runtime's way. */
export async function loadWasmKernel(module: WebAssembly.Module): Promise<CompareKernel> {
  const instance = await WebAssembly.instantiate(module, {});
  const exports = instance.exports as unknown as KernelExports;
  let last: Bounds | null = null;
  const bounds = (bits: number, threshold: number, metric: Metric): Bounds => {
    if (last?.bits !== bits || last.threshold !== threshold || last.metric !== metric)
      last = { bits, threshold, metric, table: fewestCommon(bits, threshold, metric) };
    return last;
  };
  return {
    name: 'wasm',
    compare(a, b, threshold, options = {}) {
      checkComparable(a, b, threshold, options.top);
      const wanted = bounds(a.bits, threshold, options.metric ?? 'dice');
      return new Run(exports, a, b, wanted, options).pairs();
    },
    compareListed(a, b, lists, threshold, { metric = 'dice', limit } = {}) {
      checkComparable(a, b, threshold);
      const { table } = bounds(a.bits, threshold, metric);
      return new ListedRun(exports, a, b, table, scoreBy(metric), limit).pairs(lists);
    },
  };
}

/** One comparison of two columns. */
class Run {
  readonly #exports: KernelExports;
  readonly #layout: Layout;
  readonly #memory: Uint8Array;
  readonly #words: Uint32Array;
  readonly #a: ClkColumn;
  readonly #b: ClkColumn;
  readonly #byDistance: boolean;
  readonly #score: Score;
  readonly #sink: PairSink;

  constructor(exports: KernelExports, a: ClkColumn, b: ClkColumn, bounds: Bounds, options: CompareOptions) {
    this.#sink = new PairSink(options.limit);
    this.#exports = exports;
    this.#layout = layOut(a.bits, Math.min(options.top ?? 0, b.rows));
    this.#a = a;
    this.#b = b;
    this.#byDistance = bounds.metric === 'hamming';
    this.#score = scoreBy(bounds.metric);
    const missing = this.#layout.end - exports.memory.buffer.byteLength;
    if (missing > 0) exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#memory = new Uint8Array(exports.memory.buffer);
    this.#words = new Uint32Array(exports.memory.buffer);
    this.#words.set(bounds.table, this.#layout.table / 4);
  }

  pairs(): CandidatePairs {
    const { rowsA, rowsB, filtersA, filtersB, onesA, onesB, top } = this.#layout;
    for (let i = 0; i < this.#a.rows; i += rowsA) {
      const queries = Math.min(rowsA, this.#a.rows - i);
      this.#load(this.#a, i, queries, filtersA, onesA, 0);
      if (top > 0) this.#emptyHeaps();
      for (let j = 0; j < this.#b.rows; j += rowsB) {
        const others = Math.min(rowsB, this.#b.rows - j);
        this.#load(this.#b, j, others, filtersB, onesB, 2);
        this.#compareBlock(i, queries, j, others);
      }
      if (top > 0) this.#readHeaps(i, queries);
    }
    return this.#sink.pairs();
  }

  /** Copies rows into the module's memory, padded to whole words, and has their set bits counted. */
  #load(column: ClkColumn, from: number, rows: number, filters: number, ones: number, shift: number): void {
    const { words } = this.#layout;
    const width = column.bits / 8;
    if (width === words * 8)
      this.#memory.set(column.bytes.subarray(from * width, (from + rows) * width), filters);
    else
      for (let row = 0; row < rows; row++) {
        const at = filters + row * words * 8;
        this.#memory.fill(0, at + width, at + words * 8);
        this.#memory.set(column.bytes.subarray((from + row) * width, (from + row + 1) * width), at);
      }
    this.#exports.countOnes(filters, words, rows, ones, shift);
    // Rows that fill the last group of four hold what was there before; no bits set keeps them inside the table.
    const filled = Math.ceil(rows / 4) * 4;
    if (shift === 0) this.#words.fill(0, ones / 4 + rows, ones / 4 + filled);
  }

  /** Hits of rows beyond `queries`, which only fill the last group of four, are dropped. */
  #compareBlock(i: number, queries: number, j: number, others: number): void {
    const { words, table, onesA, onesB, filtersA, filtersB, scratch, heaps, top, hits, end } = this.#layout;
    this.#exports.keepBest(top > 0 ? heaps : 0, top, this.#byDistance ? 1 : 0, j);
    for (let from = 0; from < queries; ) {
      from = this.#exports.step(
        filtersA,
        from,
        queries,
        filtersB,
        others,
        words,
        onesA,
        onesB,
        table,
        scratch,
        hits,
        end,
      );
      this.#readHits(i, queries, j);
    }
  }

  #readHits(i: number, queries: number, j: number): void {
    const { onesA, onesB, hits } = this.#layout;
    const memory = this.#words;
    const end = this.#exports.hitsEnd() / 4;
    for (let at = hits / 4; at < end; at += HIT_WORDS) {
      const query = memory[at]!;
      if (query >= queries) continue;
      const other = memory[at + 1]!;
      const total = memory[onesA / 4 + query]! + memory[onesB / 4 + other]! / 4;
      this.#sink.add(i + query, j + other, this.#score(memory[at + 2]!, total, this.#a.bits));
    }
  }

  #emptyHeaps(): void {
    const { heaps, rowsA, top } = this.#layout;
    for (let query = 0; query < rowsA; query++) this.#words[(heaps + query * heapBytes(top)) / 4] = 0;
  }

  /** What the heaps of a block of rows kept, the best of each row first. */
  #readHeaps(i: number, queries: number): void {
    const { heaps, top } = this.#layout;
    for (let query = 0; query < queries; query++) {
      const heap = (heaps + query * heapBytes(top)) / 4;
      const kept = Array.from({ length: this.#words[heap]! }, (_, k) => {
        const [other, common, total] = this.#words.subarray(heap + 4 + k * ENTRY_WORDS);
        return { other: other!, score: this.#score(common!, total!, this.#a.bits) };
      });
      kept.sort((x, y) => y.score - x.score || x.other - y.other);
      for (const { other, score } of kept) this.#sink.add(i + query, other, score);
    }
  }
}
