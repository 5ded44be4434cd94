/**
 * Rule 4, `abbreviations`: what can mean one name only is written out; what can mean several stays, and `candidatesOf`
 * names them all, for weighted-names to set the bits of each.
 *
 * Edge:   M and ST are names at the beginning only (behind, M is an initial and ST a Minang title); FRANS and YOH need
 *         their point, being names themselves; MD, KD and KT mean birth order behind I and NI only.
 */
import { NAME_LISTS } from './lists.ts';

const { leading, anywhere, dotted, after, phrases, candidates } = NAME_LISTS.abbreviations;

export function abbreviations(name: string): string {
  const pieces = name
    .replaceAll(/\b([A-Z]{1,5})\.(?=[A-Z])/g, '$1. ')
    .split(' ')
    .filter((piece) => piece !== '');
  return pieces.map((piece, at) => writtenOut(pieces, piece, at)).join(' ');
}

function writtenOut(pieces: readonly string[], piece: string, at: number): string {
  const letters = piece.replace(/\.$/, '');
  const first = at === 0 && pieces.length > 1;
  return (
    (first ? (own(leading, letters) ?? own(phrases, letters)) : undefined) ??
    (pieces.length > 1 ? own(anywhere, letters) : undefined) ??
    (piece.endsWith('.') ? own(dotted, letters) : undefined) ??
    own(own(after, pieces[at - 1] ?? '') ?? {}, letters) ??
    piece
  );
}

/** What an abbreviation may mean at position `at`; none for a whole word. */
export function candidatesOf(word: string, at: number): readonly string[] {
  return at === 0 ? (own(candidates, word) ?? []) : [];
}

function own<V>(record: Readonly<Record<string, V>>, key: string): V | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
