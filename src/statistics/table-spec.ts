/**
 * A table spec: one item of Lampiran 2 as data. Wording of the agreement, population, measure, dimensions, which of
 * them a request may leave out ("dan/atau"), who is counted, whom the protection protects, and how it is cited.
 *
 * Edge:   the agreement's wording is the legal text and stays Indonesian; the English is a translation of this project.
 * Source: agreement, Lampiran 2.
 */
import { z } from 'zod';
import { condition } from './condition.ts';
import { bilingual, parseSpec, repeated, specId, standing, variableName } from './spec.ts';

const dimension = z.strictObject({
  /** Name of the dimension in tables and requests, and of the variable it reads. */
  name: variableName,
  label: bilingual,
  hierarchy: specId,
  /** The agreement's "dan/atau" lets a request leave it out. */
  optional: z.boolean(),
});

const measure = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('count') }),
  z.strictObject({
    type: z.literal('ratio'),
    label: bilingual,
    /** Who of the population is in the numerator and in the denominator; the numerator is part of the denominator. */
    numerator: condition,
    denominator: condition,
    /** 100 for per cent. */
    scale: z.number().positive(),
    /** Decimals the rate is published with. */
    decimals: z.int().min(0).max(6),
  }),
]);

export const tableSpecSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^\d{2}$/),
    source: z.strictObject({ document: z.string().min(1), item: z.int().positive() }),
    /** The item word for word. */
    wording: z.strictObject({ id: z.string().min(1), standing: z.literal('official') }),
    title: bilingual.extend({ standing }),
    series: specId,
    /** Who is counted; `where` restates it as conditions on variables, all of which must hold. */
    population: z.strictObject({ label: bilingual, where: z.array(condition), standing }),
    /** What one record and one contributor is. */
    unit: z.enum(['person', 'village']),
    contributors: z.literal('respondents'),
    /** Whose confidentiality the table could break. */
    protects: z.enum(['person', 'village-official', 'enterprise']),
    measure,
    dimensions: z.array(dimension).min(1),
    /** Variables a request may restrict the population by, besides the dimensions. */
    filters: z.array(variableName),
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
    /** `{source}` and `{period}` are filled in from the dictionary. */
    citation: bilingual.extend({ standing }),
    /** What this project added to the agreement's text, for the parties to confirm. */
    proposals: z.array(z.string().min(1)),
  })
  .superRefine((spec, context) => {
    for (const twice of repeated(spec.dimensions.map((each) => each.name)))
      context.addIssue({ code: 'custom', path: ['dimensions'], message: `${twice} occurs twice` });
    if (spec.dimensions.some((each) => each.name === COMPONENT))
      context.addIssue({
        code: 'custom',
        path: ['dimensions'],
        message: `${COMPONENT} names the parts of a rate`,
      });
    for (const message of ratioFaults(spec.measure))
      context.addIssue({ code: 'custom', path: ['measure'], message });
    for (const language of ['id', 'en'] as const)
      if (!spec.citation[language].includes('{source}') || !spec.citation[language].includes('{period}'))
        context.addIssue({
          code: 'custom',
          path: ['citation', language],
          message: 'must hold {source} and {period}',
        });
  })
  .meta({ title: 'Padan table spec' });

/** A rate is a share of its denominator, so that numerator and rest are parts of one whole. */
function ratioFaults(each: z.infer<typeof measure>): string[] {
  if (each.type === 'count') return [];
  const { numerator, denominator } = each;
  const within =
    numerator.variable === denominator.variable &&
    numerator.in?.every((one) => denominator.in?.includes(one)) === true;
  return within ? [] : ['the numerator lists codes of the denominator, of the same variable'];
}

export type TableSpec = z.infer<typeof tableSpecSchema>;

/** The dimension of a rate table that holds the rate's parts: `numerator`, `rest`, and `Total`, the denominator. */
export const COMPONENT = 'component';

/** @throws {DomainError} `spec-invalid`. */
export function parseTableSpec(value: unknown): TableSpec {
  return parseSpec(tableSpecSchema, value, 'table spec');
}
