import type { Task } from '../ports/task-queue.ts';
import { deleteTask, openTasks, setAttempts, taskAttempts } from '../storage/tasks.ts';
import type { Service } from './service.ts';
import { TASK_WORK } from './task-work.ts';

/** Begun this often without coming to an end: what it works on is given up, on the record. */
const MAX_ATTEMPTS = 10;

/** What a kind of task does. Both functions must be safe to run again after being killed at any point. */
export interface TaskWork {
  /** One bounded piece of work. `again` asks for another turn; a refusal is recorded by the work itself. */
  advance(service: Service, id: string): Promise<'done' | 'again'>;
  /** The work crashed `MAX_ATTEMPTS` times: say so in the state of what it worked on. */
  giveUp(service: Service, id: string): Promise<void>;
}

/**
 * Advance a task by one piece. Called by whatever delivers tasks; delivering one twice does no harm, and a task
 * that is no longer open is dropped.
 *
 * Throws: whatever the work throws, so that the queue delivers it again.
 */
export async function performTask(service: Service, task: Task): Promise<void> {
  const { database, queue, log } = service;
  const attempts = await taskAttempts(database, task);
  if (attempts === null) return;
  const work = TASK_WORK[task.kind];
  if (!work) throw new Error('nobody does this kind of task');
  if (attempts >= MAX_ATTEMPTS) {
    log({ level: 'error', event: 'task-given-up', task: task.kind, attempt: attempts });
    await work.giveUp(service, task.id);
    await database.batch([deleteTask(task, attempts)]);
    return;
  }
  await database.batch([setAttempts(task, attempts + 1)]);
  const outcome = await work.advance(service, task.id);
  if (outcome === 'done') {
    await database.batch([deleteTask(task, attempts + 1)]);
    return;
  }
  await database.batch([setAttempts(task, 0)]);
  await queue.enqueue(task);
}

/** Ring the bell for all open work: when a process starts, and now and then at the edge. */
export async function resumeTasks(service: Service): Promise<number> {
  const open = await openTasks(service.database);
  for (const task of open) await service.queue.enqueue(task);
  return open.length;
}
