/**
 * What the agreement asks for and when: term, semester deliveries, yearly review, notice of force majeure.
 *
 * Unit:   calendar days in the agreement's own time zone; every interval here includes both its ends.
 * Deterministic: the present day comes from the caller.
 * Source: Pasal 3 (3), 7, 9 (2) and 10 (3); the days of the second week are a parameter, not in the text.
 */
import type { Agreement } from './agreement.ts';
import { addDays, addMonths, type CivilDate, dateOf, partsOf } from './civil-date.ts';

/** The last day on which the agreement holds: the day before the anniversary, an extension, or termination. */
export function lastDayOfTerm(agreement: Agreement): CivilDate {
  const { signed, years, extensions, terminatedFrom } = agreement.term;
  const agreed = addDays(addMonths(signed, years * 12), -1);
  const extended = latest([agreed, ...extensions.map(({ until }) => until)]);
  if (terminatedFrom === null) return extended;
  const ended = addDays(terminatedFrom, -1);
  return earliest([ended, extended]);
}

/** Whether the agreement holds on `day`. Edge: it holds on the day of signing and on its last day. */
export function inTerm(agreement: Agreement, day: CivilDate): boolean {
  return day >= agreement.term.signed && day <= lastDayOfTerm(agreement);
}

const earliest = (days: readonly [CivilDate, ...CivilDate[]]): CivilDate => [...days].sort()[0] ?? days[0];
const latest = (days: readonly [CivilDate, ...CivilDate[]]): CivilDate => [...days].sort().at(-1) ?? days[0];

/** One party owes the other one annex within one window. */
export interface DueDelivery {
  /** Stable: duty and month, for instance `lampiran-2/2026-01`. */
  readonly id: string;
  readonly annex: string;
  readonly from: string;
  readonly to: string;
  readonly opens: CivilDate;
  readonly closes: CivilDate;
}

/**
 * The deliveries whose window has a day in common with `from` .. `to` and with the term, by day, then as the
 * duties are listed.
 * Edge: a window that begins before the signing or closes after the term is still due on the days inside.
 */
export function deliveriesDue(agreement: Agreement, from: CivilDate, to: CivilDate): DueDelivery[] {
  const start = latest([from, agreement.term.signed]);
  const end = earliest([to, lastDayOfTerm(agreement)]);
  const due: DueDelivery[] = [];
  if (start > end) return due;
  const { months, window, duties } = agreement.deliveries;
  for (let year = partsOf(start).year; year <= partsOf(end).year; year += 1) {
    for (const month of [...months].sort((a, b) => a - b)) {
      const opens = dateOf(year, month, window.firstDay);
      const closes = dateOf(year, month, window.lastDay);
      if (closes < start || opens > end) continue;
      for (const { id, annex, from: giver, to: receiver } of duties)
        due.push({ id: `${id}/${opens.slice(0, 7)}`, annex, from: giver, to: receiver, opens, closes });
    }
  }
  return due;
}

export interface ReviewDue {
  readonly due: CivilDate;
  readonly overdue: boolean;
}

/**
 * When the next monitoring and evaluation is due: `everyMonths` after the last one held, or after the signing.
 * Edge:    reviews after `today` are plans and do not count. Due on the day itself is not overdue.
 * Returns: `null` when that day lies after the term.
 */
export function nextReview(
  agreement: Agreement,
  held: readonly CivilDate[],
  today: CivilDate,
): ReviewDue | null {
  const counted = held.filter((each) => each <= today && each >= agreement.term.signed);
  const last = latest([agreement.term.signed, ...counted]);
  const due = addMonths(last, agreement.duties.review.everyMonths);
  return due > lastDayOfTerm(agreement) ? null : { due, overdue: today > due };
}

/** The last day to tell the other party of force majeure that happened on `happened`. */
export function forceMajeureNoticeBy(agreement: Agreement, happened: CivilDate): CivilDate {
  return addDays(happened, agreement.duties.forceMajeure.noticeDays);
}

/** The day after which what was handed over on `handedOver` must be destroyed. */
export function retentionEnds(agreement: Agreement, handedOver: CivilDate): CivilDate {
  return addDays(handedOver, agreement.duties.retention.days);
}
