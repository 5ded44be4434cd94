import { type AccessRow, everybody, operatorOnly, type World } from './personas.ts';

async function aPerson({ as }: World): Promise<string> {
  const reply = await as.operator.post('/people', { name: 'Subject', party: 'bps' }, 201);
  return reply.result.id;
}

export const peopleAccess: readonly AccessRow[] = [
  { endpoint: 'GET /people', attempt: () => ({ path: '/people' }), expected: operatorOnly(200) },
  {
    endpoint: 'POST /people',
    attempt: () => ({ path: '/people', json: { name: 'X', party: 'bps' } }),
    expected: operatorOnly(201),
  },
  {
    endpoint: 'POST /people/{id}/keys',
    attempt: async (world) => ({ path: `/people/${await aPerson(world)}/keys`, json: { role: 'agency' } }),
    expected: operatorOnly(201),
  },
  {
    endpoint: 'DELETE /people/{id}/keys/{key}',
    attempt: async (world) => {
      const person = await aPerson(world);
      const key = await world.as.operator.post(`/people/${person}/keys`, { role: 'agency' }, 201);
      return { path: `/people/${person}/keys/${key.result.id}` };
    },
    expected: operatorOnly(200),
  },
  {
    endpoint: 'GET /audit-log',
    attempt: () => ({ path: '/audit-log' }),
    expected: { ...operatorOnly(200), officer: 200 },
  },
  {
    endpoint: 'GET /audit-log/head',
    attempt: () => ({ path: '/audit-log/head' }),
    expected: everybody(200),
  },
  {
    endpoint: 'GET /problems/{code}',
    attempt: () => ({ path: '/problems/not-found' }),
    expected: everybody(200),
  },
];
