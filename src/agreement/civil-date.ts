/**
 * Calendar days without clock or time zone: text `YYYY-MM-DD` of the Gregorian calendar, compared as text.
 *
 * Edge: years 0001 to 9999. 29 February plus a year that has none is 28 February.
 */
import { DomainError } from '../problems.ts';

declare const civilDateBrand: unique symbol;
/** A day that exists, as `YYYY-MM-DD`. `<` and `===` on the text are `before` and `same day`. */
export type CivilDate = string & { readonly [civilDateBrand]: true };

const DAY = 86_400_000;

/** Whether `text` is a day that exists, written `YYYY-MM-DD`. */
export function isCivilDate(text: string): text is CivilDate {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The only door to a `CivilDate`. @throws DomainError `date-not-valid`; the text itself is not repeated. */
export function civilDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new DomainError('date-not-valid');
  return text;
}

export function dateOf(year: number, month: number, day: number): CivilDate {
  const pad = (n: number, length: number) => String(n).padStart(length, '0');
  return civilDate(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`);
}

export function partsOf(date: CivilDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

/** The day on which an instant falls at a fixed offset from UTC. WIB is +420 minutes, all year. */
export function civilDateAt(epochMilliseconds: number, utcOffsetMinutes: number): CivilDate {
  return civilDate(new Date(epochMilliseconds + utcOffsetMinutes * 60_000).toISOString().slice(0, 10));
}

export function addDays(date: CivilDate, days: number): CivilDate {
  const { year, month, day } = partsOf(date);
  return civilDate(new Date(Date.UTC(year, month - 1, day) + days * DAY).toISOString().slice(0, 10));
}

/** Days since Monday: 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: CivilDate): number {
  const { year, month, day } = partsOf(date);
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

/** Days from `from` to `to`: 0 for one day, 1 for the next, negative where `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  const at = ({ year, month, day }: ReturnType<typeof partsOf>) => Date.UTC(year, month - 1, day);
  return (at(partsOf(to)) - at(partsOf(from))) / DAY;
}

/** The same day `months` later, or the last day of that month where it is shorter. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1];
  return dateOf(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
