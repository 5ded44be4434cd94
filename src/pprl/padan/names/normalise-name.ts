/** The rules of person names in their order (docs/explanation/names.md), as `person-name/2`. */
import { holdsNumber } from '../../digits.ts';
import type { Normalised } from '../normalise.ts';
import { abbreviations } from './abbreviations.ts';
import { oldSpelling } from './old-spelling.ts';
import { passportForms } from './passport-forms.ts';
import { patronymic } from './patronymic.ts';
import { spaces } from './spaces.ts';
import { titles } from './titles.ts';
import { variants } from './variants.ts';
import { withoutPoints, writing } from './writing.ts';

/** The rules that change what is written, in the order in which they run. The others choose tokens and weights. */
export const NAME_RULES: readonly { readonly id: string; readonly apply: (name: string) => string }[] = [
  { id: 'writing', apply: writing },
  { id: 'titles', apply: titles },
  { id: 'patronymic', apply: patronymic },
  { id: 'abbreviations', apply: abbreviations },
  { id: 'points', apply: withoutPoints },
  { id: 'old-spelling', apply: oldSpelling },
  { id: 'variants', apply: variants },
  { id: 'spaces', apply: spaces },
  { id: 'passport-forms', apply: passportForms },
];

/** Names settle in one or two runs; a text made to go on for ever stops here. */
const RUNS = 8;

/**
 * `person-name/2`: the words of a name as the rules write them, in the order of the cell.
 *
 * Edge:   settled: a name that comes out goes in without change. A cell without letters is flagged and counts as
 *         empty; a cell with ten digits or more is refused, as in person-name/1.
 */
export function normaliseName2(cell: string): Normalised {
  if (cell === '') return { value: '' };
  if (holdsNumber(cell)) return { value: '', problem: 'digits-in-name' };
  let value = cell;
  for (let run = 0, before = ''; run < RUNS && before !== value; run++) {
    before = value;
    value = NAME_RULES.reduce((name, { apply }) => apply(name), value);
  }
  return /\p{L}/u.test(value) ? { value } : { value: '', warning: 'name-without-letters' };
}
