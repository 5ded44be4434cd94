/**
 * Which days "minggu kedua" (the second week) of a month are. The agreement does not say; the rule is a parameter.
 *
 * - `days`: days of the month by number, wherever weekends fall.
 * - `calendar-week`: the second row of a wall calendar; the first row is the one that holds day 1, however short.
 * - `full-week`: the second week all of whose days lie in the month.
 * - `iso-week`: the second week as ISO 8601 counts weeks of a year: the first is the one with the first Thursday.
 *
 * Unit:   the last three are seven days, from Monday, or from Sunday where the rule says so (ISO: always Monday).
 * Source: Pasal 3 ayat (3); ISO 8601-1:2019 for the first week.
 */
import { z } from 'zod';
import { addDays, type CivilDate, dateOf, weekdayOf } from './civil-date.ts';

const startsOn = z.enum(['monday', 'sunday']);

export const weekRule = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('days'),
    first: z.int().min(1).max(28),
    last: z.int().min(1).max(28),
  }),
  z.strictObject({ kind: z.literal('calendar-week'), startsOn }),
  z.strictObject({ kind: z.literal('full-week'), startsOn }),
  z.strictObject({ kind: z.literal('iso-week') }),
]);
export type WeekRule = z.infer<typeof weekRule>;

/** First and last day of a span, both in it. */
export interface DaySpan {
  readonly opens: CivilDate;
  readonly closes: CivilDate;
}

/** The second week of a month by `rule`. Edge: always inside the month, whichever rule. */
export function secondWeek(rule: WeekRule, year: number, month: number): DaySpan {
  if (rule.kind === 'days')
    return { opens: dateOf(year, month, rule.first), closes: dateOf(year, month, rule.last) };
  const first = dateOf(year, month, 1);
  const opens = addDays(first, 7 - daysIntoFirstWeek(rule, first));
  return { opens, closes: addDays(opens, 6) };
}

/** How many days of the month's first week lie before day 1; negative where that week begins after day 1. */
function daysIntoFirstWeek(rule: Exclude<WeekRule, { kind: 'days' }>, first: CivilDate): number {
  const monday = weekdayOf(first);
  const into = rule.kind !== 'iso-week' && rule.startsOn === 'sunday' ? (monday + 1) % 7 : monday;
  if (rule.kind === 'calendar-week') return into;
  if (rule.kind === 'full-week') return into === 0 ? 0 : into - 7;
  // Day 1 on Monday to Thursday: its week holds the first Thursday. Later: the next week does.
  return into <= 3 ? into : into - 7;
}
