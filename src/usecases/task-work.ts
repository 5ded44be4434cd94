import type { TaskKind } from '../ports/task-queue.ts';
import { advanceRunWork } from './advance-run.ts';
import { buildTableWork } from './build-table.ts';
import { checkSubmissionWork } from './check-submission.ts';
import type { TaskWork } from './tasks.ts';
import { eraseVaultWork } from './vaults.ts';

/** Who does which kind of task. */
export const TASK_WORK: Readonly<Partial<Record<TaskKind, TaskWork>>> = {
  'check-submission': checkSubmissionWork,
  'advance-run': advanceRunWork,
  'build-table': buildTableWork,
  'erase-vault': eraseVaultWork,
};
