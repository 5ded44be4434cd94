/** Padan on one machine: embedded SQLite, files on disk, one thread that answers and one that works. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { serve } from '@hono/node-server';
import { removePartialBlobs } from '../adapters/node/disk-blobs.ts';
import { whereThrown } from '../api/where-thrown.ts';
import { createSite } from '../console/site.ts';
import { ConfigError } from './config.ts';
import { blobFolder, log, openNodeService } from './node-service.ts';
import type { WorkerStart } from './node-worker.ts';

/** A task may be killed at any point and is resumed at the next start: no need to wait long for it. */
const STOP_MILLISECONDS = 3000;

async function start(): Promise<void> {
  const hostname = process.env.HOST ?? '127.0.0.1';
  const port = Number(process.env.PORT ?? 8787);
  const data = process.env.PADAN_DATA ?? 'data';
  const baseUrl = `http://${hostname}:${port}`;
  const { service, database } = openNodeService(process.env, data, baseUrl, {
    enqueue: async (task) => worker.postMessage(task),
  });
  await removePartialBlobs(blobFolder(data));
  const workerData: WorkerStart = { data, baseUrl };
  const worker = new Worker(new URL('./node-worker.ts', import.meta.url), { workerData });
  worker.on('error', (error) => {
    log({ level: 'error', event: 'worker-died', where: whereThrown(error) });
    process.exit(1);
  });
  const [{ resumed }] = (await once(worker, 'message')) as [{ resumed: number }];
  const server = serve({ fetch: createSite(service).fetch, hostname, port }, (address) => {
    log({ level: 'info', event: 'listening' });
    console.error(
      `Padan: http://${hostname}:${address.port} (${resumed} pekerjaan dilanjutkan / tasks resumed)`,
    );
  });
  const stop = () => {
    server.close();
    worker.postMessage('stop');
    const done = () => {
      database.close();
      process.exit(0);
    };
    worker.once('exit', done);
    setTimeout(done, STOP_MILLISECONDS).unref();
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
