import { describe, expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { type RunRequestInput, validateRunRequest } from './request.ts';

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
