/**
 * Comparison of two columns of filters: every pair whose Sørensen-Dice similarity reaches a threshold.
 *
 * Two kernels give the same answers: the plain one here and the fast one in wasm-kernel.ts.
 */
import { DomainError } from '../../problems.ts';
import type { CandidatePairs, ClkColumn } from './clk-column.ts';
import { PairSink } from './pairs.ts';

export interface CompareKernel {
  readonly name: 'reference' | 'wasm';
  /**
   * All pairs of a row of `a` and a row of `b` with Dice >= `threshold`, in no promised order.
   *
   * Edge:   a score equal to the threshold counts; two empty filters score 0, so they pass only at threshold 0.
   * Leaks:  scores fingerprint a record across many pairs; they stay with the linkage unit.
   * Throws: `clk-column-invalid`, `clk-lengths-differ`, `threshold-invalid`; `too-many-candidates` when more than
   *         `limit` pairs pass, before they fill the memory (20 million unless said otherwise).
   * Cost:   rows(a) * rows(b) comparisons; memory for the pairs found.
   */
  compare(a: ClkColumn, b: ClkColumn, threshold: number, limit?: number): CandidatePairs;
}

/** `2 common / total` as one IEEE division; 0 where both filters are empty. All of Padan scores by this line. */
export const diceOf = (common: number, total: number): number => (total === 0 ? 0 : (2 * common) / total);

/** Refuses columns that cannot be compared, before any work. */
export function checkComparable(a: ClkColumn, b: ClkColumn, threshold: number): void {
  checkThreshold(threshold);
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

/** Dice similarity of row `i` of `a` and row `j` of `b`: for single pairs, not for loops over files. */
export function diceOfRows(a: ClkColumn, i: number, b: ClkColumn, j: number): number {
  const ones = (column: ClkColumn, row: number) => commonBits(column, row, column, row);
  return diceOf(commonBits(a, i, b, j), ones(a, i) + ones(b, j));
}

/** The obvious kernel: a double loop over bytes. It is the measure of the fast one and runs anywhere. */
export const referenceKernel: CompareKernel = {
  name: 'reference',
  compare(a, b, threshold, limit) {
    checkComparable(a, b, threshold);
    const onesA = popcounts(a);
    const onesB = popcounts(b);
    const sink = new PairSink(limit);
    for (let i = 0; i < a.rows; i++)
      for (let j = 0; j < b.rows; j++) {
        const score = diceOf(commonBits(a, i, b, j), onesA[i]! + onesB[j]!);
        if (score >= threshold) sink.add(i, j, score);
      }
    return sink.pairs();
  },
};
