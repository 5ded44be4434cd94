import { aDataset, approval, aRelease, CHOICES, dictionary, MICRODATA } from '../tables-world.ts';
import { type AccessRow, everybody, type World } from './personas.ts';

const NOBODY = { ...everybody(403), nobody: 401 };
const statisticianOnly = (status: number) => ({ ...NOBODY, statistician: status });
const statisticsPeople = (status: number) => ({ ...NOBODY, statistician: status, officer: status });
/** Of both parties; the third gets the same as for what is not there. */
const READERS = { nobody: 401, operator: 403, third: 404 };

/** Made once per world: these rows only look. */
const kept = new WeakMap<World, Map<string, Promise<string>>>();
function once(world: World, name: string, make: () => Promise<string>): Promise<string> {
  const made = kept.get(world) ?? new Map<string, Promise<string>>();
  kept.set(world, made);
  const found = made.get(name) ?? make();
  made.set(name, found);
  return found;
}

const dataset = (world: World) => once(world, 'dataset', () => aDataset(world.as.statistician));
const draw = async (world: World) =>
  aRelease(world.harness, world.as.statistician, world.as.officer, await dataset(world));
const approved = (world: World) =>
  once(world, 'approved', async () => {
    const release = await draw(world);
    await world.as.officer.post(`/releases/${release.id}/reviews`, approval(release), 200);
    return release.id;
  });
const checked = (world: World) => once(world, 'checked', async () => (await draw(world)).id);
const request = (world: World) =>
  once(world, 'request', async () => {
    const wish = { ...CHOICES, dataset: await dataset(world) };
    return (await world.as.statistician.post('/table-requests', wish, 202)).result.id;
  });
const empty = async ({ as }: World): Promise<string> =>
  (await as.statistician.post('/datasets', { dictionary }, 201)).result.id;

export const tablesAccess: readonly AccessRow[] = [
  { endpoint: 'GET /tables', attempt: () => ({ path: '/tables' }), expected: everybody(200) },
  { endpoint: 'GET /tables/{id}', attempt: () => ({ path: '/tables/05' }), expected: everybody(200) },
  {
    endpoint: 'GET /tables/{id}/choices',
    attempt: async (world) => ({ path: `/tables/06/choices?dataset=${await dataset(world)}` }),
    expected: statisticsPeople(200),
  },
  {
    endpoint: 'GET /tables/{id}/basis',
    attempt: () => ({ path: '/tables/05/basis' }),
    expected: statisticsPeople(200),
  },
  { endpoint: 'GET /datasets', attempt: () => ({ path: '/datasets' }), expected: statisticsPeople(200) },
  {
    endpoint: 'POST /datasets',
    attempt: () => ({ path: '/datasets', json: { dictionary } }),
    expected: statisticianOnly(201),
  },
  {
    endpoint: 'GET /datasets/{id}',
    attempt: async (world) => ({ path: `/datasets/${await dataset(world)}` }),
    expected: statisticsPeople(200),
  },
  {
    endpoint: 'PUT /datasets/{id}/microdata',
    attempt: async (world) => ({
      path: `/datasets/${await empty(world)}/microdata`,
      init: { headers: { 'content-type': 'text/csv' }, body: MICRODATA },
    }),
    expected: statisticianOnly(200),
  },
  {
    endpoint: 'POST /datasets/{id}/erasure',
    attempt: async (world) => ({ path: `/datasets/${await empty(world)}/erasure` }),
    expected: statisticianOnly(200),
  },
  {
    endpoint: 'GET /table-requests',
    attempt: () => ({ path: '/table-requests' }),
    expected: statisticsPeople(200),
  },
  {
    endpoint: 'POST /table-requests',
    attempt: async (world) => ({
      path: '/table-requests',
      json: { ...CHOICES, dataset: await dataset(world) },
    }),
    expected: statisticianOnly(202),
  },
  {
    endpoint: 'GET /table-requests/{id}',
    attempt: async (world) => ({ path: `/table-requests/${await request(world)}` }),
    expected: statisticsPeople(200),
  },
  {
    endpoint: 'GET /releases',
    attempt: () => ({ path: '/releases' }),
    expected: { ...everybody(200), nobody: 401, operator: 403 },
  },
  {
    endpoint: 'GET /releases/{id}',
    attempt: async (world) => ({ path: `/releases/${await approved(world)}` }),
    expected: { ...everybody(200), ...READERS },
  },
  {
    endpoint: 'POST /releases/{id}/reviews',
    attempt: async (world) => {
      const release = await world.as.officer.get(`/releases/${(await draw(world)).id}`, 200);
      return {
        path: `/releases/${release.id}/reviews`,
        json: { ...approval(release), decision: 'refuse', reason: 'x' },
      };
    },
    expected: { ...NOBODY, officer: 200 },
  },
  {
    endpoint: 'POST /releases/{id}/withdrawal',
    attempt: async (world) => ({
      path: `/releases/${(await draw(world)).id}/withdrawal`,
      json: { version: 1, reason: 'x' },
    }),
    expected: statisticsPeople(200),
  },
  {
    // Before approval: the producer's officers read it, and for everybody else it is not there.
    endpoint: 'GET /releases/{id}/outputs/{name}',
    attempt: async (world) => ({ path: `/releases/${await checked(world)}/outputs/table.csv` }),
    expected: { ...everybody(404), ...READERS, officer: 200 },
  },
];
