const APOSTROPHES = /['’‘`´ʼʻʹ＇]/gu;
const MARKS = /\p{M}+/gu;
const NOT_WORD = /[^\p{L}\p{N}]+/gu;

/**
 * Upper-case text without apostrophes (MA'RUF) and without diacritics.
 * Edge: apostrophes go first, since compatibility decomposition turns an acute accent into a space and a mark.
 */
export function plainUpper(text: string): string {
  return text
    .replace(APOSTROPHES, '')
    .normalize('NFKD')
    .replace(MARKS, '')
    .toUpperCase()
    .replace(APOSTROPHES, '');
}

/** Letters and digits in words with one space between them; everything else is a gap. */
export function words(text: string): string[] {
  return text
    .replace(NOT_WORD, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '');
}
