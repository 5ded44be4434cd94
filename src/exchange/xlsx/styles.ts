/** Looks of the sheets: black rules above and below the header as in BPS publications, English in italics. */
import type { CellStyle, CellValue } from 'hucre/xlsx';
import type { Bilingual } from '../../statistics/spec.ts';

const FONT = { name: 'Arial', size: 9 };
const RULE = { style: 'thin', color: { rgb: '000000' } } as const;
const HEADER_FILL = { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'E7E6E6' } } as const;
const CENTRED = { horizontal: 'center', vertical: 'center', wrapText: true } as const;
const WRAPPED = { wrapText: true, vertical: 'top' } as const;
const BELOW = { border: { top: RULE, bottom: RULE } };

export const STYLES = {
  title: { font: { ...FONT, size: 11, bold: true }, alignment: WRAPPED },
  titleEnglish: { font: { ...FONT, size: 10, italic: true }, alignment: WRAPPED },
  header: {
    font: { ...FONT, bold: true },
    alignment: CENTRED,
    fill: HEADER_FILL,
    border: { top: RULE, bottom: RULE, left: RULE, right: RULE },
  },
  columnNumber: { font: FONT, alignment: CENTRED, border: { top: RULE, bottom: RULE } },
  label: { font: FONT, alignment: WRAPPED },
  figure: { font: FONT, alignment: { horizontal: 'right', vertical: 'top' } },
  symbol: { font: FONT, alignment: { horizontal: 'right', vertical: 'top' } },
  totalLabel: { font: { ...FONT, bold: true }, alignment: WRAPPED, ...BELOW },
  totalFigure: {
    font: { ...FONT, bold: true },
    alignment: { horizontal: 'right', vertical: 'top' },
    ...BELOW,
  },
  totalSymbol: {
    font: { ...FONT, bold: true },
    alignment: { horizontal: 'right', vertical: 'top' },
    ...BELOW,
  },
  noteHead: { font: { ...FONT, size: 8, bold: true }, alignment: WRAPPED },
  note: { font: { ...FONT, size: 8 }, alignment: WRAPPED },
  noteEnglish: { font: { ...FONT, size: 8, italic: true }, alignment: WRAPPED },
  columnName: { font: { ...FONT, bold: true }, fill: HEADER_FILL, border: { bottom: RULE } },
  text: { font: FONT, alignment: WRAPPED },
} as const satisfies Record<string, CellStyle>;

export function cell(value: CellValue, style: CellStyle): { value: CellValue; style: CellStyle } {
  return { value, style };
}

/** Both languages in one cell; one text where they are the same. */
export function both({ id, en }: Bilingual, between = '\n'): string {
  return id === en ? id : `${id}${between}${en}`;
}

/** Thousands by the reader's own settings, so many decimals, and a symbol behind. */
export function numberFormat(decimals: number, symbol: string): string {
  const places = decimals === 0 ? '' : `.${'0'.repeat(decimals)}`;
  return `#,##0${places}${symbol === '' ? '' : `"${symbol}"`}`;
}
