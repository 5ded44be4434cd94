import type { Migration } from '../migration.ts';

/** Documents that change the agreement, notices between the parties, receipts of what was due, reviews in full. */
export const agreementRecords: Migration = {
  name: '0005_agreement_records',
  statements: [
    `CREATE TABLE agreement_documents (
      id TEXT PRIMARY KEY,
      number TEXT NOT NULL UNIQUE,
      document TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      agreed_by TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE notices (
      id TEXT PRIMARY KEY,
      party TEXT NOT NULL,
      kind TEXT NOT NULL,
      letter_number TEXT NOT NULL,
      notified_on TEXT NOT NULL,
      content TEXT NOT NULL,
      ended_on TEXT,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE TABLE receipts (
      id TEXT PRIMARY KEY,
      delivery TEXT NOT NULL UNIQUE,
      party TEXT NOT NULL,
      received_on TEXT NOT NULL,
      reference TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      recorded_at INTEGER NOT NULL
    ) STRICT`,
    'ALTER TABLE reviews ADD COLUMN held_by TEXT',
    `ALTER TABLE reviews ADD COLUMN about TEXT NOT NULL DEFAULT '["implementation"]'`,
    'ALTER TABLE reviews ADD COLUMN report_number TEXT',
    `ALTER TABLE reviews ADD COLUMN follow_up TEXT NOT NULL DEFAULT '[]'`,
  ],
};
