import type { Migration } from '../migration.ts';

/** Datasets of microdata, requests for tables, and releases. */
export const statistics: Migration = {
  name: '0003_statistics',
  statements: [
    `CREATE TABLE datasets (
      id TEXT PRIMARY KEY,
      producer TEXT NOT NULL,
      series TEXT NOT NULL,
      round TEXT NOT NULL,
      vintage TEXT NOT NULL,
      dictionary TEXT NOT NULL,
      vault TEXT NOT NULL REFERENCES vaults (id),
      state TEXT NOT NULL,
      microdata TEXT,
      registered_at INTEGER NOT NULL,
      completed_at INTEGER,
      erased_at INTEGER
    ) STRICT`,
    `CREATE TABLE table_requests (
      id TEXT PRIMARY KEY,
      dataset TEXT NOT NULL REFERENCES datasets (id),
      table_id TEXT NOT NULL,
      choices TEXT NOT NULL,
      purpose TEXT NOT NULL,
      party TEXT NOT NULL,
      requested_by TEXT NOT NULL,
      requested_at INTEGER NOT NULL,
      state TEXT NOT NULL,
      problem TEXT,
      release TEXT NOT NULL UNIQUE,
      settled_at INTEGER
    ) STRICT`,
    `CREATE INDEX table_requests_dataset ON table_requests (dataset, requested_at)`,
    `CREATE TABLE releases (
      id TEXT PRIMARY KEY,
      request TEXT NOT NULL UNIQUE REFERENCES table_requests (id),
      dataset TEXT NOT NULL REFERENCES datasets (id),
      producer TEXT NOT NULL,
      receiver TEXT NOT NULL,
      series TEXT NOT NULL,
      round TEXT NOT NULL,
      version INTEGER NOT NULL,
      state TEXT NOT NULL,
      document TEXT NOT NULL,
      audit TEXT NOT NULL,
      outputs TEXT NOT NULL,
      title TEXT NOT NULL,
      citation TEXT NOT NULL,
      vault TEXT NOT NULL REFERENCES vaults (id),
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT`,
    `CREATE INDEX releases_series ON releases (producer, series, round)`,
  ],
};
