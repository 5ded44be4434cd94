/**
 * The agreement as data: parties, term, deliveries, duties, and every clause with what carries it.
 * Nothing of the agreement is in code; this file says what shape its spec file has.
 *
 * Edge:   each rule says how it is known: `official` (in the text), `proposed` (the text leaves it open).
 * Throws: `spec-invalid` with the path and the reason, never with the text found.
 * Source: specs/agreement/pks-2025.json; PKS 13/HK.610/PKS/04/2025.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';
import { agreedIndicator, namesDiffer } from './agreed-tables.ts';
import { clauseSchema } from './clauses.ts';
import { bothLanguages, contact, dayText, evidence, ground, partyId, text } from './spec-shapes.ts';
import { ACTS } from './term.ts';
import { weekRule } from './week-rule.ts';

const party = z.strictObject({
  id: partyId,
  role: z.enum(['PIHAK KESATU', 'PIHAK KEDUA']),
  name: bothLanguages,
  signedBy: z.strictObject({ function: text }),
  address: text,
  contact,
});

const term = z.strictObject({
  signed: dayText,
  years: z.int().min(1).max(50),
  extension: z.literal('by-consent'),
  termination: z.literal('by-consent'),
  /** What moved the end of the term; the latest `until` holds. */
  extensions: z.array(z.strictObject({ addendum: text, agreedOn: dayText, until: dayText })),
  /** Set when the parties end it early: the first day on which it no longer holds. */
  terminatedFrom: dayText.nullable(),
  /** How long before the end the calendar begins to ask for an extension. */
  reminder: z.strictObject({ months: z.int().min(1).max(24), evidence, note: text }),
  ...ground,
});

const duty = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  annex: z.enum(['Lampiran 1', 'Lampiran 2']),
  from: partyId,
  to: partyId,
  ...ground,
});

const deliveries = z
  .strictObject({
    months: z.array(z.int().min(1).max(12)).min(1),
    /** Which days are the second week of those months. */
    window: z.strictObject({
      rule: weekRule,
      alternatives: z.array(z.strictObject({ rule: weekRule, note: text })),
      evidence,
      note: text,
    }),
    duties: z.array(duty).min(1),
    /** Other periods the parties agreed on, beside the semester weeks. */
    others: z.array(z.strictObject({ duty: duty.shape.id, opens: dayText, closes: dayText, agreedIn: text })),
    /** The newest survey round that is published when a duty falls due. */
    newestRounds: z.array(
      z.strictObject({
        duty: duty.shape.id,
        month: z.int().min(1).max(12),
        series: text,
        roundMonth: z.int().min(1).max(12),
        yearsBack: z.int().min(0).max(5),
        evidence,
        note: text,
      }),
    ),
    ...ground,
  })
  .superRefine(({ window, others, duties: listed }, context) => {
    if (window.rule.kind === 'days' && window.rule.last < window.rule.first)
      context.addIssue({ code: 'custom', path: ['window'], message: 'ends before it begins' });
    others.forEach((other, index) => {
      if (other.closes < other.opens || !listed.some(({ id }) => id === other.duty))
        context.addIssue({
          code: 'custom',
          path: ['others', index],
          message: 'must name a duty, and end on or after its first day',
        });
    });
  });

const duties = z.strictObject({
  review: z.strictObject({
    everyMonths: z.int().min(1).max(60),
    /** Whether a review held by one party alone counts for that party only, or for all. */
    ownReviewCountsFor: z.enum(['its-party', 'all']),
    ...ground,
  }),
  forceMajeure: z.strictObject({
    noticeDays: z.int().min(1).max(365),
    lateNotice: z.enum(['does-not-excuse', 'excuses']),
    /** Whether the days that were lost are added after the event. */
    daysLost: z.enum(['are-made-up', 'are-not-made-up']),
    ...ground,
  }),
  contactChange: z.strictObject({ inWriting: z.literal(true), ...ground }),
  disclosure: z.strictObject({
    consentInWriting: z.literal(true),
    /** Whose consent counts: any party whose data it is, or one of them that does not itself hand over. */
    consentFrom: z.enum(['a-party', 'not-the-giver']),
    ...ground,
  }),
  confidentialityAfterEnd: z.strictObject({
    binds: z.literal(true),
    stillAllowed: z.array(z.enum(ACTS)),
    ...ground,
  }),
  citation: z.strictObject({ text: bothLanguages, ...ground }),
  rowCount: z.strictObject({ rule: z.literal('out-equals-in'), ...ground }),
  runRequest: z.strictObject({
    required: z.array(z.enum(['letterNumber', 'purpose', 'dpiaReference'])).min(1),
    ...ground,
  }),
  retention: z.strictObject({ days: z.int().min(1).max(3660), ...ground }),
  /** How the identifiers of Lampiran 1 are given: as the annex lists them, or as encodings of them. */
  identifiers: z.strictObject({
    givenAs: z.enum(['clear', 'encoded']),
    agreedIn: text.nullable(),
    ...ground,
  }),
  /** Means of protection the parties agreed on in writing. */
  securityTools: z.strictObject({ agreed: z.array(text), ...ground }),
  /** What the parties agreed on beyond the lists of the annexes. */
  otherData: z.strictObject({
    records: z.array(text),
    indicators: z.array(agreedIndicator).refine(namesDiffer, 'two tables have one name'),
    ...ground,
  }),
});

/** What documents of the parties can change. */
export const rulesSchema = z.strictObject({ term, deliveries, duties });

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
    clauses: z.array(clauseSchema).min(1),
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
    const names = agreement.clauses.map((each) => each.clause);
    if (new Set(names).size !== names.length)
      context.addIssue({ code: 'custom', path: ['clauses'], message: 'a clause is listed twice' });
  });

export type Agreement = z.infer<typeof agreementSchema>;
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
