/** What the agreement asks for in a span of days, and whether its yearly review is due. */
import { type DueDelivery, deliveriesDue, inTerm, lastDayOfTerm, nextReview } from '../agreement/calendar.ts';
import { addMonths, type CivilDate, civilDateAt } from '../agreement/civil-date.ts';
import { DomainError } from '../problems.ts';
import { listReviews } from '../storage/reviews.ts';
import type { Service } from './service.ts';

/** The day it is where the parties are. */
export function todayIn({ clock, config }: Service): CivilDate {
  return civilDateAt(clock.now(), config.agreement.timeZone.utcOffsetMinutes);
}

export interface AgreementCalendar {
  readonly today: CivilDate;
  readonly inTerm: boolean;
  readonly lastDay: CivilDate;
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly deliveries: readonly DueDelivery[];
  readonly review: {
    readonly held: readonly CivilDate[];
    readonly next: CivilDate | null;
    readonly overdue: boolean;
  };
}

const LONGEST_MONTHS = 120;

/**
 * The calendar from `from` (today where null) to `to` (a year later where null).
 * @throws DomainError `calendar-span-too-long` when the span is over ten years or runs backwards.
 */
export async function agreementCalendar(
  service: Service,
  from: CivilDate | null,
  to: CivilDate | null,
): Promise<AgreementCalendar> {
  const { agreement } = service.config;
  const today = todayIn(service);
  const first = from ?? today;
  const last = to ?? addMonths(first, 12);
  if (last < first || last > addMonths(first, LONGEST_MONTHS))
    throw new DomainError('calendar-span-too-long');
  const held = (await listReviews(service.database)).map((row) => row.held_on as CivilDate);
  const next = nextReview(agreement, held, today);
  return {
    today,
    inTerm: inTerm(agreement, today),
    lastDay: lastDayOfTerm(agreement),
    from: first,
    to: last,
    deliveries: deliveriesDue(agreement, first, last),
    review: { held, next: next?.due ?? null, overdue: next?.overdue ?? false },
  };
}
