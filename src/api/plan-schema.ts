/** The plan of a comparison, as the API tells it: counts and shares only. */
import { z } from '@hono/zod-openapi';
import type { ComparisonPlan } from '../pprl/block/plan.ts';

const count = z.number().int();
const ratio = z.number().min(0).max(1);
const both = z.array(count).length(2);

export const PlanSchema = z
  .object({
    method: z.enum(['exhaustive', 'blocking', 'hamming-lsh']),
    reason: z.enum(['asked', 'affordable', 'too-many-pairs', 'nothing-to-block-on']),
    allPairs: count,
    pairs: count.openapi({
      description: 'Pairs compared at most; one that meets in two blocks counts twice',
    }),
    pairsBeforeCap: count,
    blockPairs: count.nullable().openapi({ description: 'Blocks of more pairs are left out' }),
    passes: z.array(
      z.object({
        name: z.string(),
        keyed: both,
        pairs: count,
        pairsBeforeCap: count,
        largestBlock: count,
        blocks: count,
        cappedBlocks: count,
        cappedRows: both,
      }),
    ),
    recall: z
      .object({
        basis: z.string(),
        pairs: count,
        share: ratio,
        low: ratio,
        high: ratio,
        lostToCap: ratio,
        passes: z.array(z.object({ name: z.string(), share: ratio, only: ratio })),
      })
      .nullable()
      .openapi({ description: 'Share of links that blocks find, estimated before anything is compared' }),
    lsh: z.object({ tables: count, bits: count, recall: ratio }).nullable(),
    bytes: count.openapi({ description: 'Memory in one go, at least' }),
  })
  .openapi('ComparisonPlan');

export function planView(plan: ComparisonPlan): z.input<typeof PlanSchema> {
  const { recall, lsh, passes } = plan;
  return {
    method: plan.method,
    reason: plan.reason,
    allPairs: plan.allPairs,
    pairs: plan.pairs,
    pairsBeforeCap: plan.pairsBeforeCap,
    blockPairs: plan.blockPairs,
    passes: passes.map((pass) => ({
      ...pass,
      keyed: [...pass.keyed],
      cappedRows: [...pass.cappedRows],
    })),
    recall: recall && { ...recall, passes: recall.passes.map((pass) => ({ ...pass })) },
    lsh: lsh && { tables: lsh.tables, bits: lsh.bits, recall: lsh.recall },
    bytes: plan.bytes,
  };
}
