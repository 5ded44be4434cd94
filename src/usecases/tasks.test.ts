import { describe, expect, it } from 'vitest';
import { openSqlite } from '../adapters/node/sqlite.ts';
import type { Task } from '../ports/task-queue.ts';
import { MIGRATIONS } from '../storage/migrations.ts';
import { insertTask, openTasks } from '../storage/tasks.ts';
import type { Service } from './service.ts';
import { performTask } from './tasks.ts';

const TASK: Task = { kind: 'erase-vault', id: 'vlt_x' };

/** A service whose work is to list a vault: `meanwhile` happens while it does. */
async function serviceWith(meanwhile: (turn: number) => Promise<void>) {
  const database = openSqlite(':memory:', MIGRATIONS);
  await database.batch([insertTask(TASK)]);
  let turn = 0;
  const service = {
    database,
    queue: { enqueue: async () => undefined },
    log: () => undefined,
    blobs: {
      async list() {
        await meanwhile(++turn);
        return [];
      },
    },
  } as unknown as Service;
  return { service, open: () => openTasks(database), database };
}

describe('a task', () => {
  it('is dropped when its work is done', async () => {
    const { service, open } = await serviceWith(async () => undefined);
    await performTask(service, TASK);
    expect(await open()).toEqual([]);
  });

  it('that is asked for again while it is being finished has another turn', async () => {
    const { service, open, database } = await serviceWith(async (turn) => {
      if (turn === 1) await database.batch([insertTask(TASK)]);
    });
    await performTask(service, TASK);
    expect(await open()).toEqual([TASK]);
    await performTask(service, TASK);
    expect(await open()).toEqual([]);
  });

  it('delivered twice at once is dropped by the one that began last', async () => {
    const { service, open } = await serviceWith(async (turn) => {
      if (turn === 1) await performTask(service, TASK);
    });
    await performTask(service, TASK);
    expect(await open()).toEqual([]);
  });
});
