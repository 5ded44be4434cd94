/**
 * Roughly how much of a table will be hidden, from the numbers of respondents and of cells alone. It never looks at the
 * data, so asking again and again tells nobody anything.
 */
import type { Words } from '../page.ts';

export type Band = 'few' | 'some' | 'many' | 'most';

/** Respondents for each inner cell, on average: from so many on, the band. Rough: people are not spread evenly. */
const BANDS: readonly (readonly [least: number, band: Band])[] = [
  [100, 'few'],
  [20, 'some'],
  [5, 'many'],
  [0, 'most'],
];

export const BAND_WORDS: Readonly<Record<Band, Words>> = {
  few: { id: 'sedikit sel akan disembunyikan', en: 'few cells will be hidden' },
  some: { id: 'sebagian sel akan disembunyikan', en: 'some cells will be hidden' },
  many: { id: 'banyak sel akan disembunyikan', en: 'many cells will be hidden' },
  most: { id: 'sebagian besar sel akan disembunyikan', en: 'most cells will be hidden' },
};

/** @param cells inner cells asked for, at least 1 */
export function hiddenBand(records: number, cells: number): Band {
  const each = records / Math.max(1, cells);
  return BANDS.find(([least]) => each >= least)![1];
}
