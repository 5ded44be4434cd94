/** The rectangle of all pairs of rows cut into slices, so that work can be resumed, shared out and cancelled. */
import { DomainError } from '../../problems.ts';
import type { CandidatePairs, ClkColumn } from './clk-column.ts';
import { type CompareKernel, type CompareOptions, checkComparable, rowsOf, type Watch } from './kernel.ts';
import { MAX_CANDIDATES } from './pairs.ts';

/** Rows `aFrom` to `aTo` of one file against `bFrom` to `bTo` of the other; the ends are excluded. */
export interface Slice {
  readonly index: number;
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

/** Rows on each side of a slice unless said otherwise: 4 million comparisons, small enough to share out evenly. */
export const SLICE_ROWS = 2048;

/** Slices that cover every pair of rows once, of at most `rowsOfA` and `rowsOfB` rows; none for an empty file. */
export function planSlices(
  rowsA: number,
  rowsB: number,
  rowsOfA: number = SLICE_ROWS,
  rowsOfB: number = rowsOfA,
): Slice[] {
  const stepA = Math.max(1, Math.floor(rowsOfA));
  const stepB = Math.max(1, Math.floor(rowsOfB));
  const slices: Slice[] = [];
  for (let aFrom = 0; aFrom < rowsA; aFrom += stepA)
    for (let bFrom = 0; bFrom < rowsB; bFrom += stepB)
      slices.push({
        index: slices.length,
        aFrom,
        aTo: Math.min(rowsA, aFrom + stepA),
        bFrom,
        bTo: Math.min(rowsB, bFrom + stepB),
      });
  return slices;
}

/** Candidate pairs of one slice, with row numbers of the whole files. Throws as `CompareKernel.compare` does. */
export function compareSlice(
  kernel: CompareKernel,
  a: ClkColumn,
  b: ClkColumn,
  slice: Slice,
  threshold: number,
  options?: CompareOptions,
): CandidatePairs {
  const found = kernel.compare(
    rowsOf(a, slice.aFrom, slice.aTo),
    rowsOf(b, slice.bFrom, slice.bTo),
    threshold,
    options,
  );
  return offsetPairs(found, slice);
}

/** What is heard of slices besides. */
export interface SliceWatch extends Watch {
  /** Told of the pairs of each slice as they come, in no promised order. */
  readonly onPart?: (slice: number, pairs: CandidatePairs) => void | Promise<void>;
}

export interface CompareJob extends CompareOptions, SliceWatch {
  readonly threshold: number;
  /** Rows on each side of a slice. */
  readonly sliceRows?: number;
  /** Pairs of slices that need not be compared again, by the number of the slice. */
  readonly done?: ReadonlyMap<number, CandidatePairs>;
}

/**
 * All pairs of two whole files, slice by slice, on as many threads as the kernel has.
 *
 * Edge:   pairs come slice after slice whatever the number of threads; with `top`, a slice has all rows of `b`.
 * Throws: as `CompareKernel.compare`; `link-cancelled`.
 */
export async function compareAll(
  kernel: CompareKernel,
  a: ClkColumn,
  b: ClkColumn,
  { threshold, sliceRows = SLICE_ROWS, done = new Map(), ...options }: CompareJob,
): Promise<CandidatePairs> {
  const { top, limit } = options;
  checkComparable(a, b, threshold, top);
  // The best of a row cannot be told from part of the other file: fewer rows, then, against all of it.
  const slices =
    top === undefined
      ? planSlices(a.rows, b.rows, sliceRows)
      : planSlices(a.rows, b.rows, Math.max(4, Math.min(sliceRows, sliceRows ** 2 / b.rows)), b.rows);
  const open = done.size === 0 ? slices : slices.filter(({ index }) => !done.has(index));
  const found = await (kernel.compareSlices ?? oneByOne(kernel))(a, b, open, threshold, options);
  if (done.size === 0) return joinPairs(found, limit);
  const parts = new Map(done);
  open.forEach(({ index }, k) => {
    parts.set(index, found[k]!);
  });
  return joinPairs(
    slices.map(({ index }) => parts.get(index)!),
    limit,
  );
}

/** `compareSlices` on the calling thread, for kernels that have no other. */
export const oneByOne =
  (kernel: CompareKernel): NonNullable<CompareKernel['compareSlices']> =>
  async (a, b, slices, threshold, { onProgress, onPart, cancelled, ...options }) => {
    const parts: CandidatePairs[] = [];
    const room = pairRoom(options.limit);
    for (const slice of slices) {
      if (cancelled?.()) throw new DomainError('link-cancelled', { done: parts.length, of: slices.length });
      const part = compareSlice(kernel, a, b, slice, threshold, options);
      room.take(part.a.length);
      parts.push(part);
      await onPart?.(slice.index, part);
      await onProgress?.(parts.length, slices.length);
    }
    return parts;
  };

/** Counts the pairs of slices as they come. Throws: `too-many-candidates` as soon as they are more than `limit`. */
export function pairRoom(limit: number = MAX_CANDIDATES): { take(pairs: number): void } {
  let found = 0;
  return {
    take(pairs) {
      found += pairs;
      if (found > limit) throw new DomainError('too-many-candidates', { limit });
    },
  };
}

/** `pairs` of a slice, renumbered in place to rows of the whole files. */
function offsetPairs(pairs: CandidatePairs, slice: Slice): CandidatePairs {
  for (let k = 0; k < pairs.a.length; k++) {
    pairs.a[k]! += slice.aFrom;
    pairs.b[k]! += slice.bFrom;
  }
  return pairs;
}

/** Joins the pairs of all slices. Throws: `too-many-candidates` above `limit`. */
export function joinPairs(parts: readonly CandidatePairs[], limit: number = MAX_CANDIDATES): CandidatePairs {
  const count = parts.reduce((sum, part) => sum + part.a.length, 0);
  if (count > limit) throw new DomainError('too-many-candidates', { found: count, limit });
  const joined = { a: new Uint32Array(count), b: new Uint32Array(count), score: new Float64Array(count) };
  let at = 0;
  for (const part of parts) {
    joined.a.set(part.a, at);
    joined.b.set(part.b, at);
    joined.score.set(part.score, at);
    at += part.a.length;
  }
  return joined;
}
