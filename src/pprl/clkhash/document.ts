/**
 * clkhash linkage schema, version 3, as clkhash 0.18.3 reads it.
 *
 * Edge:   unknown members are refused where clkhash refuses them (format, hashing) and kept elsewhere. What
 *         clkhash would read but cannot be done here bit for bit is refused with the reason, never half applied.
 * Source: clkhash docs/schema.rst and schemas/v3.json; limits of HKDF from RFC 5869.
 */
import { z } from 'zod';
import { fromBase64 } from '../../exchange/bytes.ts';
import { patternProblem } from './pattern.ts';
import { roundHalfEven } from './python-number.ts';
import { dateFormatProblem } from './strptime.ts';
import { canEncode, type TextEncoding } from './text-encoding.ts';

const base64 = z.string().refine((text) => fromBase64(text) !== null, 'base64 with padding is required');
const positive = z.int().min(1);
const encoding = z.enum(['ascii', 'utf-8', 'utf-16', 'utf-32']);
const description = z.string().optional();

const stringFormat = z
  .strictObject({
    type: z.literal('string'),
    encoding: encoding.optional(),
    case: z.enum(['upper', 'lower', 'mixed']).optional(),
    minLength: z.int().min(0).optional(),
    maxLength: positive.optional(),
    pattern: z.string().optional(),
    description,
  })
  .superRefine((format, context) => {
    if (format.pattern === undefined) return;
    const reason = patternProblem(format.pattern);
    if (reason !== null) context.addIssue({ code: 'custom', path: ['pattern'], message: reason });
    if (format.case !== undefined || format.minLength !== undefined || format.maxLength !== undefined)
      context.addIssue({ code: 'custom', message: 'pattern excludes case, minLength and maxLength' });
  });
const integerFormat = z.strictObject({
  type: z.literal('integer'),
  minimum: z.int().optional(),
  maximum: z.int().optional(),
  description,
});
const dateFormat = z.strictObject({
  type: z.literal('date'),
  format: z.string().superRefine((format, context) => {
    const reason = dateFormatProblem(format);
    if (reason !== null) context.addIssue({ code: 'custom', message: reason });
  }),
  description,
});
const enumFormat = z.strictObject({
  type: z.literal('enum'),
  values: z.array(z.string()),
  description,
});

const format = z.discriminatedUnion('type', [stringFormat, integerFormat, dateFormat, enumFormat]);

const comparison = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ngram'), n: positive, positional: z.boolean().optional() }),
  z.strictObject({ type: z.literal('exact') }),
  z.strictObject({
    type: z.literal('numeric'),
    thresholdDistance: z.number().positive(),
    resolution: positive,
    fractional_precision: z.int().min(0).max(15).optional(),
  }),
]);
const strategy = z.union([
  z.strictObject({ bitsPerToken: positive }),
  z.strictObject({ bitsPerFeature: positive }),
]);
const hash = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('blakeHash') }),
  z.strictObject({ type: z.literal('doubleHash'), prevent_singularity: z.boolean().optional() }),
]);
const hashing = z.strictObject({
  comparison,
  strategy,
  hash: hash.optional(),
  missingValue: z.strictObject({ sentinel: z.string(), replaceWith: z.string().optional() }).optional(),
});

/** Says no more than that the column is there. */
export const ignoredFeature = z.strictObject({
  identifier: z.string(),
  ignored: z.literal(true, {
    error: 'must be true: clkhash leaves out every feature that names `ignored`, whatever it says',
  }),
  description,
});
/** A feature that was used before: its format and hashing are still checked, as clkhash does. */
export const ignoredWithFormat = z.looseObject({ ...ignoredFeature.shape, format, hashing });
export const hashedFeature = z.looseObject({
  identifier: z.string(),
  ignored: z.never().optional(),
  description,
  format,
  hashing,
});

export const clkConfigPart = z.looseObject({
  l: positive.max(65_536),
  kdf: z.looseObject({
    type: z.literal('HKDF'),
    hash: z.enum(['SHA256', 'SHA512']).optional(),
    salt: base64.optional(),
    info: base64.optional(),
    keySize: positive.optional(),
  }),
  xorFolds: z.int().min(0).optional(),
  xor_folds: z.int().min(0).max(8).optional(),
});

