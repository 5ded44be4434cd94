/**
 * Rule 1, `writing`: one way of writing. Upper case without diacritics and apostrophes, single spaces.
 *
 * Edge:   points, commas and slashes stay until `withoutPoints`: rules 2 to 4 tell `H.` from the initial H by them.
 */
import { plainUpper, words } from '../text.ts';

const OTHER_SIGNS = /[^\p{L}\p{N}.,/]+/gu;

export function writing(cell: string): string {
  return plainUpper(cell)
    .replace(OTHER_SIGNS, ' ')
    .replaceAll(/\s*,[\s,]*/g, ', ')
    .trim();
}

/** What rule 1 leaves for last: points, commas and slashes become gaps. */
export function withoutPoints(name: string): string {
  return words(name).join(' ');
}
