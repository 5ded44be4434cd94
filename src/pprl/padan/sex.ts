import type { Normalised } from './normalise.ts';
import { plainUpper, words } from './text.ts';

const MALE = '1 L LK LAKI LAKI-LAKI LAKI2 PRIA M MALE'.split(' ');
const FEMALE = '2 P PR PEREMPUAN WANITA F FEMALE'.split(' ');
const SEX = new Map([
  ...MALE.map((text) => [text, 'M'] as const),
  ...FEMALE.map((text) => [text, 'F'] as const),
]);

/** `sex/1`: `M` or `F` from the codes and words in use (1/2, L/P, LK/PR, M/F); other text is refused. */
export function normaliseSex(cell: string): Normalised {
  if (cell === '') return { value: '' };
  const value = SEX.get(words(plainUpper(cell)).join('-'));
  return value === undefined ? { value: '', problem: 'sex-not-recognised' } : { value };
}