/** What every version has in common. */
export const clkhashEnvelope = z.looseObject({
  version: z.union([z.literal(1), z.literal(2), z.literal(3)], { error: 'version must be 1, 2 or 3' }),
  clkConfig: z.looseObject({}),
  features: z.array(z.unknown()).min(1),
});

export const clkhashDocument = z
  .looseObject({
    version: z.literal(3),
    clkConfig: clkConfigPart,
    features: z.array(z.union([ignoredFeature, ignoredWithFormat, hashedFeature])).min(1),
  })
  .meta({
    title: 'clkhash linkage schema, version 3',
    description: 'Read as clkhash 0.18.3 reads it; see linkage profile clkhash.',
  });

export type ClkhashDocument = z.infer<typeof clkhashDocument>;
export type ClkhashFeature = ClkhashDocument['features'][number];
export type HashedFeature = z.infer<typeof hashedFeature>;
export type ClkhashFormat = z.infer<typeof format>;
export type Comparison = z.infer<typeof comparison>;

/** clkhash's default key size in bytes. */
export const DEFAULT_KEY_SIZE = 64;

type Limit = [path: (string | number)[], message: string];

/** What holds between members, as far as the parts could be read at all (null where one could not). */
export function limits(
  config: z.infer<typeof clkConfigPart> | null,
  features: readonly (ClkhashFeature | null)[],
): Limit[] {
  return [
    ...(config === null ? [] : configLimits(config, features.length)),
    ...features.flatMap((feature, at) =>
      feature !== null && isHashed(feature) ? featureLimits(config, feature, ['features', at]) : [],
    ),
  ];
}

function configLimits({ l, kdf }: z.infer<typeof clkConfigPart>, features: number): Limit[] {
  const found: Limit[] = [];
  const hashBytes = kdf.hash === 'SHA512' ? 64 : 32;
  if (2 * features * (kdf.keySize ?? DEFAULT_KEY_SIZE) > 255 * hashBytes)
    found.push([['features'], 'too many features for HKDF: 2 x features x keySize exceeds 255 hash lengths']);
  if (l % 8 !== 0) found.push([['clkConfig', 'l'], 'filter length must be a multiple of 8 bits']);
  return found;
}

function featureLimits(
  config: z.infer<typeof clkConfigPart> | null,
  feature: HashedFeature,
  at: (string | number)[],
): Limit[] {
  const found: Limit[] = [];
  if (gridDistance(feature.hashing.comparison) === 0)
    found.push([[...at, 'hashing', 'comparison'], 'thresholdDistance rounds to no distance at all']);
  if (!canEncode(replacement(feature), encodingName(feature)))
    found.push([[...at, 'hashing', 'missingValue'], 'replaceWith cannot be encoded']);
  if (config === null || (feature.hashing.hash?.type ?? 'blakeHash') !== 'blakeHash') return found;
  const filter = config.l * 2 ** (config.xor_folds ?? 0);
  if ((filter & (filter - 1)) !== 0)
    found.push([[...at, 'hashing', 'hash'], 'blakeHash needs a filter length that is a power of two']);
  if ((config.kdf.keySize ?? DEFAULT_KEY_SIZE) > 64)
    found.push([[...at, 'hashing', 'hash'], 'blakeHash takes keys of at most 64 bytes']);
  return found;
}

export function isHashed(feature: ClkhashFeature): feature is HashedFeature {
  return feature.ignored !== true;
}

/** The distance between grid points of a numeric comparison, in units of its precision; null for other comparisons. */
export function gridDistance(comparison: Comparison): number | null {
  if (comparison.type !== 'numeric') return null;
  return roundHalfEven(comparison.thresholdDistance * 10 ** (comparison.fractional_precision ?? 0));
}

/** Only string formats name an encoding; the others are UTF-8. */
export function encodingName(feature: HashedFeature): TextEncoding {
  return feature.format.type === 'string' ? (feature.format.encoding ?? 'utf-8') : 'utf-8';
}

function replacement({ hashing: { missingValue } }: HashedFeature): string {
  return missingValue?.replaceWith ?? missingValue?.sentinel ?? '';
}
