/** Notices of force majeure (Pasal 10): recorded by the party it struck, ended by it. */
import type { CivilDate } from '../agreement/civil-date.ts';
import { excuses, type ForceMajeure, noticeDueBy, notifiedInTime } from '../agreement/force-majeure.ts';
import { requireMayBeDone } from '../agreement/term.ts';
import { DomainError, label } from '../problems.ts';
import {
  endNoticeRow,
  type ForceMajeureContent,
  forceMajeure,
  insertNotice,
  listNotices,
  type NoticeRow,
} from '../storage/notices.ts';
import { agreementOn } from './agreement-documents.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Actor, ownParty, type Service } from './service.ts';
import { todayIn } from './today.ts';

export interface ForceMajeureNotice extends ForceMajeure {
  readonly id: string;
  readonly letterNumber: string;
  /** The last day on which telling of it was in time. */
  readonly noticeDueBy: CivilDate;
  readonly inTime: boolean;
  /** Whether delay because of it is excused, by the agreement as it stands today. */
  readonly excuses: boolean;
}

export async function forceMajeureNotices(service: Service): Promise<ForceMajeureNotice[]> {
  const rows = await listNotices(service.database, 'force-majeure');
  return Promise.all(rows.map((row) => view(service, row)));
}

export interface ForceMajeureWish {
  readonly letterNumber: string;
  readonly nature: ForceMajeure['nature'];
  readonly happenedOn: CivilDate;
  readonly notifiedOn: CivilDate;
}

/**
 * Put on record that the actor's own party told the other of force majeure. A late notice is recorded too, as late.
 * @throws DomainError `not-a-party`, `agreement-not-in-force`; `date-not-valid` for a letter of a day to come or of a
 *   day before it happened.
 */
export async function recordForceMajeure(
  service: Service,
  actor: Actor,
  { letterNumber, nature, happenedOn, notifiedOn }: ForceMajeureWish,
): Promise<Recorded<ForceMajeureNotice>> {
  const party = ownParty(service.config, actor);
  const id = newId(service.randomness, 'not');
  return commit(service, actor, async (now) => {
    const today = todayIn(service);
    requireMayBeDone((await agreementOn(service, today)).agreement, 'give-notice', today);
    if (notifiedOn > today || notifiedOn < happenedOn) throw new DomainError('date-not-valid');
    const content: ForceMajeureContent = { happenedOn, nature };
    const row: NoticeRow = {
      id,
      party,
      kind: 'force-majeure',
      letter_number: letterNumber,
      notified_on: notifiedOn,
      content: JSON.stringify(content),
      ended_on: null,
      recorded_by: actor.person,
      recorded_at: now,
    };
    const notice = await view(service, row);
    return {
      event: {
        action: 'force-majeure-recorded',
        subject: id,
        facts: { party: label(party), happenedOn: label(happenedOn), inTime: notice.inTime },
      },
      writes: [insertNotice(row)],
      result: notice,
    };
  });
}

/**
 * Say on which day it ended. Saying the same again changes nothing.
 * @throws DomainError `not-found`, `party-not-allowed` (the party it struck says so), `date-not-valid` for a day before
 *   it happened or to come, and for another day than the one on record.
 */
export async function endForceMajeure(
  service: Service,
  actor: Actor,
  id: string,
  endedOn: CivilDate,
): Promise<Recorded<ForceMajeureNotice>> {
  const party = ownParty(service.config, actor);
  return commit(service, actor, async () => {
    const rows = await listNotices(service.database, 'force-majeure');
    const row = rows.find((each) => each.id === id);
    if (!row) throw new DomainError('not-found');
    if (row.party !== party) throw new DomainError('party-not-allowed');
    if (row.ended_on === endedOn) return { unchanged: await view(service, row) };
    const { happenedOn } = forceMajeure(row);
    if (row.ended_on !== null || endedOn > todayIn(service) || endedOn < happenedOn)
      throw new DomainError('date-not-valid');
    return {
      event: { action: 'force-majeure-ended', subject: id, facts: { endedOn: label(endedOn) } },
      writes: [endNoticeRow(id, endedOn)],
      result: await view(service, { ...row, ended_on: endedOn }),
    };
  });
}

async function view(service: Service, row: NoticeRow): Promise<ForceMajeureNotice> {
  const { agreement } = await agreementOn(service, todayIn(service));
  const event = forceMajeure(row);
  return {
    ...event,
    id: row.id,
    letterNumber: row.letter_number,
    noticeDueBy: noticeDueBy(agreement, event.happenedOn),
    inTime: notifiedInTime(agreement, event),
    excuses: excuses(agreement, event),
  };
}
