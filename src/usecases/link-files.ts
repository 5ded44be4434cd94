/** Linkage of files on one machine, whatever software encoded them. */
import { ByteQueue } from '../exchange/byte-queue.ts';
import { readClkhashFile, readRawFilters } from '../exchange/clkhash-json.ts';
import type { EncodedHeader } from '../exchange/encoded-header.ts';
import { readEncodedColumns } from '../exchange/encoded-reader.ts';
import type { FilePairs } from '../pprl/assign/greedy-groups.ts';
import { differingTokens } from '../pprl/assign/judge.ts';
import type { LinkResult, Solver } from '../pprl/assign/link-result.ts';
import { type PersonGroup, personGroups } from '../pprl/assign/person-groups.ts';
import type { CandidatePairs } from '../pprl/compare/clk-column.ts';
import type { CompareKernel } from '../pprl/compare/kernel.ts';
import type { Metric } from '../pprl/compare/metric.ts';
import { keyedTokenStage } from '../pprl/exact/exact-stage.ts';
import { checkInputs, compareAll, type LinkageInput, type LinkOptions, linkInputs } from '../pprl/link.ts';
import type { LinkageSchema } from '../pprl/linkage-schema.ts';
import { DomainError, label } from '../problems.ts';

/** Filters of one file; `header` is null where the file is bare filters that say nothing about themselves. */
export interface FiltersFile {
  readonly header: EncodedHeader | null;
  readonly input: LinkageInput;
}

export interface LinkJob extends Pick<LinkOptions, 'which' | 'blockPairs' | 'now' | 'onPlan' | 'onCompared'> {
  readonly threshold: number | 'auto';
  /** Where the threshold is `auto`: share of links wanted right. The schema's own, or 0.995, without it. */
  readonly precision?: number;
  readonly solver?: Solver;
  /** What scores and threshold are: Dice unless said otherwise. */
  readonly metric?: Metric;
  readonly kernel: CompareKernel;
  /** Says how exact tokens are confirmed; files of another schema are refused. */
  readonly schema?: LinkageSchema | null;
  readonly onProgress?: (done: number, total: number) => void;
}

const OPENING_BRACE = 0x7b;
const CONTINUATION = 0xff;

/**
 * An encoded file, clkhash JSON, or with `bits` raw filters.
 * @throws {DomainError} the codes of the three readers.
 */
export async function readFilters(
  bytes: AsyncIterable<Uint8Array>,
  bits: number | null,
): Promise<FiltersFile> {
  const queue = new ByteQueue(bytes);
  const head = await queue.take(4096);
  const whole = rejoined(head, queue);
  if (isJson(head)) return { header: null, input: { clk: await readClkhashFile(whole), exact: [] } };
  const encoded = head.length >= 4 && head.subarray(0, 4).every((byte) => byte === CONTINUATION);
  if (bits !== null && !encoded)
    return { header: null, input: { clk: await readRawFilters(whole, bits), exact: [] } };
  const { header, clk, exact, blocking } = await readEncodedColumns(whole);
  return { header, input: { clk, exact, blocking, diffused: header.profile === 'padan' } };
}

function isJson(head: Uint8Array): boolean {
  const start = head.findIndex((byte) => byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09);
  if (start < 0 || head[start] !== OPENING_BRACE) return false;
  return head.subarray(start, start + 64).every((byte) => byte < 0x80);
}

async function* rejoined(head: Uint8Array, rest: ByteQueue): AsyncGenerator<Uint8Array> {
  for (let chunk = head; chunk.length > 0; chunk = await rest.take(1 << 18)) yield chunk;
}

/** Two files: exact stage, filters, decision. @throws {DomainError} `files-not-linkable`; those of `linkInputs`. */
export async function linkPadan(files: readonly FiltersFile[], job: LinkJob): Promise<LinkResult> {
  const [a, b] = files;
  if (a === undefined || b === undefined) throw new DomainError('files-not-linkable');
  checkLinkable(files);
  const { schema, ...rest } = job;
  if (schema && files.some(({ header }) => header !== null && header.schemaHash !== schema.hash))
    throw new DomainError('files-not-linkable', { member: label('schemaHash') });
  return linkInputs(a.input, b.input, {
    ...(schema ? settingsOf(schema) : {}),
    ...rest,
    stage: keyedTokenStage,
  });
}

