/** What the agreement asks for in a span of days, and whether its yearly review is due. */
import { type DueDelivery, deliveriesDue } from '../agreement/calendar.ts';
import { addMonths, type CivilDate } from '../agreement/civil-date.ts';
import { reviewsDue } from '../agreement/review.ts';
import { inTerm, lastDayOfTerm } from '../agreement/term.ts';
import { DomainError } from '../problems.ts';
import { listReviews, type RecordedReview, review } from '../storage/reviews.ts';
import { historyOfAgreement } from './agreement-documents.ts';
import type { Service } from './service.ts';
import { todayIn } from './today.ts';

export interface AgreementCalendar {
  readonly today: CivilDate;
  readonly inTerm: boolean;
  readonly lastDay: CivilDate;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly deliveries: readonly DueDelivery[];
  /** Of the party whose review is due first; `next` is null where none is due before the end. */
  readonly review: {
    readonly held: readonly CivilDate[];
    readonly next: CivilDate | null;
    readonly overdue: boolean;
  };
}

const LONGEST_MONTHS = 120;

/**
 * The calendar from `from` (today where null) to `to` (a year later where null), with every addendum from its day on.
 * @throws DomainError `calendar-span-too-long` when the span is over ten years or runs backwards.
 */
export async function agreementCalendar(
  service: Service,
  from: CivilDate | null,
  to: CivilDate | null,
): Promise<AgreementCalendar> {
  const today = todayIn(service);
  const first = from ?? today;
  const last = to ?? addMonths(first, 12);
  if (last < first || last > addMonths(first, LONGEST_MONTHS))
    throw new DomainError('calendar-span-too-long');
  const history = await historyOfAgreement(service);
  const { agreement } = history(today);
  const reviews = await heldReviews(service);
  const due = reviewsDue(agreement, reviews, today);
  const [next] = due.flatMap((each) => (each.next === null ? [] : [each.next])).sort();
  return {
    today,
    inTerm: inTerm(agreement, today),
    lastDay: lastDayOfTerm(agreement),
    from: first,
    to: last,
    deliveries: deliveriesDue((day) => history(day).agreement, first, last),
    review: {
      held: reviews.map(({ heldOn }) => heldOn),
      next: next ?? null,
      overdue: due.some(({ overdue }) => overdue),
    },
  };
}

/** Reviews on record, by the day they were held. */
export async function heldReviews(service: Service): Promise<RecordedReview[]> {
  return (await listReviews(service.database)).map(review);
}
