import { holdsNumber } from '../digits.ts';
import type { Normalised } from './normalise.ts';
import { plainUpper, words } from './text.ts';

/**
 * `text/1`: upper-case words of letters and digits with one space between them, without diacritics: an address, a
 * postcode, a name that follows no rule of Indonesian names.
 * Edge: ten digits or more are refused (`digits-in-name`): they are a NIK, a family card or a telephone number.
 */
export function normaliseText(cell: string): Normalised {
  if (holdsNumber(cell)) return { value: '', problem: 'digits-in-name' };
  return { value: words(plainUpper(cell)).join(' ') };
}
