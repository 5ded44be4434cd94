/**
 * Numbers of persons where no number belongs: a NIK in the column of names must not enter a filter, where whoever
 * holds the key could try every number (docs/adr/0007-nik-never-enters-the-filter.md).
 *
 * Shape:  decimal digits of any script and width are counted.
 * Edge:   a NIK and a family card have 16 digits, phone and account numbers 10 or more, years, house numbers and
 *         generations in a name far fewer.
 * Cost:   one look at a cell without digits.
 */

const A_NUMBER = 10;
const DIGIT = /\p{Nd}/gu;
/** Sixteen digits with nothing between two of them but a separator or two. */
const SIXTEEN = /(?:\p{Nd}[\s.'’/-]{0,2}){15}\p{Nd}/u;

/** Ten digits or more (>= 10), wherever they stand: what parts them, letters included, does not matter. */
export function holdsNumber(cell: string): boolean {
  return /\p{N}/u.test(cell) && (cell.normalize('NFKC').match(DIGIT)?.length ?? 0) >= A_NUMBER;
}

/**
 * 16 digits or more, written together or parted by spaces, dots, dashes, slashes or apostrophes.
 * Edge:   for columns that may hold other digits, such as an address with its house number and postcode: letters
 *         part two numbers. A date with its time has 14 digits at most.
 */
export function holdsSixteenDigits(cell: string): boolean {
  return /\p{N}/u.test(cell) && SIXTEEN.test(cell.normalize('NFKC'));
}
