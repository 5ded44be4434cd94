/**
 * The right to start: a matching run needs an official letter, a purpose and an impact assessment, and a person
 * data is disclosed to outside the agreement needs a party's written consent.
 *
 * Leaks:  facts name what is missing, never what was written.
 * Source: Lampiran 3 (b) and (c), Pasal 5 (2), Pasal 7; UU 27/2022 pasal 34 (DPIA before matching).
 */
import { DomainError, label } from '../problems.ts';
import { type Agreement, partyOf } from './agreement.ts';
import { inTerm, lastDayOfTerm } from './calendar.ts';
import type { CivilDate } from './civil-date.ts';

export interface RunRequestInput {
  /** Party id of who asks for the matching. */
  readonly requester: string;
  readonly letterNumber: string;
  readonly purpose: string;
  readonly dpiaReference: string;
  /** Columns of the register holder that the letter names; no others may be returned. */
  readonly flags: readonly string[];
}

declare const runRequestBrand: unique symbol;
/** A request that names its letter, purpose, DPIA and flags, made by a party within the term. */
export type RunRequest = RunRequestInput & { readonly [runRequestBrand]: true };

/**
 * The only door to a `RunRequest`; members are trimmed.
 * @throws DomainError `agreement-not-in-force`, `not-a-party`, `run-request-incomplete` (which members).
 */
export function validateRunRequest(
  agreement: Agreement,
  input: RunRequestInput,
  today: CivilDate,
): RunRequest {
  if (!inTerm(agreement, today))
    throw new DomainError('agreement-not-in-force', {
      from: label(agreement.term.signed),
      until: label(lastDayOfTerm(agreement)),
    });
  const requester = partyOf(agreement, input.requester).id;
  const missing: string[] = agreement.duties.runRequest.required.filter((name) => input[name].trim() === '');
  const flags = input.flags.map((flag) => flag.trim());
  if (flags.length === 0 || flags.includes('') || new Set(flags).size !== flags.length) missing.push('flags');
  if (missing.length > 0) throw new DomainError('run-request-incomplete', { missing: missing.map(label) });
  return {
    requester,
    letterNumber: input.letterNumber.trim(),
    purpose: input.purpose.trim(),
    dpiaReference: input.dpiaReference.trim(),
    flags,
  } as unknown as RunRequest;
}

/** A written consent of a party to disclose something to somebody outside the agreement. */
export interface ConsentRecord {
  readonly id: string;
  /** Party that consents. The text asks for one party's consent; who it was is on record. */
  readonly givenBy: string;
  readonly letterNumber: string;
  readonly givenOn: CivilDate;
  /** Who may receive, as named in the letter. */
  readonly receiver: string;
  /** What may be disclosed: `release/<id>`, `run/<id>` or `dataset/<name>`. */
  readonly covers: readonly string[];
  /** Last day on which it may be used; `null` where the letter sets none. */
  readonly validUntil: CivilDate | null;
  /** First day on which it no longer counts; `null` while it stands. */
  readonly withdrawnOn: CivilDate | null;
}

/**
 * The consent that allows handing `what` to `receiver` on `day`, or `null` when the receiver is a party.
 * @throws DomainError `consent-missing` when the receiver is no party and nothing on record covers it.
 */
export function consentFor(
  agreement: Agreement,
  receiver: string,
  what: readonly string[],
  consents: readonly ConsentRecord[],
  day: CivilDate,
): ConsentRecord | null {
  if (agreement.parties.some((each) => each.id === receiver)) return null;
  const found = consents.find(
    (consent) =>
      agreement.parties.some((each) => each.id === consent.givenBy) &&
      consent.receiver === receiver &&
      what.every((item) => consent.covers.includes(item)) &&
      consent.givenOn <= day &&
      (consent.validUntil === null || day <= consent.validUntil) &&
      (consent.withdrawnOn === null || day < consent.withdrawnOn),
  );
  if (!found) throw new DomainError('consent-missing', { consentsOnRecord: consents.length });
  return found;
}
