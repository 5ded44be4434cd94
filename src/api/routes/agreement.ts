/** The agreement itself, its calendar, and the yearly reviews held. */
import { z } from '@hono/zod-openapi';
import { lastDayOfTerm } from '../../agreement/calendar.ts';
import { type CivilDate, isCivilDate } from '../../agreement/civil-date.ts';
import { agreementCalendar } from '../../usecases/agreement-calendar.ts';
import { recordReview } from '../../usecases/record-review.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Id, receipt } from '../schemas.ts';

/** A day that exists. */
export const Day = z
  .string()
  .refine((text): text is CivilDate => isCivilDate(text))
  .openapi({ format: 'date' });
const Both = z.object({ id: z.string(), en: z.string() });
const Contact = z.object({
  function: z.string(),
  address: z.string(),
  phone: z.array(z.string()),
  email: z.string(),
});

const AgreementSchema = z
  .object({
    id: z.string(),
    numbers: z.array(z.string()),
    title: Both,
    signed: z.string(),
    lastDay: z.string(),
    parties: z.array(z.object({ id: z.string(), role: z.string(), name: Both, contact: Contact })),
    legalBasis: z.array(z.string()),
    clauses: z.array(z.object({ clause: z.string(), says: Both, status: z.string() })),
  })
  .openapi('Agreement');

const DeliverySchema = z.object({
  id: z.string(),
  annex: z.string(),
  from: z.string(),
  to: z.string(),
  opens: z.string(),
  closes: z.string(),
});

const CalendarSchema = z
  .object({
    today: z.string(),
    inTerm: z.boolean(),
    lastDay: z.string(),
    from: z.string(),
    to: z.string(),
    deliveries: z.array(DeliverySchema),
    review: z.object({ held: z.array(z.string()), next: z.string().nullable(), overdue: z.boolean() }),
  })
  .openapi('AgreementCalendar');

export const agreementRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/agreement',
    id: 'readAgreement',
    summary: 'The agreement this service works under, with what becomes of each clause',
    tag: 'agreement',
    roles: 'anyone',
    reply: { status: 200, description: 'Parties by their offices, without names', schema: AgreementSchema },
    problems: [],
    handle: async ({ service: { config } }) => {
      const { id, numbers, title, term, parties, legalBasis, clauses } = config.agreement;
      return {
        id,
        numbers,
        title,
        signed: term.signed,
        lastDay: lastDayOfTerm(config.agreement),
        parties: parties.map((party) => ({
          id: party.id,
          role: party.role,
          name: party.name,
          contact: {
            function: party.contact.function,
            address: party.contact.address,
            phone: party.contact.phone,
            email: party.contact.email,
          },
        })),
        legalBasis: legalBasis.map(({ instrument }) => instrument),
        clauses: clauses.map(({ clause, says, status }) => ({ clause, says, status })),
      };
    },
  }),
  endpoint({
    method: 'get',
    path: '/agreement/calendar',
    id: 'readAgreementCalendar',
    summary: 'Deliveries due and the next yearly review',
    tag: 'agreement',
    roles: 'anyone',
    query: z.object({ from: Day.optional(), to: Day.optional() }),
    reply: { status: 200, description: 'From today for a year, unless asked', schema: CalendarSchema },
    problems: ['calendar-span-too-long'],
    handle: async ({ service, query }) => {
      const { deliveries, review, ...rest } = await agreementCalendar(
        service,
        query.from ?? null,
        query.to ?? null,
      );
      return { ...rest, deliveries: [...deliveries], review: { ...review, held: [...review.held] } };
    },
  }),
  endpoint({
    method: 'post',
    path: '/agreement/reviews',
    id: 'recordReview',
    summary: 'Put a monitoring and evaluation (Pasal 9) on record',
    tag: 'agreement',
    roles: ['agency', 'privacy-officer'],
    body: z.strictObject({ heldOn: Day }).openapi('NewReview'),
    reply: {
      status: 201,
      description: 'Recorded',
      schema: receipt(z.object({ id: Id, heldOn: z.string() })),
    },
    problems: ['not-a-party', 'date-not-valid', 'agreement-not-in-force', 'service-busy'],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await recordReview(service, actor, body.heldOn);
      return { result, auditHead: head };
    },
  }),
];
