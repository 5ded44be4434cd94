import type { Migration } from '../migration.ts';

/** Runs that find their threshold from the scores: the precision asked for, and the score candidates reach down to. */
export const runThresholds: Migration = {
  name: '0007_run_thresholds',
  statements: [`ALTER TABLE runs ADD COLUMN auto TEXT`],
};
