import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

/** `refused`: the table could not be built; `problem` says why. */
export type TableRequestState = 'building' | 'built' | 'refused';

export interface ReleaseTables {
  table_requests: {
    id: string;
    dataset: string;
    /** Item of Lampiran 2. */
    table_id: string;
    /** Dimensions and restrictions, as JSON. */
    choices: string;
    purpose: string;
    /** Party of the person who asks. */
    party: string;
    requested_by: string;
    requested_at: number;
    state: TableRequestState;
    problem: string | null;
    /** Identifier of the release it becomes, drawn beforehand so that building may be repeated; also its vault. */
    release: string;
    settled_at: number | null;
  };
  releases: {
    id: string;
    request: string;
    dataset: string;
    producer: string;
    /** Party that the release is for. */
    receiver: string;
    series: string;
    round: string;
    /** Goes up by one with every step; a review names the one it saw. */
    version: number;
    state: string;
    /** The release of src/agreement/release.ts, as JSON. */
    document: string;
    /** Outcome of the intruder audit and counts, as JSON. */
    audit: string;
    /** Names, types and digests of the files in the vault, as JSON. */
    outputs: string;
    /** In both languages, as JSON. */
    title: string;
    citation: string;
    vault: string;
    created_at: number;
    changed_at: number;
  };
}

export type TableRequestRow = ReleaseTables['table_requests'];
export type ReleaseRow = ReleaseTables['releases'];

export async function findTableRequest(database: Database, id: string): Promise<TableRequestRow | null> {
  const [row] = await database.all(
    query.selectFrom('table_requests').selectAll().where('id', '=', id).compile(),
  );
  return row ?? null;
}

export function listTableRequestRows(database: Database): Promise<TableRequestRow[]> {
  return database.all(
    query.selectFrom('table_requests').selectAll().orderBy('requested_at').orderBy('id').compile(),
  );
}

export function insertTableRequest(row: TableRequestRow) {
  return query.insertInto('table_requests').values(row).compile();
}

export function updateTableRequest(
  id: string,
  change: Pick<TableRequestRow, 'state' | 'problem' | 'settled_at'>,
) {
  return query.updateTable('table_requests').set(change).where('id', '=', id).compile();
}

export async function findRelease(database: Database, id: string): Promise<ReleaseRow | null> {
  const [row] = await database.all(query.selectFrom('releases').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

export function listReleaseRows(database: Database): Promise<ReleaseRow[]> {
  return database.all(query.selectFrom('releases').selectAll().orderBy('created_at').orderBy('id').compile());
}

export function insertRelease(row: ReleaseRow) {
  return query.insertInto('releases').values(row).compile();
}

export function updateRelease(
  id: string,
  change: Pick<ReleaseRow, 'version' | 'state' | 'document' | 'changed_at'>,
) {
  return query.updateTable('releases').set(change).where('id', '=', id).compile();
}
