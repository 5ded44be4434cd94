/**
 * The order of the areas of a ranked table, as outputs show it.
 *
 * Edge:   what has no figure has no rank. A rank is of a code with all other dimensions at their total.
 */
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import { type Bilingual, TOTAL } from '../../statistics/spec.ts';
import type { ReleasedDimension, ReleasedView } from './view.ts';

/** Rank of each code that has one. Codes of several levels are told apart by the code. */
export function ranksOf({ ranking }: Pick<PublicTableJson, 'ranking'>): ReadonlyMap<string, number> {
  return new Map(ranking?.levels.flatMap(({ ranked }) => ranked.map(({ code, rank }) => [code, rank])) ?? []);
}

/** The rank of a combination of codes; null where it has none. */
export function rankAt(
  { table, dimensions }: ReleasedView,
  ranks: ReadonlyMap<string, number>,
  codes: readonly string[],
): number | null {
  const at = dimensions.findIndex(({ name }) => name === table.ranking?.dimension);
  if (at < 0 || codes.some((code, i) => i !== at && code !== TOTAL)) return null;
  return ranks.get(codes[at]!) ?? null;
}

/** The dimension that is ranked; undefined where the table is not. */
export function rankedDimension({ table, dimensions }: ReleasedView): ReleasedDimension | undefined {
  return dimensions.find(({ name }) => name === table.ranking?.dimension);
}

/** By which rule, in words; null where the table is not ranked. */
export function rankingRule({ table, measures }: ReleasedView): Bilingual | null {
  const { ranking } = table;
  if (ranking === undefined) return null;
  const by = measures.find(({ id }) => id === ranking.by)?.label;
  const ties = {
    all: { id: 'nilai yang sama mendapat peringkat yang sama', en: 'equal figures share a rank' },
    'code-order': { id: 'nilai yang sama diurutkan menurut kode', en: 'equal figures in order of code' },
  }[ranking.ties];
  return {
    id: `Peringkat: ${ranking.top} terbesar menurut ${by?.id ?? ranking.by}; ${ties.id}. Wilayah tanpa angka tidak diberi peringkat.`,
    en: `Ranks: the ${ranking.top} largest by ${by?.en ?? ranking.by}; ${ties.en}. Areas without a figure have no rank.`,
  };
}
