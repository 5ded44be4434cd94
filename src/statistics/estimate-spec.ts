/**
 * What `padan estimate` is asked for: a survey design, groups, and totals, means and ratios.
 *
 * Edge:   a variable with `in`, `atLeast` or `atMost` counts 1 where it fits and 0 where not; without them its number
 *         is used. Rates are fractions, not per cent.
 * Source: docs/reference/formats.md, Estimates; the words of R survey.
 */
import { z } from 'zod';
import { lonelyPsu } from './dictionary.ts';
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
]);
export type Estimate = z.infer<typeof estimate>;

export const estimateSpecSchema = z
  .strictObject({
    $schema: z.string().optional(),
    design: z.strictObject({
      /** Column of the weight; null: every record weighs 1. */
      weight: name.nullable(),
      strata: name.nullable().default(null),
      psu: name.nullable().default(null),
      fpc: name.nullable().default(null),
      /** As R survey, the default refuses a stratum with one PSU. */
      lonelyPsu: lonelyPsu.default('fail'),
    }),
    by: z.array(name).default([]),
    estimates: z.array(estimate).min(1),
    /**
     * Codes that mean "no answer", by variable (the empty text is an empty cell). A record without an answer in a
     * variable of an estimate is outside that estimate; without a group it is outside all.
     */
    missing: z.record(name, z.array(z.string()).min(1)).default({}),
  })
  .superRefine((spec, context) => {
    for (const twice of repeated(spec.estimates.map((each) => each.name)))
      context.addIssue({ code: 'custom', path: ['estimates'], message: `${twice} occurs twice` });
    for (const twice of repeated(spec.by))
      context.addIssue({ code: 'custom', path: ['by'], message: `${twice} occurs twice` });
  })
  .meta({ title: 'Padan estimate spec' });

export type EstimateSpec = z.infer<typeof estimateSpecSchema>;

/** @throws {DomainError} `spec-invalid`. */
export function parseEstimateSpec(value: unknown): EstimateSpec {
  return parseSpec(estimateSpecSchema, value, 'estimate spec');
}
