import { env } from 'cloudflare:workers';
import { systemClock } from '../../src/adapters/system-clock.ts';
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import type { QueueProducer, R2 } from '../../src/adapters/workers/bindings.ts';
import { d1Database } from '../../src/adapters/workers/d1.ts';
import { openWorkerSolver } from '../../src/adapters/workers/highs.ts';
import { cloudflareQueue } from '../../src/adapters/workers/queue.ts';
import { r2Blobs } from '../../src/adapters/workers/r2.ts';
import { blobsContract } from '../contracts/blobs.ts';
import { clockAndRandomnessContract } from '../contracts/clock-and-randomness.ts';
import { databaseContract } from '../contracts/database.ts';
import { encryptedBlobsContract } from '../contracts/encrypted-blobs.ts';
import { solverContract } from '../contracts/solver.ts';
import { taskQueueContract } from '../contracts/task-queue.ts';
import { emptyD1 } from './setup.ts';

const { BLOBS, TASKS } = env as unknown as { BLOBS: R2; TASKS: QueueProducer };

async function emptyR2() {
  await emptyD1();
  return r2Blobs(BLOBS);
}

databaseContract('D1', async () => d1Database(await emptyD1()));
blobsContract('R2', emptyR2);
encryptedBlobsContract('R2', emptyR2);
clockAndRandomnessContract('system', systemClock, webCryptoRandomness);
solverContract('workerd', openWorkerSolver);
// Real messages: the Worker of wrangler.toml consumes them with the D1 and R2 of this test.
taskQueueContract('Cloudflare Queues', async () => {
  const blobs = await emptyR2();
  return { queue: cloudflareQueue(TASKS), database: d1Database(await emptyD1()), blobs };
});
