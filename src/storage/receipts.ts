import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface ReceiptTables {
  receipts: {
    id: string;
    /** What was due: `lampiran-1/2026-01`. */
    delivery: string;
    /** Party that received it. */
    party: string;
    received_on: string;
    /** The minutes or letter it came with. */
    reference: string;
    recorded_by: string;
    recorded_at: number;
  };
}

export type ReceiptRow = ReceiptTables['receipts'];

/** In the order they were recorded. */
export function listReceipts(database: Database): Promise<ReceiptRow[]> {
  return database.all(
    query.selectFrom('receipts').selectAll().orderBy('recorded_at').orderBy('id').compile(),
  );
}

export function insertReceipt(row: ReceiptRow) {
  return query.insertInto('receipts').values(row).compile();
}
