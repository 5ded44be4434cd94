/**
 * From an agency's CSV to what may leave it: the encoded file, its order map and its signed manifest.
 *
 * Two passes. The first checks every row, so that all problems are told at once and nothing is written if there
 * is one; the second encodes, in an order nobody can guess.
 * Cost: flat memory: 5 bytes a row for the order, and one bucket of 65,536 encoded rows.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import type { FoundInCell, RecordCheck, RowReading } from '../agreement/record-check.ts';
import { toBase64, utf8 } from '../exchange/bytes.ts';
import { canonicalJson } from '../exchange/canonical-json.ts';
import { writeClkhashFile } from '../exchange/clkhash-json.ts';
import { type CsvReading, readCsv } from '../exchange/csv.ts';
import { writeEncodedFile } from '../exchange/encoded-file.ts';
import { type EncodedHeader, MAX_ROWS } from '../exchange/encoded-header.ts';
import { isHardened, type Manifest, signManifest } from '../exchange/manifest.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import { printOrderMap } from '../exchange/order-map.ts';
import { FILE_KEY_BYTES, payloadContext, sealedBytes, sealFileKey, sealRow } from '../exchange/sealing.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { Scratch } from '../ports/scratch.ts';
import type { CellProblem, RecordEncoder } from '../pprl/encoder.ts';
import { LEAKAGE_LIMIT } from '../pprl/hardened.ts';
import type { LinkageSchema } from '../pprl/linkage-schema.ts';
import { LeakageMeter } from '../pprl/padan/leakage.ts';
import { SpreadsheetDamage } from '../pprl/spreadsheet/damage.ts';
import { DomainError, type Facts, label, type ProblemCode } from '../problems.ts';
import { Digest } from './digest.ts';
import { damagedColumns, numberColumns } from './number-columns.ts';
import { RowBuckets } from './row-buckets.ts';
import { permutation } from './shuffle.ts';
import { type CappedFile, TokenCap } from './token-cap.ts';

export interface EncodeJob {
  /** The input from its beginning, each time it is called. */
  readonly input: () => AsyncIterable<Uint8Array>;
  readonly schema: LinkageSchema;
  readonly encoder: RecordEncoder;
  /** Strip spaces around cells before they are encoded. */
  readonly trim: boolean;
  /** What the rows are held against besides: their record type. */
  readonly record?: RecordCheck;
  readonly onProgress?: (pass: 1 | 2, rows: number) => void;
}

/** What the padan format needs besides. */
export interface PadanJob extends EncodeJob {
  readonly project: string;
  readonly custodian: string;
  readonly keyFingerprint: string;
  readonly signingSeed: Uint8Array;
  /** age recipient of the payload; must be there exactly where the schema has payload columns. */
  readonly recipient: string | null;
  /** Write the file even where its leakage is above the limit; the manifest says so then. */
  readonly acceptLeakage?: boolean;
}

export interface EncodePaths {
  readonly encoded: string;
  readonly order: string;
  readonly manifest: string;
}

export interface EncodePorts {
  readonly files: Files;
  readonly randomness: Randomness;
  readonly clock: Clock;
  readonly scratch: () => Promise<Scratch>;
}

/** What the first pass found. */
export interface Survey {
  readonly rows: number;
  readonly sha256: string;
  readonly longestPayload: number;
  /** Rows that deserve a look, by column (from 1) and code. */
  readonly warnings: readonly {
    readonly column: number;
    readonly code: ProblemCode;
    readonly rows: number;
  }[];
}

/** Rows that are encoded together: enough to diffuse side by side, few enough to be forgotten soon. */
const GROUP_ROWS = 128;
/** Problems told in one refusal. */
const PROBLEMS_TOLD = 100;

/**
 * First pass: check every row.
 * @throws {DomainError} the CSV codes; `header-differs`; `rows-refused` with the first 100 problems and the count;
 *         `spreadsheet-damage` with columns and counts.
 */
