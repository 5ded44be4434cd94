/**
 * Rule 13, `passport-forms`: FNU and LNU (no first, no last name) go, and a name written twice is written once.
 *
 * Edge:   a father's or grandfather's name put behind for a visa stays: it cannot be told from a name of one's own.
 *         A name that is FNU alone stays.
 */
import { NAME_LISTS } from './lists.ts';

const NONE = new Set(NAME_LISTS.passport.none);

export function passportForms(name: string): string {
  const all = name.split(' ');
  const words = all.filter((word) => !NONE.has(word));
  const kept = words.filter((word, at) => at === 0 || word !== words[at - 1]);
  return (kept.length > 0 ? kept : all).join(' ');
}
