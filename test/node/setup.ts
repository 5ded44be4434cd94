import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll } from 'vitest';
import { diskBlobs } from '../../src/adapters/node/disk-blobs.ts';
import { openNodeSolver } from '../../src/adapters/node/highs.ts';
import { nodeKernel } from '../../src/adapters/node/kernel.ts';
import { openSqlite } from '../../src/adapters/node/sqlite.ts';
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import { createSite } from '../../src/console/site.ts';
import type { LogLine } from '../../src/ports/log.ts';
import { MIGRATIONS } from '../../src/storage/migrations.ts';
import { openTasks } from '../../src/storage/tasks.ts';
import type { Service } from '../../src/usecases/service.ts';
import { performTask } from '../../src/usecases/tasks.ts';
import { type Harness, provideHarness, testClock } from '../e2e/harness.ts';
import { bytesOfStream, damageBlobs } from '../e2e/streams.ts';

const folders: string[] = [];
const closing: (() => void)[] = [];
afterAll(() => {
  for (const close of closing) close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

provideHarness(async (config): Promise<Harness> => {
  const folder = mkdtempSync(join(tmpdir(), 'padan-e2e-'));
  folders.push(folder);
  const logs: LogLine[] = [];
  const clock = testClock();
  const start = () => {
    const database = openSqlite(join(folder, 'padan.sqlite'), MIGRATIONS);
    const service: Service = {
      clock,
      randomness: webCryptoRandomness,
      database,
      blobs: diskBlobs(join(folder, 'blobs')),
      queue: { enqueue: async () => undefined },
      log: (line) => logs.push(line),
      kernel: nodeKernel,
      solver: openNodeSolver,
      pause: () => new Promise((resolve) => setImmediate(resolve)),
      config,
    };
    return { service, app: createSite(service), database };
  };
  let running = start();
  closing.push(() => running.database.close());
  const step = async () => {
    const [task] = await openTasks(running.database);
    if (task) await performTask(running.service, task);
    return task !== undefined;
  };
  return {
    fetch: async (path, init) => running.app.fetch(new Request(`http://padan.test${path}`, init)),
    step,
    async drain() {
      while (await step());
    },
    async restart() {
      running.database.close();
      running = start();
    },
    clock,
    logs,
    damage: (chosen) => damageBlobs(running.service.blobs, chosen),
    async stored() {
      const raw = new DatabaseSync(join(folder, 'padan.sqlite'), { readOnly: true });
      const tables = raw.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
      const rows = JSON.stringify(tables.map(({ name }) => raw.prepare(`SELECT * FROM "${name}"`).all()));
      raw.close();
      const blobs = new Map<string, Uint8Array>();
      for (const key of await running.service.blobs.list(''))
        blobs.set(key, await bytesOfStream((await running.service.blobs.get(key))!));
      return { rows, blobs };
    },
  };
});
