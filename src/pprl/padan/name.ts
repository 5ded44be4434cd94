import { holdsNumber } from '../digits.ts';
import type { Normalised } from './normalise.ts';
import { plainUpper, words } from './text.ts';

/** Titles before a name, without dots. Single letters and RA, RM and IR may be initials: only their dotted form goes. */
const LEADING = new Set('H HJ DRS DRA DR IR PROF KH TGK TGH UST R RR RA RM'.split(' '));
const LEADING_UNDOTTED = new Set('HJ DRS DRA PROF'.split(' '));
/** Titles behind a name, without dots; without a comma before them only their dotted form goes. */
const TRAILING = new Set('SE SH ST SPD SKOM SSOS MSI MPD MM MH AMD ALM ALMH'.split(' '));

/** What most cells are: nothing in them is left to do but titles. */
const PLAIN = /^[A-Z]+(?: [A-Z]+)*$/;

/**
 * `person-name/1`: upper-case words without diacritics and punctuation, titles off both ends.
 *
 * Edge:   a title goes only in its dotted form, or behind a comma, or where its letters are no word (HJ, DRS, DRA,
 *         PROF); a name that is nothing but titles keeps them. A cell without letters is flagged and counts as empty.
 *         A cell with ten digits or more, parted in whatever way, is refused: it holds a NIK, a family card or a phone
 *         number, and those never enter a filter.
 * Source: Permendagri 73/2022 (no digits or signs in names; titles on KK and KTP only; earlier names stay valid).
 *         The lists of titles are this project's.
 */
export function normaliseName(cell: string): Normalised {
  if (cell === '') return { value: '' };
  if (PLAIN.test(cell)) {
    // Without dots and commas only the first word can be a title.
    const end = cell.indexOf(' ');
    if (end < 0 || !LEADING_UNDOTTED.has(cell.slice(0, end))) return { value: cell };
    return { value: withoutTitles(cell.split(' ')).join(' ') };
  }
  if (holdsNumber(cell)) return { value: '', problem: 'digits-in-name' };
  const [before = '', ...behind] = plainUpper(cell).split(',');
  const rest = behind.map((part) => pieces(part).filter((piece) => !isTitle(piece, TRAILING, TRAILING)));
  const core = withoutTitles(pieces(before));
  const value = words([...core, ...rest.flat()].join(' ')).join(' ');
  return /\p{L}/u.test(value) ? { value } : { value: '', warning: 'name-without-letters' };
}

/** Words, with what dots tie together split only after a leading title: `DR.IR.BUDI` is three pieces, `S.PD` one. */
function pieces(text: string): string[] {
  return text.split(/\s+/).flatMap((piece) => {
    const out: string[] = [];
    let left = piece;
    for (
      let title = /^([A-Z]{1,4})\.(?=\S)/.exec(left);
      title !== null;
      title = /^([A-Z]{1,4})\.(?=\S)/.exec(left)
    ) {
      if (!LEADING.has(title[1]!) || isTitle(left, TRAILING, new Set())) break;
      out.push(title[0]);
      left = left.slice(title[0].length);
    }
    return [...out, left].filter((part) => part !== '');
  });
}

function withoutTitles(all: readonly string[]): readonly string[] {
  let start = 0;
  let end = all.length;
  while (start < end && isTitle(all[start]!, LEADING, LEADING_UNDOTTED)) start++;
  while (end > start && isTitle(all[end - 1]!, TRAILING, new Set())) end--;
  return start < end ? all.slice(start, end) : all;
}

function isTitle(piece: string, dotted: ReadonlySet<string>, undotted: ReadonlySet<string>): boolean {
  const letters = piece.replaceAll('.', '');
  return undotted.has(letters) || (piece.includes('.') && dotted.has(letters));
}
