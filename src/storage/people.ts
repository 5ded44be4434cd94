import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface PeopleTables {
  people: {
    id: string;
    name: string;
    party: string;
    registered_at: number;
  };
  api_keys: {
    id: string;
    person: string;
    role: string;
    /** Lower-case hexadecimal; the secret itself is shown once and not kept. */
    secret_sha256: string;
    issued_at: number;
    revoked_at: number | null;
  };
}

export type PersonRow = PeopleTables['people'];
export type KeyRow = PeopleTables['api_keys'];

export async function findPerson(database: Database, id: string): Promise<PersonRow | null> {
  const [row] = await database.all(query.selectFrom('people').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

export function listPeople(database: Database): Promise<PersonRow[]> {
  return database.all(
    query.selectFrom('people').selectAll().orderBy('registered_at').orderBy('id').compile(),
  );
}

export function keysOf(database: Database, person: string): Promise<KeyRow[]> {
  return database.all(
    query.selectFrom('api_keys').selectAll().where('person', '=', person).orderBy('issued_at').compile(),
  );
}

/** A key with its person's party. */
export async function findKey(database: Database, id: string): Promise<(KeyRow & { party: string }) | null> {
  const [row] = await database.all(
    query
      .selectFrom('api_keys')
      .innerJoin('people', 'people.id', 'api_keys.person')
      .selectAll('api_keys')
      .select('people.party')
      .where('api_keys.id', '=', id)
      .compile(),
  );
  return row ?? null;
}

export function insertPerson(row: PersonRow) {
  return query.insertInto('people').values(row).compile();
}

export function insertKey(row: KeyRow) {
  return query.insertInto('api_keys').values(row).compile();
}

export function revokeKeyRow(id: string, at: number) {
  return query.updateTable('api_keys').set({ revoked_at: at }).where('id', '=', id).compile();
}
