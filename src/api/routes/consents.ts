/** Written consents to disclose outside the agreement: Pasal 5 ayat (2). */
import { z } from '@hono/zod-openapi';
import type { ConsentRecord } from '../../agreement/consent.ts';
import { recordConsent, visibleConsents, withdrawConsent } from '../../usecases/consents.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Day, Id, Line, receipt } from '../schemas.ts';

const ConsentSchema = z
  .object({
    id: Id,
    givenBy: z.string(),
    letterNumber: z.string(),
    givenOn: z.string(),
    receiver: z.string(),
    covers: z.array(z.string()),
    validUntil: z.string().nullable(),
    withdrawnOn: z.string().nullable(),
  })
  .openapi('Consent');

const NewConsent = z
  .strictObject({
    letterNumber: Line(100),
    givenOn: Day,
    receiver: Line(200),
    covers: z
      .array(z.string().regex(/^(run|release)\/[a-z]{2,4}_[a-z]{26}$/))
      .min(1)
      .max(100),
    validUntil: Day.nullable(),
  })
  .openapi('NewConsent');

const view = (consent: ConsentRecord): z.input<typeof ConsentSchema> => ({
  ...consent,
  covers: [...consent.covers],
});

export const consentRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/consents',
    id: 'listConsents',
    summary: "Consents of one's own party; all of them for the host's privacy officers and the operator",
    tag: 'hand-overs',
    roles: ['agency', 'privacy-officer', 'operator'],
    reply: { status: 200, description: 'In the order they were recorded', schema: z.array(ConsentSchema) },
    problems: [],
    handle: async ({ service, actor }) => (await visibleConsents(service, actor)).map(view),
  }),
  endpoint({
    method: 'post',
    path: '/consents',
    id: 'recordConsent',
    summary: "Record the written consent of one's own party",
    tag: 'hand-overs',
    roles: ['agency', 'privacy-officer'],
    body: NewConsent,
    reply: { status: 201, description: 'Recorded', schema: receipt(ConsentSchema) },
    problems: ['agreement-not-in-force', 'consent-not-yours', 'date-not-valid', 'service-busy'],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await recordConsent(service, actor, body);
      return { result: view(result), auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/consents/{id}/withdraw',
    id: 'withdrawConsent',
    summary: 'Withdraw a consent from today on',
    tag: 'hand-overs',
    roles: ['agency', 'privacy-officer'],
    params: z.object({ id: Id }),
    reply: { status: 200, description: 'Withdrawn, now or before', schema: receipt(ConsentSchema) },
    problems: ['not-found', 'consent-not-yours', 'service-busy'],
    handle: async ({ service, actor, params }) => {
      const { result, head } = await withdrawConsent(service, actor, params.id);
      return { result: view(result), auditHead: head };
    },
  }),
];
