/** The service over one folder of this machine; made twice, for the thread that answers and the one that works. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { diskBlobs } from '../adapters/node/disk-blobs.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { nodeKernel, standardThreads } from '../adapters/node/kernel.ts';
import { openSqlite, type SqliteDatabase } from '../adapters/node/sqlite.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { webCryptoRandomness } from '../adapters/web-crypto-randomness.ts';
import { MAX_ROWS } from '../exchange/encoded-header.ts';
import type { LogLine } from '../ports/log.ts';
import type { TaskQueue } from '../ports/task-queue.ts';
import { MIGRATIONS } from '../storage/migrations.ts';
import type { Service } from '../usecases/service.ts';
import { type Environment, readConfig, readThreads } from './config.ts';

export interface NodeService {
  readonly service: Service;
  readonly database: SqliteDatabase;
}

export const blobFolder = (data: string): string => join(data, 'blobs');

/** @throws ConfigError where the environment lacks a key, or PADAN_THREADS is no number of threads. */
export function openNodeService(
  env: Environment,
  data: string,
  baseUrl: string,
  queue: TaskQueue,
): NodeService {
  const config = readConfig(env, baseUrl, MAX_ROWS);
  const threads = readThreads(env, standardThreads());
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const database = openSqlite(join(data, 'padan.sqlite'), MIGRATIONS);
  const service: Service = {
    clock: systemClock,
    randomness: webCryptoRandomness,
    database,
    blobs: diskBlobs(blobFolder(data)),
    queue,
    log,
    kernel: () => nodeKernel(threads),
    solver: openNodeSolver,
    pause: () => new Promise((resolve) => setImmediate(resolve)),
    config,
  };
  return { service, database };
}

/** One JSON line on standard output. */
export function log(line: LogLine): void {
  console.log(JSON.stringify(line));
}
