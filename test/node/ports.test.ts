import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { diskBlobs } from '../../src/adapters/node/disk-blobs.ts';
import { localQueue } from '../../src/adapters/node/local-queue.ts';
import { openSqlite } from '../../src/adapters/node/sqlite.ts';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import { MIGRATIONS } from '../../src/storage/migrations.ts';
import type { Service } from '../../src/usecases/service.ts';
import { performTask } from '../../src/usecases/tasks.ts';
import { blobsContract } from '../contracts/blobs.ts';
import { clockAndRandomnessContract } from '../contracts/clock-and-randomness.ts';
import { databaseContract } from '../contracts/database.ts';
import { encryptedBlobsContract } from '../contracts/encrypted-blobs.ts';
import { taskQueueContract } from '../contracts/task-queue.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'padan-ports-'));
  folders.push(made);
  return made;
}

databaseContract('sqlite in memory', async () => openSqlite(':memory:', MIGRATIONS));
databaseContract('sqlite on disk', async () => openSqlite(join(folder(), 'x.sqlite'), MIGRATIONS));
blobsContract('files', async () => diskBlobs(folder()));
encryptedBlobsContract('files', async () => diskBlobs(folder()));
clockAndRandomnessContract('system', systemClock, webCryptoRandomness);
taskQueueContract('one process', async () => {
  const database = openSqlite(':memory:', MIGRATIONS);
  const blobs = diskBlobs(folder());
  const queue = localQueue((_task, error) => expect(error).toBeUndefined());
  const service = { database, blobs, queue, log: () => undefined } as unknown as Service;
  queue.handle((task) => performTask(service, task));
  return { queue, database, blobs };
});
