import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { type Agreement, parseAgreement } from './agreement.ts';
import { addDays, type CivilDate, civilDate, daysBetween } from './civil-date.ts';
import { excuses, type ForceMajeure, noticeDueBy, notifiedInTime, windowAfter } from './force-majeure.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const ruled = (change: Partial<Agreement['duties']['forceMajeure']>): Agreement => ({
  ...agreement,
  duties: { ...agreement.duties, forceMajeure: { ...agreement.duties.forceMajeure, ...change } },
});
const event = (from: string, to: string | null, change: Partial<ForceMajeure> = {}): ForceMajeure => ({
  party: 'bps',
  nature: 'bencana-alam',
  happenedOn: day(from),
  notifiedOn: day(from),
  endedOn: to === null ? null : day(to),
  ...change,
});
const window = { opens: day('2026-01-08'), closes: day('2026-01-14') };
const closing = (events: readonly ForceMajeure[], by: Agreement = agreement, today = '2027-01-01') => {
  const moved = windowAfter(by, 'bps', window, events, day(today));
  return moved === 'suspended' ? moved : moved.closes;
};

describe('force majeure', () => {
  it('gives fourteen days for notice of force majeure', () => {
    expect(noticeDueBy(agreement, day('2026-02-20'))).toBe('2026-03-06');
    const told = (on: string) =>
      notifiedInTime(agreement, event('2026-02-20', null, { notifiedOn: day(on) }));
    expect([told('2026-02-20'), told('2026-03-06'), told('2026-03-07')]).toEqual([true, true, false]);
  });

  it('excuses nothing when told late, unless the parties agree that it does', () => {
    const late = event('2026-01-01', '2026-01-10', { notifiedOn: day('2026-01-16') });
    expect([excuses(agreement, late), excuses(ruled({ lateNotice: 'excuses' }), late)]).toEqual([
      false,
      true,
    ]);
    expect(closing([late])).toBe('2026-01-14');
    expect(closing([late], ruled({ lateNotice: 'excuses' }))).toBe('2026-01-17');
  });

  it('moves a window by the days it took out of it', () => {
    expect(closing([])).toBe('2026-01-14');
    expect(closing([event('2026-01-10', '2026-01-12')])).toBe('2026-01-17');
    expect(closing([event('2025-12-01', '2026-01-10')])).toBe('2026-01-17');
    expect(closing([event('2025-12-01', '2026-01-07')])).toBe('2026-01-14');
    expect(closing([event('2026-01-14', '2026-01-20')])).toBe('2026-01-21');
    expect(closing([event('2026-01-15', '2026-01-20')])).toBe('2026-01-14');
    expect(closing([event('2026-01-01', '2026-02-28')])).toBe('2026-03-07');
    expect(closing([event('2026-01-09', '2026-01-12'), event('2026-01-11', '2026-01-13')])).toBe(
      '2026-01-19',
    );
  });

  it('closes on the first free day where lost days are not made up', () => {
    const plain = ruled({ daysLost: 'are-not-made-up' });
    expect(closing([event('2026-01-10', '2026-01-12')], plain)).toBe('2026-01-14');
    expect(closing([event('2026-01-10', '2026-01-20')], plain)).toBe('2026-01-21');
    expect(closing([event('2026-01-10', null)], plain)).toBe('suspended');
  });

  it('suspends what is due while it lasts, and drops nothing', () => {
    expect(closing([event('2026-01-12', null)])).toBe('suspended');
    expect(closing([event('2026-01-15', null)])).toBe('2026-01-14');
  });

  it('is that of the giver alone, and counts from the day it was told', () => {
    expect(closing([event('2026-01-10', null, { party: 'kp2mi' })])).toBe('2026-01-14');
    const told = event('2026-01-10', '2026-01-12', { notifiedOn: day('2026-01-20') });
    expect(closing([told], agreement, '2026-01-19')).toBe('2026-01-14');
    expect(closing([told], agreement, '2026-01-20')).toBe('2026-01-17');
  });

  it('leaves as many free days as the window has, the last one among them', () => {
    const some = fc.record({
      from: fc.integer({ min: -20, max: 20 }),
      length: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 5 }), (list) => {
        const events = list.map(({ from, length }) => {
          const begins = addDays(window.opens, from);
          return event(begins, addDays(begins, length));
        });
        const closes = closing(events) as CivilDate;
        const free: CivilDate[] = [];
        for (let d: CivilDate = window.opens; d <= closes; d = addDays(d, 1))
          if (!events.some(({ happenedOn, endedOn }) => happenedOn <= d && d <= endedOn!)) free.push(d);
        expect(free.length).toBe(daysBetween(window.opens, window.closes) + 1);
        expect(free.at(-1)).toBe(closes);
      }),
      { seed: 10, numRuns: 300 },
    );
  });
});
