/**
 * Rule 5, `variants`: known spellings of one name are written in one way.
 *
 * Edge:   whole words only: MUHAMMADIYAH is another name. It runs behind rule 6, so that NOER meets NUR.
 */
import { NAME_LISTS } from './lists.ts';

const CANONICAL = new Map(
  Object.entries(NAME_LISTS.variants).flatMap(([canonical, spellings]) =>
    spellings.map((spelling) => [spelling, canonical] as const),
  ),
);

export function variants(name: string): string {
  return name
    .split(' ')
    .map((word) => CANONICAL.get(word) ?? word)
    .join(' ');
}