export async function surveyInput(job: EncodeJob): Promise<Survey> {
  const digest = new Digest();
  const csv = await openInput(job, digest.through(job.input()));
  const found: Facts[] = [];
  const warnings = new Map<string, { column: number; code: ProblemCode; rows: number }>();
  let problems = 0;
  let rows = 0;
  let longestPayload = 0;
  const readRecord = job.record?.start();
  const damage = new SpreadsheetDamage(numberColumns(job.schema, job.record));
  for await (const group of rowsOf(job, csv, 1))
    for (const cells of group) {
      rows++;
      damage.add(cells);
      const asRecord = cells.length === job.schema.columns.length ? readRecord?.(cells) : undefined;
      const refused = union(job.encoder.check(cells), asRecord, 'refused');
      for (const { column, code, facts } of refused)
        if (++problems <= PROBLEMS_TOLD)
          found.push({ row: rows, column: column + 1, code: label(code), ...facts });
      for (const warning of union(job.encoder.warnings(cells), asRecord, 'flagged'))
        countWarning(warnings, warning);
      if (refused.length === 0) longestPayload = Math.max(longestPayload, job.encoder.payload(cells).length);
    }
  if (problems > 0) throw new DomainError('rows-refused', { problems, rows, first: found });
  if (rows > MAX_ROWS) throw new DomainError('too-many-rows', { rows, most: MAX_ROWS });
  const damaged = damagedColumns(damage, job.schema.columns, rows);
  return { rows, sha256: digest.sha256(), longestPayload, warnings: [...warnings.values(), ...damaged] };
}

/** What the encoder and the record type say of one row; what both say is said once, with the facts of the latter. */
function union(
  encoder: readonly CellProblem[],
  record: RowReading | undefined,
  kind: keyof RowReading,
): FoundInCell[] {
  const byCell = new Map<string, FoundInCell>();
  for (const each of [...encoder, ...(record?.[kind] ?? [])]) byCell.set(`${each.column} ${each.code}`, each);
  return [...byCell.values()].sort((a, b) => a.column - b.column);
}

function countWarning(
  warnings: Map<string, { column: number; code: ProblemCode; rows: number }>,
  { column, code }: CellProblem,
): void {
  const key = `${column} ${code}`;
  const known = warnings.get(key);
  if (known) known.rows++;
  else warnings.set(key, { column: column + 1, code, rows: 1 });
}

/** `{"clks":[...]}` in the order of the input, as clkhash writes it. */
export async function encodeForClkhash(job: EncodeJob, out: string, files: Files): Promise<Survey> {
  const survey = await surveyInput(job);
  async function* clks(): AsyncGenerator<Uint8Array> {
    for await (const rows of secondPass(job, survey))
      for (const { clk } of job.encoder.encodeAll(rows)) yield clk;
  }
  await files.write(out, writeClkhashFile(clks()));
  return survey;
}

/** The encoded file with its order map and manifest. If one of the three cannot be written, none stays. */
export async function encodeForPadan(
  job: PadanJob,
  paths: EncodePaths,
  ports: EncodePorts,
): Promise<{ readonly survey: Survey; readonly manifest: Manifest; readonly blocking: CappedFile | null }> {
  checkPayload(job);
  const survey = await surveyInput(job);
  const key = ports.randomness.bytes(FILE_KEY_BYTES);
  const layout = await layoutOf(job, survey, key, bytesToHex(ports.randomness.bytes(16)));
  const order = permutation(survey.rows, ports.randomness);
  const identifierInvalid = new Uint8Array(survey.rows);
  const scratch = await ports.scratch();
  const written: string[] = [];
  try {
    const { blockColumns, mostBlockRows } = job.schema;
    const cap = mostBlockRows === null ? null : new TokenCap(blockColumns, survey.rows, mostBlockRows);
    const buckets = new RowBuckets(layout, scratch, cap);
    const meter = job.schema.diffusion === null ? null : new LeakageMeter(job.schema.diffusion);
    let row = 0;
    for await (const rows of secondPass(job, survey))
      for (const [at, record] of job.encoder.encodeAll(rows).entries()) {
        identifierInvalid[row] = record.identifierInvalid ? 1 : 0;
        if (record.undiffused !== null) meter?.add(record.undiffused);
        await buckets.add(order[row]!, record, sealedOf(job, layout, key, rows[at]!, order[row]!));
        row++;
      }
    const leakageLambda = meter?.lambda() ?? null;
    checkLeakage(job, leakageLambda, row);
    const header = { ...layout, hardened: isHardened(leakageLambda) };
    const digest = new Digest();
    await ports.files.write(paths.encoded, digest.through(writeEncodedFile(header, buckets.batches())));
    written.push(paths.encoded);
    const sha256 = digest.sha256();
    const { fileId } = header;
    const map = { fileId, inputSha256: survey.sha256, encodedSha256: sha256, rows: order, identifierInvalid };
    await ports.files.write(paths.order, utf8Chunks(printOrderMap(map)), { secret: true });
    written.push(paths.order);
    const facts = {
      header,
      schemaId: job.schema.id,
      leakageLambda,
      bytes: digest.bytes,
      sha256,
      createdAt: ports.clock.now(),
    };
    const manifest = signManifest(facts, job.signingSeed);
    await ports.files.write(paths.manifest, utf8(`${canonicalJson(manifest)}\n`));
    return { survey, manifest, blocking: cap?.facts() ?? null };
  } catch (error) {
    for (const path of written) if (path !== '-') await ports.files.erase(path);
    throw error;
  } finally {
    await scratch.close();
  }
}

