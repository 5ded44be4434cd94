/**
 * Rule 8, `spaces`: words that are written joined and apart are written apart, or joined, always in the same way.
 *
 * Edge:   only known words split off, and only where what stays has letters enough to be a name: NURDIN stays. Batak
 *         SI joins the word behind it; LAH and UL join the word before them; ABDURRAHMAN is ABDUL RAHMAN.
 */
import { NAME_LISTS } from './lists.ts';

const { prefixes, suffixes, shortestRest, joined } = NAME_LISTS.spaces;
const WHOLE = new Set(NAME_LISTS.spaces.whole);
const JOINS: readonly (readonly [RegExp, string])[] = [
  [/\b([A-Z]+) UL\b/g, '$1UL'],
  [/\b([A-Z]+UL) LAH\b/g, '$1LAH'],
  [/\bSI ([A-Z]{4,})/g, 'SI$1'],
];
const ASSIMILATED = /^ABDU([RSNDTZ])\1(?=[A-Z]{2})/;

export function spaces(name: string): string {
  let text = name;
  for (let before = ''; before !== text; ) {
    before = text;
    text = JOINS.reduce((left, [from, to]) => left.replace(from, to), text);
  }
  return text.split(' ').map(apart).join(' ');
}

function apart(word: string): string {
  if (WHOLE.has(word)) return word;
  if (Object.hasOwn(joined, word)) return joined[word]!;
  const open = word.replace(ASSIMILATED, 'ABDUL $1');
  if (open !== word) return open;
  const prefix = prefixes.find((each) => word.startsWith(each) && word.length - each.length >= shortestRest);
  if (prefix !== undefined) return `${prefix} ${apart(word.slice(prefix.length))}`;
  const suffix = suffixes.find((each) => word.endsWith(each) && word.length - each.length >= shortestRest);
  return suffix === undefined ? word : `${apart(word.slice(0, -suffix.length))} ${suffix}`;
}
