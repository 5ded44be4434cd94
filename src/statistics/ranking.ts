/**
 * The codes of a dimension in order of a figure, largest first, each level by itself.
 *
 * Edge:   what has no figure (hidden, withheld, or of nobody) has no rank and is only counted: a place in the order
 *         would narrow what is hidden. Equal figures share the rank of the first of them.
 * Deterministic: equal figures stay in the order of the codes.
 * Source: Lampiran 2 items 8 and 19 ask for the "largest" and say no more; the rule is a proposal, in the spec.
 */
import { z } from 'zod';
import type { DimensionCode } from './hierarchy.ts';
import { TOTAL } from './spec.ts';
import type { RankingRule } from './table-spec.ts';

export const rankingSchema = z.strictObject({
  dimension: z.string(),
  by: z.string(),
  top: z.int(),
  ties: z.enum(['all', 'code-order']),
  levels: z.array(
    z.strictObject({
      level: z.string(),
      ranked: z.array(z.strictObject({ rank: z.int(), code: z.string() })),
      /** Codes of the level without a figure. */
      unranked: z.int(),
    }),
  ),
});
export type Ranking = z.infer<typeof rankingSchema>;

/** Codes that are no area: of those who did not answer, or were not asked. */
const NOBODYS = ['not-stated', 'not-applicable'];

/** @param figure of a code, in the units it is shown in; null where it has none. */
export function rankCodes(
  rule: Pick<RankingRule, 'dimension' | 'by' | 'top' | 'ties'>,
  codes: readonly DimensionCode[],
  levels: readonly string[],
  figure: (code: string) => number | null,
): Ranking {
  const parents = new Map(codes.map((each) => [each.code, each.parent]));
  const depth = (code: string): number => {
    const parent = parents.get(code);
    return parent === null || parent === undefined || parent === TOTAL ? 0 : 1 + depth(parent);
  };
  const { dimension, by, top, ties } = rule;
  return {
    ...{ dimension, by, top, ties },
    levels: levels.map((level, at) => {
      const own = codes.filter(({ code }) => code !== TOTAL && !NOBODYS.includes(code) && depth(code) === at);
      const figures = own.flatMap(({ code }) => {
        const value = figure(code);
        return value === null ? [] : [{ code, value }];
      });
      return { level, ranked: firstOf(figures, rule), unranked: own.length - figures.length };
    }),
  };
}

function firstOf(
  figures: readonly { readonly code: string; readonly value: number }[],
  { top, ties }: Pick<RankingRule, 'top' | 'ties'>,
): { rank: number; code: string }[] {
  const order = [...figures].sort((a, b) => b.value - a.value);
  const last = order[Math.min(top, order.length) - 1]?.value;
  const kept = ties === 'all' ? order.filter(({ value }) => value >= last!) : order.slice(0, top);
  return kept.map(({ code, value }) => ({
    rank: 1 + order.findIndex((each) => each.value === value),
    code,
  }));
}
