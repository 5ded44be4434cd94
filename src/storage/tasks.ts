import type { Database } from '../ports/database.ts';
import type { Task, TaskKind } from '../ports/task-queue.ts';
import { query } from './query.ts';

export interface TaskTables {
  tasks: {
    kind: TaskKind;
    id: string;
    /** Times it was begun since it last came to an end by itself. */
    attempts: number;
  };
}

/**
 * To be put into the same batch as the change that makes the work necessary. Where the task is open already it counts
 * as not begun: whoever is about to finish it has not seen the change, and may not drop it (`deleteTask`).
 */
export function insertTask(task: Task) {
  return query
    .insertInto('tasks')
    .values({ ...task, attempts: 0 })
    .onConflict((on) => on.columns(['kind', 'id']).doUpdateSet({ attempts: 0 }))
    .compile();
}

export async function taskAttempts(database: Database, task: Task): Promise<number | null> {
  const [row] = await database.all(
    query
      .selectFrom('tasks')
      .select('attempts')
      .where('kind', '=', task.kind)
      .where('id', '=', task.id)
      .compile(),
  );
  return row?.attempts ?? null;
}

export function setAttempts(task: Task, attempts: number) {
  return query
    .updateTable('tasks')
    .set({ attempts })
    .where('kind', '=', task.kind)
    .where('id', '=', task.id)
    .compile();
}

/** Unless it was asked for, or begun by another, since it was begun for the `attempts`th time. */
export function deleteTask(task: Task, attempts: number) {
  return query
    .deleteFrom('tasks')
    .where('kind', '=', task.kind)
    .where('id', '=', task.id)
    .where('attempts', '=', attempts)
    .compile();
}

export function openTasks(database: Database): Promise<Task[]> {
  return database.all(
    query.selectFrom('tasks').select(['kind', 'id']).orderBy('kind').orderBy('id').compile(),
  );
}
