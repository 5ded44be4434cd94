/**
 * What a linkage schema makes of a typical record, field by field: tokens, bits, share of all that is set, fill.
 *
 * A token of k bits sets k positions drawn at random among m; of B draws, a share 1 - (1 - 1/m)^B of the filter is
 * set on average. Each XOR fold turns a share p into 2 p (1 - p).
 *
 * Edge:   double hashing draws the positions of one token without repetition more often than not: the real fill is
 *         a little higher than expected, by less than the fill of one token.
 * Source: Bloom 1970 for the fill; folding is plain probability.
 */
import {
  type ClkhashFeature,
  type ClkhashFormat,
  type HashedFeature,
  isHashed,
} from '../clkhash/document.ts';
import type { bitsPerToken } from '../clkhash/tokens.ts';
import type { ClkhashSchema, LinkageSchema, PadanSchema } from '../linkage-schema.ts';
import type { PadanField } from '../padan/document.ts';
import type { SchemaCheckBounds } from './bounds.ts';

/** Where the number of tokens comes from. */
export type TokensFrom = 'schema' | 'typical length' | 'data';

export interface ExpectedField {
  /** Column of the input. */
  readonly name: string;
  readonly format: string;
  readonly comparison: string;
  readonly hash: string;
  /** Tokens of a typical value. */
  readonly tokens: number;
  readonly tokensFrom: TokensFrom;
  readonly bitsPerToken: number | null;
  readonly bitsPerFeature: number | null;
  /** Positions drawn for a typical value, repeated ones counted. */
  readonly draws: number;
  /** Of the draws of all fields, a ratio in [0, 1]. */
  readonly share: number;
  /** Share of the filter that this field alone would set, before folding. */
  readonly fill: number;
}

export interface ExpectedFilter {
  /** Length before folding or diffusion. */
  readonly filterBits: number;
  readonly folds: number;
  readonly fields: readonly ExpectedField[];
  /** Mean share of bits set after folding, before diffusion. */
  readonly fill: number;
}

type Drawn = Omit<ExpectedField, 'share' | 'fill'>;

/** `tokens`: mean tokens of a field as they were counted in data, by column name. */
export function expectedFilter(
  schema: LinkageSchema,
  bounds: SchemaCheckBounds,
  counted: ReadonlyMap<string, number> = new Map(),
): ExpectedFilter {
  const folds = schema.profile === 'clkhash' ? (schema.document.clkConfig.xor_folds ?? 0) : 0;
  const filterBits = (schema.diffusion?.bits ?? schema.bits) * 2 ** folds;
  const drawn = (schema.profile === 'clkhash' ? clkhashFields : padanFields)(
    schema as never,
    bounds,
    counted,
  );
  const all = drawn.reduce((sum, { draws }) => sum + draws, 0);
  const fields = drawn.map((field) => ({
    ...field,
    share: all === 0 ? 0 : field.draws / all,
    fill: fillOf(field.draws, filterBits),
  }));
  let fill = fillOf(all, filterBits);
  for (let i = 0; i < folds; i++) fill = 2 * fill * (1 - fill);
  return { filterBits, folds, fields, fill };
}

function fillOf(draws: number, bits: number): number {
  return 1 - (1 - 1 / bits) ** draws;
}

function clkhashFields(
  { document }: ClkhashSchema,
  bounds: SchemaCheckBounds,
  counted: ReadonlyMap<string, number>,
): Drawn[] {
  return document.features.flatMap((feature: ClkhashFeature) =>
    isHashed(feature) ? [clkhashField(feature, bounds, counted.get(feature.identifier))] : [],
  );
}

function clkhashField(
  feature: HashedFeature,
  { typicalLength }: SchemaCheckBounds,
  counted: number | undefined,
): Drawn {
  const { comparison, strategy, hash } = feature.hashing;
  const { length, from } = lengthOf(feature.format, typicalLength);
  const byLength = comparison.type === 'ngram';
  const expected = byLength
    ? length + comparison.n - 1
    : comparison.type === 'exact'
      ? 1
      : 2 * comparison.resolution + 1;
  const tokens = counted ?? expected;
  const perFeature = 'bitsPerFeature' in strategy ? strategy.bitsPerFeature : null;
  const perToken = 'bitsPerToken' in strategy ? strategy.bitsPerToken : null;
  return {
    name: feature.identifier,
    format: feature.format.type,
    comparison: comparisonName(feature),
    hash: hash?.type ?? 'blakeHash',
    tokens,
    tokensFrom: counted !== undefined ? 'data' : byLength ? from : 'schema',
    bitsPerToken: perToken,
    bitsPerFeature: perFeature,
    draws: drawsOf(strategy, tokens),
  };
}

function drawsOf(strategy: Parameters<typeof bitsPerToken>[0], tokens: number): number {
  if ('bitsPerToken' in strategy) return strategy.bitsPerToken * tokens;
  return tokens === 0 ? 0 : strategy.bitsPerFeature;
}

function comparisonName({ hashing: { comparison } }: HashedFeature): string {
  if (comparison.type !== 'ngram') return comparison.type;
  return `${comparison.positional === true ? 'positional ' : ''}${comparison.n}-gram`;
}

/** Characters of a value that is tokenised. */
function lengthOf(
  format: ClkhashFormat,
  typical: SchemaCheckBounds['typicalLength'],
): { readonly length: number; readonly from: TokensFrom } {
  switch (format.type) {
    case 'date':
      // Written yyyymmdd, whatever the format of the cell.
      return { length: 8, from: 'schema' };
    case 'enum': {
      const all = format.values.reduce((sum, value) => sum + [...value].length, 0);
      return { length: format.values.length === 0 ? 0 : all / format.values.length, from: 'schema' };
    }
    case 'integer':
      return format.maximum === undefined
        ? { length: typical.integer, from: 'typical length' }
        : { length: String(format.maximum).length, from: 'schema' };
    case 'string': {
      const least = format.minLength ?? 0;
      const most = format.maxLength ?? Number.POSITIVE_INFINITY;
      const length = Math.min(most, Math.max(least, typical.string));
      return { length, from: least === most ? 'schema' : 'typical length' };
    }
  }
}

function padanFields(
  { document }: PadanSchema,
  { typicalLength }: SchemaCheckBounds,
  counted: ReadonlyMap<string, number>,
): Drawn[] {
  return document.fields.flatMap(({ column, normalise, filter }) =>
    filter === undefined ? [] : [padanField(column, normalise, filter, typicalLength.string, counted)],
  );
}

function padanField(
  name: string,
  format: string,
  filter: NonNullable<PadanField['filter']>,
  length: number,
  counted: ReadonlyMap<string, number>,
): Drawn {
  // Bigrams of words, each padded on both sides: one more than letters and spaces together; of weighted names those of
  // the sound and the whole word besides, as though no word were common.
  const bigrams = length + 1;
  const expected = {
    'word-bigrams': bigrams,
    'weighted-names/1': 2 * bigrams + 1,
    'date-parts': 3,
    whole: 1,
    'placed-characters': length,
  }[filter.tokenise];
  const typical = filter.tokenise !== 'date-parts' && filter.tokenise !== 'whole';
  const tokens = counted.get(name) ?? expected;
  return {
    name,
    format,
    comparison: filter.tokenise,
    hash: 'random hashing',
    tokens,
    tokensFrom: counted.has(name) ? 'data' : typical ? 'typical length' : 'schema',
    bitsPerToken: filter.hashesPerToken,
    bitsPerFeature: null,
    draws: tokens * filter.hashesPerToken,
  };
}
