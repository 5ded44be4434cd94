/** Rules that look at two cells of a row together. They only ever flag: either cell may be the wrong one. */
import { nikFacts } from '../pprl/padan/identifiers.ts';
import { nikBirthYear } from '../pprl/padan/nik-century.ts';
import type { Finding } from './code-reader.ts';
import type { Flag } from './record.ts';

/** The trimmed cell and the normalised value of the field of a name. */
export type RelationValues = (name: string) => { readonly text: string; readonly value: string };

/** @param inside whether a region lies in another one; null where that cannot be told. */
export function relationFinding(
  flag: Flag,
  name: string,
  cellOf: RelationValues,
  inside: (part: string, whole: string) => boolean | null,
): Finding | null {
  const own = cellOf(name);
  switch (flag.rule) {
    case 'agrees-with':
      return disagreement(own.value, cellOf(flag.field).value);
    case 'after': {
      const before = cellOf(flag.field).value;
      return own.value !== '' && before !== '' && own.value <= before
        ? { rule: 'after', code: 'date-not-after' }
        : null;
    }
    case 'age-at-least': {
      const age = wholeYears(own.value, cellOf(flag.on).value);
      return age !== null && age < flag.years ? { rule: 'age-at-least', code: 'age-below' } : null;
    }
    case 'nik-age': {
      const facts = nikFacts(own.value);
      const day = cellOf(flag.on).value;
      return facts !== null && day !== '' && nikBirthYear(facts, day, flag.least, flag.most) === null
        ? { rule: 'nik-age', code: 'nik-age-unusual' }
        : null;
    }
    case 'present-when': {
      const other = cellOf(flag.field);
      return own.text === '' && (other.value === flag.is || other.text === flag.is)
        ? { rule: 'present-when', code: 'cell-expected' }
        : null;
    }
    case 'inside':
      return inside(own.value, cellOf(flag.field).value) === false
        ? { rule: 'inside', code: 'region-outside-region' }
        : null;
    default:
      return null;
  }
}

/** A NIK against a birth date (`yyyy-mm-dd`) or a sex (`M`, `F`). It is never changed to fit a corrected date. */
function disagreement(nik: string, other: string): Finding | null {
  const facts = nikFacts(nik);
  if (facts === null || other === '') return null;
  if (other === 'M' || other === 'F')
    return facts.sex === other ? null : { rule: 'agrees-with', code: 'nik-sex-differs' };
  const [year, month, day] = other.split('-').map(Number);
  const agrees = day === facts.day && month === facts.month && year! % 100 === facts.year;
  return agrees ? null : { rule: 'agrees-with', code: 'nik-birth-date-differs' };
}

/** Full years from one day to another; null where one is missing. Born on 29 February: a year older on 1 March. */
function wholeYears(from: string, to: string): number | null {
  if (from === '' || to === '') return null;
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
