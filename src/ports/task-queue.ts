/** Work that outlives a request. A task names what to advance, never carries record data. */
export interface Task {
  readonly kind: 'check-submission' | 'advance-run' | 'build-table';
  /** Identifier of the submission, run or table request. */
  readonly id: string;
}

/** At-least-once delivery: a handler must be safe to run again after it was killed half-way. */
export interface TaskQueue {
  enqueue(task: Task): Promise<void>;
}
