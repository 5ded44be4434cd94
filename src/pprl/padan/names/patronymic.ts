/**
 * Rule 3, `patronymic`: BIN, BINTI, BT, B., A/L, A/P between two parts are written BIN; the father's part follows it.
 *
 * Edge:   never at either end, where it would part nothing. A single B or BT counts between two words only: there it
 *         is no initial of a first name.
 */
import { NAME_LISTS } from './lists.ts';

const { bare, dotted, between, slashed, written } = NAME_LISTS.patronymic;
const MARKS = new Set([...bare, ...between, ...slashed, ...dotted.map((mark) => `${mark}.`)]);
const SLASHED = /([A-Z])\s*\.?\s*\/\s*([A-Z])\b\.?/g;

export function patronymic(name: string): string {
  const words = name.replace(SLASHED, '$1/$2').split(' ');
  return words.map((word, at) => (partsAt(words, at) ? written : word)).join(' ');
}

function partsAt(words: readonly string[], at: number): boolean {
  return at > 0 && at < words.length - 1 && MARKS.has(words[at]!);
}

/** The words of a written name: the person's own, and those of the father. */
export function partsOf(words: readonly string[]): { own: readonly string[]; father: readonly string[] } {
  const at = words.indexOf(written);
  if (at <= 0) return { own: words, father: [] };
  return { own: words.slice(0, at), father: words.slice(at + 1).filter((word) => word !== written) };
}
