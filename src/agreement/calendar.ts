/**
 * Which deliveries the agreement asks for in a span of days.
 *
 * Unit:   calendar days in the agreement's own time zone; every interval here includes both its ends. Days are not
 *         moved for weekends or holidays: the text knows no working days.
 * Deterministic: the present day comes from the caller.
 * Source: Pasal 3 ayat (3), Pasal 4 ayat (3) a and (4) a; which days the second week is: week-rule.ts.
 */
import type { Agreement } from './agreement.ts';
import { type CivilDate, dateOf, partsOf } from './civil-date.ts';
import { earliest, lastDayOfTerm, latest } from './term.ts';
import { secondWeek } from './week-rule.ts';

/** One party owes the other one annex within one window. */
export interface DueDelivery {
  /** Stable: duty and month, for instance `lampiran-2/2026-01`; with the first day for another agreed period. */
  readonly id: string;
  readonly annex: string;
  readonly from: string;
  readonly to: string;
  readonly opens: CivilDate;
  readonly closes: CivilDate;
  /** The newest survey round that is out by then, where the spec names one: `Sakernas 2025-08`. */
  readonly newestRound: string | null;
}

/** The agreement as it stands on a day: addenda may have changed it. */
export type AgreementOn = (day: CivilDate) => Agreement;

/**
 * The deliveries whose window has a day in common with `from` .. `to` and with the term, by day, then as the
 * duties are listed.
 * Edge: a window that begins before the signing or closes after the term is still due on the days inside. A semester
 *       week is that of the agreement as it stood on the first day of its month: an addendum moves no week before it.
 */
export function deliveriesDue(on: AgreementOn, from: CivilDate, to: CivilDate): DueDelivery[] {
  const agreement = on(to);
  const start = latest([from, agreement.term.signed]);
  const end = earliest([to, lastDayOfTerm(agreement)]);
  if (start > end) return [];
  const order = agreement.deliveries.duties.map(({ id }) => id);
  const rank = ({ id }: DueDelivery) => order.indexOf(id.split('/')[0] ?? '');
  return [...semesterWeeks(on, partsOf(start).year, partsOf(end).year), ...otherPeriods(agreement)]
    .filter(({ opens, closes }) => closes >= start && opens <= end)
    .sort((a, b) => (a.opens < b.opens ? -1 : a.opens > b.opens ? 1 : rank(a) - rank(b)));
}

function semesterWeeks(on: AgreementOn, firstYear: number, lastYear: number): DueDelivery[] {
  const due: DueDelivery[] = [];
  for (let year = firstYear; year <= lastYear; year += 1)
    for (let month = 1; month <= 12; month += 1) {
      const agreement = on(dateOf(year, month, 1));
      const { months, window, duties } = agreement.deliveries;
      if (!months.includes(month)) continue;
      const span = secondWeek(window.rule, year, month);
      for (const { id, annex, from, to } of duties)
        due.push({
          id: `${id}/${span.opens.slice(0, 7)}`,
          annex,
          from,
          to,
          ...span,
          newestRound: newestRound(agreement, id, year, month),
        });
    }
  return due;
}

function otherPeriods(agreement: Agreement): DueDelivery[] {
  const { others, duties } = agreement.deliveries;
  return others.flatMap(({ duty, opens, closes }) =>
    duties
      .filter(({ id }) => id === duty)
      .map(({ id, annex, from, to }) => ({
        id: `${id}/${opens}`,
        annex,
        from,
        to,
        opens,
        closes,
        newestRound: null,
      })),
  );
}

function newestRound({ deliveries }: Agreement, duty: string, year: number, month: number): string | null {
  const found = deliveries.newestRounds.find((each) => each.duty === duty && each.month === month);
  if (!found) return null;
  return `${found.series} ${year - found.yearsBack}-${String(found.roundMonth).padStart(2, '0')}`;
}
