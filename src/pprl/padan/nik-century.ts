/**
 * The century of a birth date in a NIK, which has two digits of the year: from what else the row says.
 *
 * Source: a proposal of this project: of the centuries at hand the newest one that fits. Never a refusal: a NIK is not
 *         changed to fit a corrected birth date.
 */
import { daysIn } from '../clkhash/strptime.ts';
import type { NikFacts } from './identifiers.ts';

const CENTURIES = [2000, 1900];

/**
 * The newest year of birth with an age of `least` to `most` full years on `day` (yyyy-mm-dd); null where none is.
 *
 * Edge: 29 February is a day of leap years only, so that 00 with it is 2000 and never 1900; born on it, a person is a
 *       year older on 1 March.
 */
export function nikBirthYear(nik: NikFacts, day: string, least: number, most: number): number | null {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const fits = CENTURIES.map((century) => century + nik.year).find((born) => {
    const before = month < nik.month || (month === nik.month && date < nik.day);
    const age = year - born - (before ? 1 : 0);
    return nik.day <= daysIn(born, nik.month) && age >= least && age <= most;
  });
  return fits ?? null;
}
