import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface AgreementDocumentTables {
  agreement_documents: {
    id: string;
    number: string;
    /** `padan-addendum/1` as canonical JSON. */
    document: string;
    sha256: string;
    /** JSON list of the parties that have agreed to exactly this, and on which day. */
    agreed_by: string;
    recorded_by: string;
    recorded_at: number;
  };
}

export type AgreementDocumentRow = AgreementDocumentTables['agreement_documents'];

/** In the order they were recorded. */
export function listAgreementDocuments(database: Database): Promise<AgreementDocumentRow[]> {
  return database.all(
    query.selectFrom('agreement_documents').selectAll().orderBy('recorded_at').orderBy('id').compile(),
  );
}

export function insertAgreementDocument(row: AgreementDocumentRow) {
  return query.insertInto('agreement_documents').values(row).compile();
}

export function agreedByRow(id: string, agreedBy: string) {
  return query.updateTable('agreement_documents').set({ agreed_by: agreedBy }).where('id', '=', id).compile();
}
