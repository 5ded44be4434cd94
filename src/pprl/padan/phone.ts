import type { Normalised } from './normalise.ts';

const SIGNS = /[\s().\-/]/g;
const INTERNATIONAL = /^\+[1-9]\d{6,14}$/;

/**
 * `phone/1`: the international form, `+62812...`.
 *
 * Edge:   0812, 62812, +62812, 0062812 and +620812 are one number; a number of another country needs + or 00. One that
 *         lost its 0 (812...) is taken and flagged; a number that many workers share is as good as another. What is no
 *         number is flagged, never refused.
 * Source: E.164; forms in use in Indonesia.
 */
export function normalisePhone(cell: string): Normalised {
  const digits = cell.replaceAll(SIGNS, '');
  if (digits === '') return { value: '' };
  if (/^8\d{8,11}$/.test(digits)) return { value: `+62${digits}`, warning: 'phone-unusual' };
  const value = digits
    .replace(/^00(?=[1-9])/, '+')
    .replace(/^0(?=[1-9])/, '+62')
    .replace(/^62/, '+62')
    .replace(/^\+620(?=[1-9])/, '+62');
  return INTERNATIONAL.test(value) ? { value } : { value: '', warning: 'phone-unusual' };
}
