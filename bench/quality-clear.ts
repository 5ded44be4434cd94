/** The linkage in clear text of each kind of file: which cells are compared how, and under what records meet. */
import {
  type BlockKey,
  type Comparison,
  equalLevels,
  fellegiSunter,
  oneToOne,
  textLevels,
} from './fellegi-sunter.ts';

export interface ClearRules {
  readonly comparisons: readonly Comparison[];
  readonly keys: readonly BlockKey[];
}

const upper = (text: string) =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9 ]/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
const number = (text: string) => (/^\d{16}$/.test(text) && !/^(\d)\1+$/.test(text) ? text : '');
/** `31/12/1990` and `1990-12-31`. */
const date = (text: string) =>
  /^\d\d\/\d\d\/\d{4}$/.test(text) ? text.split('/').reverse().join('-') : text;
const sex = (text: string) =>
  ['L', '1', 'LK', 'M'].includes(text.toUpperCase()) ? 'L' : text === '' ? '' : 'P';
const joined = (...parts: string[]) => (parts.includes('') ? '' : parts.join('|'));

/** Day, month and year of two dates: how many of them agree. */
const dateLevels = (at: number, parts: (text: string) => readonly string[]): Comparison => ({
  levels: 4,
  compare: (a, b) => {
    const [x, y] = [parts(a[at] ?? ''), parts(b[at] ?? '')];
    if (x.length !== 3 || y.length !== 3) return -1;
    return x.filter((part, k) => part === y[k]).length;
  },
});

/**
 * Where people live, as one comparison: whoever shares a family card shares all the rest, and four comparisons would count
 * one fact four times. 0 nothing, 1 province, 2 regency, 3 district, 4 family card.
 */
const home: Comparison = {
  levels: 5,
  compare: (a, b) => {
    const equal = (at: number) => a[at] !== '' && a[at] === b[at];
    if (number(a[1]!) !== '' && a[1] === b[1]) return 4;
    return equal(6) ? 3 : equal(7) ? 2 : Number(equal(8));
  },
};

/** nik, nomor_kk, nomor_paspor, nama, jenis_kelamin, tanggal_lahir, kecamatan, kabupaten, provinsi: the first nine of both files. */
export const PLACEMENT_RULES: ClearRules = {
  comparisons: [
    equalLevels(0, number),
    equalLevels(2),
    textLevels(3, upper),
    equalLevels(4, sex),
    dateLevels(5, (text) => date(text).split('-')),
    home,
  ],
  keys: [
    (row) => number(row[0]!),
    (row) => row[2]!,
    (row) => joined(date(row[5]!), sex(row[4]!)),
    (row) => joined(upper(row[3]!), row[7]!),
    (row) => joined(row[6]!, date(row[5]!).slice(0, 4)),
    (row) => joined(upper(row[3]!).slice(0, 4), date(row[5]!).slice(5)),
  ],
};

const ymd = (text: string) => (text.length === 8 ? [text.slice(0, 4), text.slice(4, 6), text.slice(6)] : []);

export const FEBRL_RULES: ClearRules = {
  comparisons: [
    textLevels(1),
    textLevels(2),
    equalLevels(3),
    textLevels(4),
    textLevels(5),
    textLevels(6),
    textLevels(7),
    equalLevels(8),
    dateLevels(9, ymd),
  ],
  keys: [
    (row) => row[9]!,
    (row) => joined(row[1]!, row[2]!),
    (row) => joined(row[2]!, row[7]!),
    (row) => joined(row[1]!, row[7]!),
    (row) => joined(row[4]!, row[3]!),
    (row) => joined(row[6]!, row[1]!.slice(0, 3)),
    (row) => joined(row[9]!.slice(0, 6), row[1]!.slice(0, 2)),
    (row) => joined(row[9]!.slice(2), row[2]!.slice(0, 2)),
    (row) => joined(row[7]!, row[3]!),
  ],
};

export const clearText = (
  a: readonly (readonly string[])[],
  b: readonly (readonly string[])[],
  { comparisons, keys }: ClearRules,
) => oneToOne(fellegiSunter(a, b, comparisons, keys));
