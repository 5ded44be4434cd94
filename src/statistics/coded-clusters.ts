/**
 * Weighted sums, counts and variances of records held in columns of codes, cluster by cluster: the ultimate cluster
 * method (variance.ts says the formula) where the records of a cluster follow each other.
 *
 * Shape:  at `place * width + cell`: cells of `within`, the dimensions inside a cluster, with their margins or only the
 *         inner ones. A margin over places is the sum over them, as no stratum is in two.
 * Edge:   a record without a cell is left out, its cluster stays. A stratum of one cluster adds nothing to a variance.
 * Cost:   O(records + clusters x width).
 */
import { type CodedColumn, type Codes, cellNumbers } from './coded-cells.ts';
import { type CellSums, strideOf } from './coded-tally.ts';
import type { Cube } from './cube.ts';

/** Clusters in the order of the records, those of a stratum one after the other. */
export interface Clusters {
  /** First record of each cluster, and after the last the number of records. */
  readonly starts: ArrayLike<number>;
  readonly stratumOf: ArrayLike<number>;
  /** The place, such as the regency, that all records of the cluster are in. */
  readonly placeOf: ArrayLike<number>;
  readonly places: number;
}

export interface ClusterTally extends CellSums {
  readonly variances: Float64Array;
}

/** @param columns the dimensions of `within`, numbered as its inner cells. @param margins whether its margins are wanted. */
export function tallyClusters(
  columns: readonly CodedColumn[],
  weights: Float64Array,
  clusters: Clusters,
  within: Cube,
  margins: boolean,
): ClusterTally {
  const fold = margins ? marginsOf(within) : null;
  const [inner, width] = [within.innerCells, margins ? within.cells : within.innerCells];
  const size = clusters.places * width;
  const found = {
    sums: new Float64Array(size),
    counts: new Float64Array(size),
    variances: new Float64Array(size),
  };
  const counts = new Float64Array(clusters.places * inner);
  const [z, stratum] = [new Float64Array(inner), new Float64Array(inner)];
  const [wide, squares] = [new Float64Array(width), new Float64Array(width)];
  const add = adder(columns, weights);
  let n = 0;
  for (let c = 0; c < clusters.stratumOf.length; c++) {
    const place = clusters.placeOf[c]!;
    add(clusters.starts[c]!, clusters.starts[c + 1]!, z, counts, place * inner);
    for (let k = 0; k < inner; k++) stratum[k]! += z[k]!;
    if (fold === null) square(z, squares);
    else {
      fold(z, wide);
      square(wide, squares);
      wide.fill(0);
    }
    z.fill(0);
    n++;
    if (clusters.stratumOf[c + 1] === clusters.stratumOf[c]) continue;
    addStratum(found, place * width, n, fold === null ? stratum : fold(stratum, wide), squares);
    for (const each of [stratum, wide, squares]) each.fill(0);
    n = 0;
  }
  for (let place = 0; place < clusters.places; place++) {
    const own = counts.subarray(place * inner, (place + 1) * inner);
    found.counts.set(fold === null ? own : fold(own, new Float64Array(width)), place * width);
  }
  return found;
}

type Add = (from: number, to: number, z: Float64Array, counts: Float64Array, first: number) => void;

/** Adds the weights of records `from` to `to` to `z`, and their numbers to `counts` from `first` on. */
function adder(columns: readonly CodedColumn[], weights: Float64Array): Add {
  const strides = columns.map(strideOf);
  if (columns.length === 3 && !strides.includes(null)) {
    const [a, b, c] = columns.map(({ codes }) => codes) as [Codes, Codes, Codes];
    const [strideA, strideB, strideC] = strides as [number, number, number];
    return (from, to, z, counts, first) => {
      for (let i = from; i < to; i++) {
        const cell = Math.imul(a[i]!, strideA) + Math.imul(b[i]!, strideB) + Math.imul(c[i]!, strideC);
        z[cell]! += weights[i]!;
        counts[first + cell]!++;
      }
    };
  }
  let at = new Int32Array(256);
  return (from, to, z, counts, first) => {
    if (to - from > at.length) at = new Int32Array(to - from);
    cellNumbers(columns, from, to - from, at);
    for (let i = 0; i < to - from; i++) {
      const cell = at[i]!;
      if (cell < 0) continue;
      z[cell]! += weights[from + i]!;
      counts[first + cell]!++;
    }
  };
}

function square(z: Float64Array, squares: Float64Array): void {
  for (let k = 0; k < z.length; k++) squares[k]! += z[k]! * z[k]!;
}

function addStratum(
  { sums, variances }: ClusterTally,
  first: number,
  n: number,
  sum: Float64Array,
  squares: Float64Array,
): void {
  for (let cell = 0; cell < sum.length; cell++) {
    sums[first + cell]! += sum[cell]!;
    if (n > 1) variances[first + cell]! += (n / (n - 1)) * Math.max(0, squares[cell]! - sum[cell]! ** 2 / n);
  }
}

/** Writes inner cells to the cells of the whole cube and adds them up to its margins, one dimension after the other. */
function marginsOf({
  dimensions,
  cells,
  innerCells,
  expand,
}: Cube): (inner: Float64Array, wide: Float64Array) => Float64Array {
  const leaves = Int32Array.from({ length: innerCells }, (_, k) => expand(k)[0]!);
  const isLeaf = dimensions.map(({ codes }) => {
    const parents = new Set(codes.map(({ parent }) => parent));
    return codes.map(({ code }) => !parents.has(code));
  });
  const [to, from]: [number[], number[]] = [[], []];
  let stride = cells;
  dimensions.forEach(({ codes }, d) => {
    stride /= codes.length;
    const position = new Map(codes.map(({ code }, i) => [code, i]));
    for (let cell = cells - 1; cell >= 0; cell--) {
      const at = Math.floor(cell / stride) % codes.length;
      const { parent } = codes[at]!;
      if (parent === null || !laterAreLeaves(cell, stride, d)) continue;
      to.push(cell + (position.get(parent)! - at) * stride);
      from.push(cell);
    }
  });
  // Whether the codes of all dimensions after `d` are leaves: those are not added up yet.
  function laterAreLeaves(cell: number, from: number, d: number): boolean {
    let step = from;
    return dimensions.slice(d + 1).every(({ codes }, k) => {
      step /= codes.length;
      return isLeaf[d + 1 + k]![Math.floor(cell / step) % codes.length];
    });
  }
  const [targets, sources] = [Int32Array.from(to), Int32Array.from(from)];
  return (inner, wide) => {
    for (let k = 0; k < leaves.length; k++) wide[leaves[k]!] = inner[k]!;
    for (let i = 0; i < targets.length; i++) wide[targets[i]!]! += wide[sources[i]!]!;
    return wide;
  };
}
