import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { type Agreement, parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { type ConsentRecord, consentFor } from './consent.ts';

const agreement = parseAgreement(pks2025);
const today = civilDate('2026-01-10');
const problemOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.facts];
    throw error;
  }
};

describe('consent to disclose', () => {
  const consent: ConsentRecord = {
    id: 'con-1',
    givenBy: 'kp2mi',
    letterNumber: 'B.9',
    givenOn: civilDate('2026-01-05'),
    receiver: 'Kementerian Sosial',
    covers: ['release/rel-1', 'release/rel-2'],
    validUntil: civilDate('2026-06-30'),
    withdrawnOn: null,
  };
  const ask = (change: Partial<ConsentRecord>, receiver = 'Kementerian Sosial', day = '2026-06-30') =>
    problemOf(() =>
      consentFor(
        agreement,
        { giver: 'bps', receiver, what: ['release/rel-1'] },
        [{ ...consent, ...change }],
        civilDate(day),
      ),
    );
  const missing = ['consent-missing', { consentsOnRecord: 1 }];

  it('is not asked for a party and found for a third party until its last day', () => {
    expect(ask({}, 'bps')).toBeNull();
    expect(ask({})).toEqual(consent);
    expect(ask({ withdrawnOn: civilDate('2026-07-01') })).toMatchObject({ id: 'con-1' });
  });

  it('does not cover another receiver, other data, another day or a giver who is no party', () => {
    expect(ask({}, 'Bappenas')).toEqual(missing);
    expect(ask({ covers: ['release/rel-2'] })).toEqual(missing);
    expect(ask({}, undefined, '2026-07-01')).toEqual(missing);
    expect(ask({}, undefined, '2026-01-04')).toEqual(missing);
    expect(ask({ withdrawnOn: civilDate('2026-06-30') })).toEqual(missing);
    expect(ask({ givenBy: 'Bappenas' })).toEqual(missing);
    expect(
      problemOf(() =>
        consentFor(
          agreement,
          { giver: 'bps', receiver: consent.receiver, what: ['release/rel-1', 'release/rel-9'] },
          [consent],
          today,
        ),
      ),
    ).toEqual(missing);
  });

  it('is the first on record of those that allow it', () => {
    const second = { ...consent, id: 'con-2' };
    const disclosure = { giver: 'bps', receiver: consent.receiver, what: ['release/rel-1'] };
    expect(consentFor(agreement, disclosure, [second, consent], today)?.id).toBe('con-2');
  });

  it("counts the giver's own consent only where the parties read the text so", () => {
    const own = [{ ...consent, givenBy: 'bps' }];
    const disclosure = { giver: 'bps', receiver: consent.receiver, what: ['release/rel-1'] };
    const strict: Agreement = {
      ...agreement,
      duties: {
        ...agreement.duties,
        disclosure: { ...agreement.duties.disclosure, consentFrom: 'not-the-giver' },
      },
    };
    expect(consentFor(agreement, disclosure, own, today)?.id).toBe('con-1');
    expect(problemOf(() => consentFor(strict, disclosure, own, today))).toEqual(missing);
    expect(consentFor(strict, disclosure, [consent], today)?.id).toBe('con-1');
  });
});
