/** Whom each party is written to (Pasal 12), with changes told in writing; nothing is overwritten. */
import type { CivilDate } from '../agreement/civil-date.ts';
import { type ContactDetails, type ContactPeriod, contactHistory, contactOn } from '../agreement/contacts.ts';
import { requireMayBeDone } from '../agreement/term.ts';
import { DomainError, label } from '../problems.ts';
import { type ContactContent, contactChange, insertNotice, listNotices } from '../storage/notices.ts';
import { agreementOn } from './agreement-documents.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Actor, ownParty, partyIds, type Service } from './service.ts';
import { todayIn } from './today.ts';

export interface PartyContact {
  readonly party: string;
  readonly current: ContactPeriod;
  readonly history: readonly ContactPeriod[];
}

/** The contact of every party on `day`, and all it ever had. */
export async function contactsOn(service: Service, day: CivilDate): Promise<PartyContact[]> {
  const { agreement } = service.config;
  const changes = (await listNotices(service.database, 'contact')).map(contactChange);
  return partyIds(service.config).map((party) => ({
    party,
    current: contactOn(agreement, party, changes, day),
    history: contactHistory(agreement, party, changes),
  }));
}

export interface ContactChangeWish {
  readonly letterNumber: string;
  readonly notifiedOn: CivilDate;
  readonly validFrom: CivilDate;
  readonly contact: ContactDetails;
}

/**
 * Put on record that the actor's own party told the other, in writing, of another contact.
 * @throws DomainError `not-a-party`, `agreement-not-in-force`, `date-not-valid` for a letter of a day to come.
 */
export async function changeContact(
  service: Service,
  actor: Actor,
  { letterNumber, notifiedOn, validFrom, contact }: ContactChangeWish,
): Promise<Recorded<{ readonly id: string }>> {
  const party = ownParty(service.config, actor);
  const id = newId(service.randomness, 'not');
  return commit(service, actor, async (now) => {
    const today = todayIn(service);
    requireMayBeDone((await agreementOn(service, today)).agreement, 'give-notice', today);
    if (notifiedOn > today) throw new DomainError('date-not-valid');
    const content: ContactContent = { validFrom, contact };
    const row = {
      id,
      party,
      kind: 'contact',
      letter_number: letterNumber,
      notified_on: notifiedOn,
      content: JSON.stringify(content),
      ended_on: null,
      recorded_by: actor.person,
      recorded_at: now,
    };
    return {
      event: {
        action: 'contact-changed',
        subject: id,
        facts: { party: label(party), validFrom: label(validFrom) },
      },
      writes: [insertNotice(row)],
      result: { id },
    };
  });
}
