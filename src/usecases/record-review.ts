import { inTerm } from '../agreement/calendar.ts';
import type { CivilDate } from '../agreement/civil-date.ts';
import { DomainError, label } from '../problems.ts';
import { insertReview } from '../storage/reviews.ts';
import { todayIn } from './agreement-calendar.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Actor, partyIds, type Service } from './service.ts';

/**
 * Put a monitoring and evaluation (Pasal 9) on record, by somebody of a party.
 * @throws DomainError `not-a-party`; `date-not-valid` for a day to come; `agreement-not-in-force` for one before.
 */
export async function recordReview(
  service: Service,
  actor: Actor,
  heldOn: CivilDate,
): Promise<Recorded<{ readonly id: string; readonly heldOn: CivilDate }>> {
  const { config, randomness } = service;
  if (actor.party === null || !partyIds(config).includes(actor.party))
    throw new DomainError('not-a-party', { parties: partyIds(config).map(label) });
  const id = newId(randomness, 'rev');
  return commit(service, actor, async (now) => {
    if (heldOn > todayIn(service)) throw new DomainError('date-not-valid');
    if (!inTerm(config.agreement, heldOn)) throw new DomainError('agreement-not-in-force');
    return {
      event: { action: 'review-recorded', subject: id, facts: { heldOn: label(heldOn) } },
      writes: [insertReview({ id, held_on: heldOn, recorded_by: actor.person, recorded_at: now })],
      result: { id, heldOn },
    };
  });
}
