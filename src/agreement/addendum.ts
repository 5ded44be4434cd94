/**
 * A document by which the parties change or settle something: an addendum (Pasal 13) or what they agreed on in
 * writing where the text leaves it to them. Format `padan-addendum/1`.
 *
 * Shape:  names the parameters it sets, with the words that set them. A `draft` has no number and no days: it is a
 *         proposal and changes nothing. Signatories by office; who they are is on the paper.
 * Edge:   it takes effect on the day of signing or later: what was done before stays as it was done.
 * Throws: `spec-invalid` with path and reason; `addendum-not-applicable` with the position of the change.
 * Source: Pasal 13 ("merupakan bagian yang tidak terpisahkan dari Perjanjian Kerja Sama ini"), Pasal 7.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';
import type { Agreement } from './agreement.ts';
import { INSTRUMENTS, type Instrument, PARAMETERS } from './parameters.ts';
import { bothLanguages, clauseRef, dayText, partyId, text } from './spec-shapes.ts';

const change = z.strictObject({
  clause: clauseRef,
  parameter: z.string().regex(/^[a-z-]+\.[a-z-]+$/),
  value: z.json(),
  /** What the document says in the clause's place or beside it. */
  wording: bothLanguages,
});

const PERSON_NUMBER = /\d{10}|(?:\d[ .-]?){15}\d/;

const common = {
  $schema: z.string().optional(),
  format: z.literal('padan-addendum/1'),
  id: z.string().regex(/^[a-z0-9-]{1,60}$/),
  agreement: z.string().regex(/^[a-z0-9-]+$/),
  instrument: z.enum(INSTRUMENTS),
  title: bothLanguages,
  why: bothLanguages,
  signedBy: z.array(z.strictObject({ party: partyId, function: text })).min(2),
  changes: z.array(change).min(1).max(50),
};

export const addendumSchema = z
  .discriminatedUnion('status', [
    z.strictObject({ ...common, status: z.literal('draft') }),
    z.strictObject({
      ...common,
      status: z.literal('signed'),
      number: z.string().trim().min(1).max(100),
      signedOn: dayText,
      effectiveFrom: dayText,
    }),
  ])
  .superRefine((document, context) => {
    if (document.status === 'signed' && document.effectiveFrom < document.signedOn)
      context.addIssue({ code: 'custom', path: ['effectiveFrom'], message: 'lies before the signing' });
    // It is shown to everybody of the parties and kept for good: no ten digits in a row, no sixteen in groups.
    if (PERSON_NUMBER.test(JSON.stringify(document)))
      context.addIssue({ code: 'custom', path: [], message: 'holds what may be the number of a person' });
  });

export type Addendum = z.infer<typeof addendumSchema>;
export type SignedAddendum = Extract<Addendum, { status: 'signed' }>;

/** The document of a JSON value. @throws DomainError `spec-invalid`; text of the document is not repeated. */
export function parseAddendum(json: unknown): Addendum {
  const result = addendumSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new DomainError('spec-invalid', {
    spec: label('addendum'),
    path: label(issue?.path.join('.') || '(root)'),
    reason: label(issue?.code === 'custom' ? issue.message : (issue?.code ?? 'invalid')),
  });
}

/**
 * The agreement with the document's changes, whatever its status or day.
 * @throws DomainError `addendum-not-applicable`: it is of another agreement, lacks a party's signature, names a
 *   parameter that is not there or a value that is none, or is a written agreement where an addendum is needed.
 */
export function withChanges(agreement: Agreement, document: Addendum): Agreement {
  if (document.agreement !== agreement.id) throw refusal('another-agreement');
  const signed = new Set(document.signedBy.map(({ party }) => party));
  if (agreement.parties.some(({ id }) => !signed.has(id)) || signed.size !== agreement.parties.length)
    throw refusal('signatories');
  const made =
    document.status === 'signed'
      ? { number: document.number, signedOn: document.signedOn }
      : { number: document.id, signedOn: agreement.term.signed };
  return document.changes.reduce((changed, { parameter, value, clause }, index) => {
    const known = Object.hasOwn(PARAMETERS, parameter) ? PARAMETERS[parameter] : undefined;
    if (!known) throw refusal('parameter-unknown', index);
    if (clause !== known.clause) throw refusal('clause-differs', index);
    if (!enough(document.instrument, known.needs)) throw refusal('addendum-needed', index);
    return known.write(changed, value, made) ?? fail(refusal('value-not-valid', index));
  }, agreement);
}

const enough = (instrument: Instrument, needed: Instrument): boolean =>
  instrument === 'addendum' || needed === 'written-agreement';

function refusal(reason: string, index?: number): DomainError {
  const position = index === undefined ? {} : { change: index + 1 };
  return new DomainError('addendum-not-applicable', { reason: label(reason), ...position });
}

function fail(error: DomainError): never {
  throw error;
}
