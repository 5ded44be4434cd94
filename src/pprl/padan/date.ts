import { daysIn } from '../clkhash/strptime.ts';
import type { Normalised } from './normalise.ts';

const FORMS = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?$/,
  /^(?<day>\d{1,2})([/-])(?<month>\d{1,2})\2(?<year>\d{4})$/,
];
/** Born before or after, nobody is in these files: such a year is a slip of the keyboard. */
const YEARS = { first: 1880, last: 2099 };

/**
 * `date/1`: `yyyy-mm-dd`. Reads `yyyy-mm-dd` (also with a time of midnight), `dd/mm/yyyy`, `dd-mm-yyyy`.
 * Edge: everything else is refused, not guessed: mm/dd/yyyy cannot be told from dd/mm/yyyy, nor a spreadsheet's
 * serial number from a year.
 */
export function normaliseDate(cell: string): Normalised {
  if (cell === '') return { value: '' };
  const groups = FORMS.map((form) => form.exec(cell)?.groups).find((found) => found !== undefined);
  if (groups === undefined) return { value: '', problem: 'date-not-recognised' };
  const [year, month, day] = [Number(groups.year), Number(groups.month), Number(groups.day)];
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  if (!exists || year < YEARS.first || year > YEARS.last) return { value: '', problem: 'date-impossible' };
  return { value: `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}` };
}

const COMPACT = /^\d{2}(\d{6})$/;

/**
 * `compact-date/1`: `yymmdd` of `yyyymmdd`, digits as they are: for files with mistyped dates that are to be compared
 * digit by digit. Other text is refused.
 * Edge: the century is left out. Nearly everybody in a file shares it, and what everybody has tells nobody apart.
 */
export function normaliseCompactDate(cell: string): Normalised {
  if (cell === '') return { value: '' };
  const [, digits] = COMPACT.exec(cell) ?? [];
  return digits === undefined ? { value: '', problem: 'date-not-recognised' } : { value: digits };
}
