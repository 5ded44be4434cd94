import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { type Agreement, parseAgreement } from './agreement.ts';
import {
  deliveriesDue,
  forceMajeureNoticeBy,
  inTerm,
  lastDayOfTerm,
  nextReview,
  retentionEnds,
} from './calendar.ts';
import { addDays, addMonths, type CivilDate, civilDate, civilDateAt, isCivilDate } from './civil-date.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const withTerm = (term: Partial<Agreement['term']>): Agreement => ({
  ...agreement,
  term: { ...agreement.term, ...term },
});
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

  it('turn at midnight in Jakarta, not in Greenwich', () => {
    const midnight = Date.UTC(2026, 0, 7, 17, 0, 0);
    expect(civilDateAt(midnight - 1, 420)).toBe('2026-01-07');
    expect(civilDateAt(midnight, 420)).toBe('2026-01-08');
  });
});

describe('the term', () => {
  it('runs five years from the day of signing', () => {
    expect(lastDayOfTerm(agreement)).toBe('2030-04-21');
    expect(
      ['2025-04-21', '2025-04-22', '2030-04-21', '2030-04-22'].map((d) => inTerm(agreement, day(d))),
    ).toEqual([false, true, true, false]);
  });

  it('is moved by an addendum, and ended early by consent', () => {
    const extended = withTerm({
      extensions: [{ addendum: 'ADD-1', agreedOn: day('2030-03-01'), until: day('2035-04-21') }],
    });
    expect(lastDayOfTerm(extended)).toBe('2035-04-21');
    expect(lastDayOfTerm(withTerm({ terminatedFrom: day('2027-01-01') }))).toBe('2026-12-31');
  });
});

describe('deliveries', () => {
  const days = (from: string, to: string) => deliveriesDue(agreement, day(from), day(to));

  it('are due in the second week of January and of July, both ways', () => {
    expect(days('2026-01-01', '2026-12-31')).toEqual([
      {
        id: 'lampiran-1/2026-01',
        annex: 'Lampiran 1',
        from: 'kp2mi',
        to: 'bps',
        opens: '2026-01-08',
        closes: '2026-01-14',
      },
      {
        id: 'lampiran-2/2026-01',
        annex: 'Lampiran 2',
        from: 'bps',
        to: 'kp2mi',
        opens: '2026-01-08',
        closes: '2026-01-14',
      },
      {
        id: 'lampiran-1/2026-07',
        annex: 'Lampiran 1',
        from: 'kp2mi',
        to: 'bps',
        opens: '2026-07-08',
        closes: '2026-07-14',
      },
      {
        id: 'lampiran-2/2026-07',
        annex: 'Lampiran 2',
        from: 'bps',
        to: 'kp2mi',
        opens: '2026-07-08',
        closes: '2026-07-14',
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
      deliveries: { ...agreement.deliveries, months: [3], window: { ...window, firstDay: 1, lastDay: 7 } },
    };
    expect(deliveriesDue(moved, day('2026-01-01'), day('2026-12-31')).map(({ opens }) => opens)).toEqual([
      '2026-03-01',
      '2026-03-01',
    ]);
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
        const due = new Set(deliveriesDue(agreement, from, to).map(({ opens }) => opens.slice(0, 7)));
        expect([...due]).toEqual([...seen]);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe('review, notice and retention', () => {
  it('is due a year after the signing and then a year after the last review', () => {
    expect(nextReview(agreement, [], day('2026-04-22'))).toEqual({ due: '2026-04-22', overdue: false });
    expect(nextReview(agreement, [], day('2026-04-23'))).toEqual({ due: '2026-04-22', overdue: true });
    const held = [day('2026-02-10'), day('2025-11-03')];
    expect(nextReview(agreement, held, day('2026-06-01'))).toEqual({ due: '2027-02-10', overdue: false });
  });

  it('does not count a planned review, and asks for none after the term', () => {
    expect(nextReview(agreement, [day('2026-12-01')], day('2026-05-01'))?.overdue).toBe(true);
    expect(nextReview(agreement, [day('2029-06-01')], day('2029-07-01'))).toBeNull();
  });

  it('gives fourteen days for notice of force majeure', () => {
    expect(forceMajeureNoticeBy(agreement, day('2026-02-20'))).toBe('2026-03-06');
  });

  it('counts retention from the hand-over', () => {
    expect(retentionEnds(agreement, day('2026-01-12'))).toBe('2026-07-11');
  });
});
