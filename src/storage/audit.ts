import { type AuditEvent, type AuditHead, EMPTY_HEAD, type HashedEvent } from '../agreement/audit-chain.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface AuditTables {
  audit_log: {
    /** Primary key, and by that the lock of everything: two writers of one `seq` cannot both succeed. */
    seq: number;
    action: string;
    subject: string;
    /** Canonical JSON of the event. */
    event: string;
    hash: string;
  };
}

export async function auditHead(database: Database): Promise<AuditHead> {
  const [row] = await database.all(
    query.selectFrom('audit_log').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).compile(),
  );
  return row ?? EMPTY_HEAD;
}

export function appendEvent({ event, hash }: HashedEvent) {
  return query
    .insertInto('audit_log')
    .values({
      seq: event.seq,
      action: event.action,
      subject: event.subject,
      event: canonicalJson(event as unknown as Json),
      hash,
    })
    .compile();
}

/** Events with `seq > after`, ascending, at most `limit`. */
export async function auditEvents(database: Database, after: number, limit: number): Promise<HashedEvent[]> {
  const rows = await database.all(
    query
      .selectFrom('audit_log')
      .select(['event', 'hash'])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .compile(),
  );
  return rows.map((row) => ({ event: JSON.parse(row.event) as AuditEvent, hash: row.hash }));
}
