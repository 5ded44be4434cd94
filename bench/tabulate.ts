/**
 * Tabulation beside DuckDB: `padan bench tabulate`. Persons are made by the same arithmetic here and in SQL, no table
 * is shared; both hold their columns in memory before the clock starts, both use one thread, and unless both give
 * the same cells the bench fails. Standard errors are by the ultimate cluster method, of the same cells; and once more
 * with the margins of all dimensions but the region. Then the same sums over more and more persons, made block by block.
 */
import type { BenchReport } from '../src/cli/bench.ts';
import type { Codes } from '../src/statistics/coded-cells.ts';
import { type Clusters, tallyClusters } from '../src/statistics/coded-clusters.ts';
import { type CellSums, noSums, tallyCodes } from '../src/statistics/coded-tally.ts';
import { makeCube } from '../src/statistics/cube.ts';
import { peakMB } from './machine.ts';

const REGENCIES = 514;
/** Persons of a primary sampling unit. */
const CLUSTER = 100;
/** Strata of each regency: town and country. */
const STRATA = 2;
const REPEATS = 5;
/** Remainders of squares: the same whole numbers in a double and in a BIGINT. */
const PRIME = 999_983;
const DIMENSIONS = [
  { name: 'sex', codes: 2, factor: 7919 },
  { name: 'age', codes: 15, factor: 104_729 },
  { name: 'education', codes: 6, factor: 15_485_863 },
] as const;
const WEIGHT = { factor: 32_452_843, below: 9000, divisor: 7 };
const MOST_RELATIVE_DIFFERENCE = 1e-9;

interface Persons {
  readonly region: Uint16Array;
  readonly others: readonly Codes[];
  readonly weights: Float64Array;
  readonly clusters: Clusters;
}

export async function benchTabulate(rows: number, now: () => number): Promise<BenchReport> {
  const persons = makePersons(rows);
  const { columns, cells } = layout(persons);
  const tally = () => {
    const into = noSums(cells);
    tallyCodes(columns, persons.weights, into);
    return into;
  };
  const inside = makeCube(DIMENSIONS.map(({ name, codes }) => ({ name, codes: flat(codes) })));
  const errors = (margins: boolean) =>
    tallyClusters(columns.slice(1), persons.weights, persons.clusters, inside, margins);
  const times = {
    duck: [] as number[],
    own: [] as number[],
    errors: [] as number[],
    margins: [] as number[],
  };
  const timed = (name: keyof typeof times, run: () => unknown) => {
    const start = now();
    run();
    times[name].push((now() - start) / 1000);
  };
  for (let k = 0; k < 2; k++) [tally(), errors(false), errors(true)];
  // One after the other, so that what else the machine does falls on both.
  const duck = await duckGroups(rows, now, (seconds) => {
    times.duck!.push(seconds);
    timed('own', tally);
    timed('errors', () => errors(false));
    timed('margins', () => errors(true));
  });
  const [own, duckSeconds] = [median(times.own), median(times.duck)];
  const [withErrors, withMargins] = [median(times.errors), median(times.margins)];
  const difference = Math.max(requireEqual(tally(), duck), requireEqual(errors(false), duck));
  return {
    bench: 'tabulate',
    rowsPerSecond: Math.round(rows / own),
    threads: 1,
    rows,
    dimensions: 4,
    regencies: REGENCIES,
    cells: duck.size,
    seconds: own,
    duckSeconds,
    timesFasterThanDuck: ratio(duckSeconds, own),
    withErrorsSeconds: withErrors,
    timesOwnWithErrors: ratio(withErrors, own),
    withErrorsAndMarginsSeconds: withMargins,
    timesOwnWithErrorsAndMargins: ratio(withMargins, own),
    clusters: persons.clusters.stratumOf.length,
    cellsWithMargins: inside.cells * REGENCIES,
    repeats: REPEATS,
    largestRelativeDifference: difference,
    peakMB: peakMB(),
  };
}

function ratio(one: number, other: number): number {
  return Number((one / other).toFixed(2));
}

function draw(i: number, factor: number): number {
  const x = (i * factor + factor) % PRIME;
  return (x * x) % PRIME;
}

function drawSql(factor: number): string {
  const x = `((i * ${factor} + ${factor}) % ${PRIME})`;
  return `((${x} * ${x}) % ${PRIME})`;
}

