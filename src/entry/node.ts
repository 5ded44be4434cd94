/** Padan on one machine: embedded SQLite, files on disk, work in this process. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { diskBlobs, removePartialBlobs } from '../adapters/node/disk-blobs.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { nodeKernel } from '../adapters/node/kernel.ts';
import { localQueue } from '../adapters/node/local-queue.ts';
import { openSqlite } from '../adapters/node/sqlite.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { webCryptoRandomness } from '../adapters/web-crypto-randomness.ts';
import { createApp } from '../api/app.ts';
import { whereThrown } from '../api/where-thrown.ts';
import type { LogLine } from '../ports/log.ts';
import { MIGRATIONS } from '../storage/migrations.ts';
import type { Service } from '../usecases/service.ts';
import { performTask, resumeTasks } from '../usecases/tasks.ts';
import { ConfigError, readConfig } from './config.ts';

const log = (line: LogLine): void => console.log(JSON.stringify(line));

async function start(): Promise<void> {
  const hostname = process.env.HOST ?? '127.0.0.1';
  const port = Number(process.env.PORT ?? 8787);
  const config = readConfig(process.env, `http://${hostname}:${port}`);
  const data = process.env.PADAN_DATA ?? 'data';
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const database = openSqlite(join(data, 'padan.sqlite'), MIGRATIONS);
  const queue = localQueue((task, error) =>
    log({ level: 'error', event: 'task-failed', task: task.kind, where: whereThrown(error) }),
  );
  await removePartialBlobs(join(data, 'blobs'));
  const blobs = diskBlobs(join(data, 'blobs'));
  const service: Service = {
    clock: systemClock,
    randomness: webCryptoRandomness,
    database,
    blobs,
    queue,
    log,
    kernel: nodeKernel,
    solver: openNodeSolver,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    config,
  };
  queue.handle((task) => performTask(service, task));
  const resumed = await resumeTasks(service);
  const server = serve({ fetch: createApp(service).fetch, hostname, port }, (address) => {
    log({ level: 'info', event: 'listening' });
    console.error(
      `Padan: http://${hostname}:${address.port} (${resumed} pekerjaan dilanjutkan / tasks resumed)`,
    );
  });
  const stop = () => {
    server.close();
    void queue.stop().then(() => {
      database.close();
      process.exit(0);
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

try {
  await start();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
