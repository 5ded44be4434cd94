import { expect, it } from 'vitest';
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { parseAgreement } from './agreement.ts';
import { civilDate } from './civil-date.ts';
import { retentionEnds } from './retention.ts';

it('counts retention from the hand-over', () => {
  expect(retentionEnds(parseAgreement(pks2025), civilDate('2026-01-12'))).toBe('2026-07-11');
});
