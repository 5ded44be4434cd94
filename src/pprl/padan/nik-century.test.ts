import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nikFacts } from './identifiers.ts';
import { nikBirthYear } from './nik-century.ts';

const facts = (ddmmyy: string) => nikFacts(`350702${ddmmyy}0001`)!;

it.each([
  ['570890', '2025-09-30', 1990],
  ['170807', '2025-08-16', null],
  ['170807', '2025-08-17', 2007],
  ['170808', '2025-08-17', null],
  ['170825', '2025-09-30', null],
  ['170850', '2025-08-16', 1950],
  ['170850', '2025-08-17', 1950],
  ['170849', '2025-08-17', null],
  ['290200', '2025-01-01', 2000],
  ['290200', '1980-01-01', null],
  ['280200', '1960-01-01', 1900],
])('%s on %s: born in %s, from 18 to 75 years of age', (ddmmyy, day, year) => {
  expect(nikBirthYear(facts(ddmmyy), day, 18, 75)).toBe(year);
});

it('is the newest of two centuries that fit', () => {
  expect(nikBirthYear(facts('170807'), '2025-09-30', 0, 120)).toBe(2007);
  expect(nikBirthYear(facts('170807'), '2025-09-30', 20, 120)).toBe(1907);
});

it('has the two digits of the NIK, and an age within bounds by a plain count of days', () => {
  const day = fc.tuple(
    fc.integer({ min: 1970, max: 2060 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
  );
  const pad = (n: number) => String(n).padStart(2, '0');
  fc.assert(
    fc.property(day, day, ([y, m, d], [by, bm, bd]) => {
      const nik = facts(`${pad(bd)}${pad(bm)}${pad(by % 100)}`);
      const found = nikBirthYear(nik, `${y}-${pad(m)}-${pad(d)}`, 18, 75);
      const ages = [2000 + nik.year, 1900 + nik.year].map((born) => {
        let age = -1;
        for (let each = born; each * 10_000 + bm * 100 + bd <= y * 10_000 + m * 100 + d; each++) age++;
        return { born, age };
      });
      expect(found).toBe(ages.find(({ age }) => age >= 18 && age <= 75)?.born ?? null);
    }),
    { seed: 12, numRuns: 500 },
  );
});
