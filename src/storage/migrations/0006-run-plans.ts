import type { Migration } from '../migration.ts';

/** Which pairs a run compares: what was asked for, and the plan once it is made. */
export const runPlans: Migration = {
  name: '0006_run_plans',
  statements: [
    `ALTER TABLE runs ADD COLUMN which TEXT NOT NULL DEFAULT 'auto'`,
    `ALTER TABLE runs ADD COLUMN plan TEXT`,
  ],
};
