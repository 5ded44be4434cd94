/** `padan-schema-check/1`: a linkage schema explained, as data and in words. */
import { hardenedLabel } from '../hardened.ts';
import type { LinkageSchema } from '../linkage-schema.ts';
import type { SchemaCheckBounds } from './bounds.ts';
import { type ExpectedField, type ExpectedFilter, expectedFilter } from './expected.ts';
import { NOTICES, WEAK_SPOTS } from './texts.ts';
import { type WeakSpot, weakSpots } from './weak-spots.ts';

/** What was counted in the rows of a file. */
export interface Measured {
  readonly rows: number;
  /** Mean share of bits set. */
  readonly fillMean: number;
  readonly weightLeast: number;
  readonly weightMost: number;
  /** Rows with an empty filter. */
  readonly empty: number;
  /** Mean tokens of a field, by column. */
  readonly tokens: ReadonlyMap<string, number>;
}

type Language = 'id' | 'en';

export interface SchemaReport extends ExpectedFilter {
  readonly format: 'padan-schema-check/1';
  readonly profile: LinkageSchema['profile'];
  readonly hash: string;
  /** Length of a filter as it leaves. */
  readonly bits: number;
  readonly columns: LinkageSchema['columns'];
  readonly exactTokens: readonly string[];
  readonly hardened: boolean;
  readonly label: ReturnType<typeof hardenedLabel>;
  readonly measured: Omit<Measured, 'tokens'> | null;
  readonly weakSpots: readonly (WeakSpot & { readonly id: string; readonly en: string })[];
  readonly notices: readonly (WeakSpot & { readonly id: string; readonly en: string })[];
}

export function schemaReport(
  schema: LinkageSchema,
  bounds: SchemaCheckBounds,
  measured: Measured | null,
): SchemaReport {
  const expected = expectedFilter(schema, bounds, measured?.tokens);
  const { tokens: _, ...counts } = measured ?? { tokens: null };
  const spots = weakSpots(schema, expected, bounds, measured?.fillMean).map((spot) => ({
    ...spot,
    ...worded(spot),
  }));
  return {
    format: 'padan-schema-check/1',
    profile: schema.profile,
    hash: schema.hash,
    bits: schema.bits,
    ...expected,
    columns: schema.columns,
    exactTokens: schema.exactTokens.map(({ name }) => name),
    hardened: schema.hardened,
    label: hardenedLabel(schema.hardened),
    measured: measured === null ? null : (counts as Omit<Measured, 'tokens'>),
    weakSpots: spots.filter(({ code }) => !NOTICES.has(code)),
    notices: spots.filter(({ code }) => NOTICES.has(code)),
  };
}

function worded(spot: WeakSpot): { readonly id: string; readonly en: string } {
  const filled = (text: string) =>
    text
      .replace('{field}', spot.field ?? '')
      .replace('{value}', percent(spot.value ?? 0))
      .replace('{bound}', percent(spot.bound ?? 0));
  const { id, en } = WEAK_SPOTS[spot.code];
  return { id: filled(id), en: filled(en) };
}

const WORDS = {
  id: {
    bits: 'bit',
    folded: 'dilipat dari',
    columns: 'kolom',
    ignored: 'diabaikan',
    exact: 'token persis',
    fill: 'isi filter yang diperkirakan',
    measured: 'terukur',
    rows: 'baris',
    empty: 'filter kosong',
    weak: 'Titik lemah',
    none: 'tidak ada',
    notices: 'Perlu diketahui',
    head: ['kolom', 'format', 'pembandingan', 'hash', 'token', 'bit', 'bagian', 'isi'],
    perToken: 'per token',
    perFeature: 'per kolom',
  },
  en: {
    bits: 'bits',
    folded: 'folded from',
    columns: 'columns',
    ignored: 'ignored',
    exact: 'exact tokens',
    fill: 'expected fill',
    measured: 'measured',
    rows: 'rows',
    empty: 'empty filters',
    weak: 'Weak spots',
    none: 'none',
    notices: 'Good to know',
    head: ['column', 'format', 'comparison', 'hash', 'tokens', 'bits', 'share', 'fill'],
    perToken: 'a token',
    perFeature: 'a field',
  },
} as const;

/** The report for a person to read, line by line. */
export function schemaReportLines(report: SchemaReport, language: Language): string[] {
  const word = WORDS[language];
  const ignored = report.columns.filter(({ role }) => role === 'ignored').length;
  const folded = report.folds > 0 ? ` (${word.folded} ${report.filterBits})` : '';
  const exact = report.exactTokens.length > 0 ? `; ${word.exact}: ${report.exactTokens.join(', ')}` : '';
  return [
    `${report.profile}, ${report.bits} ${word.bits}${folded}, ${report.columns.length} ${word.columns} (${ignored} ${word.ignored})${exact}`,
    `hash ${report.hash}`,
    '',
    ...table([word.head, ...report.fields.map((field) => fieldCells(field, word.perToken, word.perFeature))]),
    '',
    `${word.fill}: ${percent(report.fill)}${measuredText(report.measured, word)}`,
    '',
    `${word.weak}: ${report.weakSpots.length === 0 ? word.none : ''}`.trimEnd(),
    ...report.weakSpots.map((spot) => `- ${spot[language]} [${spot.code}]`),
    ...(report.notices.length === 0 ? [] : [`${word.notices}:`]),
    ...report.notices.map((spot) => `- ${spot[language]} [${spot.code}]`),
  ];
}

function measuredText(measured: SchemaReport['measured'], word: (typeof WORDS)[keyof typeof WORDS]): string {
  if (measured === null) return '';
  const { rows, fillMean, empty } = measured;
  return `; ${word.measured}: ${percent(fillMean)} (${rows} ${word.rows}, ${empty} ${word.empty})`;
}

function fieldCells(field: ExpectedField, perToken: string, perFeature: string): string[] {
  const about = field.tokensFrom === 'typical length' ? '~' : '';
  return [
    field.name,
    field.format,
    field.comparison,
    field.hash,
    `${about}${Number(field.tokens.toFixed(1))}`,
    field.bitsPerToken === null
      ? `${field.bitsPerFeature} ${perFeature}`
      : `${field.bitsPerToken} ${perToken}`,
    percent(field.share),
    percent(field.fill),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

/** Decimal point in both languages, as in every file of Padan. */
function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(1)} %`;
}
