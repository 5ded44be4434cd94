import type { CivilDate } from '../agreement/civil-date.ts';
import type { ReviewSubject } from '../agreement/review.ts';
import { requireMayBeDone } from '../agreement/term.ts';
import { DomainError, label } from '../problems.ts';
import { insertReview, type RecordedReview, type ReviewRow, review } from '../storage/reviews.ts';
import { agreementOn } from './agreement-documents.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Actor, ownParty, type Service } from './service.ts';
import { todayIn } from './today.ts';

export interface ReviewWish {
  readonly heldOn: CivilDate;
  /** Whether the parties held it together; else it is the actor's own party that did. */
  readonly jointly: boolean;
  readonly about: readonly ReviewSubject[];
  readonly reportNumber: string | null;
  /** What follows from it for how the cooperation goes on (Pasal 9 ayat 3). */
  readonly followUp: readonly string[];
}

/**
 * Put a monitoring and evaluation (Pasal 9) on record, by somebody of a party.
 * @throws DomainError `not-a-party`; `date-not-valid` for a day to come; `agreement-not-in-force` for one outside the
 *   term.
 */
export async function recordReview(
  service: Service,
  actor: Actor,
  { heldOn, jointly, about, reportNumber, followUp }: ReviewWish,
): Promise<Recorded<RecordedReview>> {
  const party = ownParty(service.config, actor);
  const id = newId(service.randomness, 'rev');
  return commit(service, actor, async (now) => {
    const today = todayIn(service);
    if (heldOn > today) throw new DomainError('date-not-valid');
    requireMayBeDone((await agreementOn(service, today)).agreement, 'record-review', heldOn);
    const row: ReviewRow = {
      id,
      held_on: heldOn,
      held_by: jointly ? null : party,
      about: JSON.stringify(about),
      report_number: reportNumber,
      follow_up: JSON.stringify(followUp),
      recorded_by: actor.person,
      recorded_at: now,
    };
    return {
      event: {
        action: 'review-recorded',
        subject: id,
        facts: { heldOn: label(heldOn), jointly, followUp: followUp.length },
      },
      writes: [insertReview(row)],
      result: review(row),
    };
  });
}
