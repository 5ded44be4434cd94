/**
 * The agreement as data: parties, term, calendar, duties, and every clause with what carries it.
 * Nothing of the agreement is in code; this file says what shape its spec file has.
 *
 * Edge:   each rule says how it is known: `official` (in the text), `proposed` (the text leaves it open).
 * Throws: `spec-invalid` with the path and the reason, never with the text found.
 * Source: specs/agreement/pks-2025.json; PKS 13/HK.610/PKS/04/2025.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';
import { type CivilDate, isCivilDate } from './civil-date.ts';

const text = z.string().trim().min(1).max(2000);
const bothLanguages = z.strictObject({ id: text, en: text });
const evidence = z.enum(['official', 'published', 'proposed']);
const day = z.custom<CivilDate>((value) => typeof value === 'string' && isCivilDate(value), {
  message: 'must be a day written YYYY-MM-DD',
});
const dayText = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .pipe(day);
const partyId = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/);
const clauseRef = z.string().regex(/^(Pasal|Lampiran) [0-9]/);

/** What says so: the clause, whether the text settles it, and what was chosen where it does not. */
const ground = { source: clauseRef, evidence, note: text.optional() };

const party = z.strictObject({
  id: partyId,
  role: z.enum(['PIHAK KESATU', 'PIHAK KEDUA']),
  name: bothLanguages,
  signedBy: z.strictObject({ function: text }),
  address: text,
  contact: z.strictObject({
    function: text,
    address: text,
    phone: z.array(text).min(1),
    email: z.email(),
    source: clauseRef,
  }),
});

const term = z.strictObject({
  signed: dayText,
  years: z.int().min(1).max(50),
  extension: z.literal('by-consent'),
  termination: z.literal('by-consent'),
  /** Addenda that move the end of the term; the latest `until` holds. */
  extensions: z.array(z.strictObject({ addendum: text, agreedOn: dayText, until: dayText })),
  /** Set when the parties end it early: the first day on which it no longer holds. */
  terminatedFrom: dayText.nullable(),
  ...ground,
});

const deliveries = z.strictObject({
  months: z.array(z.int().min(1).max(12)).min(1),
  /** Days of the month that count as the second week, both included. */
  window: z.strictObject({
    firstDay: z.int().min(1).max(28),
    lastDay: z.int().min(1).max(28),
    evidence,
    note: text,
  }),
  duties: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9-]+$/),
        annex: z.enum(['Lampiran 1', 'Lampiran 2']),
        from: partyId,
        to: partyId,
        ...ground,
      }),
    )
    .min(1),
  ...ground,
});

const duties = z.strictObject({
  review: z.strictObject({ everyMonths: z.int().min(1).max(60), ...ground }),
  forceMajeure: z.strictObject({ noticeDays: z.int().min(1).max(365), ...ground }),
  disclosure: z.strictObject({
    consentInWriting: z.literal(true),
    consentFrom: z.literal('a-party'),
    ...ground,
  }),
  confidentialityAfterEnd: z.strictObject({ binds: z.literal(true), ...ground }),
  citation: z.strictObject({ text: bothLanguages, ...ground }),
  rowCount: z.strictObject({ rule: z.literal('out-equals-in'), ...ground }),
  runRequest: z.strictObject({
    required: z.array(z.enum(['letterNumber', 'purpose', 'dpiaReference'])).min(1),
    ...ground,
  }),
  retention: z.strictObject({ days: z.int().min(1).max(3660), ...ground }),
});

/** A test by the file it is in and its title there. */
const testRef = z.strictObject({ file: text, title: text });
const carriedBy = z.strictObject({
  specs: z.array(text).optional(),
  code: z.array(text).optional(),
  tests: z.array(testRef).optional(),
});
const clause = z.discriminatedUnion('status', [
  z.strictObject({
    clause: clauseRef,
    says: bothLanguages,
    status: z.literal('carried'),
    by: carriedBy,
    note: text.optional(),
  }),
  z.strictObject({
    clause: clauseRef,
    says: bothLanguages,
    status: z.literal('partly'),
    by: carriedBy,
    missing: text,
  }),
  z.strictObject({ clause: clauseRef, says: bothLanguages, status: z.literal('not-yet'), missing: text }),
  z.strictObject({ clause: clauseRef, says: bothLanguages, status: z.literal('outside'), because: text }),
]);

export const agreementSchema = z
  .strictObject({
    $schema: z.string().optional(),
    format: z.literal('padan-agreement/1'),
    id: z.string().regex(/^[a-z0-9-]+$/),
    title: bothLanguages,
    numbers: z.array(text).min(1),
    timeZone: z.strictObject({
      name: text,
      utcOffsetMinutes: z.int().min(-720).max(840),
      evidence,
      note: text,
    }),
    parties: z.array(party).length(2),
    term,
    legalBasis: z.array(z.strictObject({ item: z.string().regex(/^[a-z]$/), instrument: text })).min(1),
    deliveries,
    duties,
    clauses: z.array(clause).min(1),
  })
  .superRefine((agreement, context) => {
    const ids = new Set(agreement.parties.map((each) => each.id));
    if (ids.size !== agreement.parties.length)
      context.addIssue({ code: 'custom', path: ['parties'], message: 'two parties have one id' });
    agreement.deliveries.duties.forEach((duty, index) => {
      if (!ids.has(duty.from) || !ids.has(duty.to) || duty.from === duty.to)
        context.addIssue({
          code: 'custom',
          path: ['deliveries', 'duties', index],
          message: 'from and to must be the two parties',
        });
    });
    const { firstDay, lastDay } = agreement.deliveries.window;
    if (lastDay < firstDay)
      context.addIssue({ code: 'custom', path: ['deliveries', 'window'], message: 'ends before it begins' });
    const names = agreement.clauses.map((each) => each.clause);
    if (new Set(names).size !== names.length)
      context.addIssue({ code: 'custom', path: ['clauses'], message: 'a clause is listed twice' });
  });

export type Agreement = z.infer<typeof agreementSchema>;
export type AgreementClause = Agreement['clauses'][number];
export type Party = Agreement['parties'][number];

/** The agreement of a spec file. @throws DomainError `spec-invalid` with where and why. */
export function parseAgreement(json: unknown): Agreement {
  const result = agreementSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DomainError('spec-invalid', {
    spec: label('agreement'),
    path: label(issue?.path.join('.') || '(root)'),
    reason: label(issue?.code === 'custom' ? issue.message : (issue?.code ?? 'invalid')),
  });
}

/** The party of this id. @throws DomainError `not-a-party`; the id asked for is not repeated. */
export function partyOf(agreement: Agreement, id: string): Party {
  const found = agreement.parties.find((each) => each.id === id);
  if (!found)
    throw new DomainError('not-a-party', { parties: agreement.parties.map((each) => label(each.id)) });
  return found;
}
