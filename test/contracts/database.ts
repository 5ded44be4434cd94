import { describe, expect, it } from 'vitest';
import { type Database, UniqueConflict } from '../../src/ports/database.ts';
import { query } from '../../src/storage/query.ts';
import { deleteTask, insertTask, openTasks, setAttempts, taskAttempts } from '../../src/storage/tasks.ts';
import { findVault, insertVault } from '../../src/storage/vaults.ts';

const task = (id: string) => ({ kind: 'advance-run', id }) as const;

/** Behaviour of every `Database`, opened empty with all migrations applied. */
export function databaseContract(name: string, open: () => Promise<Database>): void {
  describe(`${name}: database`, () => {
    it('reads back what it wrote: text, numbers, null', async () => {
      const database = await open();
      const long = 'ü€😀'.repeat(10_000);
      await database.batch([insertVault('a', long)]);
      expect(await findVault(database, 'a')).toEqual({ id: 'a', salt: long, erased_at: null });
      await database.batch([
        query
          .updateTable('vaults')
          .set({ salt: null, erased_at: 1_767_225_600_123 })
          .where('id', '=', 'a')
          .compile(),
      ]);
      expect(await findVault(database, 'a')).toEqual({ id: 'a', salt: null, erased_at: 1_767_225_600_123 });
      expect(await findVault(database, 'b')).toBeNull();
    });

    it('does a batch whole or not at all', async () => {
      const database = await open();
      await database.batch([insertVault('a', 'x')]);
      const both = database.batch([insertVault('b', 'y'), insertVault('a', 'z')]);
      await expect(both).rejects.toBeInstanceOf(UniqueConflict);
      expect(await findVault(database, 'b')).toBeNull();
      expect((await findVault(database, 'a'))?.salt).toBe('x');
    });

    it('tells a taken key from any other fault', async () => {
      const database = await open();
      const withoutSalt = query
        .insertInto('tasks')
        .values({ kind: 'advance-run', id: null as unknown as string, attempts: 0 })
        .compile();
      const refused = await database.batch([withoutSalt]).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Error);
      expect(refused).not.toBeInstanceOf(UniqueConflict);
    });

    it('gives one of two writers of the same key the place, whatever the order', async () => {
      const database = await open();
      const writers = Array.from({ length: 8 }, (_, i) => database.batch([insertVault('seat', `w${i}`)]));
      const outcomes = await Promise.allSettled(writers);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(UniqueConflict);
    });

    it('does with an existing row what the statement says', async () => {
      const database = await open();
      await database.batch([insertTask(task('r')), setAttempts(task('r'), 3)]);
      expect(await taskAttempts(database, task('r'))).toBe(3);
      await database.batch([insertTask(task('r')), deleteTask(task('r'), 3)]);
      expect(await taskAttempts(database, task('r'))).toBe(0);
      expect(await openTasks(database)).toEqual([task('r')]);
      await database.batch([deleteTask(task('r'), 0)]);
      expect(await openTasks(database)).toEqual([]);
    });

    it('does nothing for an empty batch', async () => {
      await expect((await open()).batch([])).resolves.toBeUndefined();
    });
  });
}
