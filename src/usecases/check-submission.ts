import { concat } from '../exchange/bytes.ts';
import type { EncodedBatch, ExactCells } from '../exchange/encoded-file.ts';
import type { EncodedHeader } from '../exchange/encoded-header.ts';
import { readEncodedFile } from '../exchange/encoded-reader.ts';
import { checkManifestFits } from '../exchange/manifest.ts';
import type { Blobs } from '../ports/blobs.ts';
import { writeKeys } from '../pprl/block/block-keys.ts';
import { PROPOSED_EXPOSURE_BOUNDS } from '../pprl/exposure/bounds.ts';
import type { ExposedFile } from '../pprl/exposure/exposed-file.ts';
import { ExposureMeter, type Measures } from '../pprl/exposure/measures.ts';
import { exposureReport } from '../pprl/exposure/report.ts';
import type { ExposureReport } from '../pprl/exposure/report-shape.ts';
import type { LinkageSchema } from '../pprl/linkage-schema.ts';
import { DomainError, label } from '../problems.ts';
import { pieces } from '../storage/byte-reader.ts';
import { findProject } from '../storage/projects.ts';
import { chunksOf, findSubmission, updateSubmission } from '../storage/submissions.ts';
import { type BareFilters, bareBatches, isBare } from './bare-filters.ts';
import { commit } from './commit.ts';
import { Digest } from './digest.ts';
import { hostIsCustodian, type Project, whole } from './projects.ts';
import { SERVICE_ACTOR, type Service } from './service.ts';
import { simulationOf } from './simulations.ts';
import {
  blockSlabKey,
  chunkKey,
  clkSlabKey,
  exactSlabKey,
  type StoredProblem,
  type Submission,
  type SubmissionReport,
  submission,
} from './submissions.ts';
import type { TaskWork } from './tasks.ts';
import { openVault } from './vaults.ts';

/**
 * The whole file, read once: digest and size as declared, the manifest fits what the file says of itself, the
 * structure is an encoded file and nothing else, no cell looks like an identifier. What passes is also kept in
 * slabs of equal size, so that a run need not read the file again.
 *
 * Safe to run again: it reads and writes the same, and settles a submission only while it is being checked. The
 * bytes of a refused file are removed in a turn of their own.
 */
export const checkSubmissionWork: TaskWork = {
  async advance(service, id) {
    const found = await load(service, id);
    if (found?.row.state === 'refused') await forget(service, found);
    if (found?.row.state !== 'checking') return 'done';
    try {
      await settle(service, id, { report: await checkFile(service, found) });
      return 'done';
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'stored-bytes-damaged') throw error;
      await settle(service, id, { problem: { code: error.code, facts: error.facts } });
      return 'again';
    }
  },
  async giveUp(service, id) {
    await settle(service, id, { problem: { code: 'internal-error', facts: {} } });
    const found = await load(service, id);
    if (found?.row.state === 'refused') await forget(service, found);
  },
};

/** Null where the project was closed meanwhile. */
async function load(service: Service, id: string): Promise<Submission | null> {
  const row = await findSubmission(service.database, id);
  const project = row && (await findProject(service.database, row.project));
  return project && project.closed_at === null ? submission(row, await whole(service, project)) : null;
}

/** A refused file may hold what must not be here: nothing of it stays. */
async function forget(service: Service, { row, project }: Submission): Promise<void> {
  const vault = await openVault(service, project.vault);
  for (const key of await vault.list(`${row.id}/`)) await vault.delete(key);
}

async function checkFile(service: Service, submitted: Submission): Promise<SubmissionReport> {
  const { row, project, manifest } = submitted;
  const vault = await openVault(service, project.vault);
  const digest = new Digest();
  const bytes = digest.through(fileBytes(service, vault, row.id));
  const { header, batches } = isBare(manifest)
    ? bareReading(manifest, bytes)
    : await encodedReading(project, bytes);
  const meter = new ExposureMeter(header, PROPOSED_EXPOSURE_BOUNDS);
  let slab = 0;
  for await (const batch of slabs(batches, header.bits / 8, service.config.slabRows)) {
    meter.add(batch);
    await storeSlab(vault, row.id, slab++, batch);
    await service.pause();
  }
  const found = { bytes: digest.bytes, sha256: digest.sha256() };
  if (isBare(manifest)) checkDeclared(manifest, found);
  else checkManifestFits(manifest, { header: header as EncodedHeader, ...found });
  const measures = meter.measures();
  await service.pause();
  return {
    ...measures.survey,
    bits: header.bits,
    hardened: header.hardened,
    exact: measures.exact.map(({ name, present }) => ({ name, present })),
    sealedBytes: header.sealedBytes,
    slabRows: service.config.slabRows,
    exposure: await exposureOf(service, submitted, header, measures),
  };
}

async function exposureOf(
  service: Service,
  { project, manifest }: Submission,
  file: ExposedFile,
  measures: Measures,
): Promise<ExposureReport> {
  const bounds = PROPOSED_EXPOSURE_BOUNDS;
  return exposureReport(
    {
      file,
      measures,
      deployment: { host: service.config.host, hostHoldsKey: hostIsCustodian(service, project) },
      diffusion: project.schema.diffusion,
      lambda: isBare(manifest) ? null : manifest.leakageLambda,
      simulated: await simulationOf(project.schema, bounds, () => service.pause()),
    },
    bounds,
  );
}

interface Reading {
  readonly header: ExposedFile & Pick<EncodedHeader, 'sealedBytes'>;
  readonly batches: AsyncIterable<EncodedBatch>;
}

