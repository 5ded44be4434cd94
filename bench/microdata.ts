/**
 * Rows a second of the synthetic labour force survey of an August, from nothing to CSV bytes, both passes; one thread.
 * The memory it needs does not grow with the rows: `peakMB` beside `rows` shows it.
 */
import { csvBytes } from '../fixtures/synthetic/csv.ts';
import { microdataHeader, microdataRows } from '../fixtures/synthetic/microdata.ts';
import { seededRandom } from '../fixtures/synthetic/prng.ts';
import { surveyRound } from '../fixtures/synthetic/survey-rounds.ts';
import type { BenchReport } from '../src/cli/bench.ts';
import { peakMB } from './machine.ts';

const SEED = 2026;
/** Some 32 persons live in a block of ten households. */
const PERSONS_IN_BLOCK = 32;

/** @param wanted rows wished for; the sample is a whole number of blocks, so the report says how many were made. */
export function benchMicrodata(wanted: number, now: () => number): BenchReport {
  const size = { blocks: Math.ceil(wanted / PERSONS_IN_BLOCK), minimumBlocks: 1 };
  const round = surveyRound('2024-08');
  let rows = 0;
  let bytes = 0;
  const counted = function* (): Generator<readonly string[]> {
    for (const row of microdataRows(seededRandom(SEED), size, round)) {
      rows++;
      yield row;
    }
  };
  const start = now();
  for (const chunk of csvBytes(microdataHeader(round), counted())) bytes += chunk.length;
  const seconds = (now() - start) / 1000;
  return {
    bench: 'microdata',
    rowsPerSecond: Math.round(rows / seconds),
    threads: 1,
    rows,
    columns: microdataHeader(round).length,
    megabytes: bytes / 1e6,
    seconds,
    peakMB: peakMB(),
  };
}
