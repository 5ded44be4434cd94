/**
 * What `padan protect --spec` is told: dimensions, measure, rules, standard, cost and method. contracts.md, SPEC.
 *
 * Edge:   a rule, standard or method of the contract that this version does not carry out is refused by name
 *         (`disclosure-not-supported`), never skipped: a table protected by fewer rules than asked is not protected.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';

const columnName = z.string().min(1).max(200);

const dimension = z.strictObject({
  name: columnName,
  /** Columns of the data from coarse to fine. */
  levels: z.array(columnName).min(1),
});

const measure = z.union([
  z.strictObject({
    type: z.literal('count'),
    /** Column with the number of units in a row; without it every row is one unit. */
    frequency: columnName.optional(),
  }),
  z.strictObject({
    type: z.literal('count'),
    /** Column with the weighted count, published in whole units. */
    value: columnName,
    /** Column with the unweighted number of contributors; without it every row is one. */
    contributors: columnName.optional(),
  }),
]);

export const ruleSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('threshold'), minContributors: z.int().min(2) }),
  z.strictObject({ rule: z.literal('zero') }),
  z.strictObject({ rule: z.literal('group') }),
  z.strictObject({ rule: z.literal('given'), column: columnName }),
]);

export const protectionSchema = z.discriminatedUnion('standard', [
  z
    .strictObject({ standard: z.literal('interval'), from: z.number().min(0), to: z.number().positive() })
    .refine((interval) => interval.from < interval.to, 'from must be below to'),
  z.strictObject({ standard: z.literal('exact') }),
]);

export const costSchema = z.union([
  z.enum(['value+1', 'value', 'unity', 'log']),
  z.strictObject({ column: columnName }),
]);

export const disclosureSpecSchema = z
  .strictObject({
    $schema: z.string().optional(),
    dimensions: z.array(dimension).min(1),
    measure,
    primary: z.array(ruleSchema).min(1),
    protection: protectionSchema,
    cost: costSchema.default('value+1'),
    method: z.enum(['auto', 'fast']).default('auto'),
    timeLimitSeconds: z.number().positive().default(600),
    /** `zero`: a combination that the data do not hold is a zero like any other. `structural`: it cannot exist. */
    absent: z.enum(['zero', 'structural']).default('zero'),
  })
  .superRefine((spec, context) => {
    const columns = spec.dimensions.flatMap((each) => each.levels);
    const names = spec.dimensions.map((each) => each.name);
    for (const list of [columns, names])
      if (new Set(list).size !== list.length)
        context.addIssue({ code: 'custom', path: ['dimensions'], message: 'a name or column occurs twice' });
  })
  .meta({ title: 'Padan disclosure spec' });

export type DisclosureSpec = z.infer<typeof disclosureSpecSchema>;
export type Measure = DisclosureSpec['measure'];
export type Rule = DisclosureSpec['primary'][number];
export type Protection = DisclosureSpec['protection'];
export type Cost = DisclosureSpec['cost'];

/** Words of the contract that this version knows and does not carry out yet. */
const LATER = {
  rule: ['dominance', 'p-percent', 'pq'],
  standard: ['levels', 'ambiguous'],
  method: ['exact'],
  type: ['magnitude'],
} as const;

/**
 * @throws {DomainError} `disclosure-not-supported` for what a later version will do; `spec-invalid` for the rest.
 */
export function parseDisclosureSpec(value: unknown): DisclosureSpec {
  refuseLater(value);
  return parseWith(disclosureSpecSchema, value, 'disclosure spec');
}

export function parseWith<Out>(schema: z.ZodType<Out>, value: unknown, what: string): Out {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => label(`/${issue.path.join('/')}: ${issue.message}`));
  throw new DomainError('spec-invalid', { spec: label(what), reasons: reasons.slice(0, 20) });
}

/** Refuse, anywhere in a spec or policy, a rule, standard, method or measure that this version does not carry out. */
export function refuseLater(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const words: readonly string[] = LATER[name as keyof typeof LATER] ?? [];
    if (typeof member === 'string' && words.includes(member))
      throw new DomainError('disclosure-not-supported', { member: label(name), value: label(member) });
    refuseLater(member);
  }
}
