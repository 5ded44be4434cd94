import type { CivilDate } from '../agreement/civil-date.ts';
import type { ConsentRecord } from '../agreement/consent.ts';
import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface ConsentTables {
  consents: {
    id: string;
    given_by: string;
    letter_number: string;
    given_on: string;
    receiver: string;
    /** JSON list of `run/<id>`, `release/<id>`. */
    covers: string;
    valid_until: string | null;
    withdrawn_on: string | null;
    recorded_by: string;
    recorded_at: number;
  };
}

export type ConsentRow = ConsentTables['consents'];

export function consentRecord(row: ConsentRow): ConsentRecord {
  return {
    id: row.id,
    givenBy: row.given_by,
    letterNumber: row.letter_number,
    givenOn: row.given_on as CivilDate,
    receiver: row.receiver,
    covers: JSON.parse(row.covers) as string[],
    validUntil: row.valid_until as CivilDate | null,
    withdrawnOn: row.withdrawn_on as CivilDate | null,
  };
}

export async function findConsent(database: Database, id: string): Promise<ConsentRow | null> {
  const [row] = await database.all(query.selectFrom('consents').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

/** In the order they were recorded. */
export function listConsents(database: Database): Promise<ConsentRow[]> {
  return database.all(
    query.selectFrom('consents').selectAll().orderBy('recorded_at').orderBy('id').compile(),
  );
}

export function insertConsent(row: ConsentRow) {
  return query.insertInto('consents').values(row).compile();
}

export function withdrawConsentRow(id: string, on: CivilDate) {
  return query.updateTable('consents').set({ withdrawn_on: on }).where('id', '=', id).compile();
}
