import { expect, it } from 'vitest';
import { SeenValues } from './seen-values.ts';

it('tells a value that was added before from one that was not, as a set does, through all its growth', () => {
  const seen = new SeenValues();
  const plain = new Set<string>();
  for (let i = 0; i < 20_000; i++) {
    const text = `EPMI-${(i * 48_271) % 15_013}`;
    expect(seen.add(text)).toBe(plain.has(text));
    plain.add(text);
  }
  expect(plain.size).toBe(15_013);
});

it('tells apart what differs in one place, in case, or in order', () => {
  const seen = new SeenValues();
  for (const text of ['', 'a', 'A', 'ab', 'ba', 'aa', 'a ', ' a', '0', '00'])
    expect(seen.add(text)).toBe(false);
  expect(seen.add('ab')).toBe(true);
});
