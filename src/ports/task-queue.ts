/** Work that outlives a request. A task names what to advance, never carries record data. */
export type TaskKind = 'check-submission' | 'advance-run' | 'build-table' | 'erase-vault';

export interface Task {
  readonly kind: TaskKind;
  /** Identifier of the submission, run, table request or vault. */
  readonly id: string;
}

/**
 * At-least-once delivery: a handler must be safe to run again after it was killed half-way.
 * The queue is only the bell; what is to be done stands in the `tasks` table (src/usecases/tasks.ts), so that
 * a lost message loses nothing.
 */
export interface TaskQueue {
  enqueue(task: Task): Promise<void>;
}
