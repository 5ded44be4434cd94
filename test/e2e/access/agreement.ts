import { type AccessRow, everybody, type World } from './personas.ts';

const newConsent = {
  letterNumber: 'B.9/2026',
  givenOn: '2026-01-05',
  receiver: 'Kementerian Sosial',
  covers: [`release/rel_${'a'.repeat(26)}`],
  validUntil: null,
};
/** Agencies and privacy officers, of whichever party. */
const parties = (status: number): AccessRow['expected'] => ({
  ...everybody(403),
  nobody: 401,
  third: status,
  officer: status,
  agency: status,
  counterpart: status,
});

async function aConsent({ as }: World): Promise<string> {
  return (await as.agency.post('/consents', newConsent, 201)).result.id;
}

export const agreementAccess: readonly AccessRow[] = [
  { endpoint: 'GET /agreement', attempt: () => ({ path: '/agreement' }), expected: everybody(200) },
  {
    endpoint: 'GET /agreement/calendar',
    attempt: () => ({ path: '/agreement/calendar' }),
    expected: everybody(200),
  },
  {
    endpoint: 'POST /agreement/reviews',
    attempt: () => ({ path: '/agreement/reviews', json: { heldOn: '2026-01-05' } }),
    expected: parties(201),
  },
  {
    endpoint: 'GET /consents',
    attempt: () => ({ path: '/consents' }),
    expected: { ...parties(200), operator: 200 },
  },
  {
    endpoint: 'POST /consents',
    attempt: () => ({ path: '/consents', json: newConsent }),
    expected: parties(201),
  },
  {
    endpoint: 'POST /consents/{id}/withdraw',
    attempt: async (world) => ({ path: `/consents/${await aConsent(world)}/withdraw`, json: {} }),
    expected: { ...parties(404), officer: 200, agency: 200 },
  },
];
