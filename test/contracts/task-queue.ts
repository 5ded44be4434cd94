import { describe, expect, it } from 'vitest';
import type { Blobs } from '../../src/ports/blobs.ts';
import type { Database } from '../../src/ports/database.ts';
import type { TaskQueue } from '../../src/ports/task-queue.ts';
import { insertTask, openTasks } from '../../src/storage/tasks.ts';

/** A queue with whoever performs its tasks behind it, and where their work can be seen. */
export interface QueueUnderTest {
  readonly queue: TaskQueue;
  readonly database: Database;
  readonly blobs: Blobs;
}

/** Behaviour of every `TaskQueue`, seen in the work that gets done: vaults are erased. */
export function taskQueueContract(name: string, open: () => Promise<QueueUnderTest>): void {
  describe(`${name}: task queue`, () => {
    const erase = (id: string) => ({ kind: 'erase-vault', id }) as const;
    const until = async (holds: () => Promise<boolean>) => {
      const end = Date.now() + 30_000;
      while (!(await holds())) {
        if (Date.now() > end) throw new Error('nobody did the work');
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };

    it('gets every task done, each at least once', async () => {
      const { queue, database, blobs } = await open();
      const ids = ['vlt_a', 'vlt_b', 'vlt_c'];
      for (const id of ids) {
        await blobs.put(`${id}/x`, new Uint8Array(3));
        await database.batch([insertTask(erase(id))]);
      }
      for (const id of ids) await queue.enqueue(erase(id));
      await until(async () => (await openTasks(database)).length === 0);
      expect(await blobs.list('')).toEqual([]);
    });

    it('does no harm with a task that is not open any more, or is enqueued twice', async () => {
      const { queue, database, blobs } = await open();
      await blobs.put('vlt_a/x', new Uint8Array(3));
      await blobs.put('vlt_b/x', new Uint8Array(3));
      await queue.enqueue(erase('vlt_a'));
      await database.batch([insertTask(erase('vlt_b'))]);
      await queue.enqueue(erase('vlt_b'));
      await queue.enqueue(erase('vlt_b'));
      await until(async () => (await openTasks(database)).length === 0);
      expect(await blobs.list('')).toEqual(['vlt_a/x']);
    });
  });
}
