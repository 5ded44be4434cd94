import draft from '../../../specs/agreement/addendum-encodings.json' with { type: 'json' };
import type { Reply } from '../client.ts';
import { type AccessRow, everybody, type World } from './personas.ts';

const newConsent = {
  letterNumber: 'B.9/2026',
  givenOn: '2026-01-05',
  receiver: 'Kementerian Sosial',
  covers: [`release/rel_${'a'.repeat(26)}`],
  validUntil: null,
};
const notice = {
  letterNumber: 'B.7/2026',
  nature: 'bencana-alam',
  happenedOn: '2026-01-10',
  notifiedOn: '2026-01-11',
};
const newContact = {
  letterNumber: 'B.5/2026',
  notifiedOn: '2026-01-10',
  validFrom: '2026-02-01',
  contact: { function: 'Direktur', address: 'Jakarta', phone: ['021 384119'], email: 'a@b.go.id' },
};
/** The draft as it would be signed, without what would matter to other rows. */
const addendum = (number: string) => ({
  ...draft,
  status: 'signed',
  number,
  signedOn: '2026-01-05',
  effectiveFrom: '2029-01-05',
  signedBy: [...draft.signedBy, { party: 'third', function: 'Sekretaris' }],
});

/** One document that bps recorded; made on first use. */
const documents = new WeakMap<World, Promise<Reply>>();
async function aDocument(world: World): Promise<Reply> {
  const making =
    documents.get(world) ?? world.as.agency.post('/agreement/documents', addendum('ADD-ours'), 201);
  documents.set(world, making);
  return (await making).result;
}

/** Everybody with a key. */
const signedIn: AccessRow['expected'] = { ...everybody(200), nobody: 401 };

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
    attempt: () => ({ path: '/agreement/reviews', json: { heldOn: '2026-01-05', jointly: true } }),
    expected: parties(201),
  },
  ...['status', 'contacts', 'documents', 'reviews'].map((name) => ({
    endpoint: `GET /agreement/${name}`,
    attempt: () => ({ path: `/agreement/${name}` }),
    expected: signedIn,
  })),
  {
    endpoint: 'POST /agreement/documents',
    attempt: (_, persona) => ({ path: '/agreement/documents', json: addendum(`ADD-${persona}`) }),
    expected: parties(201),
  },
  {
    endpoint: 'POST /agreement/documents/{id}/agree',
    attempt: async (world) => {
      const { id, sha256 } = await aDocument(world);
      return { path: `/agreement/documents/${id}/agree`, json: { sha256 } };
    },
    expected: parties(200),
  },
  {
    endpoint: 'POST /agreement/contacts',
    attempt: () => ({ path: '/agreement/contacts', json: newContact }),
    expected: parties(201),
  },
  {
    endpoint: 'POST /agreement/force-majeure',
    attempt: () => ({ path: '/agreement/force-majeure', json: notice }),
    expected: parties(201),
  },
  {
    endpoint: 'POST /agreement/force-majeure/{id}/end',
    attempt: async ({ as }) => {
      const { id } = (await as.agency.post('/agreement/force-majeure', notice, 201)).result;
      return { path: `/agreement/force-majeure/${id}/end`, json: { endedOn: '2026-01-11' } };
    },
    expected: { ...parties(403), officer: 200, agency: 200 },
  },
  {
    endpoint: 'POST /agreement/receipts',
    // The receiver of Lampiran 1 is bps, of which two personas are: each gets a delivery of its own.
    attempt: (_, persona) => ({
      path: '/agreement/receipts',
      json: {
        delivery: persona === 'officer' ? 'lampiran-1/2025-07' : 'lampiran-1/2026-01',
        receivedOn: '2026-01-12',
        reference: 'BAST-1/2026',
      },
    }),
    expected: { ...parties(403), officer: 201, agency: 201 },
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
