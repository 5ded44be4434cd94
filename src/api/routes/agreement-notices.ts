/** What the parties tell each other in writing: contacts (Pasal 12) and force majeure (Pasal 10). */
import { z } from '@hono/zod-openapi';
import { FORCE_MAJEURE_NATURES } from '../../agreement/force-majeure.ts';
import { changeContact, contactsOn } from '../../usecases/contacts.ts';
import { endForceMajeure, recordForceMajeure } from '../../usecases/force-majeure.ts';
import { todayIn } from '../../usecases/today.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Day, Id, Line, receipt } from '../schemas.ts';

export const READERS = ['agency', 'statistician', 'privacy-officer', 'operator'] as const;
/** Those who act for a party. */
export const PARTIES = ['agency', 'privacy-officer'] as const;

/** Grouped as people write it: no ten digits in a row, and no more digits than a telephone number has. */
const Phone = z.string().regex(/^(?!.*\d{10})(?=.{5,25}$)\+?(?:[ ()-]*\d){5,15}[ ()-]*$/);

const ContactSchema = z.object({
  function: z.string(),
  person: z.string().nullable(),
  address: z.string(),
  phone: z.array(z.string()),
  email: z.string(),
});
const PeriodSchema = z.object({
  contact: ContactSchema,
  from: z.string(),
  before: z.string().nullable(),
  letterNumber: z.string().nullable(),
});
const PartyContactSchema = z
  .object({ party: z.string(), current: PeriodSchema, history: z.array(PeriodSchema) })
  .openapi('PartyContact');

const NewContact = z
  .strictObject({
    letterNumber: Line(100),
    notifiedOn: Day,
    validFrom: Day,
    contact: z.strictObject({
      function: Line(200),
      person: Line(200).nullable().default(null),
      address: Line(300),
      phone: z.array(Phone).min(1).max(5),
      email: z.email().max(200),
    }),
  })
  .openapi('NewContact');

const NewForceMajeure = z
  .strictObject({
    letterNumber: Line(100),
    nature: z.enum(FORCE_MAJEURE_NATURES),
    happenedOn: Day,
    notifiedOn: Day,
  })
  .openapi('NewForceMajeure');

export const ForceMajeureSchema = z
  .object({
    id: Id,
    party: z.string(),
    letterNumber: z.string(),
    nature: z.enum(FORCE_MAJEURE_NATURES),
    happenedOn: z.string(),
    notifiedOn: z.string(),
    endedOn: z.string().nullable(),
    noticeDueBy: z.string(),
    inTime: z.boolean(),
    excuses: z.boolean(),
  })
  .openapi('ForceMajeure');

type Period = Awaited<ReturnType<typeof contactsOn>>[number]['current'];
const period = (each: Period): z.input<typeof PeriodSchema> => ({
  ...each,
  contact: { ...each.contact, phone: [...each.contact.phone] },
});

export const agreementNoticeRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/agreement/contacts',
    id: 'readContacts',
    summary: 'Whom each party is written to on a day, and all contacts it ever had',
    tag: 'agreement',
    roles: READERS,
    query: z.object({ on: Day.optional() }),
    reply: {
      status: 200,
      description: 'As the agreement lists the parties',
      schema: z.array(PartyContactSchema),
    },
    problems: [],
    handle: async ({ service, query }) =>
      (await contactsOn(service, query.on ?? todayIn(service))).map(({ party, current, history }) => ({
        party,
        current: period(current),
        history: history.map(period),
      })),
  }),
  endpoint({
    method: 'post',
    path: '/agreement/contacts',
    id: 'changeContact',
    summary: "Record that one's own party told the other of another contact",
    tag: 'agreement',
    roles: PARTIES,
    body: NewContact,
    reply: { status: 201, description: 'Recorded', schema: receipt(z.object({ id: Id })) },
    problems: ['not-a-party', 'agreement-not-in-force', 'date-not-valid', 'service-busy'],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await changeContact(service, actor, body);
      return { result, auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/agreement/force-majeure',
    id: 'recordForceMajeure',
    summary: "Record that one's own party told the other of force majeure",
    tag: 'agreement',
    roles: PARTIES,
    body: NewForceMajeure,
    reply: { status: 201, description: 'Recorded, in time or late', schema: receipt(ForceMajeureSchema) },
    problems: ['not-a-party', 'agreement-not-in-force', 'date-not-valid', 'service-busy'],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await recordForceMajeure(service, actor, body);
      return { result, auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/agreement/force-majeure/{id}/end',
    id: 'endForceMajeure',
    summary: 'Say on which day it ended',
    tag: 'agreement',
    roles: PARTIES,
    params: z.object({ id: Id }),
    body: z.strictObject({ endedOn: Day }).openapi('EndForceMajeure'),
    reply: { status: 200, description: 'Ended', schema: receipt(ForceMajeureSchema) },
    problems: ['not-a-party', 'not-found', 'party-not-allowed', 'date-not-valid', 'service-busy'],
    handle: async ({ service, actor, params, body }) => {
      const { result, head } = await endForceMajeure(service, actor, params.id, body.endedOn);
      return { result, auditHead: head };
    },
  }),
];
