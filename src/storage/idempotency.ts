import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface IdempotencyTables {
  idempotency: {
    /** Who asked and for what: `<person>:<operation>`. */
    scope: string;
    key: string;
    /** SHA-256 of the canonical request: the same key with another request is refused. */
    request: string;
    /** Identifier of what the first request made. */
    subject: string;
  };
}

export async function earlierRequest(database: Database, scope: string, key: string) {
  const [row] = await database.all(
    query
      .selectFrom('idempotency')
      .select(['request', 'subject'])
      .where('scope', '=', scope)
      .where('key', '=', key)
      .compile(),
  );
  return row ?? null;
}

export function rememberRequest(row: IdempotencyTables['idempotency']) {
  return query.insertInto('idempotency').values(row).compile();
}
