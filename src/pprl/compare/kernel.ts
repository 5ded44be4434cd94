/**
 * Comparison of two columns of filters: every pair whose similarity reaches a threshold.
 *
 * Two kernels give the same answers: the plain one here and the fast one in wasm-kernel.ts.
 */
import { DomainError } from '../../problems.ts';
import type { BlockIndex } from '../block/block-index.ts';
import type { BlockTask, PairList } from '../block/block-pairs.ts';
import type { BlockJob, TaskPart } from '../block/compare-blocks.ts';
import type { CandidatePairs, ClkColumn } from './clk-column.ts';
import { type Metric, scoreBy } from './metric.ts';
import { PairSink } from './pairs.ts';
import type { Slice, SliceWatch } from './slices.ts';

/** What may be said beside the threshold. */
export interface CompareOptions {
  /** Dice unless said otherwise. */
  readonly metric?: Metric;
  /** Of each row of `a`, at most this many pairs: those of the highest scores, of equal ones the lower row of `b`. */
  readonly top?: number;
  /** Most pairs that are kept: 20 million unless said otherwise. */
  readonly limit?: number;
}

/** What is heard of slices that are compared one after the other or side by side. */
export interface Watch {
  /** Called after each slice; where slices are compared one by one, it is awaited, and the event loop runs. */
  readonly onProgress?: (done: number, total: number) => void | Promise<void>;
  /** Asked between slices. */
  readonly cancelled?: () => boolean;
}

export interface CompareKernel {
  readonly name: 'reference' | 'wasm';
  /** Threads that compare side by side, where there are several. */
  readonly threads?: number;
  /**
   * All pairs of a row of `a` and a row of `b` with score >= `threshold`, in an order that depends on nothing but the
   * columns and options; with `top`, by rows of `a`, the best pair of a row first.
   *
   * Edge:   a score equal to the threshold counts; two empty filters have a Dice and Jaccard score of 0, so they pass
   *         only at threshold 0. Lengths of whole bytes that are no multiple of 64 bits are padded, which changes
   *         no score.
   * Leaks:  scores fingerprint a record across many pairs; they stay with the linkage unit.
   * Throws: `clk-column-invalid`, `clk-lengths-differ`, `threshold-invalid`, `top-invalid`; `too-many-candidates`
   *         when more than `limit` pairs pass, before they fill the memory.
   * Cost:   rows(a) * rows(b) comparisons; memory for the pairs found.
   */
  compare(a: ClkColumn, b: ClkColumn, threshold: number, options?: CompareOptions): CandidatePairs;
  /**
   * Of the pairs in `lists` those with score >= `threshold`, in their order; a pair listed twice is there twice.
   * Throws: as `compare`. Cost: a comparison for each pair listed; memory for the pairs found and 4 bytes a row.
   */
  compareListed(
    a: ClkColumn,
    b: ClkColumn,
    lists: Iterable<PairList>,
    threshold: number,
    options?: Omit<CompareOptions, 'top'>,
  ): CandidatePairs;
  /**
   * The pairs of each slice, in the order of `slices`, numbered as in the whole columns: what `compareSlice` gives
   * for each, worked out side by side. Absent where there is one thread. Throws as `compareAll`.
   */
  readonly compareSlices?: (
    a: ClkColumn,
    b: ClkColumn,
    slices: readonly Slice[],
    threshold: number,
    options: CompareOptions & SliceWatch,
  ) => Promise<CandidatePairs[]>;
  /**
   * What `compareTask` gives for each task, in the order of `tasks`, worked out side by side. Absent where there is
   * one thread. Throws as `compareBlocks`.
   */
  readonly compareTasks?: (
    a: ClkColumn,
    b: ClkColumn,
    index: BlockIndex,
    tasks: readonly BlockTask[],
    threshold: number,
    options: Omit<BlockJob, 'threshold' | 'done'>,
  ) => Promise<TaskPart[]>;
}

