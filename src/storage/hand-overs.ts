import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface HandOverTables {
  hand_overs: {
    id: string;
    number: string;
    /** `run/<id>` or `release/<id>`. */
    subject: string;
    /** Party that gives. */
    giver: string;
    /** Party that receives, or the name of a third party. */
    receiver: string;
    /** The consent that allows it, where the receiver is no party. */
    consent: string | null;
    /** The minutes, exactly as handed out. */
    bast: string;
    bast_sha256: string;
    made_by: string;
    made_at: number;
  };
}

export type HandOverRow = HandOverTables['hand_overs'];

export async function findHandOver(database: Database, id: string): Promise<HandOverRow | null> {
  const [row] = await database.all(query.selectFrom('hand_overs').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

/** In the order they were made. */
export function listHandOvers(database: Database): Promise<HandOverRow[]> {
  return database.all(query.selectFrom('hand_overs').selectAll().orderBy('made_at').orderBy('id').compile());
}

export async function handOverWithNumber(database: Database, number: string): Promise<HandOverRow | null> {
  const [row] = await database.all(
    query.selectFrom('hand_overs').selectAll().where('number', '=', number).compile(),
  );
  return row ?? null;
}

export async function handOverOf(
  database: Database,
  subject: string,
  receiver: string,
): Promise<HandOverRow | null> {
  const [row] = await database.all(
    query
      .selectFrom('hand_overs')
      .selectAll()
      .where('subject', '=', subject)
      .where('receiver', '=', receiver)
      .compile(),
  );
  return row ?? null;
}

export function insertHandOver(row: HandOverRow) {
  return query.insertInto('hand_overs').values(row).compile();
}
