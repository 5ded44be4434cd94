/**
 * What a table measures: a number of units, a rate of two such numbers, the sum of numbers of persons that records
 * report, or the mean of a number among those who told it.
 */
import { z } from 'zod';
import { condition } from './condition.ts';
import { bilingual, code, variableName } from './spec.ts';

const decimals = z.int().min(0).max(6);

/** Each cell in per cent of the cell at which all dimensions but those `within` are `Total`. */
const share = z.strictObject({ label: bilingual, within: z.array(variableName), decimals });

export const measure = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('count'), label: bilingual, share: share.optional() }),
  z.strictObject({
    type: z.literal('ratio'),
    label: bilingual,
    /** Who of the population is in the numerator and in the denominator; the numerator is part of the denominator. */
    numerator: condition,
    denominator: condition,
    /** 100 for per cent. */
    scale: z.number().positive(),
    /** Decimals the rate is published with. */
    decimals,
  }),
  z.strictObject({
    type: z.literal('sum'),
    label: bilingual,
    /** Numbers of persons that a record holds, each with the codes of the dimensions it belongs to. */
    of: z
      .array(
        z.strictObject({
          variable: variableName,
          /** The number it is part of; then the table is a rate, of this part among the whole. */
          within: variableName.optional(),
          codes: z.record(variableName, code),
        }),
      )
      .min(1),
    /** Of the part in the whole. */
    rate: z.strictObject({ label: bilingual, scale: z.number().positive(), decimals }).optional(),
    share: share.optional(),
  }),
  z.strictObject({
    type: z.literal('mean'),
    label: bilingual,
    /** A number of the record that cannot be below 0. Who was not asked, or did not answer, is not in the table. */
    of: variableName,
    /** What it is told in, such as rupiah. */
    unit: bilingual,
    decimals,
    /** The two numbers it is the quotient of: those who told it, and the sum of what they told. */
    counted: bilingual,
    /** The sum is published in whole units of `divisor` of what the number is told in, such as millions of rupiah. */
    total: z.strictObject({ label: bilingual, unit: bilingual, divisor: z.int().positive() }),
  }),
]);
export type Measure = z.infer<typeof measure>;
export type SumMeasure = Measure & { type: 'sum' };
export type MeanMeasure = Measure & { type: 'mean' };

/** The dimension of a rate table that holds the rate's parts: `numerator`, `rest`, and `Total`, the denominator. */
export const COMPONENT = 'component';

/** How the rate of a table is written; null where it has none. */
export function rateOf(
  of: Measure,
): { readonly label: { id: string; en: string }; readonly scale: number; readonly decimals: number } | null {
  if (of.type === 'ratio') return of;
  return of.type === 'sum' ? (of.rate ?? null) : null;
}
