/**
 * Rule 2, `titles`: titles at both ends go.
 *
 * Edge:   with its point, or behind a comma, or where its letters are no word by themselves: R, M, A and S may be
 *         initials. `DR.IR.BUDI` is three pieces, `S.PD` one. A name that is nothing but titles keeps them.
 * Source: Permendagri 73/2022 (titles may stand on family card and KTP).
 */
import { NAME_LISTS } from './lists.ts';

interface Titles {
  readonly dotted: ReadonlySet<string>;
  readonly bare: ReadonlySet<string>;
}

const setsOf = ({ dotted, bare }: { dotted: string[]; bare: string[] }): Titles => ({
  dotted: new Set(dotted),
  bare: new Set(bare),
});
const LEADING = setsOf(NAME_LISTS.titles.leading);
const TRAILING = setsOf(NAME_LISTS.titles.trailing);
/** Behind a comma a title needs no point. */
const BEHIND_COMMA: Titles = {
  dotted: TRAILING.dotted,
  bare: new Set([...TRAILING.bare, ...TRAILING.dotted]),
};

export function titles(name: string): string {
  const [before = '', ...behind] = name.split(',');
  const rest = behind.flatMap((part) => pieces(part).filter((piece) => !isTitle(piece, BEHIND_COMMA)));
  const core = pieces(before);
  let [start, end] = [0, core.length];
  while (start < end && isTitle(core[start]!, LEADING)) start++;
  while (end > start && isTitle(core[end - 1]!, TRAILING)) end--;
  const left = [...core.slice(start, end), ...withoutLeading(rest, start === end)];
  return (left.length > 0 ? left : core).join(' ');
}

/** `BIDAN, RATNA`: where a title alone stands before the comma, the name begins behind it. */
function withoutLeading(rest: readonly string[], begins: boolean): readonly string[] {
  const at = begins ? rest.findIndex((piece) => !isTitle(piece, LEADING)) : 0;
  return at < 0 ? [] : rest.slice(at);
}

function pieces(text: string): string[] {
  return text.split(' ').flatMap((piece) => {
    const out: string[] = [];
    let left = piece;
    for (let title = tied(left); title !== undefined; title = tied(left)) {
      out.push(title);
      left = left.slice(title.length);
    }
    return left === '' ? out : [...out, left];
  });
}

/** A leading title that a point ties to what follows. */
function tied(piece: string): string | undefined {
  const [title, letters] = /^([A-Z]{1,5})\.(?=[^.])/.exec(piece) ?? [];
  if (letters === undefined || !LEADING.dotted.has(letters) || isTitle(piece, TRAILING)) return undefined;
  return isTitle(piece, LEADING) ? undefined : title;
}

function isTitle(piece: string, { dotted, bare }: Titles): boolean {
  const letters = piece.replaceAll('.', '');
  return bare.has(letters) || (piece.includes('.') && dotted.has(letters));
}
