/**
 * clkhash linkage schemas of versions 1 and 2, checked and then converted to 3 as clkhash 0.18.3 converts them.
 *
 * v1 to 2: `k` bits per token for every feature, times its `weight`, rounded half to even; weight 0 is an ignored
 *          feature, which still counts for the keys; the one hash of `clkConfig` for all; of `clkConfig` only `l`,
 *          `kdf` and `xor_folds` are kept.
 * v2 to 3: `k` is `bitsPerToken`, `numBits` is `bitsPerFeature`; `ngram` and `positional` become the comparison.
 * Edge:    what would not be of version 3 afterwards (no bit at all, unigrams of 0) is refused at its place in the
 *          document that was given.
 * Source:  clkhash 0.18.3 schema.py and schemas/v1.json, v2.json.
 */
import { z } from 'zod';
import { roundHalfEven } from './python-number.ts';

const loose = z.looseObject({});
const hash = z.looseObject({ type: z.enum(['doubleHash', 'blakeHash']) });
const ngram = z.int().min(1);
const positional = z.boolean().optional();
const missingValue = z.looseObject({ sentinel: z.string(), replaceWith: z.string().optional() }).optional();
const bits = z.int().min(1);
const ignored = z.looseObject({ identifier: z.string(), ignored: z.literal(true) });
const feature = <H extends z.ZodType>(hashing: H) =>
  z.looseObject({ identifier: z.string(), format: loose, hashing });

const featureOne = feature(
  z.strictObject({ ngram, positional, weight: z.number().min(0).optional(), missingValue }),
);
const featureTwo = feature(
  z.strictObject({
    ngram,
    positional,
    hash: hash.optional(),
    strategy: z.union([z.strictObject({ k: bits }), z.strictObject({ numBits: bits })]),
    missingValue,
  }),
);
const configOne = z.looseObject({ l: z.int().min(1), k: bits, kdf: loose, hash });
const configTwo = z.looseObject({ l: z.int().min(1), kdf: loose });

type FeatureOne = z.infer<typeof featureOne>;
type FeatureTwo = z.infer<typeof featureTwo>;
type Ignored = z.infer<typeof ignored>;

/** The parts that are checked each by itself, so that the faults of all are found at once. */
export const OLD_VERSIONS = {
  1: { clkConfig: configOne, feature: featureOne },
  2: { clkConfig: configTwo, feature: featureTwo },
} as const;
export { ignored as oldIgnoredFeature };

interface Old<C, F> {
  readonly clkConfig: C;
  readonly features: readonly (F | Ignored)[];
}

/** The document in version 3. Callers have checked it against `OLD_VERSIONS`. */
export function convertedToThree(version: 1 | 2, document: unknown): object {
  return version === 1
    ? twoToThree(oneToTwo(document as Old<z.infer<typeof configOne>, FeatureOne>))
    : twoToThree(document as Old<z.infer<typeof configTwo>, FeatureTwo>);
}

/** Bits per token of a feature of version 1. */
export function weightedBits(weight: number | undefined, k: number): number {
  return roundHalfEven((weight ?? 1) * k);
}

function oneToTwo({ clkConfig, features }: Old<z.infer<typeof configOne>, FeatureOne>) {
  const { l, kdf, k } = clkConfig;
  const { xor_folds: folds = 0 } = clkConfig as { xor_folds?: unknown };
  return {
    clkConfig: { l, xor_folds: folds, kdf },
    features: features.map((each): FeatureTwo | Ignored => {
      if (isIgnored(each)) return each;
      const { weight, ...hashing } = each.hashing;
      if (weight === 0) return { identifier: each.identifier, ignored: true };
      const strategy = { k: weightedBits(weight, k) };
      return { ...each, hashing: { ...hashing, strategy, hash: clkConfig.hash } };
    }),
  };
}

function twoToThree<C>(document: Old<C, FeatureTwo>): object {
  const features = document.features.map((each) => {
    if (isIgnored(each)) return each;
    const { ngram: n, positional: at = false, strategy, ...hashing } = each.hashing;
    const bitsOf = 'k' in strategy ? { bitsPerToken: strategy.k } : { bitsPerFeature: strategy.numBits };
    const comparison = { type: 'ngram', n, positional: at };
    return { ...each, hashing: { ...hashing, strategy: bitsOf, comparison } };
  });
  return { ...document, version: 3, features };
}

function isIgnored(each: FeatureOne | FeatureTwo | Ignored): each is Ignored {
  return each.ignored === true;
}
