/**
 * Whether a region lies in another one, told by their codes, whichever system and edition each is of.
 * Source: the nesting of the codes themselves, and the crosswalk specs.
 */
import { type Crosswalk, type RegionSystem, regionCrosswalk, successorsOf } from '../statistics/crosswalk.ts';

const CODED = /^(bps|kemendagri):([0-9.]+)$/;

/**
 * `system:code` of a part and of a whole; null where one is no code, or the two cannot be brought to one system.
 * Historical Kemendagri codes are replaced by those that succeed them.
 */
export function regionInside(
  crosswalks: readonly Crosswalk[],
): (part: string, whole: string) => boolean | null {
  const regions = regionCrosswalk(crosswalks);
  const heirs = successorsOf(crosswalks);
  const held = new Set(
    crosswalks.filter(({ kind }) => kind === 'one-to-one').flatMap(({ pairs }) => pairs.flat()),
  );
  const inKemendagri = (text: string): string | null => {
    const [, system, code] = CODED.exec(text) ?? [];
    if (code === undefined) return null;
    if (system === 'kemendagri') return heirs.get(code) ?? code;
    // Districts have no crosswalk: their regency, the first four digits of a BPS code, has.
    const upper = code.slice(0, 4);
    return held.has(upper) ? regions.crosswalk(upper, system as RegionSystem, 'kemendagri') : null;
  };
  return (part, whole) => {
    const [inner, outer] = [inKemendagri(part), inKemendagri(whole)];
    if (inner === null || outer === null) return null;
    return inner === outer ? sameIsInside(part, whole) : inner.startsWith(`${outer}.`);
  };
}

/** A BPS district brought to its regency equals that regency: it lies in it. A region does not lie in itself. */
function sameIsInside(part: string, whole: string): boolean {
  return part.replaceAll(/\D/g, '').length > whole.replaceAll(/\D/g, '').length;
}
