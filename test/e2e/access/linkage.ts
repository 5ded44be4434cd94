import { PROJECT } from '../agency.ts';
import type { Reply } from '../client.ts';
import {
  agencies,
  announce,
  files,
  LETTER,
  NEW_PROJECT,
  openProject,
  sendChunk,
  startRun,
  submitBoth,
} from '../two-agencies.ts';
import { type AccessRow, everybody, type World } from './personas.ts';

/**
 * One project whose files are accepted and whose run waits for flags, made on first use; `agency` holds the
 * register, `counterpart` asks.
 */
interface Made {
  readonly submissions: [string, string];
  readonly run: string;
}
const made = new WeakMap<World, Promise<Made>>();

export function linked(world: World): Promise<Made> {
  const before = made.get(world);
  if (before) return before;
  const making = (async () => {
    const both = agencies(world);
    await openProject(both);
    const submissions = await submitBoth(both);
    const run = await startRun(both, submissions);
    await world.harness.drain();
    return { submissions, run: run.id as string };
  })();
  made.set(world, making);
  return making;
}

let projects = 0;
/** A project of its own for those who change it. */
async function fresh(world: World): Promise<string> {
  const id = `hak-akses-${projects++}`;
  await world.as.operator.post('/projects', { ...NEW_PROJECT, id }, 201);
  return id;
}

async function begun(world: World): Promise<Reply> {
  await linked(world);
  return (await announce(world.as.counterpart, (await files()).requester.manifest, 201)).result;
}

/** Agencies that take part, officers of a party and the operator; nobody else knows that it is there. */
const seen = (status: number): AccessRow['expected'] => ({
  ...everybody(status),
  nobody: 401,
  statistician: 403,
  third: 404,
});
/** Agencies only; `agency` holds the register, `counterpart` asks. */
const agencyOnly = (holder: number, requester: number): AccessRow['expected'] => ({
  ...everybody(403),
  nobody: 401,
  third: 404,
  agency: holder,
  counterpart: requester,
});

const identity = { publicKey: 'ab'.repeat(32), recipient: `age1${'q'.repeat(58)}` };
const ndjson = (text: string) => ({
  init: { headers: { 'content-type': 'application/x-ndjson' }, body: text },
});

