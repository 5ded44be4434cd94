/**
 * Force majeure: until when it must be told, whether it was told in time, and what becomes of a window it falls in.
 *
 * Edge:   the day it happened is day 0; day 14 is still in time. The agreement itself goes on (ayat 4): a delivery is
 *         suspended or moved, never dropped.
 * Source: Pasal 10. That days lost are made up, and that a late notice excuses nothing, are readings in the spec.
 */
import type { Agreement } from './agreement.ts';
import { addDays, type CivilDate, daysBetween } from './civil-date.ts';
import type { DaySpan } from './week-rule.ts';

/** Ayat (2): natural disaster, or another that bears on carrying the agreement out. */
export const FORCE_MAJEURE_NATURES = ['bencana-alam', 'bencana-non-alam'] as const;

export interface ForceMajeure {
  /** The party it struck; it has to tell the other. */
  readonly party: string;
  readonly nature: (typeof FORCE_MAJEURE_NATURES)[number];
  readonly happenedOn: CivilDate;
  readonly notifiedOn: CivilDate;
  /** The last day of it; `null` while it lasts. */
  readonly endedOn: CivilDate | null;
}

/** The last day to tell the other party of what happened on `happened`. */
export function noticeDueBy(agreement: Agreement, happened: CivilDate): CivilDate {
  return addDays(happened, agreement.duties.forceMajeure.noticeDays);
}

/** Whether the notice was given in time: on the last day it is. */
export function notifiedInTime(agreement: Agreement, event: ForceMajeure): boolean {
  return event.notifiedOn <= noticeDueBy(agreement, event.happenedOn);
}

/** Whether delay because of it is excused. */
export function excuses(agreement: Agreement, event: ForceMajeure): boolean {
  return notifiedInTime(agreement, event) || agreement.duties.forceMajeure.lateNotice === 'excuses';
}

/**
 * The window of a delivery that `from` owes, after the events that struck it: it closes on the day that gives as many
 * free days as the window has, or, where lost days are not made up, on the first free day from its close on.
 *
 * Returns: `'suspended'` while an event that struck it lasts.
 * Deterministic: what was told after `today` is not counted.
 * Cost: one step for each day.
 */
export function windowAfter(
  agreement: Agreement,
  from: string,
  window: DaySpan,
  events: readonly ForceMajeure[],
  today: CivilDate,
): DaySpan | 'suspended' {
  const struck = events.filter(
    (event) => event.party === from && event.notifiedOn <= today && excuses(agreement, event),
  );
  const madeUp = agreement.duties.forceMajeure.daysLost === 'are-made-up';
  let day = madeUp ? window.opens : window.closes;
  let wanted = madeUp ? daysBetween(window.opens, window.closes) + 1 : 1;
  for (; ; day = addDays(day, 1)) {
    const here = struck.filter(
      ({ happenedOn, endedOn }) => happenedOn <= day && (endedOn === null || day <= endedOn),
    );
    if (here.some(({ endedOn }) => endedOn === null)) return 'suspended';
    if (here.length === 0) wanted -= 1;
    if (wanted === 0) return { opens: window.opens, closes: day };
  }
}
