/** Padan on Cloudflare Workers: D1, R2 and Queues. */
import { systemClock } from '../adapters/system-clock.ts';
import { webCryptoRandomness } from '../adapters/web-crypto-randomness.ts';
import type { D1, QueueMessage, QueueProducer, R2 } from '../adapters/workers/bindings.ts';
import { d1Database } from '../adapters/workers/d1.ts';
import { openWorkerSolver } from '../adapters/workers/highs.ts';
import { workersKernel } from '../adapters/workers/kernel.ts';
import { cloudflareQueue, consume } from '../adapters/workers/queue.ts';
import { r2Blobs } from '../adapters/workers/r2.ts';
import { whereThrown } from '../api/where-thrown.ts';
import { createSite } from '../console/site.ts';
import type { LogLine } from '../ports/log.ts';
import type { Service } from '../usecases/service.ts';
import { performTask, resumeTasks } from '../usecases/tasks.ts';
import { ConfigError, readConfig } from './config.ts';

export interface Env {
  readonly DB: D1;
  readonly BLOBS: R2;
  readonly TASKS: QueueProducer;
  readonly [name: string]: unknown;
}

/**
 * An isolate has 128 MB. A decision holds, for each row of both files, a filter (128 bytes), three tokens (99) and
 * some 60 bytes of its own: two files of this many rows take less than half of it.
 */
const MAX_ROWS = 100_000;

/** Everything of one deployment. `baseUrl` is where a request came in, unless PADAN_URL says otherwise. */
function serviceOf(env: Env, baseUrl: string): Service {
  return {
    clock: systemClock,
    randomness: webCryptoRandomness,
    database: d1Database(env.DB),
    blobs: r2Blobs(env.BLOBS),
    queue: cloudflareQueue(env.TASKS),
    log: writeLog,
    kernel: workersKernel,
    solver: openWorkerSolver,
    pause: () => new Promise((resolve) => setTimeout(resolve, 0)),
    config: readConfig(env, baseUrl, MAX_ROWS),
  };
}

interface Served {
  readonly env: Env;
  readonly origin: string;
  readonly app: ReturnType<typeof createSite>;
}
let served: Served | null = null;

/** The app is made once for each deployment that this isolate serves, not for each request. */
function appOf(env: Env, origin: string): Served['app'] {
  if (served?.env !== env || served.origin !== origin)
    served = { env, origin, app: createSite(serviceOf(env, origin)) };
  return served.app;
}

function writeLog(line: LogLine): void {
  console.log(JSON.stringify(line));
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    try {
      return await appOf(env, new URL(request.url).origin).fetch(request);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      console.error(error.message);
      return new Response(null, { status: 500 });
    }
  },

  async queue(batch: { readonly messages: readonly QueueMessage[] }, env: Env): Promise<void> {
    const service = serviceOf(env, '');
    await consume(
      batch.messages,
      (task) => performTask(service, task),
      (task, error) =>
        service.log({ level: 'error', event: 'task-failed', task: task.kind, where: whereThrown(error) }),
    );
  },

  /** Now and then: work whose message was lost. */
  async scheduled(_event: unknown, env: Env): Promise<void> {
    await resumeTasks(serviceOf(env, ''));
  },
};