export const linkageAccess: readonly AccessRow[] = [
  {
    endpoint: 'GET /projects',
    attempt: () => ({ path: '/projects' }),
    expected: { ...everybody(200), nobody: 401, statistician: 403 },
  },
  {
    endpoint: 'POST /projects',
    attempt: () => ({ path: '/projects', json: { ...NEW_PROJECT, id: `hak-akses-${projects++}` } }),
    expected: { ...seen(201), officer: 403 },
  },
  {
    endpoint: 'GET /projects/{id}',
    attempt: async (world) => ({ path: `/projects/${await fresh(world)}` }),
    expected: seen(200),
  },
  {
    endpoint: 'GET /projects/{id}/schema',
    attempt: async (world) => ({ path: `/projects/${await fresh(world)}/schema` }),
    expected: seen(200),
  },
  {
    endpoint: 'PUT /projects/{id}/custodians/{party}',
    attempt: async (world) => ({ path: `/projects/${await fresh(world)}/custodians/bps`, json: identity }),
    expected: agencyOnly(200, 403),
  },
  {
    endpoint: 'PUT /projects/{id}/custodians/{party}/fingerprint',
    attempt: async (world) => {
      const id = await fresh(world);
      await world.as.agency.put(`/projects/${id}/custodians/bps`, identity, 200);
      return { path: `/projects/${id}/custodians/bps/fingerprint`, json: { fingerprint: '0'.repeat(32) } };
    },
    expected: agencyOnly(200, 403),
  },
  {
    endpoint: 'POST /projects/{id}/close',
    attempt: async (world) => ({ path: `/projects/${await fresh(world)}/close` }),
    expected: { ...seen(200), officer: 403 },
  },
  {
    endpoint: 'GET /projects/{id}/submissions',
    attempt: async (world) => ({ path: `/projects/${await fresh(world)}/submissions` }),
    expected: seen(200),
  },
  {
    endpoint: 'POST /projects/{id}/submissions',
    attempt: async (world, persona) => {
      await linked(world);
      const { requester } = await files();
      return {
        path: `/projects/${PROJECT}/submissions`,
        init: {
          headers: { 'content-type': 'application/json', 'idempotency-key': `access-${persona}` },
          body: JSON.stringify({ manifest: requester.manifest, chunkBytes: 4096 }),
        },
      };
    },
    // The manifest is the requester's: from the other agency it is not taken.
    expected: agencyOnly(422, 201),
  },
  {
    endpoint: 'GET /submissions/{id}',
    attempt: async (world) => ({ path: `/submissions/${(await linked(world)).submissions[0]}` }),
    expected: seen(200),
  },
  {
    endpoint: 'PUT /submissions/{id}/chunks/{number}',
    attempt: async (world) => {
      const { id } = await begun(world);
      const { requester } = await files();
      const first = requester.file.slice(0, 16384);
      await sendChunk(world.as.counterpart, id, 0, first);
      return {
        path: `/submissions/${id}/chunks/0`,
        init: {
          headers: {
            'content-type': 'application/octet-stream',
            'content-digest': `sha-256=:${'A'.repeat(43)}=:`,
          },
          body: first,
        },
      };
    },
    // 409: the chunk is there with other content, so the sender got past the door.
    expected: agencyOnly(403, 409),
  },
  {
    endpoint: 'POST /submissions/{id}/complete',
    attempt: async (world) => ({ path: `/submissions/${(await begun(world)).id}/complete` }),
    // 409: chunks are missing, so the sender got past the door.
    expected: agencyOnly(403, 409),
  },
  {
    endpoint: 'GET /submissions/{id}/report',
    attempt: async (world) => ({ path: `/submissions/${(await linked(world)).submissions[0]}/report` }),
    expected: seen(200),
  },
  {
    endpoint: 'GET /submissions/{id}/file',
    attempt: async (world) => ({ path: `/submissions/${(await linked(world)).submissions[1]}/file` }),
    // The register's file has no payload: there is nothing in it for the requester.
    expected: agencyOnly(200, 403),
  },
  {
    endpoint: 'GET /projects/{id}/runs',
    attempt: async (world) => ({ path: `/projects/${await fresh(world)}/runs` }),
    expected: seen(200),
  },
  {
    endpoint: 'POST /projects/{id}/runs',
    attempt: async (world) => {
      const { submissions } = await linked(world);
      return { path: `/projects/${PROJECT}/runs`, json: { submissions, letter: LETTER } };
    },
    expected: agencyOnly(403, 201),
  },
  {
    endpoint: 'GET /runs/{id}',
    attempt: async (world) => ({ path: `/runs/${(await linked(world)).run}` }),
    expected: seen(200),
  },
  {
    endpoint: 'GET /runs/{id}/register-request',
    attempt: async (world) => ({ path: `/runs/${(await linked(world)).run}/register-request` }),
    expected: agencyOnly(200, 403),
  },
  {
    endpoint: 'PUT /runs/{id}/flags',
    attempt: async (world) => ({ path: `/runs/${(await linked(world)).run}/flags`, ...ndjson('{}\n') }),
    // 422: no flags file, so the register holder got past the door.
    expected: agencyOnly(422, 403),
  },
  {
    endpoint: 'GET /runs/{id}/result',
    attempt: async (world) => ({ path: `/runs/${(await linked(world)).run}/result` }),
    // 409: it waits for flags, so the requester got past the door.
    expected: agencyOnly(403, 409),
  },
  {
    endpoint: 'POST /runs/{id}/cancel',
    attempt: async (world) => {
      const run = await startRun(agencies(world), (await linked(world)).submissions);
      return { path: `/runs/${run.id}/cancel` };
    },
    expected: { ...seen(200), officer: 403 },
  },
];
