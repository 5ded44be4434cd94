/**
 * Records a second of the encoder alone (rows to filters, exact and blocking tokens, diffusion, leakage), and of
 * `padan encode` from CSV file to files written: check, encode, shuffle, seal, hash.
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
import { LeakageMeter } from '../src/pprl/padan/leakage.ts';
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
    const placements = await placementsJob(rows, folder);
    const febrl = await febrlJob(rows, folder);
    const encoder = { placements: encoderAlone(placements, now), febrl: encoderAlone(febrl, now) };
    const seconds = {
      placements: await timed(now, placements.write),
      febrl: await timed(now, febrl.write),
    };
    return {
      bench: 'encode',
      ...encoder.placements,
      fileRecordsPerSecond: Math.round(rows / seconds.placements),
      fileSeconds: seconds.placements,
      threads: 1,
      rows,
      schema: 'placements',
      profile: 'padan',
      clkhash: {
        schema: 'febrl4',
        ...encoder.febrl,
        fileRecordsPerSecond: Math.round(rows / seconds.febrl),
        fileSeconds: seconds.febrl,
      },
      peakMB: peakMB(),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows of one group, as `padan encode` has them. */
const GROUP = 128;

interface Measured {
  readonly rows: readonly string[][];
  readonly schema: LinkageSchema;
  readonly encoder: RecordEncoder;
  readonly write: () => Promise<unknown>;
}

/** By the clock, and by what the processor spent on it: on a busy machine the two differ. */
function encoderAlone({ rows, schema, encoder }: Measured, now: () => number) {
  // The program as it runs in a long file, not its first second.
  encodeGroups(encoder, schema, rows.slice(0, 5000));
  const spent = process.cpuUsage();
  const start = now();
  encodeGroups(encoder, schema, rows);
  const seconds = (now() - start) / 1000;
  const { user, system } = process.cpuUsage(spent);
  return {
    recordsPerSecond: Math.round(rows.length / seconds),
    recordsPerCpuSecond: Math.round((rows.length * 1e6) / (user + system)),
  };
}

function encodeGroups(encoder: RecordEncoder, { diffusion }: LinkageSchema, rows: readonly string[][]): void {
  const meter = diffusion && new LeakageMeter(diffusion);
  for (let from = 0; from < rows.length; from += GROUP)
    for (const { undiffused } of encoder.encodeAll(rows.slice(from, from + GROUP)))
      if (undiffused !== null) meter?.add(undiffused);
}

/** Seconds that `work` takes. */
async function timed(now: () => number, work: () => Promise<unknown>): Promise<number> {
  const start = now();
  await work();
  return Number(((now() - start) / 1000).toFixed(3));
}

const files = nodeFiles({ input: process.stdin, output: process.stdout });

async function placementsJob(rows: number, folder: string): Promise<Measured> {
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
  return { rows: people, schema, encoder, write: () => encodeForPadan(job, paths, ports) };
}

async function febrlJob(rows: number, folder: string): Promise<Measured> {
  const schema = schemaOf('febrl4');
  const encoder = createRecordEncoder(schema, utf8('a secret for measuring'));
  const people = [...febrlRows(rows)];
  const job = await jobOf(folder, schema, encoder, FEBRL_COLUMNS, people);
  const write = () => encodeForClkhash(job, join(folder, 'clks.json'), files);
  return { rows: people, schema, encoder, write };
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
