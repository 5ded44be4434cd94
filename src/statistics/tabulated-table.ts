/**
 * A tabulated table as it is handed to disclosure control: `padan-table/1`. It is internal: it holds
 * what must be hidden, and `protected: false` can be exported by nobody.
 *
 * Shape:  cells in mixed-radix order of the dimensions (the last turns fastest), `Total` first. A rate table has the
 *         dimension `component` (`numerator`, `rest`, `Total` = denominator) and, beside the cells, one rate for each
 *         combination of the other dimensions.
 * Unit:   estimates of cells in persons; of rates in `rate.scale` (per cent for 100), unrounded; `se` likewise;
 *         `rse` in per cent of the estimate.
 *         A share is a cell in per cent of another cell; an indicator a sum of cells, or the quotient of two: both
 *         are worked out from cells, and so from published ones alone in what leaves.
 *         The cells of a mean are those who told the number; `totals` is the sum of what they told and `means` the
 *         quotient, both in the unit of the number. `largest` are pairs of number and weight, largest first.
 * Edge:   no sampling, or no estimate to relate to: `se` or `rse` is null, never 0 in its place.
 */
import { z } from 'zod';
import { rankingSchema } from './ranking.ts';
import { bilingual, day, parseSpec } from './spec.ts';

/** `withheld`: too imprecise to publish. It is no confidentiality and needs no protection. */
export const reliabilityFlag = z.enum(['accurate', 'caution', 'withheld']);
export type Reliability = z.infer<typeof reliabilityFlag>;

const cell = z.strictObject({
  codes: z.record(z.string(), z.string()),
  estimate: z.number(),
  se: z.number().nullable(),
  rse: z.number().nullable(),
  reliability: reliabilityFlag.nullable(),
  contributors: z.int().min(0),
});

const total = cell.extend({ largest: z.array(z.tuple([z.number(), z.number()])) });
const quotient = cell.extend({ estimate: z.number().nullable() });
const shown = { scale: z.number(), decimals: z.int(), label: bilingual };
const cellSet = z.record(z.string(), z.array(z.string()));

export const tabulatedTableSchema = z
  .strictObject({
    format: z.literal('padan-table/1'),
    protected: z.literal(false),
    table: z.string(),
    title: bilingual,
    unit: z.enum(['person', 'village']),
    population: bilingual,
    dataset: z.strictObject({
      id: z.string(),
      vintage: z.string(),
      round: z.string(),
      reference: z.strictObject({ from: day, to: day }),
      producer: z.string(),
      synthetic: z.boolean(),
    }),
    /** Restrictions of the population that the request made; a `Total` counts only what they leave. */
    where: z.array(z.strictObject({ variable: z.string(), in: z.array(z.string()) })),
    measure: z.strictObject({
      type: z.literal('count'),
      weighted: z.boolean(),
      label: bilingual.optional(),
    }),
    rate: z.strictObject({ component: z.string(), numerator: z.string(), ...shown }).optional(),
    mean: z
      .strictObject({
        variable: z.string(),
        unit: bilingual,
        decimals: z.int(),
        label: bilingual,
        /** Sums are published in whole units of `divisor`; here they are in the unit of the number. */
        total: z.strictObject({ label: bilingual, unit: bilingual, divisor: z.int().positive() }),
      })
      .optional(),
    /** Each cell in per cent of the cell with the same codes of `within` and `Total` elsewhere. */
    share: z.strictObject({ within: z.array(z.string()), ...shown }).optional(),
    /** Figures for each code of `dimension`; a dimension without codes is at its `Total`. */
    indicators: z
      .strictObject({
        dimension: z.string(),
        of: z.array(
          z.strictObject({
            name: z.string(),
            numerator: cellSet,
            denominator: cellSet.optional(),
            ...shown,
          }),
        ),
      })
      .optional(),
    /** Codes in order of an indicator, each level by itself. */
    ranking: rankingSchema.optional(),
    dimensions: z.array(
      z.strictObject({
        name: z.string(),
        label: bilingual,
        /** Level of its finest codes, and the edition of their list. */
        level: z.string().optional(),
        classification: z
          .strictObject({
            codelist: z.string(),
            version: z.string(),
            system: z.enum(['bps', 'kemendagri']).optional(),
          })
          .optional(),
        codes: z.array(
          z.strictObject({ code: z.string(), parent: z.string().nullable(), label: bilingual.optional() }),
        ),
      }),
    ),
    cells: z.array(cell),
    rates: z.array(quotient).optional(),
    shares: z.array(quotient).optional(),
    totals: z.array(total).optional(),
    means: z.array(quotient).optional(),
    indicatorValues: z.array(quotient.extend({ indicator: z.string() })).optional(),
    /** `silent`: of the population, and reporting none of the numbers that a sum adds up. */
    records: z.strictObject({ read: z.int(), inPopulation: z.int(), silent: z.int().optional() }),
    /** What the standard errors rest on; null where nothing was sampled. */
    design: z
      .strictObject({
        strata: z.int(),
        psus: z.int(),
        lonelyStrata: z.int(),
        lonelyPsu: z.string(),
      })
      .nullable()
      .optional(),
    footnotes: z.array(bilingual).optional(),
    citation: bilingual,
  })
  .meta({ title: 'Padan tabulated table, internal' });

export type TabulatedTable = z.infer<typeof tabulatedTableSchema>;
export type TabulatedCell = TabulatedTable['cells'][number];
export type TabulatedTotal = NonNullable<TabulatedTable['totals']>[number];
export type TabulatedRate = NonNullable<TabulatedTable['rates']>[number];

/** @throws {DomainError} `spec-invalid`. */
export function parseTabulatedTable(value: unknown): TabulatedTable {
  return parseSpec(tabulatedTableSchema, value, 'padan-table/1');
}
