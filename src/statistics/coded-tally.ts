/**
 * Weighted sums and counts of records held in columns of codes, in blocks that stay in the fast memory of a core; with
 * `clusters`, also the variance of each sum by the ultimate cluster method (variance.ts says the formula).
 *
 * Shape:  sums by inner cell. Variances by place of the cluster and cell of `within`: the dimensions inside a cluster
 *         with their margins. A margin over places is the sum of the variances over them, as no stratum is in two.
 * Edge:   a record without a cell is left out, its cluster stays. Records of a cluster follow each other, and the
 *         clusters of a stratum do. A stratum of one cluster adds nothing.
 * Cost:   O(records + clusters x cells of `within`).
 */
import { type CodedColumn, cellNumbers } from './coded-cells.ts';
import type { Cube } from './cube.ts';

const BLOCK = 8192;

export interface CellSums {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/** Sums of `weights` and numbers of records in each of `cells` cells. */
export function tallyCodes(
  columns: readonly CodedColumn[],
  weights: Float64Array,
  cells: number,
  block = BLOCK,
): CellSums {
  const [sums, counts] = [new Float64Array(cells), new Float64Array(cells)];
  if (columns.length === 4 && columns.every(({ codes }) => !(codes instanceof Int32Array))) {
    addFour(columns, weights, sums, counts);
    return { sums, counts };
  }
  const at = new Int32Array(block);
  for (let from = 0; from < weights.length; from += block) {
    const length = Math.min(block, weights.length - from);
    cellNumbers(columns, from, length, at);
    addWeights(at, weights, from, length, sums, counts);
  }
  return { sums, counts };
}

/** Four columns without missing codes in one pass: no cell number is written to memory. */
function addFour(
  columns: readonly CodedColumn[],
  weights: Float64Array,
  sums: Float64Array,
  counts: Float64Array,
): void {
  const [a, b, c, d] = columns as readonly [CodedColumn, CodedColumn, CodedColumn, CodedColumn];
  const [codesA, codesB, codesC, codesD] = [a.codes, b.codes, c.codes, d.codes];
  const [stepsA, stepsB, stepsC, stepsD] = [a.steps, b.steps, c.steps, d.steps];
  for (let i = 0; i < weights.length; i++) {
    const cell = stepsA[codesA[i]!]! + stepsB[codesB[i]!]! + stepsC[codesC[i]!]! + stepsD[codesD[i]!]!;
    if (cell < 0) continue;
    sums[cell]! += weights[i]!;
    counts[cell]!++;
  }
}

function addWeights(
  at: Int32Array,
  weights: Float64Array,
  from: number,
  length: number,
  sums: Float64Array,
  counts: Float64Array,
): void {
  for (let i = 0; i < length; i++) {
    const cell = at[i]!;
    if (cell < 0) continue;
    sums[cell]! += weights[from + i]!;
    counts[cell]!++;
  }
}

/** Clusters in the order of the records. */
export interface Clusters {
  /** First record of each cluster, and after the last the number of records. */
  readonly starts: ArrayLike<number>;
  readonly stratumOf: ArrayLike<number>;
  /** The place, such as the regency, that all records of the cluster are in. */
  readonly placeOf: ArrayLike<number>;
  readonly places: number;
}

/** Variances at `place * within.cells + cell`. @param columns the dimensions of `within`. */
export function clusterVariances(
  columns: readonly CodedColumn[],
  weights: Float64Array,
  clusters: Clusters,
  within: Cube,
): Float64Array {
  const variances = new Float64Array(clusters.places * within.cells);
  const [inner, cluster] = [new Float64Array(within.innerCells), new Float64Array(within.cells)];
  const [sum, squares] = [new Float64Array(within.cells), new Float64Array(within.cells)];
  const members = Array.from({ length: within.innerCells }, (_, cell) => [...within.expand(cell)]);
  const width = members[0]?.length ?? 0;
  const flat = Int32Array.from(members.flat());
  let at = new Int32Array(BLOCK);
  const last = clusters.stratumOf.length;
  let n = 0;
  for (let c = 0; c < last; c++) {
    const from = clusters.starts[c]!;
    const length = clusters.starts[c + 1]! - from;
    if (length > at.length) at = new Int32Array(length);
    cellNumbers(columns, from, length, at);
    for (let i = 0; i < length; i++) if (at[i]! >= 0) inner[at[i]!]! += weights[from + i]!;
    spread(inner, flat, width, cluster);
    n++;
    close(cluster, sum, squares);
    if (c + 1 < last && clusters.stratumOf[c + 1] === clusters.stratumOf[c]) continue;
    addStratum(variances, clusters.placeOf[c]! * within.cells, n, sum, squares);
    n = 0;
  }
  return variances;
}

function spread(inner: Float64Array, members: Int32Array, width: number, cells: Float64Array): void {
  for (let k = 0; k < inner.length; k++) {
    const value = inner[k]!;
    if (value === 0) continue;
    for (let m = k * width; m < (k + 1) * width; m++) cells[members[m]!]! += value;
    inner[k] = 0;
  }
}

function close(cluster: Float64Array, sum: Float64Array, squares: Float64Array): void {
  for (let cell = 0; cell < cluster.length; cell++) {
    const z = cluster[cell]!;
    sum[cell]! += z;
    squares[cell]! += z * z;
    cluster[cell] = 0;
  }
}

function addStratum(
  variances: Float64Array,
  first: number,
  n: number,
  sum: Float64Array,
  squares: Float64Array,
): void {
  for (let cell = 0; cell < sum.length; cell++) {
    if (n > 1) variances[first + cell]! += (n / (n - 1)) * Math.max(0, squares[cell]! - sum[cell]! ** 2 / n);
    sum[cell] = 0;
    squares[cell] = 0;
  }
}
