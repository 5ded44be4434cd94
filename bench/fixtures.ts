/**
 * Speed and memory of making people up: the register with its flags as CSV bytes into SHA-256, then placements drawn
 * from it. Each size runs in a process of its own, so that its memory is its own,
 * and with a heap of 48 MB whatever the size.
 *
 *   node bench/fixtures.ts [--rows N]      without --rows: 100,000, 1,000,000 and 5,000,000
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { csvBytes } from '../fixtures/synthetic/csv.ts';
import { FLAG_COLUMNS, REGISTER_COLUMNS, registerWithFlags } from '../fixtures/synthetic/people.ts';
import { RECORDS, submission } from '../fixtures/synthetic/submissions.ts';
import { machine, peakMB } from './machine.ts';

const HEAP_MB = 48;
const SIZES = [100_000, 1_000_000, 5_000_000];
const { rows: asked } = parseArgs({ options: { rows: { type: 'string' } } }).values;

console.error(machine());
console.log(
  JSON.stringify(
    asked === undefined
      ? { bench: 'fixtures', heapMB: HEAP_MB, sizes: SIZES.map(inOwnProcess) }
      : measured(Number(asked)),
  ),
);

function inOwnProcess(rows: number): unknown {
  // A heap that anything held by row would soon overflow.
  const flags = [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=8'];
  const own = [...flags, import.meta.filename, '--rows', String(rows)];
  const { stdout, status } = spawnSync(process.execPath, own, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${rows} rows: exit ${status}`);
  console.error(stdout.trim());
  return JSON.parse(stdout);
}

function measured(rows: number) {
  const people = { seed: 1, rows };
  const columns = [...REGISTER_COLUMNS, ...FLAG_COLUMNS];
  const start = performance.now();
  const { sha256, bytes } = digest(csvBytes(columns, registerWithFlags(people)));
  const seconds = (performance.now() - start) / 1000;
  const drawn = Math.min(150_000, Math.floor(rows / 10));
  const startPlacements = performance.now();
  digest(csvBytes(RECORDS.placements.columns, cells(drawn, people)));
  const placementSeconds = (performance.now() - startPlacements) / 1000;
  return {
    bench: 'fixtures',
    rows,
    seconds: Number(seconds.toFixed(2)),
    rowsPerSecond: Math.round(rows / seconds),
    bytes,
    sha256,
    placements: drawn,
    placementsPerSecond: Math.round(drawn / placementSeconds),
    peakMB: peakMB(),
  };
}

function* cells(rows: number, register: { seed: number; rows: number }): Generator<readonly string[]> {
  for (const row of submission(RECORDS.placements, { register, rows })) yield row.cells;
}

function digest(chunks: Iterable<Uint8Array>): { sha256: string; bytes: number } {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const chunk of chunks) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest('hex'), bytes };
}
