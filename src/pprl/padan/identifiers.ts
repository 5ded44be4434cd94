/**
 * Structure of the numbers that become exact tokens: NIK, family card, passport.
 *
 * None has a check digit: only the structure can be judged. Region digits are those of first registration and stay
 * for life, so they are not held against any list in force. '' means: no usable number.
 * Source: Dukcapil on the digits of NIK and family card (dukcapil.klaten.go.id). No rule for passport numbers is
 *         published: a letter and seven digits is the form in use, and another one is flagged, not refused.
 */
import { daysIn } from '../clkhash/strptime.ts';
import type { Normalised } from './normalise.ts';

const SIXTEEN = /^\d{16}$/;
const ZERO = 0x30;
const SEPARATORS = /[\s.'’-]/gu;
/** Women carry their day of birth plus 40. */
const WOMAN_DAY = 40;
const PASSPORT = /^[A-Z]\d{7}$/;
const PASSPORT_LIKE = /^(?=.*\d{5})[A-Z0-9]{6,9}$/;
const COUNTING_UP = '12345678901234567890';

/** What a NIK says of its holder. `year` has two digits: the century is not in the number. */
export interface NikFacts {
  readonly sex: 'M' | 'F';
  readonly day: number;
  readonly month: number;
  readonly year: number;
}

/** `nik/1`. Edge: absent is flagged `nik-missing`, impossible `nik-impossible`; neither refuses the row. */
export function normaliseNik(cell: string): Normalised {
  const digits = withoutSeparators(cell);
  if (digits === '') return { value: '', warning: 'nik-missing' };
  return nikFacts(digits) === null ? { value: '', warning: 'nik-impossible' } : { value: digits };
}

/**
 * `nik-birth-date/1`: the birth date in a NIK as `yy-mm-dd`, for records that hold no other. '' where there is none.
 *
 * Edge:   the century is not in a NIK and is not guessed: both custodians read the same two digits.
 * Leaks:  what a birth date leaks; region and serial of the NIK stay out of the filter.
 */
export function normaliseNikBirthDate(cell: string): Normalised {
  const facts = nikFacts(withoutSeparators(cell));
  if (facts === null) return { value: '' };
  return {
    value: [facts.year, facts.month, facts.day].map((part) => String(part).padStart(2, '0')).join('-'),
  };
}

/** The facts in 16 digits, or null where no NIK can look so. */
export function nikFacts(digits: string): NikFacts | null {
  const parts = sixteenDigits(digits);
  if (parts === null) return null;
  const woman = parts.day > WOMAN_DAY;
  const day = woman ? parts.day - WOMAN_DAY : parts.day;
  if (!isDay(day, parts.month, parts.year)) return null;
  return { sex: woman ? 'F' : 'M', day, month: parts.month, year: parts.year };
}

/** `family-card/1`: six digits of region, date of recording (no +40), serial. */
export function normaliseFamilyCard(cell: string): Normalised {
  const digits = withoutSeparators(cell);
  if (digits === '') return { value: '' };
  const parts = sixteenDigits(digits);
  if (parts === null || !isDay(parts.day, parts.month, parts.year))
    return { value: '', warning: 'family-card-impossible' };
  return { value: digits };
}

/** `passport/1`: upper-case letters and digits. Edge: other than a letter and seven digits is taken and flagged. */
export function normalisePassport(cell: string): Normalised {
  const text = cell.toUpperCase().replace(SEPARATORS, '');
  if (text === '') return { value: '' };
  const digits = text.replace(/\D/g, '');
  const dummy = isOneDigit(digits) || (digits.length > 5 && COUNTING_UP.startsWith(digits));
  if (!PASSPORT_LIKE.test(text) || dummy) return { value: '', warning: 'passport-impossible' };
  return PASSPORT.test(text) ? { value: text } : { value: text, warning: 'passport-unusual' };
}

/** Most cells are digits alone. */
function withoutSeparators(cell: string): string {
  return SIXTEEN.test(cell) ? cell : cell.replace(SEPARATORS, '');
}

function sixteenDigits(digits: string): { day: number; month: number; year: number } | null {
  if (!SIXTEEN.test(digits)) return null;
  const pair = (at: number) => 10 * digits.charCodeAt(at) + digits.charCodeAt(at + 1) - 11 * ZERO;
  if (pair(12) + pair(14) === 0) return null;
  if (pair(0) === 0 || pair(2) === 0 || pair(4) === 0) return null;
  if (isOneDigit(digits) || COUNTING_UP.startsWith(digits)) return null;
  return { day: pair(6), month: pair(8), year: pair(10) };
}

/** A day of some century: 29 February needs a leap year, and of the years ending in 00 only 2000 is at hand. */
function isDay(day: number, month: number, year: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(2000 + year, month);
}

function isOneDigit(digits: string): boolean {
  const first = digits.charCodeAt(0);
  for (let at = 1; at < digits.length; at++) if (digits.charCodeAt(at) !== first) return false;
  return digits !== '';
}
