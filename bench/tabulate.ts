/**
 * Tabulation beside DuckDB: `padan bench tabulate`. Persons are made by the same arithmetic here and in SQL, no table
 * is shared; both hold their columns in memory before the clock starts, both use one thread, and unless both give
 * the same cells the bench fails. Standard errors are by the ultimate cluster method, of the same cells; and once more
 * with the margins of all dimensions but the region. Then the same sums over more and more persons, made block by block.
 */
import type { BenchReport } from '../src/cli/bench.ts';
import { tallyClusters } from '../src/statistics/coded-clusters.ts';
import { type CellSums, noSums, tallyCodes } from '../src/statistics/coded-tally.ts';
import { makeCube } from '../src/statistics/cube.ts';
import {
  CLUSTER,
  DIMENSIONS,
  drawSql,
  flat,
  layout,
  makePersons,
  REGENCIES,
  STRATA,
  WEIGHT,
} from './coded-persons.ts';
import { peakMB } from './machine.ts';
import { growthOf } from './tabulate-growth.ts';

const REPEATS = 5;
const MOST_RELATIVE_DIFFERENCE = 1e-9;

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
    ...growthOf(rows, now),
  };
}

function ratio(one: number, other: number): number {
  return Number((one / other).toFixed(2));
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
