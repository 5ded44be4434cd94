import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { type Agreement, parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import {
  ACTS,
  extensionDue,
  extensionReminderFrom,
  inTerm,
  lastDayOfTerm,
  mayBeDone,
  requireMayBeDone,
  termStateOn,
} from './term.ts';

const agreement = parseAgreement(pks2025);
const day = civilDate;
const withTerm = (term: Partial<Agreement['term']>): Agreement => ({
  ...agreement,
  term: { ...agreement.term, ...term },
});

describe('the term', () => {
  it('runs five years from the day of signing', () => {
    expect(lastDayOfTerm(agreement)).toBe('2030-04-21');
    const days = ['2025-04-21', '2025-04-22', '2030-04-21', '2030-04-22'].map(day);
    expect(days.map((d) => inTerm(agreement, d))).toEqual([false, true, true, false]);
    expect(days.map((d) => termStateOn(agreement, d))).toEqual([
      'not-yet-in-force',
      'in-force',
      'in-force',
      'ended',
    ]);
  });

  it('is moved by an extension, and ended early by consent', () => {
    const extensions = [{ addendum: 'ADD-1', agreedOn: day('2030-03-01'), until: day('2035-04-21') }];
    expect(lastDayOfTerm(withTerm({ extensions }))).toBe('2035-04-21');
    expect(lastDayOfTerm(withTerm({ terminatedFrom: day('2027-01-01') }))).toBe('2026-12-31');
    expect(lastDayOfTerm(withTerm({ extensions, terminatedFrom: day('2031-01-01') }))).toBe('2030-12-31');
  });

  it('asks for an extension from six months before its end, and not once it has ended', () => {
    expect(extensionReminderFrom(agreement)).toBe('2029-10-21');
    const days = ['2029-10-20', '2029-10-21', '2030-04-21', '2030-04-22'].map(day);
    expect(days.map((d) => extensionDue(agreement, d))).toEqual([false, true, true, false]);
  });

  it('lets nothing be disclosed once it has ended, and keeps what protects open', () => {
    const after = day('2030-04-22');
    expect(ACTS.filter((act) => mayBeDone(agreement, act, after))).toEqual([
      'record-receipt',
      'withdraw-consent',
      'give-notice',
    ]);
    expect(ACTS.filter((act) => mayBeDone(agreement, act, day('2025-04-21')))).toEqual([]);
    expect(ACTS.every((act) => mayBeDone(agreement, act, day('2030-04-21')))).toBe(true);
    expect(() => requireMayBeDone(agreement, 'hand-over', after)).toThrow(DomainError);
    expect(() => requireMayBeDone(agreement, 'withdraw-consent', after)).not.toThrow();
  });
});
