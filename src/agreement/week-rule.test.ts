import { describe, expect, it } from 'vitest';
import { addDays, type CivilDate, dateOf, daysBetween, partsOf, weekdayOf } from './civil-date.ts';
import { secondWeek, type WeekRule } from './week-rule.ts';

const WEEKS: readonly WeekRule[] = [
  { kind: 'calendar-week', startsOn: 'monday' },
  { kind: 'calendar-week', startsOn: 'sunday' },
  { kind: 'full-week', startsOn: 'monday' },
  { kind: 'full-week', startsOn: 'sunday' },
  { kind: 'iso-week' },
];
/** Every month of 40 years: each kind of year, leap or not, beginning on each weekday, is among them. */
const MONTHS = Array.from({ length: 480 }, (_, i) => [2000 + Math.floor(i / 12), (i % 12) + 1] as const);
const spans = (rule: WeekRule, year: number, month: number) => Object.values(secondWeek(rule, year, month));

describe('the second week of a month', () => {
  it('is what a calendar on the wall shows, in months that begin on each weekday', () => {
    // January 2026 begins on a Thursday, February on a Sunday, June on a Monday, August on a Saturday.
    const opens = (rule: WeekRule) =>
      [1, 2, 6, 8].map((month) => secondWeek(rule, 2026, month).opens.slice(8)).join(' ');
    expect(WEEKS.map(opens)).toEqual([
      '05 02 08 03',
      '04 08 07 02',
      '12 09 08 10',
      '11 08 14 09',
      '05 09 08 10',
    ]);
    expect(spans({ kind: 'days', first: 8, last: 14 }, 2026, 1)).toEqual(['2026-01-08', '2026-01-14']);
  });

  it.each(WEEKS)('is seven days of one month that begin on the first day of a week: %j', (rule) => {
    const first = 'startsOn' in rule && rule.startsOn === 'sunday' ? 6 : 0;
    for (const [year, month] of MONTHS) {
      const { opens, closes } = secondWeek(rule, year, month);
      expect([weekdayOf(opens), daysBetween(opens, closes)]).toEqual([first, 6]);
      expect([partsOf(opens).month, partsOf(closes).month]).toEqual([month, month]);
    }
  });

  it('is the second of the weeks found by going through the month day by day', () => {
    for (const rule of WEEKS)
      for (const [year, month] of MONTHS)
        expect(secondWeek(rule, year, month).opens).toBe(slow(rule, year, month));
  });

  it('is week 2 of the year in January, where weeks are counted as ISO 8601 does', () => {
    for (let year = 2000; year < 2400; year++) {
      const { opens, closes } = secondWeek({ kind: 'iso-week' }, year, 1);
      // The Thursday of week 1 is the first of the year: between the 1st and the 7th of January.
      expect(daysBetween(dateOf(year, 1, 1), addDays(opens, 3))).toBeGreaterThanOrEqual(7);
      expect(daysBetween(dateOf(year, 1, 1), addDays(opens, 3))).toBeLessThan(14);
      expect(closes.slice(0, 7)).toBe(`${year}-01`);
    }
  });
});

/** By listing every week that has a day in the month, and dropping first ones that do not count. */
function slow(rule: WeekRule, year: number, month: number): CivilDate {
  if (rule.kind === 'days') throw new Error('not a week');
  const startsOn = rule.kind === 'iso-week' || rule.startsOn === 'monday' ? 0 : 6;
  const weeks: CivilDate[][] = [];
  for (let d = addDays(dateOf(year, month, 1), -6); weeks.length < 7; d = addDays(d, 1)) {
    if (weekdayOf(d) === startsOn) weeks.push([]);
    weeks.at(-1)?.push(d);
  }
  const inMonth = (d: CivilDate) => partsOf(d).month === month;
  const counts = (week: CivilDate[]) => {
    if (rule.kind === 'calendar-week') return week.some(inMonth);
    if (rule.kind === 'full-week') return week.every(inMonth);
    return week.some((d) => weekdayOf(d) === 3 && inMonth(d));
  };
  return weeks.filter(counts)[1]![0]!;
}
