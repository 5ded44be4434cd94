/**
 * A table spec: one item of Lampiran 2 as data. Wording of the agreement, population, measure, dimensions with the
 * levels they can be had at, which of them a request may leave out ("dan/atau"), who is counted, whom the protection
 * protects, how it is cited, and what of it the parties have not settled.
 *
 * Edge:   the agreement's wording is the legal text and stays Indonesian; the English is a translation of this project.
 * Source: agreement, Lampiran 2.
 */
import { z } from 'zod';
import { condition } from './condition.ts';
import { bilingual, code, parseSpec, repeated, specId, standing, variableName } from './spec.ts';
import { measure } from './table-measure.ts';
import { specFaults } from './table-spec-faults.ts';

/** One way to have a dimension: a variable of the microdata, coded in the finest list of a hierarchy. */
const form = z.strictObject({
  /** What a request names it by, such as `province`; several forms of one level are its editions. */
  level: z.string().regex(/^[a-z][a-z0-9-]*$/),
  /** Absent where the measure says to which code a number belongs. */
  variable: variableName.optional(),
  hierarchy: specId,
  /** For a variable that is a number: first and last number of each finest code. */
  bands: z.record(code, z.tuple([z.int(), z.int()])).optional(),
});

const dimension = z.strictObject({
  /** Name of the dimension in tables and requests. */
  name: variableName,
  label: bilingual,
  /** The first that fits the dictionary and its round is taken where a request names no level. */
  forms: z.array(form).min(1),
  /** The agreement's "dan/atau" lets a request leave it out. */
  optional: z.boolean(),
  /** Those the question was not asked of are a category of this label; without it they are refused. */
  notApplicable: bilingual.optional(),
});

/** Codes of dimensions; a dimension that is not named is at its `Total`. */
const cellSet = z.record(variableName, z.array(z.string().min(1)).min(1));

const indicator = z.strictObject({
  name: variableName,
  label: bilingual,
  /** The cells summed; without a denominator the number itself. */
  numerator: cellSet,
  denominator: cellSet.optional(),
  scale: z.number().positive(),
  decimals: z.int().min(0).max(6),
});

const ranking = z.strictObject({
  /** Dimension whose codes are ranked, each level of it by itself. */
  dimension: variableName,
  by: variableName,
  top: z.int().positive(),
  /** `all`: codes equal to the last one ranked are all in; `code-order`: the one first in its code list. */
  ties: z.enum(['all', 'code-order']),
  standing,
});

export const tableSpecSchema = z
  .strictObject({
    $schema: z.string().optional(),
    /** Item of Lampiran 2; a table agreed under item 20 adds its own name. */
    id: z.string().regex(/^(\d{2}|20-[a-z0-9-]{1,40})$/),
    source: z.strictObject({ document: z.string().min(1), item: z.int().positive() }),
    /** The item word for word. */
    wording: z.strictObject({ id: z.string().min(1), standing: z.literal('official') }),
    /** Before "menurut" and the dimensions asked for. */
    title: bilingual.extend({ standing }),
    /** Series of datasets it can be made from. */
    series: z.array(specId).min(1),
    /** Who is counted; `where` restates it as conditions on variables, all of which must hold. */
    population: z.strictObject({ label: bilingual, where: z.array(condition), standing }),
    /** What a cell counts. */
    unit: z.enum(['person', 'village']),
    /** Who contributes to a cell: the records counted, or the persons that a record reports a number of. */
    contributors: z.enum(['respondents', 'reported-persons']),
    /** Whose confidentiality the table could break. */
    protects: z.enum(['person', 'village', 'person-reported-by-village']),
    measure,
    dimensions: z.array(dimension).min(1),
    /** Dimensions of a request that names none; all where left out. */
    usual: z.array(variableName).min(1).optional(),
    /** Variables a request may restrict the population by, besides the dimensions. */
    filters: z.array(variableName),
    /** Variables of which a request must name exactly one code, such as the year of a projection. */
    single: z.array(variableName).default([]),
    /** Figures worked out from cells of the table. */
    indicators: z.array(indicator).optional(),
    ranking: ranking.optional(),
    /** Relative standard error in per cent: up to `accurate`, with care up to `caution`, above it withheld. */
    reliability: z
      .strictObject({
        accurate: z.number().positive(),
        caution: z.number().positive(),
        standing,
        source: z.string().min(1),
        above: z.strictObject({ action: z.literal('withhold'), standing }),
      })
      .refine((each) => each.accurate < each.caution, 'accurate is below caution'),
    /** What is printed below the table. */
    footnotes: z.array(bilingual).default([]),
    /** `{source}` and `{period}` are filled in from the dictionary. */
    citation: bilingual.extend({ standing }),
    /** What the parties have not settled: where the proposed value stands in this spec, and the question. */
    open: z
      .array(z.strictObject({ parameter: z.string().regex(/^(\/[A-Za-z0-9]+)+$/), question: specId }))
      .default([]),
    /** What this project added to the agreement's text, for the parties to confirm. */
    proposals: z.array(z.string().min(1)),
  })
  .superRefine((spec, context) => {
    for (const { path, message } of specFaults(spec)) context.addIssue({ code: 'custom', path, message });
    for (const twice of repeated(spec.dimensions.map((each) => each.name)))
      context.addIssue({ code: 'custom', path: ['dimensions'], message: `${twice} occurs twice` });
  })
  .meta({ title: 'Padan table spec' });

export type TableSpec = z.infer<typeof tableSpecSchema>;
export type TableDimension = TableSpec['dimensions'][number];
export type DimensionForm = TableDimension['forms'][number];
export type Indicator = z.infer<typeof indicator>;
export type RankingRule = z.infer<typeof ranking>;

/** @throws {DomainError} `spec-invalid`. */
export function parseTableSpec(value: unknown): TableSpec {
  return parseSpec(tableSpecSchema, value, 'table spec');
}
