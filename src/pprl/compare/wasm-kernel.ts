/**
 * The fast kernel: the WASM module in kernel/kernel.wasm fed block by block.
 *
 * Shape:  blocks of both files are copied into a small memory of the module's own, so its size does not depend
 *         on the files; rows are padded with zero bytes to a multiple of 64 bits, which changes no score.
 * Speed:  blocks are short because WASM code is replaced by its optimised form only between calls.
 * Cost:   rows(a) * rows(b) * bits / 64 popcounts; under 1 MB for filters of up to 2048 bits.
 */
import type { CandidatePairs, ClkColumn } from './clk-column.ts';
import { type CompareKernel, checkComparable, diceOf } from './kernel.ts';
import { PairSink } from './pairs.ts';

/** What kernel/assembly/index.ts exports. */
interface KernelExports {
  readonly memory: WebAssembly.Memory;
  countOnes(filters: number, words: number, rows: number, ones: number, shift: number): void;
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
}

/** Rows of `a` in a block: a multiple of the four that the module takes at a time. */
const BLOCK_A = 512;
/** Most rows of `b` in a block, and the bytes they should fit in: half of a usual second-level cache. */
const BLOCK_B = 1024;
const BLOCK_B_BYTES = 256 * 1024;
/** Hits that are kept before they are read out, beyond the most that one group of four rows can add. */
const SPARE_HITS = 16_384;
const HIT_WORDS = 3;
const PAGE_BYTES = 65_536;
/** More common bits than any filter has. */
const NEVER = 0xffff_ffff;

/** Where things are in the module's memory, in bytes; everything on an 8-byte boundary. */
interface Layout {
  readonly words: number;
  readonly rowsB: number;
  readonly table: number;
  readonly onesA: number;
  readonly onesB: number;
  readonly filtersA: number;
  readonly filtersB: number;
  readonly scratch: number;
  readonly hits: number;
  readonly end: number;
}

function layOut(bits: number): Layout {
  const words = Math.ceil(bits / 64);
  const rowsB = Math.max(64, Math.min(BLOCK_B, Math.floor(BLOCK_B_BYTES / (words * 8))));
  let next = 1024;
  const take = (bytes: number) => {
    const at = next;
    next += Math.ceil(bytes / 8) * 8;
    return at;
  };
  return {
    words,
    rowsB,
    table: take((2 * bits + 1) * 4),
    onesA: take(BLOCK_A * 4),
    onesB: take(rowsB * 4),
    filtersA: take(BLOCK_A * words * 8),
    filtersB: take(rowsB * words * 8),
    scratch: take(rowsB * 16),
    hits: take((4 * rowsB + SPARE_HITS) * HIT_WORDS * 4),
    // Hits fill the last page, so that one too many would trap instead of going unseen.
    end: Math.ceil(next / PAGE_BYTES) * PAGE_BYTES,
  };
}

/**
 * For each number of set bits in both filters together, the fewest common bits that reach `threshold`.
 * The quotient `2 common / total` never falls when `common` grows, rounding included, so one bound says for all
 * pairs of this total exactly what the reference's own division says.
 */
export function fewestCommon(bits: number, threshold: number): Uint32Array {
  const table = new Uint32Array(2 * bits + 1);
  for (let total = 0; total < table.length; total++) {
    let common = Math.max(0, Math.floor((threshold * total) / 2) - 1);
    while (common <= bits && diceOf(common, total) < threshold) common += 1;
    table[total] = common <= bits ? common : NEVER;
  }
  return table;
}

/** Makes the kernel from the compiled module, which the caller has loaded in its runtime's way. */
export async function loadWasmKernel(module: WebAssembly.Module): Promise<CompareKernel> {
  const instance = await WebAssembly.instantiate(module, {});
  const exports = instance.exports as unknown as KernelExports;
  return {
    name: 'wasm',
    compare(a, b, threshold, limit) {
      checkComparable(a, b, threshold);
      return new Run(exports, a, b, threshold, limit).pairs();
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
  readonly #sink: PairSink;

  constructor(exports: KernelExports, a: ClkColumn, b: ClkColumn, threshold: number, limit?: number) {
    this.#sink = new PairSink(limit);
    this.#exports = exports;
    this.#layout = layOut(a.bits);
    this.#a = a;
    this.#b = b;
    const missing = this.#layout.end - exports.memory.buffer.byteLength;
    if (missing > 0) exports.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.#memory = new Uint8Array(exports.memory.buffer);
    this.#words = new Uint32Array(exports.memory.buffer);
    this.#words.set(fewestCommon(a.bits, threshold), this.#layout.table / 4);
  }

  pairs(): CandidatePairs {
    const { rowsB, filtersA, filtersB, onesA, onesB } = this.#layout;
    for (let j = 0; j < this.#b.rows; j += rowsB) {
      const others = Math.min(rowsB, this.#b.rows - j);
      this.#load(this.#b, j, others, filtersB, onesB, 2);
      for (let i = 0; i < this.#a.rows; i += BLOCK_A) {
        const queries = Math.min(BLOCK_A, this.#a.rows - i);
        this.#load(this.#a, i, queries, filtersA, onesA, 0);
        this.#compareBlock(i, queries, j, others);
      }
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
    const { words, table, onesA, onesB, filtersA, filtersB, scratch, hits, end } = this.#layout;
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
      this.#sink.add(i + query, j + other, diceOf(memory[at + 2]!, total));
    }
  }
}
