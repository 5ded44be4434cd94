/**
 * A statistician's request on a whole survey: `padan bench request`. A synthetic labour force survey as large as that of
 * August 2024 (some 970,000 persons) is written as CSV; then, as the service does it, the file is read and tabulated,
 * the table protected to the policy's interval standard, audited and certified. Once more over the same records several
 * times, for memory.
 */
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvBytes } from '../fixtures/synthetic/csv.ts';
import { SURVEY_SIZE } from '../fixtures/synthetic/microdata.ts';
import { surveyFiles } from '../fixtures/synthetic/surveys.ts';
import policyFile from '../specs/disclosure/policy.json' with { type: 'json' };
import { openNodeSolver } from '../src/adapters/node/highs.ts';
import type { BenchReport } from '../src/cli/bench.ts';
import { parseDisclosurePolicy } from '../src/disclosure/policy.ts';
import { protectTable } from '../src/disclosure/protect-table.ts';
import { readCsv } from '../src/exchange/csv.ts';
import { builtInSpecs } from '../src/statistics/library.ts';
import { tabulate } from '../src/statistics/tabulate.ts';
import { peakMB } from './machine.ts';

const DATASET = 'sakernas-2024-08';
const REQUESTS = [
  { table: '05', dimensions: ['region', 'industry'] },
  { table: '07', dimensions: ['field', 'sex', 'region'] },
  { table: '05', dimensions: ['region', 'sex', 'industry'] },
] as const;
/** How often the records of the file come, one reading after the other. */
const TIMES = [1, 3, 10];

export async function benchRequest(note: (line: string) => void): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'padan-request-'));
  try {
    const file = join(folder, 'microdata.csv');
    writeSurvey(file);
    const memory = [];
    for (const times of TIMES) memory.push(await read(file, times));
    const solver = await openNodeSolver();
    const requests = [];
    for (const { table, dimensions } of REQUESTS) {
      const figures = await request(file, table, dimensions, solver);
      note(`${table} by ${dimensions.join(', ')}: ${figures.seconds} s, ${figures.cpuSeconds} s of CPU`);
      requests.push(figures);
    }
    return { bench: 'request', threads: 1, requests, memory };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeSurvey(file: string): void {
  const survey = surveyFiles({ seed: 1, labour: SURVEY_SIZE }).find(({ dataset }) => dataset === DATASET)!;
  writeFileSync(file, '');
  for (const chunk of csvBytes(survey.header, survey.rows())) writeFileSync(file, chunk, { flag: 'a' });
}

/** File to table, the records coming `times` times. */
async function read(file: string, times: number) {
  const start = clock();
  const table = await table05(repeated(file, times), ['region', 'industry']);
  return { rows: table.records.read, ...start(), peakMB: peakMB() };
}

/** The file, and again what is below its header. */
async function* repeated(file: string, times: number): AsyncGenerator<Uint8Array> {
  for (let time = 0; time < times; time++) {
    let header = time > 0;
    for await (const chunk of createReadStream(file) as AsyncIterable<Uint8Array>) {
      yield header ? chunk.subarray(chunk.indexOf(10) + 1) : chunk;
      header = false;
    }
  }
}

async function table05(bytes: AsyncIterable<Uint8Array>, dimensions: readonly string[], id = '05') {
  const library = builtInSpecs();
  return tabulate(library.table(id), library.dictionary(DATASET), await readCsv(bytes), {
    dimensions: [...dimensions],
  });
}

async function request(
  file: string,
  id: string,
  dimensions: readonly string[],
  solver: Awaited<ReturnType<typeof openNodeSolver>>,
) {
  const start = clock();
  const table = await table05(createReadStream(file), dimensions, id);
  const tabulated = start();
  const { status, files } = protectTable(table, parseDisclosurePolicy(policyFile), { solver });
  const { cells } = files.report;
  return {
    table: id,
    rows: table.records.read,
    cells: cells.all,
    unsafe: cells.primary,
    secondaries: cells.secondary,
    status,
    tabulatedSeconds: tabulated.seconds,
    ...start(),
    peakMB: peakMB(),
  };
}

/** Seconds since now, on the wall and of the processor. */
function clock() {
  const [time, cpu] = [performance.now(), process.cpuUsage()];
  return () => {
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: tenth((performance.now() - time) / 1e3), cpuSeconds: tenth((user + system) / 1e6) };
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
