import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import type { D1, R2 } from '../../src/adapters/workers/bindings.ts';
import { d1Database } from '../../src/adapters/workers/d1.ts';
import { openWorkerSolver } from '../../src/adapters/workers/highs.ts';
import { workersKernel } from '../../src/adapters/workers/kernel.ts';
import { r2Blobs } from '../../src/adapters/workers/r2.ts';
import { createSite } from '../../src/console/site.ts';
import type { LogLine } from '../../src/ports/log.ts';
import { MIGRATIONS } from '../../src/storage/migrations.ts';
import { openTasks } from '../../src/storage/tasks.ts';
import type { Service } from '../../src/usecases/service.ts';
import { performTask } from '../../src/usecases/tasks.ts';
import { type Harness, provideHarness, testClock } from '../e2e/harness.ts';
import { bytesOfStream, damageBlobs } from '../e2e/streams.ts';

const { DB, BLOBS } = env as unknown as { DB: D1; BLOBS: R2 };

/** The same statements that scripts/d1-migrations.ts writes for `wrangler d1 migrations apply`. */
export async function emptyD1(): Promise<D1> {
  await reset();
  for (const { statements } of MIGRATIONS) await DB.batch(statements.map((sql) => DB.prepare(sql)));
  return DB;
}

provideHarness(async (config): Promise<Harness> => {
  const d1 = await emptyD1();
  const logs: LogLine[] = [];
  const clock = testClock();
  const start = () => {
    const service: Service = {
      clock,
      randomness: webCryptoRandomness,
      database: d1Database(d1),
      blobs: r2Blobs(BLOBS),
      queue: { enqueue: async () => undefined },
      log: (line) => logs.push(line),
      kernel: workersKernel,
      solver: openWorkerSolver,
      pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
      config,
    };
    return { service, app: createSite(service) };
  };
  let running = start();
  const step = async () => {
    const [task] = await openTasks(running.service.database);
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
      running = start();
    },
    clock,
    logs,
    damage: (chosen) => damageBlobs(running.service.blobs, chosen),
    async stored() {
      const tables = (await d1.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()).results;
      const rows: unknown[] = [];
      for (const { name } of tables)
        if (!String(name).startsWith('_'))
          rows.push((await d1.prepare(`SELECT * FROM "${name}"`).all()).results);
      const blobs = new Map<string, Uint8Array>();
      for (const key of await running.service.blobs.list(''))
        blobs.set(key, await bytesOfStream((await running.service.blobs.get(key))!));
      return { rows: JSON.stringify(rows), blobs };
    },
  };
});
