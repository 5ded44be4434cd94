/** The agreement itself, its calendar, and how it stands. */
import { z } from '@hono/zod-openapi';
import { lastDayOfTerm } from '../../agreement/term.ts';
import { agreementCalendar } from '../../usecases/agreement-calendar.ts';
import { agreementOn } from '../../usecases/agreement-documents.ts';
import { agreementStatus } from '../../usecases/agreement-status.ts';
import { contactsOn, type PartyContact } from '../../usecases/contacts.ts';
import { todayIn } from '../../usecases/today.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Day } from '../schemas.ts';
import { ForceMajeureSchema, READERS } from './agreement-notices.ts';

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
    version: z.number().int(),
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
  newestRound: z.string().nullable(),
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

const StatusSchema = z
  .object({
    today: z.string(),
    state: z.enum(['not-yet-in-force', 'in-force', 'ended']),
    version: z.number().int(),
    documents: z.array(z.object({ number: z.string(), effectiveFrom: z.string() })),
    lastDay: z.string(),
    extension: z.object({ remindFrom: z.string(), due: z.boolean() }),
    may: z.array(z.string()),
    deliveries: z.array(
      DeliverySchema.extend({
        state: z.string(),
        dueBy: z.string().nullable(),
        receivedOn: z.string().nullable(),
      }),
    ),
    reviews: z.array(
      z.object({
        party: z.string(),
        last: z.string().nullable(),
        next: z.string().nullable(),
        overdue: z.boolean(),
      }),
    ),
    forceMajeure: z.array(ForceMajeureSchema),
    identifiers: z.object({
      agreed: z.string(),
      givenAs: z.literal('encoded'),
      addendumNeeded: z.boolean(),
    }),
    securityTools: z.array(z.string()),
  })
  .openapi('AgreementStatus');

const officeOf = ({ current: { contact } }: PartyContact): z.input<typeof Contact> => ({
  function: contact.function,
  address: contact.address,
  phone: [...contact.phone],
  email: contact.email,
});

export const agreementRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/agreement',
    id: 'readAgreement',
    summary: 'The agreement this service works under, as it stands today, with what becomes of each clause',
    tag: 'agreement',
    roles: 'anyone',
    reply: { status: 200, description: 'Parties by their offices, without names', schema: AgreementSchema },
    problems: [],
    handle: async ({ service }) => {
      const today = todayIn(service);
      const { agreement, version } = await agreementOn(service, today);
      const { id, numbers, title, term, parties, legalBasis, clauses } = agreement;
      const contacts = await contactsOn(service, today);
      return {
        id,
        numbers,
        title,
        signed: term.signed,
        lastDay: lastDayOfTerm(agreement),
        version,
        // The office that is written to today; whoever holds it is for those with a key.
        parties: parties.map(({ id: party, role, name }) => ({
          id: party,
          role,
          name,
          contact: officeOf(contacts.find((each) => each.party === party)!),
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
    method: 'get',
    path: '/agreement/status',
    id: 'readAgreementStatus',
    summary: 'How the agreement stands today: version, term, what became of each delivery, reviews due',
    tag: 'agreement',
    roles: READERS,
    reply: {
      status: 200,
      description: 'By the agreement with every addendum in effect',
      schema: StatusSchema,
    },
    problems: [],
    handle: async ({ service }) => {
      const status = await agreementStatus(service);
      return {
        ...status,
        documents: [...status.documents],
        may: [...status.may],
        deliveries: [...status.deliveries],
        reviews: [...status.reviews],
        forceMajeure: [...status.forceMajeure],
        securityTools: [...status.securityTools],
      };
    },
  }),
];
