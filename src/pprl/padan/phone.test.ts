import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalisePhone } from './phone.ts';

it.each([
  '081234567890',
  '0812-3456-7890',
  '+62 812 3456 7890',
  '6281234567890',
  '006281234567890',
  '+62 (0) 812 3456 7890',
  '0812/34567890',
])('%s is one number', (cell) => {
  expect(normalisePhone(cell)).toEqual({ value: '+6281234567890' });
});

it.each([
  ['81234567890', '+6281234567890', 'phone-unusual'],
  ['+85261234567', '+85261234567', undefined],
  ['00886912345678', '+886912345678', undefined],
  ['(021) 5550123', '+62215550123', undefined],
  ['-', '', undefined],
  ['', '', undefined],
  ['85261', '', 'phone-unusual'],
  ['0812345678901234567', '', 'phone-unusual'],
  ['081234567890, 081234567891', '', 'phone-unusual'],
  ['TIDAK ADA', '', 'phone-unusual'],
  ['0', '', 'phone-unusual'],
  ['8.1E+10', '', 'phone-unusual'],
])('%s is %s, %s', (cell, value, warning) => {
  expect(normalisePhone(cell)).toEqual(warning === undefined ? { value } : { value, warning });
});

it('is settled, and refuses nothing', () => {
  const cell = fc.oneof(
    fc.stringMatching(/^(0|62|\+62|00|\+|8)?[0-9 ()./-]{0,18}$/),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  );
  fc.assert(
    fc.property(cell, (text) => {
      const { value, problem } = normalisePhone(text);
      expect(problem).toBeUndefined();
      expect(normalisePhone(value)).toEqual({ value });
    }),
    { seed: 13, numRuns: 1000 },
  );
});
