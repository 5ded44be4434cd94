/**
 * What `padan protect --spec` is told: dimensions, measure, rules, standard, cost and method
 * (docs/reference/formats.md, Disclosure).
 *
 * Edge:   a rule, standard or method that is not known is refused, never skipped: a table protected by fewer rules
 *         than asked is not protected.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';

const columnName = z.string().min(1).max(200);

const dimension = z.strictObject({
  name: columnName,
  /** Columns of the data from coarse to fine. */
  levels: z.array(columnName).min(1),
  /** Other groupings of the same codes: columns from coarse to fine, down to one of `levels`. */
  hierarchies: z
    .array(z.strictObject({ name: columnName, levels: z.array(columnName).min(2) }))
    .min(1)
    .optional(),
});

const measure = z.union([
  z.strictObject({
    type: z.literal('count'),
    /** Column with the number of units in a row; without it every row is one unit. */
    frequency: columnName.optional(),
    /** Column that names whose the units of a row are (holdings); without it every unit is its own contributor. */
    contributor: columnName.optional(),
  }),
  z.strictObject({
    type: z.literal('count'),
    /** Column with the weighted count, published in whole units. */
    value: columnName,
    /** Column with the unweighted number of contributors; without it every row is one. */
    contributors: columnName.optional(),
  }),
  z.strictObject({
    type: z.literal('magnitude'),
    /** Column with the value of a record. */
    value: columnName,
    /** Column that names the contributor (holding); without it every record is one. */
    contributor: columnName.nullish(),
    /** Column with the sampling weight; without it every record stands for itself. */
    weight: columnName.nullish(),
    /** What contributors are taken to know of weights. */
    weights: z.enum(['expanded', 'sample', 'public']).default('expanded'),
    /** Decimal places of published values; without it as many as the data have. */
    decimals: z.int().min(0).max(6).optional(),
    /** Whether values may be negative. */
    negative: z.boolean().default(false),
    /** Column that says which contributors agreed to be known (p-percent, pq). */
    waiver: columnName.optional(),
  }),
]);

const percent = z.number().positive().max(100);

export const ruleSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('threshold'), minContributors: z.int().min(2) }),
  z.strictObject({ rule: z.literal('dominance'), n: z.int().min(1), k: percent }),
  z.strictObject({ rule: z.literal('p-percent'), p: percent, coalition: z.int().min(1).default(1) }),
  z
    .strictObject({
      rule: z.literal('pq'),
      p: percent,
      q: percent,
      coalition: z.int().min(1).default(1),
    })
    .refine(({ p, q }) => p < q, 'p must be below q'),
  z.strictObject({
    rule: z.literal('request'),
    /** Per cent of the cell above which a contributor of class 1 that asked is protected; `p2` for class 2. */
    p1: percent,
    p2: percent.optional(),
    /** Contributors below which whoever asked is protected. */
    minContributors: z.int().min(0).default(0),
    /** Column with the class: 1, 2, or 0 and nothing for who did not ask. */
    column: columnName,
  }),
  z.strictObject({ rule: z.literal('zero') }),
  z.strictObject({ rule: z.literal('group') }),
  z.strictObject({ rule: z.literal('given'), column: columnName }),
]);

/** Rules that look at what contributors contribute, which counts do not say. */
export const CONTRIBUTION_RULES: readonly string[] = ['dominance', 'p-percent', 'pq', 'request'];

const anyPercent = z.number().min(0);

export const protectionSchema = z.discriminatedUnion('standard', [
  z
    .strictObject({ standard: z.literal('interval'), from: z.number().min(0), to: z.number().positive() })
    .refine((interval) => interval.from < interval.to, 'from must be below to'),
  z.strictObject({
    standard: z.literal('levels'),
    /** Level in per cent of the cell where the threshold or a flag made it unsafe; 0: it must not be computable. */
    thresholdPercent: anyPercent.default(0),
    givenPercent: anyPercent.default(0),
    /** How high a cell whose contributors have nothing must be possible. */
    zeroRange: z.number().min(0).default(0),
    /** Lower and upper level in per cent of what the rules ask. */
    lowerPercent: anyPercent.default(100),
    upperPercent: anyPercent.default(100),
    /** How far apart the ends must be at least, in per cent of what the rules ask. */
    slidingPercent: anyPercent.default(0),
  }),
  z
    .strictObject({ standard: z.literal('ambiguous'), from: z.number().min(0), to: z.number().min(2) })
    .refine((interval) => interval.from < interval.to, 'from must be below to'),
  z.strictObject({ standard: z.literal('exact') }),
]);

export const costSchema = z.union([
  z.enum(['value+1', 'value', 'unity', 'log']),
  z.strictObject({ column: columnName }),
  z.strictObject({ power: z.number().min(0).max(4) }),
]);

/** More pooling contributors than this are no coalition that anybody fears. */
export const selfKnowledgeSchema = z.int().min(0).max(5);

export const contributorsMayNotSchema = z.enum(['compute', 'narrow']);

