import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface ProjectTables {
  projects: {
    id: string;
    title: string;
    agreement: string;
    /** The linkage schema, as it was given. */
    linkage_schema: string;
    schema_hash: string;
    /** Party that asks for the matching. */
    requester: string;
    /** Party whose flags the matching returns. */
    register_holder: string;
    vault: string;
    created_at: number;
    closed_at: number | null;
  };
  custodians: {
    project: string;
    party: string;
    /** Ed25519, hexadecimal. */
    public_key: string;
    /** age recipient. */
    recipient: string;
    /** Fingerprint of the project key that this party has before its eyes. */
    fingerprint: string | null;
  };
}

export type ProjectRow = ProjectTables['projects'];
export type CustodianRow = ProjectTables['custodians'];

export async function findProject(database: Database, id: string): Promise<ProjectRow | null> {
  const [row] = await database.all(query.selectFrom('projects').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

export function listProjects(database: Database): Promise<ProjectRow[]> {
  return database.all(query.selectFrom('projects').selectAll().orderBy('created_at').orderBy('id').compile());
}

export function custodiansOf(database: Database, project: string): Promise<CustodianRow[]> {
  return database.all(
    query.selectFrom('custodians').selectAll().where('project', '=', project).orderBy('party').compile(),
  );
}

export function insertProject(row: ProjectRow) {
  return query.insertInto('projects').values(row).compile();
}

export function closeProjectRow(id: string, at: number) {
  return query.updateTable('projects').set({ closed_at: at }).where('id', '=', id).compile();
}

export function putCustodian(row: CustodianRow) {
  const { public_key, recipient, fingerprint } = row;
  return query
    .insertInto('custodians')
    .values(row)
    .onConflict((on) => on.columns(['project', 'party']).doUpdateSet({ public_key, recipient, fingerprint }))
    .compile();
}
