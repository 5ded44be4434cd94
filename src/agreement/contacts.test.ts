import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { type ContactChange, contactHistory, contactOn } from './contacts.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const change = (letterNumber: string, notifiedOn: string, validFrom: string): ContactChange => ({
  party: 'bps',
  letterNumber,
  notifiedOn: day(notifiedOn),
  validFrom: day(validFrom),
  contact: { function: letterNumber, person: null, address: 'Jakarta', phone: ['021 1'], email: 'a@b.go.id' },
});
const who = (changes: readonly ContactChange[], on: string) =>
  contactOn(agreement, 'bps', changes, day(on)).contact.function;
const OFFICE = 'Direktur Diseminasi Statistik';

describe('the contact of a party', () => {
  it('is the office of the agreement until a written notice names another', () => {
    const changes = [change('B.1', '2026-02-01', '2026-03-01')];
    expect(who([], '2029-01-01')).toBe(OFFICE);
    expect(who(changes, '2026-02-28')).toBe(OFFICE);
    expect(who(changes, '2026-03-01')).toBe('B.1');
    expect(who(changes, '2020-01-01')).toBe(OFFICE);
    expect(contactOn(agreement, 'kp2mi', changes, day('2026-03-01')).contact.email).toBe(
      'ses.pusdatin@bp2mi.go.id',
    );
  });

  it('counts a change from the day it was told, if that is later', () => {
    const changes = [change('B.1', '2026-02-10', '2026-01-01')];
    expect([who(changes, '2026-02-09'), who(changes, '2026-02-10')]).toEqual([OFFICE, 'B.1']);
    expect(contactHistory(agreement, 'bps', changes).map(({ from }) => from)).toEqual([
      '2025-04-22',
      '2026-02-10',
    ]);
  });

  it('keeps all there were, each until the next begins, whatever the order of the notices', () => {
    const changes = [
      change('B.3', '2026-06-01', '2026-06-01'),
      change('B.1', '2026-02-01', '2026-02-01'),
      change('B.2', '2026-02-01', '2026-02-01'),
    ];
    expect(
      contactHistory(agreement, 'bps', changes).map(({ letterNumber, from, before }) => [
        letterNumber,
        from,
        before,
      ]),
    ).toEqual([
      [null, '2025-04-22', '2026-02-01'],
      ['B.2', '2026-02-01', '2026-06-01'],
      ['B.3', '2026-06-01', null],
    ]);
  });

  it('is not changed by what was told after the day asked for', () => {
    const changes = [change('B.1', '2026-02-01', '2026-03-01'), change('B.2', '2026-03-05', '2026-03-01')];
    expect(who(changes, '2026-03-04')).toBe('B.1');
    expect(who(changes, '2026-03-05')).toBe('B.2');
  });

  it('refuses somebody who is no party', () => {
    expect(() => contactHistory(agreement, 'x', [])).toThrow('not-a-party');
  });
});
