import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export type SubmissionState = 'receiving' | 'checking' | 'accepted' | 'refused' | 'erased';

export interface SubmissionTables {
  submissions: {
    id: string;
    project: string;
    party: string;
    /** What was announced, as JSON: a signed manifest, or what the sender declares of bare filters. */
    manifest: string;
    chunk_bytes: number;
    state: SubmissionState;
    /** Code and facts of the refusal, as JSON. */
    problem: string | null;
    /** What the check found, as JSON. */
    report: string | null;
    created_at: number;
    settled_at: number | null;
  };
  chunks: {
    submission: string;
    /** From 0. */
    number: number;
    bytes: number;
    sha256: string;
  };
}

export type SubmissionRow = SubmissionTables['submissions'];
export type ChunkRow = SubmissionTables['chunks'];

export async function findSubmission(database: Database, id: string): Promise<SubmissionRow | null> {
  const [row] = await database.all(
    query.selectFrom('submissions').selectAll().where('id', '=', id).compile(),
  );
  return row ?? null;
}

export function submissionsOf(database: Database, project: string): Promise<SubmissionRow[]> {
  return database.all(
    query
      .selectFrom('submissions')
      .selectAll()
      .where('project', '=', project)
      .orderBy('created_at')
      .compile(),
  );
}

export function insertSubmission(row: SubmissionRow) {
  return query.insertInto('submissions').values(row).compile();
}

export function updateSubmission(
  id: string,
  change: Partial<Pick<SubmissionRow, 'state' | 'problem' | 'report' | 'settled_at'>>,
) {
  return query.updateTable('submissions').set(change).where('id', '=', id).compile();
}

export function eraseSubmissions(project: string) {
  return query.updateTable('submissions').set({ state: 'erased' }).where('project', '=', project).compile();
}

export function chunksOf(database: Database, submission: string): Promise<ChunkRow[]> {
  return database.all(
    query.selectFrom('chunks').selectAll().where('submission', '=', submission).orderBy('number').compile(),
  );
}

export async function findChunk(database: Database, submission: string, number: number) {
  const [row] = await database.all(
    query
      .selectFrom('chunks')
      .selectAll()
      .where('submission', '=', submission)
      .where('number', '=', number)
      .compile(),
  );
  return row ?? null;
}

export function insertChunk(row: ChunkRow) {
  return query.insertInto('chunks').values(row).compile();
}
