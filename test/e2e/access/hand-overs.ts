import type { Reply } from '../client.ts';
import { finishRun } from '../finished-run.ts';
import { agencies } from '../two-agencies.ts';
import { linked } from './linkage.ts';
import { type AccessRow, everybody, type World } from './personas.ts';

const wish = (run: string) => ({
  of: { run },
  receiver: { party: 'kp2mi' },
  giverSignatory: { function: 'Direktur Diseminasi Statistik' },
  receiverSignatory: { function: 'Kepala Pusat Data dan Informasi' },
  dataset: 'DTSEN',
  dataVersion: '2026-01',
  period: { from: '2025-07-01', to: '2025-12-31' },
});

/** One finished run that nobody has handed over, and one hand-over of another; made on first use. */
interface Made {
  readonly run: string;
  readonly handOver: string;
}
const made = new WeakMap<World, Promise<Made>>();

function handed(world: World): Promise<Made> {
  const before = made.get(world);
  if (before) return before;
  const making = (async () => {
    const both = agencies(world);
    const { submissions } = await linked(world);
    const run: Reply = await finishRun(both, submissions);
    const other: Reply = await finishRun(both, submissions);
    const out = await both.holder.post('/hand-overs', wish(other.id), 201);
    return { run: run.id as string, handOver: out.result.id as string };
  })();
  made.set(world, making);
  return making;
}

/** Everybody of either side, and the operator; an agency that takes no part does not find it. */
const readers: AccessRow['expected'] = { ...everybody(200), nobody: 401, third: 404 };

export const handOverAccess: readonly AccessRow[] = [
  {
    endpoint: 'GET /hand-overs',
    attempt: () => ({ path: '/hand-overs' }),
    expected: { ...everybody(200), nobody: 401 },
  },
  {
    endpoint: 'POST /hand-overs',
    attempt: async (world) => ({ path: '/hand-overs', json: wish((await handed(world)).run) }),
    expected: { ...everybody(403), nobody: 401, third: 404, agency: 201 },
  },
  {
    endpoint: 'GET /hand-overs/{id}',
    attempt: async (world) => ({ path: `/hand-overs/${(await handed(world)).handOver}` }),
    expected: readers,
  },
  {
    endpoint: 'GET /hand-overs/{id}/bast',
    attempt: async (world) => ({ path: `/hand-overs/${(await handed(world)).handOver}/bast` }),
    expected: readers,
  },
];
