import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { deliveryStates, type Receipt } from './delivery-state.ts';
import type { ForceMajeure } from './force-majeure.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const flood: ForceMajeure = {
  party: 'kp2mi',
  nature: 'bencana-alam',
  happenedOn: day('2026-01-11'),
  notifiedOn: day('2026-01-12'),
  endedOn: null,
};
/** States of Lampiran 1 and Lampiran 2 of January 2026. */
const states = (today: string, receipts: readonly Receipt[] = [], events: readonly ForceMajeure[] = []) =>
  deliveryStates(() => agreement, day('2026-01-01'), day('2026-01-31'), receipts, events, day(today)).map(
    ({ state, dueBy }) => `${state} ${dueBy}`,
  );

describe('the state of a delivery', () => {
  it('is open on the last day, and overdue the day after', () => {
    expect(states('2026-01-07')[0]).toBe('upcoming 2026-01-14');
    expect(states('2026-01-08')[0]).toBe('open 2026-01-14');
    expect(states('2026-01-14')).toEqual(['open 2026-01-14', 'open 2026-01-14']);
    expect(states('2026-01-15')).toEqual(['overdue 2026-01-14', 'overdue 2026-01-14']);
  });

  it('is received once its receiver said so, early, in time or late', () => {
    const got = (on: string): Receipt[] => [{ delivery: 'lampiran-2/2026-01', receivedOn: day(on) }];
    expect(states('2026-02-01', got('2026-01-02'))).toEqual(['overdue 2026-01-14', 'received 2026-01-14']);
    expect(states('2026-02-01', got('2026-01-14'))[1]).toBe('received 2026-01-14');
    expect(states('2026-02-01', got('2026-01-15'))[1]).toBe('received-late 2026-01-14');
    const twice = [...got('2026-01-20'), ...got('2026-01-10')];
    expect(states('2026-02-01', twice)[1]).toBe('received 2026-01-14');
  });

  it('is not overdue while force majeure lasts', () => {
    expect(states('2026-02-20', [], [flood])).toEqual(['suspended null', 'overdue 2026-01-14']);
    const over = { ...flood, endedOn: day('2026-02-20') };
    expect(states('2026-02-24', [], [over])[0]).toBe('open 2026-02-24');
    expect(states('2026-02-25', [], [over])[0]).toBe('overdue 2026-02-24');
    const late = [{ delivery: 'lampiran-1/2026-01', receivedOn: day('2026-02-24') }];
    expect(states('2026-03-01', late, [over])[0]).toBe('received 2026-02-24');
  });
});
