import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { type ConsentRecord, consentFor, type RunRequestInput, validateRunRequest } from './request.ts';

const agreement = parseAgreement(pks2025);
const today = civilDate('2026-01-10');
const input: RunRequestInput = {
  requester: 'kp2mi',
  letterNumber: ' B.1004/02/2026 ',
  purpose: 'Kepemilikan rumah',
  dpiaReference: 'DPIA-3',
  flags: ['desil', 'status_rumah'],
};
const problemOf = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.facts];
    throw error;
  }
};

describe('a run request', () => {
  it('keeps letter, purpose, DPIA and flags, trimmed', () => {
    expect(validateRunRequest(agreement, input, today)).toEqual({ ...input, letterNumber: 'B.1004/02/2026' });
  });

  it.each([
    ['letterNumber', { letterNumber: '  ' }],
    ['purpose', { purpose: '' }],
    ['dpiaReference', { dpiaReference: '\t' }],
    ['flags', { flags: [] }],
    ['flags', { flags: ['desil', ' '] }],
    ['flags', { flags: ['desil', 'desil '] }],
  ])('is refused without %s', (name, change) => {
    expect(problemOf(() => validateRunRequest(agreement, { ...input, ...change }, today))).toEqual([
      'run-request-incomplete',
      { missing: [name] },
    ]);
  });

  it('is refused outside the term and from somebody who is no party', () => {
    expect(problemOf(() => validateRunRequest(agreement, input, civilDate('2030-04-22')))).toEqual([
      'agreement-not-in-force',
      { from: '2025-04-22', until: '2030-04-21' },
    ]);
    expect(problemOf(() => validateRunRequest(agreement, { ...input, requester: 'x' }, today))).toEqual([
      'not-a-party',
      { parties: ['bps', 'kp2mi'] },
    ]);
  });
});

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
      consentFor(agreement, receiver, ['release/rel-1'], [{ ...consent, ...change }], civilDate(day)),
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
        consentFor(agreement, consent.receiver, ['release/rel-1', 'release/rel-9'], [consent], today),
      ),
    ).toEqual(missing);
  });
});
