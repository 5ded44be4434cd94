/** What all actions on submissions share: the row as values, who may see it, where its bytes lie. */
import type { Manifest } from '../exchange/manifest.ts';
import type { FilterSurvey } from '../pprl/exposure/filter-survey.ts';
import type { ExposureReport } from '../pprl/exposure/report-shape.ts';
import { DomainError, type Facts, type ProblemCode } from '../problems.ts';
import { chunksOf, findSubmission, type SubmissionRow } from '../storage/submissions.ts';
import type { BareFilters } from './bare-filters.ts';
import { type Project, visibleProject } from './projects.ts';
import type { Actor, Service } from './service.ts';

export interface StoredProblem {
  readonly code: ProblemCode;
  readonly facts: Facts;
}

/** What the check of an accepted file found; counts and shares over the whole file. */
export interface SubmissionReport extends FilterSurvey {
  readonly bits: number;
  readonly hardened: boolean;
  /** How many rows carry each exact token. */
  readonly exact: readonly { readonly name: string; readonly present: number }[];
  readonly sealedBytes: number;
  /** Rows of one slab of this file. */
  readonly slabRows: number;
  /** How it would stand up to known attacks. */
  readonly exposure: ExposureReport;
}

export interface Submission {
  readonly row: SubmissionRow;
  readonly project: Project;
  /** What was announced: a signed manifest, or what the sender declares of bare filters. */
  readonly manifest: Manifest | BareFilters;
  readonly problem: StoredProblem | null;
  readonly report: SubmissionReport | null;
}

/** For those who may see the project, of both parties. @throws DomainError `not-found`. */
export async function visibleSubmission(service: Service, actor: Actor, id: string): Promise<Submission> {
  const row = await findSubmission(service.database, id);
  if (!row) throw new DomainError('not-found');
  return submission(row, await visibleProject(service, actor, row.project));
}

/** For the party that sends it. @throws DomainError `not-found`, `party-not-allowed`, `project-closed`. */
export async function ownSubmission(service: Service, actor: Actor, id: string): Promise<Submission> {
  const found = await visibleSubmission(service, actor, id);
  if (found.row.party !== actor.party) throw new DomainError('party-not-allowed');
  if (found.project.closed_at !== null) throw new DomainError('project-closed');
  return found;
}

export function submission(row: SubmissionRow, project: Project): Submission {
  return {
    row,
    project,
    manifest: JSON.parse(row.manifest) as Manifest | BareFilters,
    problem: row.problem === null ? null : (JSON.parse(row.problem) as StoredProblem),
    report: row.report === null ? null : (JSON.parse(row.report) as SubmissionReport),
  };
}

/** Both files of a run are hardened: what is said of its result. One that leaks above the limit makes it unhardened. */
export async function bothHardened(
  service: Service,
  run: { readonly requester_submission: string; readonly register_submission: string },
  project: Project,
): Promise<boolean> {
  const ids = [run.requester_submission, run.register_submission];
  const rows = await Promise.all(ids.map((id) => findSubmission(service.database, id)));
  return rows.every((row) => row !== null && submission(row, project).manifest.hardened);
}

export function chunkCount({ manifest, row }: Pick<Submission, 'manifest' | 'row'>): number {
  return Math.ceil(manifest.bytes / row.chunk_bytes);
}

/** Bytes that chunk `number` must have: the last one may be shorter. */
export function chunkLength({ manifest, row }: Submission, number: number): number {
  return Math.min(row.chunk_bytes, manifest.bytes - number * row.chunk_bytes);
}

/** Named by its content, so that two senders of one number cannot spoil each other's bytes. */
export function chunkKey(submission: string, number: number, sha256: string): string {
  return `${submission}/chunk/${number}-${sha256}`;
}

export function clkSlabKey(submission: string, slab: number): string {
  return `${submission}/clk/${slab}`;
}

export function blockSlabKey(submission: string, column: number, slab: number): string {
  return `${submission}/block/${column}/${slab}`;
}

export function exactSlabKey(submission: string, token: number, slab: number): string {
  return `${submission}/exact/${token}/${slab}`;
}

/** The chunks that have arrived, by number. */
export async function receivedChunks({ database }: Service, id: string): Promise<number[]> {
  return (await chunksOf(database, id)).map((chunk) => chunk.number);
}
