/**
 * Where each party is written to, and since when: the offices of the agreement, changed by written notice.
 *
 * Edge:   a change counts from the day it names, but not before the day it was told: until then the other party writes
 *         to the old address and is right to. Of two that count from one day the one told later holds.
 * Leaks:  the agreement names offices only. A person may be named in a notice; that is data of a deployment.
 * Source: Pasal 12 ayat (1) and (2). The text gives no period of notice; this reading is in the spec.
 */
import { type Agreement, partyOf } from './agreement.ts';
import type { CivilDate } from './civil-date.ts';
import { latest } from './term.ts';

export interface ContactDetails {
  readonly function: string;
  /** Whoever holds the office, where the party names them. */
  readonly person: string | null;
  readonly address: string;
  readonly phone: readonly string[];
  readonly email: string;
}

export interface ContactChange {
  readonly party: string;
  readonly letterNumber: string;
  readonly notifiedOn: CivilDate;
  readonly validFrom: CivilDate;
  readonly contact: ContactDetails;
}

export interface ContactPeriod {
  readonly contact: ContactDetails;
  readonly from: CivilDate;
  /** The first day on which it no longer holds; `null` while it does. */
  readonly before: CivilDate | null;
  /** The letter that named it; `null` for the agreement itself. */
  readonly letterNumber: string | null;
}

/** Every contact the party ever had, oldest first, each until the next begins. */
export function contactHistory(
  agreement: Agreement,
  party: string,
  changes: readonly ContactChange[],
): ContactPeriod[] {
  const { contact } = partyOf(agreement, party);
  const first = {
    contact: {
      function: contact.function,
      person: null,
      address: contact.address,
      phone: contact.phone,
      email: contact.email,
    },
    from: agreement.term.signed,
    letterNumber: null,
  };
  const told = changes
    .filter((change) => change.party === party)
    .map((change) => ({ ...change, from: latest([change.validFrom, change.notifiedOn]) }))
    .sort((a, b) => order(a.from, b.from) || order(a.notifiedOn, b.notifiedOn));
  const all = [first, ...told].map(({ contact, from, letterNumber }) => ({ contact, from, letterNumber }));
  return all
    .map((period, index) => ({ ...period, before: all[index + 1]?.from ?? null }))
    .filter(({ from, before }) => before === null || from < before);
}

/** The contact that counts on `day`; the first one for a day before the signing. */
export function contactOn(
  agreement: Agreement,
  party: string,
  changes: readonly ContactChange[],
  day: CivilDate,
): ContactPeriod {
  const known = contactHistory(agreement, party, changes);
  return known.findLast(({ from }) => from <= day) ?? known[0]!;
}

const order = (a: CivilDate, b: CivilDate): number => (a < b ? -1 : a > b ? 1 : 0);
