/** The rectangle of all pairs of rows cut into slices, so that work can be resumed, shared out and cancelled. */
import { DomainError } from '../../problems.ts';
import type { CandidatePairs, ClkColumn } from './clk-column.ts';
import { type CompareKernel, rowsOf } from './kernel.ts';
import { MAX_CANDIDATES } from './pairs.ts';

/** Rows `aFrom` to `aTo` of one file against `bFrom` to `bTo` of the other; the ends are excluded. */
export interface Slice {
  readonly index: number;
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

/** Rows on each side of a slice unless said otherwise: 17 million comparisons. */
export const SLICE_ROWS = 4096;

/** Slices that cover every pair of rows once, of at most `sliceRows` rows on each side; none for an empty file. */
export function planSlices(rowsA: number, rowsB: number, sliceRows: number = SLICE_ROWS): Slice[] {
  const step = Math.max(1, Math.floor(sliceRows));
  const slices: Slice[] = [];
  for (let aFrom = 0; aFrom < rowsA; aFrom += step)
    for (let bFrom = 0; bFrom < rowsB; bFrom += step)
      slices.push({
        index: slices.length,
        aFrom,
        aTo: Math.min(rowsA, aFrom + step),
        bFrom,
        bTo: Math.min(rowsB, bFrom + step),
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
  limit?: number,
): CandidatePairs {
  const found = kernel.compare(
    rowsOf(a, slice.aFrom, slice.aTo),
    rowsOf(b, slice.bFrom, slice.bTo),
    threshold,
    limit,
  );
  return offsetPairs(found, slice);
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
