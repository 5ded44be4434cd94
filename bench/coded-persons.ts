/**
 * Persons as columns of codes, made by arithmetic that SQL can repeat: no table is shared with what is measured on them.
 */
import type { Codes } from '../src/statistics/coded-cells.ts';
import type { Clusters } from '../src/statistics/coded-clusters.ts';

export const REGENCIES = 514;
/** Persons of a primary sampling unit. */
export const CLUSTER = 100;
/** Strata of each regency: town and country. */
export const STRATA = 2;
/** Remainders of squares: the same whole numbers in a double and in a BIGINT. */
const PRIME = 999_983;
export const DIMENSIONS = [
  { name: 'sex', codes: 2, factor: 7919 },
  { name: 'age', codes: 15, factor: 104_729 },
  { name: 'education', codes: 6, factor: 15_485_863 },
] as const;
export const WEIGHT = { factor: 32_452_843, below: 9000, divisor: 7 };

export interface Persons {
  readonly region: Uint16Array;
  readonly others: readonly Codes[];
  readonly weights: Float64Array;
  readonly clusters: Clusters;
}

function draw(i: number, factor: number): number {
  const x = (i * factor + factor) % PRIME;
  return (x * x) % PRIME;
}

/** The same in SQL, of the column `i`. */
export function drawSql(factor: number): string {
  const x = `((i * ${factor} + ${factor}) % ${PRIME})`;
  return `((${x} * ${x}) % ${PRIME})`;
}

/**
 * Persons lie in the order of their clusters, clusters in that of their strata, strata in that of their regency.
 * @param first number of the first person, so that the next block is of others.
 */
export function makePersons(rows: number, first = 0): Persons {
  const clusters = Math.ceil(rows / CLUSTER);
  const strata = REGENCIES * STRATA;
  const stratumOf = Int32Array.from({ length: clusters }, (_, c) => Math.floor((c * strata) / clusters));
  const placeOf = stratumOf.map((stratum) => Math.floor(stratum / STRATA));
  const starts = Int32Array.from({ length: clusters + 1 }, (_, c) => Math.min(rows, c * CLUSTER));
  const region = new Uint16Array(rows);
  const weights = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    region[i] = placeOf[Math.floor(i / CLUSTER)]!;
    weights[i] = 1 + (draw(first + i, WEIGHT.factor) % WEIGHT.below) / WEIGHT.divisor;
  }
  const others = DIMENSIONS.map(({ codes, factor }) => {
    const column = new Uint8Array(rows);
    for (let i = 0; i < rows; i++) column[i] = draw(first + i, factor) % codes;
    return column;
  });
  return { region, others, weights, clusters: { starts, stratumOf, placeOf, places: REGENCIES } };
}

/** Columns with the strides of the table multiplied in; the last dimension turns fastest. */
export function layout({ region, others }: Persons) {
  const sizes = [REGENCIES, ...DIMENSIONS.map(({ codes }) => codes)];
  const strides = sizes.map((_, d) => sizes.slice(d + 1).reduce((product, size) => product * size, 1));
  const columns = [region, ...others].map((codes, d) => ({
    codes,
    steps: Int32Array.from({ length: sizes[d]! }, (_, code) => code * strides[d]!),
  }));
  return { columns, cells: sizes.reduce((product, size) => product * size, 1) };
}

export function flat(codes: number) {
  const leaves = Array.from({ length: codes }, (_, k) => ({ code: `${k}`, parent: 'Total' }));
  return [{ code: 'Total', parent: null }, ...leaves];
}
