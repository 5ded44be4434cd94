/**
 * All steps of the database's shape, in order. `node:sqlite` applies them when it opens; for D1 they are written
 * to `migrations/*.sql` by `scripts/d1-migrations.ts` (a test holds the two together).
 *
 * Columns hold text, integers and reals only: bytes are stored as base64 or hexadecimal text, because adapters
 * disagree about blobs; booleans are 0 and 1; times are milliseconds since 1970.
 */
import type { Migration } from './migration.ts';
import { service } from './migrations/0001-service.ts';
import { linkage } from './migrations/0002-linkage.ts';
import { statistics } from './migrations/0003-statistics.ts';
import { handOvers } from './migrations/0004-hand-overs.ts';
import { agreementRecords } from './migrations/0005-agreement-records.ts';
import { runPlans } from './migrations/0006-run-plans.ts';
import { runThresholds } from './migrations/0007-run-thresholds.ts';

export const MIGRATIONS: readonly Migration[] = [
  service,
  linkage,
  statistics,
  handOvers,
  agreementRecords,
  runPlans,
  runThresholds,
];

/** The file D1 reads for one step. */
export function migrationText(migration: Migration): string {
  return migration.statements.map((statement) => `${statement.replace(/^ {4}/gm, '')};\n`).join('\n');
}
