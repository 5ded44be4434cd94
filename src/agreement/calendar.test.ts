import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { parseAgreement } from './agreement.ts';
import { deliveriesDue } from './calendar.ts';
import {
  addDays,
  addMonths,
  type CivilDate,
  civilDate,
  civilDateAt,
  daysBetween,
  isCivilDate,
  weekdayOf,
} from './civil-date.ts';
import { inTerm } from './term.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const anyDay = fc.integer({ min: 0, max: 9000 }).map((offset) => addDays(day('2019-12-31'), offset));

describe('calendar days', () => {
  it('exist or are refused', () => {
    expect(['2024-02-29', '2000-02-29', '2026-12-31'].every(isCivilDate)).toBe(true);
    expect(
      ['2025-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-1', ''].some(
        isCivilDate,
      ),
    ).toBe(false);
    expect(() => civilDate('31-12-2026')).toThrow('date-not-valid');
  });

  it('add months to the end of a shorter month', () => {
    expect(addMonths(day('2024-02-29'), 12)).toBe('2025-02-28');
    expect(addMonths(day('2025-10-31'), 4)).toBe('2026-02-28');
    expect(addMonths(day('2025-12-15'), 1)).toBe('2026-01-15');
  });

  it('know their weekday and how far they are apart', () => {
    expect(['2025-04-22', '2026-11-23', '2000-01-01', '1900-01-01'].map((d) => weekdayOf(day(d)))).toEqual([
      1, 0, 5, 0,
    ]);
    expect(daysBetween(day('2024-02-28'), day('2024-03-01'))).toBe(2);
    expect(daysBetween(day('2026-01-01'), day('2025-01-01'))).toBe(-365);
  });

  it('turn at midnight in Jakarta, not in Greenwich', () => {
    const midnight = Date.UTC(2026, 0, 7, 17, 0, 0);
    expect(civilDateAt(midnight - 1, 420)).toBe('2026-01-07');
    expect(civilDateAt(midnight, 420)).toBe('2026-01-08');
  });
});

describe('deliveries', () => {
  const days = (from: string, to: string) => deliveriesDue(() => agreement, day(from), day(to));

  it('are due in the second week of January and of July, both ways', () => {
    expect(days('2026-01-01', '2026-12-31')).toEqual([
      {
        id: 'lampiran-1/2026-01',
        annex: 'Lampiran 1',
        from: 'kp2mi',
        to: 'bps',
        opens: '2026-01-08',
        closes: '2026-01-14',
        newestRound: null,
      },
      {
        id: 'lampiran-2/2026-01',
        annex: 'Lampiran 2',
        from: 'bps',
        to: 'kp2mi',
        opens: '2026-01-08',
        closes: '2026-01-14',
        newestRound: 'Sakernas 2025-08',
      },
      {
        id: 'lampiran-1/2026-07',
        annex: 'Lampiran 1',
        from: 'kp2mi',
        to: 'bps',
        opens: '2026-07-08',
        closes: '2026-07-14',
        newestRound: null,
      },
      {
        id: 'lampiran-2/2026-07',
        annex: 'Lampiran 2',
        from: 'bps',
        to: 'kp2mi',
        opens: '2026-07-08',
        closes: '2026-07-14',
        newestRound: 'Sakernas 2026-02',
      },
    ]);
  });

  it('are ten in the whole term, July 2025 to January 2030', () => {
    const windows = [...new Set(days('2000-01-01', '2099-12-31').map(({ opens }) => opens))];
    expect(windows).toHaveLength(10);
    expect([windows[0], windows[9]]).toEqual(['2025-07-08', '2030-01-08']);
  });

  it('count a window whose first or last day alone is asked for', () => {
    expect(days('2026-01-14', '2026-01-14')).toHaveLength(2);
    expect(days('2026-01-08', '2026-01-08')).toHaveLength(2);
    expect(days('2026-01-15', '2026-07-07')).toEqual([]);
    expect(days('2026-12-31', '2026-01-01')).toEqual([]);
  });

  it('follow the window of the spec, not a constant', () => {
    const { window } = agreement.deliveries;
    const moved = {
      ...agreement,
      deliveries: {
        ...agreement.deliveries,
        months: [3],
        window: { ...window, rule: { kind: 'days' as const, first: 1, last: 7 } },
      },
    };
    expect(
      deliveriesDue(() => moved, day('2026-01-01'), day('2026-12-31')).map(({ opens }) => opens),
    ).toEqual(['2026-03-01', '2026-03-01']);
  });

  it('are not moved by what takes effect after their month has begun', () => {
    const { window } = agreement.deliveries;
    const iso = {
      ...agreement,
      deliveries: { ...agreement.deliveries, window: { ...window, rule: { kind: 'iso-week' as const } } },
    };
    const due = (from: string) =>
      deliveriesDue((d) => (d >= from ? iso : agreement), day('2026-01-01'), day('2026-12-31'))
        .filter(({ annex }) => annex === 'Lampiran 1')
        .map(({ opens }) => opens);
    expect(due('2026-01-01')).toEqual(['2026-01-05', '2026-07-06']);
    expect(due('2026-01-02')).toEqual(['2026-01-08', '2026-07-06']);
    expect(due('2026-07-01')).toEqual(['2026-01-08', '2026-07-06']);
    expect(due('2026-07-02')).toEqual(['2026-01-08', '2026-07-08']);
  });

  it('hold other periods that the parties agreed on, in their place', () => {
    const more = {
      ...agreement,
      deliveries: {
        ...agreement.deliveries,
        others: [
          { duty: 'lampiran-2', opens: day('2026-03-02'), closes: day('2026-03-06'), agreedIn: 'KSP-1' },
          { duty: 'lampiran-1', opens: day('2031-03-02'), closes: day('2031-03-06'), agreedIn: 'KSP-1' },
        ],
      },
    };
    const due = deliveriesDue(() => more, day('2026-01-01'), day('2099-12-31'));
    expect(due.slice(0, 4).map(({ id }) => id)).toEqual([
      'lampiran-1/2026-01',
      'lampiran-2/2026-01',
      'lampiran-2/2026-03-02',
      'lampiran-1/2026-07',
    ]);
    expect(due[2]).toMatchObject({ from: 'bps', to: 'kp2mi', closes: '2026-03-06' });
    expect(due.some(({ opens }) => opens > '2030-04-21')).toBe(false);
  });

  it('name the newest survey round that is out by then, and none where the spec names none', () => {
    const rounds = days('2026-07-01', '2027-01-31').map(({ newestRound }) => newestRound);
    expect(rounds).toEqual([null, 'Sakernas 2026-02', null, 'Sakernas 2026-08']);
  });

  it('agree with going through every day of the span one by one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 800 }), (from, length) => {
        const to = addDays(from, length);
        const seen = new Set<string>();
        for (let d: CivilDate = from; d <= to; d = addDays(d, 1)) {
          const second = Number(d.slice(8)) >= 8 && Number(d.slice(8)) <= 14;
          const month = d.slice(5, 7);
          if (inTerm(agreement, d) && second && (month === '01' || month === '07')) seen.add(d.slice(0, 7));
        }
        const due = new Set(deliveriesDue(() => agreement, from, to).map(({ opens }) => opens.slice(0, 7)));
        expect([...due]).toEqual([...seen]);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
