/**
 * A dictionary: what a dataset of microdata holds, without any record of it. Variables with their code lists,
 * survey design, reference period, survey round, vintage, producer and citation.
 *
 * Edge:   a code that means "no answer" is a missing code only when the variable names it; nothing else is missing.
 *         A census or projection has no sampling design and so no standard errors (null, not 0).
 * Source: columns of Sakernas microdata as the CRAN package SAKERNAS lists them; R survey's words for a lonely PSU.
 */
import { z } from 'zod';
import { bilingual, code, day, parseSpec, repeated, specId, standing, variableName } from './spec.ts';

const missingCode = z.strictObject({
  /** The cell as it stands in the file; the empty text is an empty cell. */
  code: z.string(),
  /** `not-applicable`: the question was not asked; `not-stated`: it was asked and not answered. */
  means: z.enum(['not-applicable', 'not-stated']),
});

const named = { name: variableName, label: bilingual, missing: z.array(missingCode).default([]) };

/** `code` one of a list; `number` a decimal; `identifier` any text that tells units apart (stratum, PSU, household). */
const variable = z.discriminatedUnion('type', [
  z.strictObject({ ...named, type: z.literal('code'), codelist: specId, version: z.string().min(1) }),
  z.strictObject({
    ...named,
    type: z.literal('number'),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    integer: z.boolean().default(false),
  }),
  z.strictObject({ ...named, type: z.literal('identifier') }),
]);

/** Ways of R survey's `survey.lonely.psu` for a stratum with one PSU. */
export const lonelyPsu = z.enum(['fail', 'remove', 'adjust', 'average', 'certainty']);

export const surveyDesign = z.strictObject({
  weight: variableName,
  /** Column of the stratum; null where the sample is not stratified. */
  strata: variableName.nullable(),
  /** Column of the primary sampling unit, numbered within strata; null where each record is one. */
  psu: variableName.nullable(),
  /** Column with the number of PSUs in the stratum (> 1) or the sampling fraction (<= 1); null for none. */
  fpc: variableName.nullable().default(null),
  lonelyPsu,
});
export type SurveyDesign = z.infer<typeof surveyDesign>;

export const dictionarySchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: specId,
    title: bilingual,
    kind: z.enum(['survey', 'census', 'projection', 'administrative']),
    /** Made by a generator and about nobody; every output says so. */
    synthetic: z.boolean(),
    /** Name of the series, as table specs refer to it. */
    series: specId,
    round: z.string().min(1),
    reference: z.strictObject({ from: day, to: day }),
    /** Which edition of the data for that period; revisions have another. */
    vintage: z.string().min(1),
    producer: specId,
    /** Name of the file or survey as a citation gives it. */
    source: bilingual,
    standing,
    /** Finest region level that this round may be published for. */
    regionFloor: z.enum(['country', 'province', 'regency']),
    design: surveyDesign.nullable(),
    variables: z.array(variable).min(1),
  })
  .superRefine((dictionary, context) => {
    for (const message of faults(dictionary)) context.addIssue({ code: 'custom', message });
  })
  .meta({ title: 'Padan dictionary of a dataset' });

export type Dictionary = z.infer<typeof dictionarySchema>;
export type Variable = Dictionary['variables'][number];
/** Code of the category that records with a `not-stated` answer are counted in. */
export const NOT_STATED = 'not-stated';

/** @throws {DomainError} `spec-invalid`. */
export function parseDictionary(value: unknown): Dictionary {
  return parseSpec(dictionarySchema, value, 'dictionary');
}

function faults(dictionary: Dictionary): string[] {
  const found = repeated(dictionary.variables.map((each) => each.name)).map((name) => `${name} occurs twice`);
  const type = (name: string | null) => dictionary.variables.find((each) => each.name === name)?.type;
  const { design } = dictionary;
  if ((dictionary.kind === 'survey') !== (design !== null))
    found.push('a survey has a design, others have none');
  if (design !== null && type(design.weight) !== 'number') found.push('design.weight is no number variable');
  if (design?.fpc && type(design.fpc) !== 'number') found.push('design.fpc is no number variable');
  for (const name of [design?.strata, design?.psu])
    if (name && !['identifier', 'code'].includes(type(name) ?? ''))
      found.push(`${name} tells no units apart`);
  if (dictionary.reference.from > dictionary.reference.to) found.push('reference ends before it begins');
  for (const each of dictionary.variables) {
    if (repeated(each.missing.map((missing) => missing.code)).length > 0)
      found.push(`${each.name} names a missing code twice`);
    if (each.type === 'number' && (each.minimum ?? -Infinity) > (each.maximum ?? Infinity))
      found.push(`${each.name} has no possible value`);
    if (
      each.type === 'code' &&
      each.missing.some(({ code: text }) => text !== '' && !code.safeParse(text).success)
    )
      found.push(`${each.name} has a missing code that is no code`);
  }
  return found;
}
