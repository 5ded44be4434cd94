/**
 * A disclosure policy: by which rules the tables of a statistics producer are protected, each figure with its
 * standing and source, so that a reader can tell what is law, what is practice and what this project proposes.
 */
import { z } from 'zod';
import { bilingual, standing } from '../statistics/spec.ts';
import {
  CONTRIBUTION_RULES,
  contributorsMayNotSchema,
  costSchema,
  parseWith,
  protectionSchema,
  ruleSchema,
  selfKnowledgeSchema,
} from './spec.ts';

const source = z.string().min(1);

export const disclosurePolicySchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    version: z.string().min(1),
    title: bilingual,
    primary: z.array(z.strictObject({ rule: ruleSchema, standing, source })).min(1),
    protection: z.strictObject({
      standard: protectionSchema,
      standing,
      source,
      /** How the interval of a weighted table follows from that of respondents. */
      weighted: z.strictObject({ scaleTo: z.literal('published-total/contributors'), standing, source }),
    }),
    cost: z.strictObject({ of: costSchema, standing, source }),
    /** Of the sums that means are taken from; without it means are not released. */
    magnitudes: z
      .strictObject({
        primary: z.array(z.strictObject({ rule: ruleSchema, standing, source })).min(1),
        protection: z.strictObject({ standard: protectionSchema, standing, source }),
      })
      .optional(),
    /** Up to how many contributors of a cell are taken to know it; without it lone ones are. */
    selfKnowledge: z
      .strictObject({
        contributors: selfKnowledgeSchema,
        /** Without it they must not compute unsafe cells. */
        mayNot: contributorsMayNotSchema.optional(),
        standing,
        source,
      })
      .optional(),
    /** Relative standard error in per cent. What is above `caution` is withheld, or published with its flag. */
    reliability: z.strictObject({
      accurate: z.number().positive(),
      caution: z.number().positive(),
      above: z.enum(['withhold', 'flag']),
      standing,
      source,
    }),
  })
  .superRefine((policy, context) => {
    const { standard } = policy.protection;
    for (const { rule } of policy.primary)
      if (rule.rule === 'threshold' && 'to' in standard && standard.to < rule.minContributors)
        context.addIssue({
          code: 'custom',
          path: ['protection', 'standard', 'to'],
          message: 'must not be below minContributors',
        });
    const refuse = (member: string, message: string) =>
      context.addIssue({ code: 'custom', path: [member], message });
    const ofSums = policy.magnitudes;
    if (ofSums !== undefined && !['levels', 'exact'].includes(ofSums.protection.standard.standard))
      refuse('magnitudes', 'sums are protected by levels or exact');
    if (ofSums?.primary.some(({ rule }) => 'column' in rule))
      refuse('magnitudes', 'a policy names no column of data');
    if (policy.primary.some(({ rule }) => 'column' in rule))
      refuse('primary', 'a policy names no column of data');
    if (policy.primary.some(({ rule }) => CONTRIBUTION_RULES.includes(rule.rule)))
      refuse('primary', 'a rule over contributions needs a magnitude; tabulated tables are counts');
    if (standard.standard === 'levels') refuse('protection', 'levels are for magnitudes');
    if (typeof policy.cost.of === 'object' && 'column' in policy.cost.of)
      context.addIssue({ code: 'custom', path: ['cost', 'of'], message: 'a policy names no column of data' });
  })
  .meta({ title: 'Padan disclosure policy' });

export type DisclosurePolicy = z.infer<typeof disclosurePolicySchema>;

/** @throws {DomainError} `spec-invalid`. */
export function parseDisclosurePolicy(value: unknown): DisclosurePolicy {
  return parseWith(disclosurePolicySchema, value, 'disclosure policy');
}