/** What a spec says of one table and of several alike. */
export const specMembers = {
  $schema: z.string().optional(),
  measure,
  primary: z.array(ruleSchema).min(1),
  protection: protectionSchema,
  cost: costSchema.default('value+1'),
  method: z.enum(['auto', 'fast', 'exact']).default('auto'),
  /** Contributors of a cell with up to this many are taken to know it; 0: nobody's own knowledge is minded. */
  selfKnowledge: selfKnowledgeSchema.default(0),
  /** What they must not do: `compute` an unsafe cell, or `narrow` it further than outsiders may. */
  contributorsMayNot: contributorsMayNotSchema.default('compute'),
  timeLimitSeconds: z.number().positive().default(600),
  /** `zero`: a combination that the data do not hold is a zero like any other. `structural`: it cannot exist. */
  absent: z.enum(['zero', 'structural']).default('zero'),
};

export const dimensionsSchema = z.array(dimension).min(1);

export const disclosureSpecSchema = z
  .strictObject({
    ...specMembers,
    dimensions: dimensionsSchema,
    /**
     * For tables whose margins are rows of the data and miss the sums of their parts by rounding: by how much, in
     * published units. Stated margins are kept as they are. Without it every sum must be exact.
     */
    additivity: z.strictObject({ tolerance: z.number().positive() }).optional(),
    /** Column with a factor on the cost of a cell (its row, a margin's too): above 1 it is rather kept. */
    preference: columnName.optional(),
    /** Column that flags cells (margins too) which a reader has already. */
    published: columnName.optional(),
    /** Column that flags cells (margins too) which must be shown. */
    forced: columnName.optional(),
  })
  .superRefine((spec, context) => {
    const faults = [...dimensionFaults(spec.dimensions), ...ruleFaults(spec)];
    for (const [path, message] of faults) context.addIssue({ code: 'custom', path: [path], message });
  })
  .meta({ title: 'Padan disclosure spec' });

type Fault = readonly [member: string, message: string];

/** Where dimensions contradict themselves. */
export function dimensionFaults(dimensions: z.infer<typeof dimensionsSchema>): Fault[] {
  const names = dimensions.map((each) => each.name);
  const columns = dimensions.flatMap((each) => [...each.levels, ...groupColumns(each)]);
  const twice = [columns, names].some((list) => new Set(list).size !== list.length);
  const unmet = dimensions.some(({ levels, hierarchies = [] }) =>
    hierarchies.some((each) => levels.includes(each.levels[0]!) || !levels.includes(each.levels.at(-1)!)),
  );
  return [
    ...(twice ? [['dimensions', 'a name or column occurs twice'] as const] : []),
    ...(unmet
      ? [
          [
            'dimensions',
            'a further hierarchy starts with a column of its own and ends with one of levels',
          ] as const,
        ]
      : []),
  ];
}

/** Where rules, measure and standard do not go together. */
export function ruleFaults(spec: {
  readonly measure: Measure;
  readonly primary: readonly Rule[];
  readonly protection: Protection;
}): Fault[] {
  const faults: Fault[] = [];
  const magnitude = spec.measure.type === 'magnitude';
  if (spec.primary.filter(({ rule }) => rule === 'request').length > 1)
    faults.push(['primary', 'one request rule, with a share for each class']);
  if (!magnitude && spec.primary.some(({ rule }) => CONTRIBUTION_RULES.includes(rule)))
    faults.push(['primary', 'a rule over contributions needs a magnitude']);
  const others = magnitude ? ['interval', 'ambiguous'] : ['levels'];
  if (others.includes(spec.protection.standard))
    faults.push(['protection', 'interval and ambiguous are for counts, levels for magnitudes']);
  if (endsBelowThreshold(spec))
    faults.push([
      'protection',
      'to must reach minContributors: below it everybody can tell that a cell is unsafe',
    ]);
  return faults;
}

/** Whether an interval of a count of contributors holds unsafe values alone. */
function endsBelowThreshold({ measure, primary, protection }: Parameters<typeof ruleFaults>[0]): boolean {
  if (protection.standard !== 'interval' && protection.standard !== 'ambiguous') return false;
  if (measure.type !== 'count' || 'value' in measure || measure.contributor !== undefined) return false;
  return primary.some((each) => each.rule === 'threshold' && protection.to < each.minContributors);
}

/** Columns of a further hierarchy down to where it meets the levels. */
function groupColumns(dimension: {
  readonly levels: readonly string[];
  readonly hierarchies?: readonly { readonly levels: readonly string[] }[] | undefined;
}): string[] {
  return (dimension.hierarchies ?? []).flatMap(({ levels }) =>
    levels.slice(
      0,
      levels.findIndex((each) => dimension.levels.includes(each)),
    ),
  );
}

export type DisclosureSpec = z.infer<typeof disclosureSpecSchema>;
export type Measure = z.infer<typeof measure>;
export type Rule = z.infer<typeof ruleSchema>;
export type Protection = z.infer<typeof protectionSchema>;
export type Cost = z.infer<typeof costSchema>;

/** @throws {DomainError} `spec-invalid`. */
export function parseDisclosureSpec(value: unknown): DisclosureSpec {
  return parseWith(disclosureSpecSchema, value, 'disclosure spec');
}

export function parseWith<Out>(schema: z.ZodType<Out>, value: unknown, what: string): Out {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => label(`/${issue.path.join('/')}: ${issue.message}`));
  throw new DomainError('spec-invalid', { spec: label(what), reasons: reasons.slice(0, 20) });
}