/** How the schema wants links to be decided. */
function settingsOf({ exactTokens, decision }: LinkageSchema) {
  return {
    confirmAt: exactTokens.map((token) => token.confirmAt),
    unique: exactTokens.map((token) => token.unique),
    ...(decision?.precision === undefined ? {} : { precision: decision.precision }),
    ...(decision?.differingTokens === undefined ? {} : { differingTokens: decision.differingTokens }),
  };
}

/**
 * Every pair of files, filters only, as anonlink does; with `top`, of each row at most so many pairs with each later file.
 * @throws {DomainError} `files-not-linkable`; those of `compareAll`.
 */
export async function linkAnonlink(
  files: readonly FiltersFile[],
  { threshold, metric = 'dice', kernel, onProgress }: LinkJob & { readonly threshold: number },
  top?: number,
): Promise<FilePairs[]> {
  checkLinkable(files);
  const found: FilePairs[] = [];
  for (const [fileA, { input: a }] of files.entries())
    for (const [fileB, { input: b }] of files.entries()) {
      if (fileB <= fileA) continue;
      checkInputs({ clk: a.clk, exact: [] }, { clk: b.clk, exact: [] }, threshold);
      const pairs = await compareAll(kernel, a.clk, b.clk, {
        threshold,
        metric,
        ...(top === undefined ? {} : { top }),
        ...(onProgress ? { onProgress } : {}),
      });
      found.push({ fileA, fileB, pairs });
    }
  return found;
}

/**
 * Rows of one file, or of three and more, that are one person, by their filters; rows that hold different tokens of a kind
 * of which a person has one (two NIKs) are never in one group.
 * @throws {DomainError} `files-not-linkable`; those of `compareAll`.
 */
export async function linkGroups(
  files: readonly FiltersFile[],
  job: LinkJob & { readonly threshold: number },
): Promise<PersonGroup[]> {
  const [only] = files;
  const unique = (k: number) => job.schema?.exactTokens[k]?.unique;
  const parts =
    files.length === 1 && only ? [await withinFile(only.input, job)] : await linkAnonlink(files, job);
  return personGroups(
    parts.map(({ fileA, fileB, pairs }) => {
      const [a, b] = [files[fileA]!.input.exact, files[fileB]!.input.exact];
      const kinds = a.map(({ name }, k) => unique(k) ?? !name.includes('+'));
      const differ = differingTokens(a, b, kinds);
      return { fileA, fileB, pairs: pairsWhere(pairs, (x, y) => !differ(x, y)) };
    }),
  );
}

async function withinFile(
  { clk }: LinkageInput,
  { threshold, metric = 'dice', kernel, onProgress }: LinkJob & { readonly threshold: number },
): Promise<FilePairs> {
  checkInputs({ clk, exact: [] }, { clk, exact: [] }, threshold);
  const pairs = await compareAll(kernel, clk, clk, {
    threshold,
    metric,
    ...(onProgress ? { onProgress } : {}),
  });
  return { fileA: 0, fileB: 0, pairs: pairsWhere(pairs, (x, y) => x < y) };
}

function pairsWhere(
  { a, b, score }: CandidatePairs,
  keep: (a: number, b: number) => boolean,
): CandidatePairs {
  const kept = Uint32Array.from(a.keys()).filter((k) => keep(a[k]!, b[k]!));
  return {
    a: kept.map((k) => a[k]!),
    b: kept.map((k) => b[k]!),
    score: Float64Array.from(kept, (k) => score[k]!),
  };
}

/** Files of one project, key and schema; bare filters only with bare filters. */
function checkLinkable(files: readonly FiltersFile[]): void {
  const [first] = files;
  for (const { header } of files) {
    if ((header === null) !== (first?.header === null)) throw new DomainError('files-not-linkable');
    if (!header || !first?.header) continue;
    for (const member of ['project', 'keyFingerprint', 'schemaHash', 'profile', 'bits'] as const)
      if (header[member] !== first.header[member])
        throw new DomainError('files-not-linkable', { member: label(member) });
  }
}
