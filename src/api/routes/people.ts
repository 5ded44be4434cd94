/** People and their keys: the operator's work. */
import { z } from '@hono/zod-openapi';
import { issueKey } from '../../usecases/issue-key.ts';
import { type Person, people } from '../../usecases/list-people.ts';
import { registerPerson } from '../../usecases/register-person.ts';
import { revokeKey } from '../../usecases/revoke-key.ts';
import { ROLES } from '../../usecases/service.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Id, iso, Line, receipt, Time } from '../schemas.ts';

const PersonSchema = z
  .object({
    id: Id,
    name: z.string(),
    party: z.string(),
    registeredAt: Time,
    keys: z.array(z.object({ id: Id, role: z.enum(ROLES), issuedAt: Time, revokedAt: Time.nullable() })),
  })
  .openapi('Person');

const NewPerson = z.strictObject({ name: Line(200), party: z.string().max(40) }).openapi('NewPerson');
const NewKey = z.strictObject({ role: z.enum(ROLES) }).openapi('NewKey');
const IssuedKey = z.object({ id: Id, apiKey: z.string() }).openapi('IssuedKey');
const PersonPath = z.object({ id: Id });
const KeyPath = z.object({ id: Id, key: Id });

function view(person: Person): z.input<typeof PersonSchema> {
  return {
    id: person.id,
    name: person.name,
    party: person.party,
    registeredAt: iso(person.registered_at),
    keys: person.keys.map((key) => ({
      id: key.id,
      role: key.role as (typeof ROLES)[number],
      issuedAt: iso(key.issued_at),
      revokedAt: key.revoked_at === null ? null : iso(key.revoked_at),
    })),
  };
}

export const peopleRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/people',
    id: 'listPeople',
    summary: 'Everybody who may act here, with their keys',
    tag: 'people',
    roles: ['operator'],
    reply: { status: 200, description: 'In the order they were registered', schema: z.array(PersonSchema) },
    problems: [],
    handle: async ({ service }) => (await people(service)).map(view),
  }),
  endpoint({
    method: 'post',
    path: '/people',
    id: 'registerPerson',
    summary: 'Register somebody of an agency or of the linkage unit',
    tag: 'people',
    roles: ['operator'],
    body: NewPerson,
    reply: { status: 201, description: 'Registered', schema: receipt(PersonSchema) },
    problems: ['party-unknown', 'service-busy'],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await registerPerson(service, actor, body);
      return { result: view(result), auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/people/{id}/keys',
    id: 'issueKey',
    summary: 'Issue an API key for one role; the answer is the only time it is shown',
    tag: 'people',
    roles: ['operator'],
    params: PersonPath,
    body: NewKey,
    reply: { status: 201, description: 'Issued', schema: receipt(IssuedKey) },
    problems: ['not-found', 'service-busy'],
    handle: async ({ service, actor, params, body }) => {
      const { result, head } = await issueKey(service, actor, params.id, body.role);
      return { result, auditHead: head };
    },
  }),
  endpoint({
    method: 'delete',
    path: '/people/{id}/keys/{key}',
    id: 'revokeKey',
    summary: 'Revoke an API key',
    tag: 'people',
    roles: ['operator'],
    params: KeyPath,
    reply: { status: 200, description: 'Revoked, now or before', schema: receipt(z.null()) },
    problems: ['not-found', 'service-busy'],
    handle: async ({ service, actor, params }) => {
      const { result, head } = await revokeKey(service, actor, params.id, params.key);
      return { result, auditHead: head };
    },
  }),
];
