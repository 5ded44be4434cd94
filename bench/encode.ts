/**
 * Records a second of `padan encode`, from CSV file to files written: check, encode, shuffle, seal, hash.
 * One thread; the rows are made up before the clock starts.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { csvBytes } from '../fixtures/synthetic/csv.ts';
import { nodeFiles } from '../src/adapters/node/files.ts';
import { openScratch } from '../src/adapters/node/scratch.ts';
import { systemClock } from '../src/adapters/system-clock.ts';
import { webCryptoRandomness } from '../src/adapters/web-crypto-randomness.ts';
import type { BenchReport } from '../src/cli/bench.ts';
import { utf8 } from '../src/exchange/bytes.ts';
import { createIdentity } from '../src/exchange/identity.ts';
import { createRecordEncoder, type RecordEncoder } from '../src/pprl/encoder.ts';
import { keyFingerprint } from '../src/pprl/keys.ts';
import { type LinkageSchema, parseLinkageSchema } from '../src/pprl/linkage-schema.ts';
import { type EncodeJob, encodeForClkhash, encodeForPadan } from '../src/usecases/encode-file.ts';
import { peakMB } from './machine.ts';
import { FEBRL_COLUMNS, febrlRows, linkable, mended, PLACEMENT_COLUMNS } from './people.ts';

export function schemaOf(id: string): LinkageSchema {
  const path = join(import.meta.dirname, `../specs/linkage/${id}.json`);
  return parseLinkageSchema(JSON.parse(readFileSync(path, 'utf8')), id);
}

export async function benchEncode(rows: number, now: () => number): Promise<BenchReport> {
  const folder = mkdtempSync(join(tmpdir(), 'padan-bench-'));
  try {
    const placements = await timed(now, await placementsJob(rows, folder));
    const febrl = await timed(now, await febrlJob(rows, folder));
    return {
      bench: 'encode',
      recordsPerSecond: Math.round(rows / placements),
      threads: 1,
      rows,
      schema: 'placements',
      profile: 'padan',
      seconds: placements,
      clkhash: { schema: 'febrl4', recordsPerSecond: Math.round(rows / febrl), seconds: febrl },
      peakMB: peakMB(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Seconds that `work` takes. */
async function timed(now: () => number, work: () => Promise<unknown>): Promise<number> {
  const start = now();
  await work();
  return Number(((now() - start) / 1000).toFixed(3));
}

const files = nodeFiles({ input: process.stdin, output: process.stdout });

async function placementsJob(rows: number, folder: string): Promise<() => Promise<unknown>> {
  const schema = schemaOf('placements');
  const key = webCryptoRandomness.bytes(32);
  const identity = await createIdentity(webCryptoRandomness.bytes(32));
  const encoder = createRecordEncoder(schema, key);
  const people = mended(linkable(rows, 4 * rows).placements, encoder);
  const job = {
    ...(await jobOf(folder, schema, encoder, PLACEMENT_COLUMNS, people)),
    project: 'bench',
    custodian: 'bench',
    keyFingerprint: keyFingerprint(key, 'bench'),
    signingSeed: identity.signingSeed,
    recipient: identity.recipient,
  };
  const paths = {
    encoded: join(folder, 'encoded'),
    order: join(folder, 'order'),
    manifest: join(folder, 'manifest'),
  };
  const ports = {
    files,
    randomness: webCryptoRandomness,
    clock: systemClock,
    scratch: () => openScratch(folder),
  };
  return () => encodeForPadan(job, paths, ports);
}

async function febrlJob(rows: number, folder: string): Promise<() => Promise<unknown>> {
  const schema = schemaOf('febrl4');
  const encoder = createRecordEncoder(schema, utf8('a secret for measuring'));
  const job = await jobOf(folder, schema, encoder, FEBRL_COLUMNS, febrlRows(rows));
  return () => encodeForClkhash(job, join(folder, 'clks.json'), files);
}

async function jobOf(
  folder: string,
  schema: LinkageSchema,
  encoder: RecordEncoder,
  columns: readonly string[],
  rows: Iterable<readonly string[]>,
): Promise<EncodeJob> {
  const path = join(folder, `${schema.id}.csv`);
  await writeFile(path, csvBytes(columns, rows));
  return { input: () => files.read(path), schema, encoder, trim: false };
}