async function encodedReading({ schema }: Project, bytes: AsyncIterable<Uint8Array>): Promise<Reading> {
  const reading = await readEncodedFile(bytes);
  checkSchema(schema, reading.header);
  return reading;
}

const SAYS_NOTHING = {
  project: null,
  custodian: null,
  recordType: null,
  profile: 'clkhash',
  schemaHash: null,
  exactNames: [],
  blockNames: [],
  sealedBytes: 0,
} as const;

/** Bare filters carry no tokens and no payload, and nobody diffused them. */
function bareReading(declared: BareFilters, bytes: AsyncIterable<Uint8Array>): Reading {
  const { rows, bits, hardened } = declared;
  return {
    header: { ...SAYS_NOTHING, rows, bits, hardened },
    batches: bareBatches(declared, bytes),
  };
}

/** @throws DomainError `manifest-differs` with the member that is not as declared. */
function checkDeclared(declared: BareFilters, found: Pick<BareFilters, 'bytes' | 'sha256'>): void {
  for (const member of ['bytes', 'sha256'] as const)
    if (declared[member] !== found[member])
      throw new DomainError('manifest-differs', { member: label(member) });
}

/** The bytes of the file, chunk after chunk. */
export async function* fileBytes(service: Service, vault: Blobs, id: string): AsyncGenerator<Uint8Array> {
  for (const chunk of await chunksOf(service.database, id)) {
    const stream = await vault.get(chunkKey(id, chunk.number, chunk.sha256));
    if (!stream) throw new DomainError('stored-bytes-damaged', { chunk: chunk.number });
    yield* pieces(stream);
  }
}

/** The schema decides which tokens there are, and in which order. */
function checkSchema(
  { exactTokens, blockColumns }: LinkageSchema,
  { exactNames, blockNames }: EncodedHeader,
): void {
  const differs = (wanted: readonly string[], found: readonly string[]) =>
    wanted.join('\n') !== found.join('\n');
  const exact = exactTokens.map(({ name }) => name);
  if (differs(exact, exactNames))
    throw new DomainError('manifest-not-for-project', { member: label('exact') });
  if (differs(blockColumns, blockNames))
    throw new DomainError('manifest-not-for-project', { member: label('block') });
}

/** The rows of all batches, cut anew every `slabRows` rows. */
async function* slabs(
  batches: AsyncIterable<EncodedBatch>,
  width: number,
  slabRows: number,
): AsyncGenerator<EncodedBatch> {
  let held: EncodedBatch[] = [];
  let rows = 0;
  for await (const batch of batches) {
    for (let from = 0; from < batch.rows; ) {
      const to = Math.min(batch.rows, from + slabRows - rows);
      held.push(part(batch, from, to, width));
      rows += to - from;
      from = to;
      if (rows < slabRows) continue;
      yield join(held);
      held = [];
      rows = 0;
    }
  }
  if (rows > 0) yield join(held);
}

function part(batch: EncodedBatch, from: number, to: number, width: number): EncodedBatch {
  return {
    rows: to - from,
    clk: batch.clk.subarray(from * width, to * width),
    exact: batch.exact.map((cells) => cellsOf(cells, from, to)),
    blocking: batch.blocking.map((cells) => cellsOf(cells, from, to)),
    sealed: null,
  };
}

function cellsOf({ name, tokens, present }: ExactCells, from: number, to: number): ExactCells {
  return { name, tokens: tokens.subarray(from * 32, to * 32), present: present.subarray(from, to) };
}

function join(parts: readonly EncodedBatch[]): EncodedBatch {
  const [first] = parts;
  if (parts.length === 1) return first!;
  const gather = (take: (batch: EncodedBatch) => Uint8Array) => concat(parts.map(take));
  const joined = (of: (batch: EncodedBatch) => readonly ExactCells[]) =>
    of(first!).map(({ name }, i) => ({
      name,
      tokens: gather((batch) => of(batch)[i]!.tokens),
      present: gather((batch) => of(batch)[i]!.present),
    }));
  return {
    rows: parts.reduce((sum, batch) => sum + batch.rows, 0),
    clk: gather((batch) => batch.clk),
    exact: joined((batch) => batch.exact),
    blocking: joined((batch) => batch.blocking),
    sealed: null,
  };
}

async function storeSlab(vault: Blobs, id: string, slab: number, batch: EncodedBatch): Promise<void> {
  await vault.put(clkSlabKey(id, slab), batch.clk);
  for (const [token, { present, tokens }] of batch.exact.entries())
    await vault.put(exactSlabKey(id, token, slab), concat([present, tokens]));
  for (const [column, { present, tokens }] of batch.blocking.entries()) {
    const keys = new Float64Array(batch.rows);
    writeKeys(tokens, present, keys, 0);
    await vault.put(blockSlabKey(id, column, slab), new Uint8Array(keys.buffer));
  }
}

type Outcome = { readonly report: SubmissionReport } | { readonly problem: StoredProblem };

async function settle(service: Service, id: string, outcome: Outcome): Promise<void> {
  await commit(service, SERVICE_ACTOR, async (now) => {
    if ((await load(service, id))?.row.state !== 'checking') return { unchanged: null };
    const accepted = 'report' in outcome;
    return {
      event: accepted
        ? { action: 'submission-accepted', subject: id, facts: { rows: outcome.report.rows } }
        : { action: 'submission-refused', subject: id, facts: { problem: label(outcome.problem.code) } },
      writes: [
        updateSubmission(id, {
          state: accepted ? 'accepted' : 'refused',
          report: accepted ? JSON.stringify(outcome.report) : null,
          problem: accepted ? null : JSON.stringify(outcome.problem),
          settled_at: now,
        }),
      ],
      result: null,
    };
  });
}