/** Persons lie in the order of their clusters, clusters in that of their strata, strata in that of their regency. */
function makePersons(rows: number): Persons {
  const clusters = Math.ceil(rows / CLUSTER);
  const strata = REGENCIES * STRATA;
  const stratumOf = Int32Array.from({ length: clusters }, (_, c) => Math.floor((c * strata) / clusters));
  const placeOf = stratumOf.map((stratum) => Math.floor(stratum / STRATA));
  const starts = Int32Array.from({ length: clusters + 1 }, (_, c) => Math.min(rows, c * CLUSTER));
  const region = new Uint16Array(rows);
  const weights = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    region[i] = placeOf[Math.floor(i / CLUSTER)]!;
    weights[i] = 1 + (draw(i, WEIGHT.factor) % WEIGHT.below) / WEIGHT.divisor;
  }
  const others = DIMENSIONS.map(({ codes, factor }) => {
    const column = new Uint8Array(rows);
    for (let i = 0; i < rows; i++) column[i] = draw(i, factor) % codes;
    return column;
  });
  return { region, others, weights, clusters: { starts, stratumOf, placeOf, places: REGENCIES } };
}

/** Columns with the strides of the table multiplied in; the last dimension turns fastest. */
function layout({ region, others }: Persons) {
  const sizes = [REGENCIES, ...DIMENSIONS.map(({ codes }) => codes)];
  const strides = sizes.map((_, d) => sizes.slice(d + 1).reduce((product, size) => product * size, 1));
  const columns = [region, ...others].map((codes, d) => ({
    codes,
    steps: Int32Array.from({ length: sizes[d]! }, (_, code) => code * strides[d]!),
  }));
  return { columns, cells: sizes.reduce((product, size) => product * size, 1) };
}

function flat(codes: number) {
  const leaves = Array.from({ length: codes }, (_, k) => ({ code: `${k}`, parent: 'Total' }));
  return [{ code: 'Total', parent: null }, ...leaves];
}

type Groups = ReadonlyMap<number, readonly [sum: number, count: number]>;

async function duckGroups(
  rows: number,
  now: () => number,
  timed: (seconds: number) => void,
): Promise<Groups> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const clusters = Math.ceil(rows / CLUSTER);
  const others = DIMENSIONS.map(
    ({ name, codes, factor }) => `(${drawSql(factor)} % ${codes})::UTINYINT AS ${name}`,
  );
  const stratum = `(((i // ${CLUSTER}) * ${REGENCIES * STRATA}) // ${clusters})`;
  await connection.run(
    `CREATE TABLE persons AS SELECT (${stratum} // ${STRATA})::USMALLINT AS region, ${others.join(', ')}, 1 + (${drawSql(WEIGHT.factor)} % ${WEIGHT.below})::DOUBLE / ${WEIGHT.divisor} AS weight FROM range(${rows}) made(i)`,
  );
  const names = ['region', ...DIMENSIONS.map(({ name }) => name)].join(', ');
  const grouped = `SELECT ${names}, sum(weight) AS total, count(*) AS persons FROM persons GROUP BY ALL`;
  // Timed without handing the groups over, which would be counted against DuckDB alone.
  for (let k = 0; k < REPEATS; k++) {
    const start = now();
    await connection.runAndReadAll(`SELECT sum(total), sum(persons), count(*) FROM (${grouped})`);
    timed((now() - start) / 1000);
  }
  const reader = await connection.runAndReadAll(grouped);
  const groups = new Map<number, readonly [number, number]>();
  for (const [region, sex, age, education, total, persons] of reader.getRows()) {
    const cell = ((Number(region) * 2 + Number(sex)) * 15 + Number(age)) * 6 + Number(education);
    groups.set(cell, [Number(total), Number(persons)]);
  }
  connection.closeSync();
  instance.closeSync();
  return groups;
}

/** The largest relative difference of a sum. @throws {Error} a cell differs: a figure of speed would be worth nothing. */
function requireEqual({ sums, counts }: CellSums, groups: Groups): number {
  let largest = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    const [sum, count] = groups.get(cell) ?? [0, 0];
    const difference = sum === 0 ? Math.abs(sums[cell]!) : Math.abs(sums[cell]! / sum - 1);
    if (!(difference <= MOST_RELATIVE_DIFFERENCE) || counts[cell] !== count)
      throw new Error(`cell ${cell} is not what DuckDB counts`);
    largest = Math.max(largest, difference);
  }
  return largest;
}

function median(times: readonly number[]): number {
  return Number(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!.toFixed(4));
}
