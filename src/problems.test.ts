import { describe, expect, it } from 'vitest';
import { label } from './problems.ts';

describe('label', () => {
  it.each([
    '3171234509870001',
    '31712345098700013171234509870001',
    '3171234509870001'.repeat(4),
    'nik 3171234509870001',
    'A1234567',
    'two\nlines',
    'x'.repeat(201),
  ])('withholds %j', (text) => expect(label(text)).toBe('<withheld>'));

  it.each(['nik', 'exact:name-date', 'ab'.repeat(32), '00000000000000a0'.repeat(2), 'BAST-3/2026'])(
    'keeps %j',
    (text) => expect(label(text)).toBe(text),
  );
});
