import { env, exports } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { R2 } from '../../src/adapters/workers/bindings.ts';
import worker from '../../src/entry/worker.ts';
import { placementsSchema } from '../e2e/agency.ts';
import { Client } from '../e2e/client.ts';
import type { Harness } from '../e2e/harness.ts';
import { emptyD1 } from './setup.ts';

/** PADAN_OPERATOR_KEY of vitest.config.ts as an API key: 32 bytes of 3 in base64url. */
const BOOTSTRAP = `padan_bootstrap_${'AwMD'.repeat(10)}AwM`;
const { BLOBS } = env as unknown as { BLOBS: R2 };

/** The Worker as it is deployed, with its own bindings; the rest of the suite brings its own clock and queue. */
describe('the Worker', () => {
  const fetch = (path: string, init?: RequestInit) =>
    exports.default.fetch(new Request(`https://padan.example${path}`, init));

  it('serves, keeps what it was told, and does its work through the queue', async () => {
    await emptyD1();
    const operator = new Client({ fetch } as Harness, BOOTSTRAP);
    const project = {
      id: 'tepi',
      title: 'Di tepi',
      agreement: 'pks-2025',
      schema: placementsSchema,
      requester: 'kp2mi',
      registerHolder: 'bps',
    };
    await operator.post('/projects', project, 201);
    expect((await operator.get('/projects/tepi', 200)).hostedBy).toBe('independent');
    const d1 = (
      env as unknown as { DB: { prepare(sql: string): { all(): Promise<{ results: { vault: string }[] }> } } }
    ).DB;
    const [{ vault }] = (await d1.prepare('SELECT vault FROM projects').all()).results as [{ vault: string }];
    await BLOBS.put(`${vault}/left-over`, new Uint8Array(10));
    await operator.post('/projects/tepi/close', {}, 200);
    const end = Date.now() + 30_000;
    while ((await BLOBS.list({ prefix: '' })).objects.length > 0) {
      if (Date.now() > end) throw new Error('nobody erased the vault');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });

  it('answers nothing without its keys', async () => {
    const bare = { ...(env as object), PADAN_STORAGE_KEY: undefined } as unknown as Parameters<
      typeof worker.fetch
    >[1];
    const response = await worker.fetch(new Request('https://padan.example/people'), bare);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
  });
});
