import { holdsNumber } from '../digits.ts';
import type { Normalised } from './normalise.ts';
import { plainUpper, words } from './text.ts';

const KEMENDAGRI = /^(?:KEMENDAGRI:)?(\d{2}(?:\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?)?)$/;
const BPS = /^BPS:(\d{2}|\d{4}|\d{7}|\d{10})$/;
const BARE_CODE = /^\d+$/;
/** Both systems give these two digits to one and the same province; from 91 on they do not. */
const SHARED_PROVINCE = /^(?:bps:|kemendagri:|)([1-8]\d)$/;
/** Kinds of region before the name. Files drop them at will, so they cannot tell two regions apart. */
const KINDS =
  /^(?:PROVINSI|PROPINSI|PROV|KABUPATEN|KAB|KOTA ADMINISTRASI|KOTA ADM|KOTAMADYA|KOTA|KECAMATAN|KEC|DAERAH ISTIMEWA|DAERAH KHUSUS IBUKOTA|DAERAH KHUSUS|D I|DI|DKI|DKJ)(?= )/;

/**
 * `region/1`: a code with its system (`kemendagri:35.07`, `bps:3507`), or the name in upper-case words without its
 * kind (`KAB. MALANG` is `MALANG`).
 *
 * Edge:   a code without its system is refused (`region-code-without-system`): 169 regency codes mean one regency
 *         in the BPS list and another in the Kemendagri list. Dots name the Kemendagri system by themselves; a
 *         province code below 90 means one province in both and needs none. Codes and names are never equal, even of
 *         one region. The longest code has ten digits; a name with ten or more is refused (`digits-in-name`).
 * Source: the bridging of 38 provinces and 514 regencies, both lists as in force in 2026.
 */
export function normaliseRegion(cell: string): Normalised {
  const text = plainUpper(cell).replaceAll(/\s*:\s*/g, ':');
  const [, province] = SHARED_PROVINCE.exec(text.toLowerCase()) ?? [];
  if (province !== undefined) return { value: `province:${province}` };
  if (BARE_CODE.test(text)) return { value: '', problem: 'region-code-without-system' };
  const [, kemendagri] = KEMENDAGRI.exec(text) ?? [];
  if (kemendagri !== undefined) return { value: `kemendagri:${kemendagri}` };
  const [, bps] = BPS.exec(text) ?? [];
  if (bps !== undefined) return { value: `bps:${bps}` };
  if (!/\p{L}/u.test(text.replace(/^(?:KEMENDAGRI|BPS):/, '')) && text !== '')
    return { value: '', problem: 'region-not-recognised' };
  if (holdsNumber(text)) return { value: '', problem: 'digits-in-name' };
  return { value: words(text).join(' ').replace(KINDS, '').trim() };
}
