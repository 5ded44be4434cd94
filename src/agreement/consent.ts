/**
 * Consent to disclose: person data or statistics go to somebody outside the agreement only with a party's written
 * consent on record.
 *
 * Leaks:  facts count consents, never what was written in one.
 * Source: Pasal 5 ayat (2), which says "salah satu PIHAK" and not which; whose consent counts is a parameter.
 */
import { DomainError } from '../problems.ts';
import type { Agreement } from './agreement.ts';
import type { CivilDate } from './civil-date.ts';

/** A written consent of a party to disclose something to somebody outside the agreement. */
export interface ConsentRecord {
  readonly id: string;
  /** Party that consents. The text asks for one party's consent; who it was is on record. */
  readonly givenBy: string;
  readonly letterNumber: string;
  readonly givenOn: CivilDate;
  /** Who may receive, as named in the letter. */
  readonly receiver: string;
  /** What may be disclosed: `release/<id>` or `run/<id>`. */
  readonly covers: readonly string[];
  /** Last day on which it may be used; `null` where the letter sets none. */
  readonly validUntil: CivilDate | null;
  /** First day on which it no longer counts; `null` while it stands. */
  readonly withdrawnOn: CivilDate | null;
}

/** What somebody is about to hand over, to whom. */
export interface Disclosure {
  readonly giver: string;
  readonly receiver: string;
  /** All of it must be covered by one consent. */
  readonly what: readonly string[];
}

/**
 * The consent that allows a disclosure on `day`, or `null` when the receiver is a party.
 * Edge:   of several that allow it the first on record is taken.
 * @throws DomainError `consent-missing` when the receiver is no party and nothing on record covers it.
 */
export function consentFor(
  agreement: Agreement,
  { giver, receiver, what }: Disclosure,
  consents: readonly ConsentRecord[],
  day: CivilDate,
): ConsentRecord | null {
  if (agreement.parties.some((each) => each.id === receiver)) return null;
  const found = consents.find(
    (consent) =>
      counts(agreement, consent.givenBy, giver) &&
      consent.receiver === receiver &&
      what.every((item) => consent.covers.includes(item)) &&
      consent.givenOn <= day &&
      (consent.validUntil === null || day <= consent.validUntil) &&
      (consent.withdrawnOn === null || day < consent.withdrawnOn),
  );
  if (!found) throw new DomainError('consent-missing', { consentsOnRecord: consents.length });
  return found;
}

function counts({ parties, duties }: Agreement, givenBy: string, giver: string): boolean {
  if (!parties.some(({ id }) => id === givenBy)) return false;
  return duties.disclosure.consentFrom === 'a-party' || givenBy !== giver;
}
