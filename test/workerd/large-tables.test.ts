/**
 * What a large table takes at the edge: asked for in a request, built in one message of the queue, within the CPU time
 * that wrangler.toml allows one. The clock of workerd stands still while it computes and goes on with the next input or
 * output, so that the time before and after a message is its wall time: its CPU time is no more than that.
 * BLOCKS=N times one table of 9,954 cells over N census blocks (BLOCKS_BY: of other dimensions) and prints what it took;
 * else a small one is built, and must hold.
 */
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { microdataCsv } from '../../fixtures/synthetic/microdata.ts';
import { seededRandom } from '../../fixtures/synthetic/prng.ts';
import wrangler from '../../wrangler.toml?raw';
import { openHarness } from '../e2e/harness.ts';
import { dictionary, person, sendMicrodata } from '../e2e/tables-world.ts';

const { BLOCKS_TO_TIME, BLOCKS_BY } = env as unknown as Record<'BLOCKS_TO_TIME' | 'BLOCKS_BY', string>;
const BLOCKS = Number(BLOCKS_TO_TIME);
const ALLOWED_MS = Number(/^cpu_ms = (\d+)$/m.exec(wrangler)?.[1]);

const TABLE = { table: '05', dimensions: BLOCKS_BY.split(','), levels: { region: 'regency' } };
/** Without BLOCKS: one province. */
const SIZE = BLOCKS > 0 ? { blocks: BLOCKS, minimumBlocks: 2 } : { blocks: 2000, minimumBlocks: 2 };
const WHERE = BLOCKS > 0 ? {} : { where: [{ variable: 'region', in: ['51'] }] };

it(`a table by regency is asked for at once and built in one message (BLOCKS=${BLOCKS})`, async () => {
  const harness = await openHarness();
  const [statistician] = await person(harness, 'bps', 'statistician');
  const [officer] = await person(harness, 'bps', 'privacy-officer');
  const { result } = await statistician!.post('/datasets', { dictionary }, 201);
  const microdata = [...microdataCsv(seededRandom(1), SIZE)].join('');
  expect((await sendMicrodata(statistician!, result.id, microdata)).status).toBe(200);
  const wish = { ...TABLE, ...WHERE, dataset: result.id, purpose: 'Uji' };
  const before = Date.now();
  const asked = await statistician!.post('/table-requests', wish, 202);
  const askedMs = Date.now() - before;
  const start = Date.now();
  expect(await harness.step()).toBe(true);
  const request = await statistician!.get(`/table-requests/${asked.result.id}`, 200);
  const builtMs = Date.now() - start;
  expect(request.state).toBe('built');
  expect(await harness.step()).toBe(false);
  const release = await officer!.get(`/releases/${request.release}`, 200);
  const response = await officer!.send('GET', `/releases/${request.release}/outputs/report.json`);
  const { cells, loss, status } = (await response.json()) as Record<string, unknown>;
  const bytes = microdata.length;
  // biome-ignore lint/suspicious/noConsole: the figures are what BLOCKS asks for.
  console.log(JSON.stringify({ blocks: SIZE.blocks, bytes, askedMs, builtMs, cells, loss, status }));
  if (BLOCKS === 0) expect(release.audit.outcome).toBe('holds');
  expect(askedMs).toBeLessThan(ALLOWED_MS / 100);
  expect(builtMs).toBeLessThan(ALLOWED_MS);
}, 900_000);
