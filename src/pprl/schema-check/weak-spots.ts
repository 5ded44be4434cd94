/** Where a linkage schema that can be used is weaker than it need be: by code, with the field and the figures. */
import { type HashedFeature, isHashed } from '../clkhash/document.ts';
import type { LinkageSchema } from '../linkage-schema.ts';
import type { SchemaCheckBounds } from './bounds.ts';
import type { ExpectedFilter } from './expected.ts';
import type { WeakSpotCode } from './texts.ts';

export interface WeakSpot {
  readonly code: WeakSpotCode;
  /** Column it is about; null where it is about the whole schema. */
  readonly field: string | null;
  /** The figure that was held against a bound, a ratio; null where there is none. */
  readonly value: number | null;
  readonly bound: number | null;
}

export function weakSpots(
  schema: LinkageSchema,
  expected: ExpectedFilter,
  bounds: SchemaCheckBounds,
  measuredFill: number | null = null,
): WeakSpot[] {
  return [
    ...(schema.hardened ? [] : [whole('not-hardened')]),
    ...schema.warnings.map((code) => whole(code === 'xor-folds-ignored' ? code : 'converted')),
    ...fillSpots(schema, expected.fill, measuredFill, bounds),
    ...expected.fields.flatMap(({ name, share }) =>
      share > bounds.largestShare.value
        ? [{ code: 'field-too-heavy' as const, field: name, value: share, bound: bounds.largestShare.value }]
        : [],
    ),
    ...(schema.profile === 'clkhash' ? clkhashSpots(schema.document, expected) : []),
  ];
}

/** What a padan schema says of its own fill is about real records: only a measured fill is held against it. */
function fillSpots(
  schema: LinkageSchema,
  expected: number,
  measured: number | null,
  bounds: SchemaCheckBounds,
): WeakSpot[] {
  const fill = measured ?? expected;
  const own = schema.profile === 'padan' && measured !== null;
  const { low, high } = own ? schema.document.fill : bounds.fill;
  if (fill < low) return [{ code: 'fill-low', field: null, value: fill, bound: low }];
  if (fill > high) return [{ code: 'fill-high', field: null, value: fill, bound: high }];
  return [];
}

function clkhashSpots(
  { clkConfig, features }: (LinkageSchema & { profile: 'clkhash' })['document'],
  { fields }: ExpectedFilter,
): WeakSpot[] {
  const { salt, info } = clkConfig.kdf;
  const tokensOf = (name: string) => fields.find((field) => field.name === name)?.tokens ?? 0;
  return [
    ...(salt === undefined && info === undefined ? [whole('no-salt')] : []),
    ...(features.some((feature) => !isHashed(feature)) ? [whole('ignored-columns-count')] : []),
    ...features.flatMap((feature) =>
      isHashed(feature)
        ? featureSpots(feature, tokensOf(feature.identifier)).map((code) => ({
            ...whole(code),
            field: feature.identifier,
          }))
        : [],
    ),
  ];
}

function featureSpots({ format, hashing }: HashedFeature, tokens: number): WeakSpotCode[] {
  const { hash, missingValue, strategy, comparison } = hashing;
  const found: WeakSpotCode[] = [];
  if (hash?.type === 'doubleHash') {
    found.push('double-hash');
    if (hash.prevent_singularity !== true) found.push('no-singularity-prevention');
  }
  // An empty cell of these formats is refused unless a sentinel stands for it; of text it is taken as no token.
  const refusesEmpty = format.type === 'integer' || format.type === 'date';
  const takesEmpty = format.type === 'enum' && format.values.includes('');
  if (missingValue === undefined && (refusesEmpty || (format.type === 'enum' && !takesEmpty)))
    found.push('sentinel-missing');
  if (missingValue !== undefined && (missingValue.replaceWith ?? missingValue.sentinel) !== '')
    found.push('missing-values-agree');
  if ('bitsPerFeature' in strategy && strategy.bitsPerFeature < tokens) found.push('tokens-without-bits');
  if (comparison.type === 'exact' && format.type === 'enum') found.push('few-values');
  if (format.type === 'date') found.push(...dateSpots(format.format));
  return found;
}

/** What strptime takes besides what the format seems to say. */
function dateSpots(format: string): WeakSpotCode[] {
  const found: WeakSpotCode[] = [];
  if (/%y/.test(format)) found.push('date-two-digit-year');
  if (!/%m/.test(format) || !/%d/.test(format)) found.push('date-parts-missing');
  if (/%[Yymd]%[md]/.test(format)) found.push('date-unseparated');
  return found;
}

function whole(code: WeakSpotCode): WeakSpot {
  return { code, field: null, value: null, bound: null };
}
