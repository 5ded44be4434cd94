/**
 * What `padan estimate` is asked for: a survey design, groups, and totals, means, ratios and shares.
 *
 * Edge:   a variable with `in`, `atLeast` or `atMost` counts 1 where it fits and 0 where not; without them its number
 *         is used. Rates are fractions, not per cent.
 * Source: docs/reference/formats.md, Estimates; the words of R survey.
 */
import { z } from 'zod';
import policy from '../../specs/disclosure/policy.json' with { type: 'json' };
import { DomainError, label } from '../problems.ts';
import { type Dictionary, lonelyPsu } from './dictionary.ts';
import { parseSpec, repeated } from './spec.ts';

/** A column header of any CSV. */
const name = z.string().min(1).max(200);

const term = z.strictObject({
  variable: name,
  in: z.array(z.string()).min(1).optional(),
  atLeast: z.number().optional(),
  atMost: z.number().optional(),
});
export type Term = z.infer<typeof term>;

const estimate = z.discriminatedUnion('type', [
  z.strictObject({ name, type: z.literal('total'), of: term }),
  z.strictObject({ name, type: z.literal('mean'), of: term, among: term.optional() }),
  z.strictObject({ name, type: z.literal('ratio'), numerator: term, denominator: term }),
  /** A cell's part of the cell that has the same codes of the groups in `within` and `Total` in all others. */
  z.strictObject({ name, type: z.literal('share'), of: term, within: z.array(name).default([]) }),
]);
export type Estimate = z.infer<typeof estimate>;

const design = z.strictObject({
  /** Column of the weight; null: every record weighs 1. */
  weight: name.nullable(),
  strata: name.nullable().default(null),
  psu: name.nullable().default(null),
  /** Column of the PSUs in the population of the stratum (above 1), or of the sampling fraction (at most 1). */
  fpc: name.nullable().default(null),
  /** As R survey, the default refuses a stratum with one PSU. */
  lonelyPsu: lonelyPsu.default('fail'),
});

const interval = z.strictObject({
  level: z.number().gt(0).lt(1).default(0.95),
  /** For proportions: R's `beta` (Korn and Graubard) or `xlogit`; everything else has Student's interval. */
  proportions: z.enum(['beta', 'logit']).default('beta'),
});
export type IntervalSpec = z.infer<typeof interval>;

/** Relative standard error in per cent: up to `accurate`, with care up to `caution`, above it withheld. */
const reliability = z
  .strictObject({ accurate: z.number().positive(), caution: z.number().positive() })
  .refine((each) => each.accurate < each.caution, 'accurate is below caution');

export const estimateSpecSchema = z
  .strictObject({
    $schema: z.string().optional(),
    /** null: a census or a projection, which has no sampling error. */
    design: design.nullable(),
    by: z.array(name).default([]),
    estimates: z.array(estimate).min(1),
    /**
     * Codes that mean "no answer", by variable (the empty text is an empty cell). A record without an answer in a
     * variable of an estimate is outside that estimate; without a group it is outside all.
     */
    missing: z.record(name, z.array(z.string()).min(1)).default({}),
    interval: interval.prefault({}),
    /** As the policy of survey tables has it, unless said otherwise. */
    reliability: reliability.prefault({
      accurate: policy.reliability.accurate,
      caution: policy.reliability.caution,
    }),
  })
  .superRefine((spec, context) => {
    for (const twice of repeated(spec.estimates.map((each) => each.name)))
      context.addIssue({ code: 'custom', path: ['estimates'], message: `${twice} occurs twice` });
    for (const twice of repeated(spec.by))
      context.addIssue({ code: 'custom', path: ['by'], message: `${twice} occurs twice` });
    for (const [e, each] of spec.estimates.entries())
      for (const stray of each.type === 'share' ? each.within.filter((one) => !spec.by.includes(one)) : [])
        context.addIssue({
          code: 'custom',
          path: ['estimates', e, 'within'],
          message: `${stray} is not in by`,
        });
  })
  .meta({ title: 'Padan estimate spec' });

export type EstimateSpec = z.infer<typeof estimateSpecSchema>;

/** @throws {DomainError} `spec-invalid`. */
export function parseEstimateSpec(value: unknown): EstimateSpec {
  return parseSpec(estimateSpecSchema, value, 'estimate spec');
}

/**
 * The spec with the missing codes that the dictionary of the data names, besides its own.
 * @throws {DomainError} `spec-invalid` for a sampling design on data that are no sample.
 */
export function withDictionary(spec: EstimateSpec, dictionary: Dictionary): EstimateSpec {
  if (dictionary.design === null && spec.design !== null)
    throw new DomainError('spec-invalid', {
      spec: label('estimate spec'),
      reasons: [label('design: the dictionary has none')],
    });
  const missing = Object.fromEntries(Object.entries(spec.missing));
  for (const variable of dictionary.variables) {
    const codes = variable.missing.map((each) => each.code);
    if (codes.length > 0)
      missing[variable.name] = [...new Set([...(missing[variable.name] ?? []), ...codes])];
  }
  return { ...spec, missing };
}
