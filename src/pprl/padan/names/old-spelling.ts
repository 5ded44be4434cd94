/**
 * Rule 6, `old-spelling`: the spellings before 1947 and 1972. OE is U, TJ is C, DJ is J, NJ is NY, SJ is SY, CH is KH.
 *
 * Edge:   NJ at the beginning of a word, or where the word is old by another sign: SIMANJUNTAK and TANJUNG are not.
 *         CH before E, I and Y stays, and CHR is KR: foreign names. J is Y only in a word that is old by another sign,
 *         or on a list: JOKO is no YOKO. Foreign names with OE are listed.
 * Source: Ejaan Van Ophuijsen (1901), Soewandi (1947), EYD (1972); not J to Y blindly: priyadi.net, 2005.
 */
import { NAME_LISTS } from './lists.ts';

const FOREIGN = new Set(NAME_LISTS.oldSpelling.foreign);
const J_IS_Y = new Set(NAME_LISTS.oldSpelling.jIsY);
const OLD = /OE|TJ|DJ|SJ|^NJ/;

export function oldSpelling(name: string): string {
  return name.split(' ').map(newWord).join(' ');
}

function newWord(word: string): string {
  if (FOREIGN.has(word)) return word;
  const old = OLD.test(word);
  let text = word;
  if (old) {
    // New letters are small until the end: a J out of DJ is no old J.
    text = text
      .replaceAll('OE', 'u')
      .replaceAll('TJ', 'c')
      .replaceAll('DJ', 'j')
      .replaceAll('SJ', 'sy')
      .replaceAll('NJ', 'ny');
  }
  if (old || J_IS_Y.has(word)) text = text.replaceAll('J', 'y');
  return text
    .replaceAll('CHR', 'KR')
    .replaceAll(/CH(?![EIYR])/g, 'KH')
    .toUpperCase();
}
