/** Which pictures a table can be drawn as. */
import type { Language } from '../../problems.ts';
import type { ReleaseContext } from '../released/context.ts';
import { layoutOf } from '../released/layout.ts';
import type { ReleasedView } from '../released/view.ts';
import { barPicture } from './bar.ts';
import { linePicture } from './line.ts';
import { pyramidPicture } from './pyramid.ts';
import { pictureRules, provinceGrid } from './spec.ts';
import { tileMapPicture } from './tile-map.ts';

export type PictureName = 'bar' | 'line' | 'pyramid' | 'map';

/**
 * The picture, or null where the table has no dimensions for it: bars always; a line where a dimension has an order; a
 * pyramid where it has both sides and steps; a map where a dimension is of provinces by BPS codes.
 */
export function pictureOf(
  name: PictureName,
  view: ReleasedView,
  context: ReleaseContext,
  language: Language,
): string | null {
  const { ordered, pyramid } = pictureRules();
  const position = (dimension: string) => view.dimensions.findIndex((each) => each.name === dimension);
  const slice = (by: number) => ({ view, context, language, by });
  if (name === 'bar') return barPicture(slice(layoutOf(view).down));
  if (name === 'line') {
    const by = ordered.map(position).find((each) => each >= 0);
    return by === undefined ? null : linePicture(slice(by), smallestBut(view, by));
  }
  if (name === 'pyramid') {
    const [sides, steps] = [position(pyramid.sides), position(pyramid.steps)];
    return sides < 0 || steps < 0 ? null : pyramidPicture(slice(steps), sides);
  }
  const provinces = view.dimensions.findIndex((each) => isOfProvinces(context, each.name));
  return provinces < 0 ? null : tileMapPicture(slice(provinces));
}

/** Position of the dimension with the fewest codes besides the one at `by`. */
function smallestBut({ dimensions }: ReleasedView, by: number): number | null {
  const others = dimensions.map((_, i) => i).filter((i) => i !== by);
  const size = (i: number) => dimensions[i]!.codes.length;
  return others.sort((a, b) => size(a) - size(b))[0] ?? null;
}

function isOfProvinces({ classifications }: ReleaseContext, dimension: string): boolean {
  const { codelist } = provinceGrid();
  return classifications.get(dimension)?.lists.some(({ id }) => id === codelist) === true;
}
