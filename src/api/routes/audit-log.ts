/** The audit log: read by those who watch, its head by anyone who kept a receipt. */
import { z } from '@hono/zod-openapi';
import { auditPublicKey, readAuditLog, signedHead } from '../../usecases/read-audit-log.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Hash, SignedHeadSchema, Time } from '../schemas.ts';

const EventSchema = z
  .object({
    event: z.object({
      seq: z.number().int(),
      time: Time,
      actor: z.object({
        person: z.string(),
        key: z.string().nullable(),
        role: z.string(),
        party: z.string().nullable(),
      }),
      action: z.string(),
      subject: z.string(),
      facts: z.record(z.string(), z.unknown()),
      previous: Hash,
    }),
    hash: Hash,
  })
  .openapi('AuditEvent');

const Page = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
});

export const auditLogRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/audit-log',
    id: 'readAuditLog',
    summary: 'Events of the hash-chained log, oldest first',
    tag: 'audit log',
    roles: ['privacy-officer', 'operator'],
    query: Page,
    reply: {
      status: 200,
      description: 'Events with seq > after, and the signed head',
      schema: z.object({ events: z.array(EventSchema), head: SignedHeadSchema }),
    },
    problems: [],
    handle: async ({ service, query }) => ({
      head: await signedHead(service),
      events: (await readAuditLog(service, query.after, query.limit)) as z.input<typeof EventSchema>[],
    }),
  }),
  endpoint({
    method: 'get',
    path: '/audit-log/head',
    id: 'auditLogHead',
    summary: 'The signed head of the log and the key that verifies it',
    tag: 'audit log',
    roles: 'anyone',
    reply: {
      status: 200,
      description: 'Signed head; Ed25519 public key in hexadecimal',
      schema: z.object({ head: SignedHeadSchema, publicKey: Hash }),
    },
    problems: [],
    handle: async ({ service }) => ({ head: await signedHead(service), publicKey: auditPublicKey(service) }),
  }),
];