/** Refuses columns that cannot be compared, before any work. */
export function checkComparable(a: ClkColumn, b: ClkColumn, threshold: number, top?: number): void {
  checkThreshold(threshold);
  if (top !== undefined && !(Number.isSafeInteger(top) && top >= 1))
    throw new DomainError('top-invalid', { top });
  checkColumn(a);
  checkColumn(b);
  if (a.bits !== b.bits) throw new DomainError('clk-lengths-differ', { bitsA: a.bits, bitsB: b.bits });
}

export function checkThreshold(threshold: number): void {
  if (!(threshold >= 0 && threshold <= 1)) throw new DomainError('threshold-invalid', { threshold });
}

function checkColumn({ bits, rows, bytes }: ClkColumn): void {
  if (bits <= 0 || bits % 8 !== 0 || bytes.length !== (rows * bits) / 8)
    throw new DomainError('clk-column-invalid', { bits, rows, bytes: bytes.length });
}

/** Rows `from` (included) to `to` (excluded) of `column`, without copying. */
export function rowsOf(column: ClkColumn, from: number, to: number): ClkColumn {
  const width = column.bits / 8;
  return { bits: column.bits, rows: to - from, bytes: column.bytes.subarray(from * width, to * width) };
}

/** Set bits of each possible byte. */
const BITS_OF_BYTE = Uint8Array.from({ length: 256 }, (_, byte) => {
  let count = 0;
  for (let rest = byte; rest > 0; rest >>= 1) count += rest & 1;
  return count;
});

/** Number of set bits of each row. */
export function popcounts({ bits, rows, bytes }: ClkColumn): Uint32Array {
  const width = bits / 8;
  const counts = new Uint32Array(rows);
  for (let row = 0, at = 0; row < rows; row++)
    for (let byte = 0; byte < width; byte++, at++) counts[row]! += BITS_OF_BYTE[bytes[at]!]!;
  return counts;
}

/** Number of bits set in both row `i` of `a` and row `j` of `b`. */
function commonBits(a: ClkColumn, i: number, b: ClkColumn, j: number): number {
  const width = a.bits / 8;
  let common = 0;
  for (let byte = 0; byte < width; byte++)
    common += BITS_OF_BYTE[a.bytes[i * width + byte]! & b.bytes[j * width + byte]!]!;
  return common;
}

/** Score of row `i` of `a` and row `j` of `b`: for single pairs, not for loops over files. */
export function scoreOfRows(a: ClkColumn, i: number, b: ClkColumn, j: number, metric?: Metric): number {
  const ones = (column: ClkColumn, row: number) => commonBits(column, row, column, row);
  return scoreBy(metric)(commonBits(a, i, b, j), ones(a, i) + ones(b, j), a.bits);
}

/** The obvious kernel: a double loop over bytes. It is the measure of the fast one and runs anywhere. */
export const referenceKernel: CompareKernel = {
  name: 'reference',
  compare(a, b, threshold, { metric, top, limit } = {}) {
    checkComparable(a, b, threshold, top);
    const onesA = popcounts(a);
    const onesB = popcounts(b);
    const scoreOf = scoreBy(metric);
    const sink = new PairSink(limit);
    for (let i = 0; i < a.rows; i++) {
      const found: { j: number; score: number }[] = [];
      for (let j = 0; j < b.rows; j++) {
        const score = scoreOf(commonBits(a, i, b, j), onesA[i]! + onesB[j]!, a.bits);
        if (score >= threshold) found.push({ j, score });
      }
      if (top !== undefined) found.sort((x, y) => y.score - x.score || x.j - y.j);
      for (const { j, score } of found.slice(0, top)) sink.add(i, j, score);
    }
    return sink.pairs();
  },
  compareListed(a, b, lists, threshold, { metric, limit } = {}) {
    checkComparable(a, b, threshold);
    const sink = new PairSink(limit);
    for (const { a: rowsA, b: rowsB, count } of lists)
      for (let k = 0; k < count; k++) {
        const score = scoreOfRows(a, rowsA[k]!, b, rowsB[k]!, metric);
        if (score >= threshold) sink.add(rowsA[k]!, rowsB[k]!, score);
      }
    return sink.pairs();
  },
};