function payloadColumns(schema: LinkageSchema): string[] {
  return schema.columns.filter(({ role }) => role === 'payload').map(({ name }) => name);
}

function checkPayload({ schema, recipient }: PadanJob): void {
  if (payloadColumns(schema).length > 0 !== (recipient !== null)) throw new DomainError('recipient-needed');
}

/** @throws {DomainError} `leakage-above-limit` with what was measured, unless the sender accepted it. */
function checkLeakage({ acceptLeakage }: PadanJob, lambda: number | null, rows: number): void {
  if (lambda === null || isHardened(lambda) || acceptLeakage === true) return;
  throw new DomainError('leakage-above-limit', { lambda, limit: LEAKAGE_LIMIT, rows });
}

/** The header but for `hardened`, which only the encoded rows can say. */
async function layoutOf(
  job: PadanJob,
  survey: Survey,
  key: Uint8Array,
  fileId: string,
): Promise<Omit<EncodedHeader, 'hardened'>> {
  const { schema, recipient } = job;
  const columns = payloadColumns(schema);
  const lists = job.record && columns.map((name) => job.record!.lists.get(name) ?? '');
  const sealed = { key, columns, ...(lists === undefined ? {} : { lists }) };
  return {
    profile: schema.profile,
    schemaHash: schema.hash,
    keyFingerprint: job.keyFingerprint,
    project: job.project,
    custodian: job.custodian,
    recordType: schema.recordType,
    fileId,
    rows: survey.rows,
    bits: schema.bits,
    sealedBytes: recipient === null ? 0 : sealedBytes(survey.longestPayload),
    payloadKey: recipient === null ? null : toBase64(await sealFileKey(recipient, sealed)),
    exactNames: schema.exactTokens.map(({ name }) => name),
    blockNames: schema.blockColumns,
  };
}

function sealedOf(
  { encoder }: PadanJob,
  { fileId, rows, sealedBytes: length }: Omit<EncodedHeader, 'hardened'>,
  key: Uint8Array,
  cells: readonly string[],
  row: number,
): Uint8Array | null {
  if (length === 0) return null;
  return sealRow(key, payloadContext(fileId, row, rows), encoder.payload(cells), length);
}

/** The rows again, some at a time. @throws {DomainError} `input-changed` where they are not those of the first pass. */
async function* secondPass(job: EncodeJob, survey: Survey): AsyncGenerator<readonly (readonly string[])[]> {
  const digest = new Digest();
  const csv = await openInput(job, digest.through(job.input()));
  let rows = 0;
  for await (const group of rowsOf(job, csv, 2)) {
    rows += group.length;
    if (rows > survey.rows) throw new DomainError('input-changed');
    yield group;
  }
  if (digest.sha256() !== survey.sha256) throw new DomainError('input-changed');
}

async function openInput({ schema }: EncodeJob, bytes: AsyncIterable<Uint8Array>): Promise<CsvReading> {
  const csv = await readCsv(bytes);
  checkColumns(schema, csv.header);
  return csv;
}

/**
 * The header names the schema's columns, in their order, after trimming.
 * Leaks: the position and what was expected there, never what was found: where a file has no header line, the
 *        header is a person.
 */
function checkColumns({ columns }: LinkageSchema, header: readonly string[]): void {
  const differs = columns.findIndex(({ name }, i) => header[i]?.trim() !== name);
  if (differs >= 0 || header.length !== columns.length) {
    const column = differs >= 0 ? differs + 1 : columns.length + 1;
    const expected = columns[column - 1]?.name;
    throw new DomainError('header-differs', {
      column,
      expected: expected === undefined ? undefined : label(expected),
      expectedColumns: columns.length,
      foundColumns: header.length,
    });
  }
}

async function* rowsOf(
  { trim, onProgress }: EncodeJob,
  csv: CsvReading,
  pass: 1 | 2,
): AsyncGenerator<readonly (readonly string[])[]> {
  for await (const { firstRow, rows } of csv.batches) {
    for (let from = 0; from < rows.length; from += GROUP_ROWS) {
      const group = rows.slice(from, from + GROUP_ROWS);
      yield trim ? group.map((cells) => cells.map((cell) => cell.trim())) : group;
    }
    onProgress?.(pass, firstRow + rows.length - 1);
  }
}
