/**
 * Figures worked out from cells as they may leave: shares, indicators, and the order they give.
 *
 * A share is a cell over another, an indicator a sum of cells over a sum of cells. Each is published only where all
 * the cells it is made of are published, and worked out from their published values: an intruder learns nothing from
 * it that adding and dividing would not tell. What has no figure has no rank, so that no order narrows a hidden cell.
 */
import type { DimensionCode } from '../statistics/hierarchy.ts';
import { type Ranking, rankCodes } from '../statistics/ranking.ts';
import { TOTAL } from '../statistics/spec.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import type { PublicEntry } from './protect-table.ts';

type Codes = Readonly<Record<string, string>>;
type Shown = { readonly scale: number; readonly decimals: number };
type Quality = Pick<NonNullable<TabulatedTable['shares']>[number], 'codes' | 'rse' | 'reliability'>;

/** What the public sees of a cell. */
export interface SeenCell {
  readonly status: 'shown' | 'hidden' | 'withheld';
  readonly value: number;
}
export type Seen = (codes: Codes) => SeenCell;

export type PublicIndicator = PublicEntry & { readonly indicator: string };

export interface DerivedFigures {
  readonly share?: TabulatedTable['share'];
  readonly shares?: readonly PublicEntry[];
  readonly indicators?: TabulatedTable['indicators'];
  readonly indicatorValues?: readonly PublicIndicator[];
  readonly ranking?: Ranking;
}

export function derivedFigures(table: TabulatedTable, seen: Seen): DerivedFigures {
  return { ...publicShares(table, seen), ...publicIndicators(table, seen) };
}

function publicShares({ share, shares = [] }: TabulatedTable, seen: Seen): DerivedFigures {
  if (share === undefined) return {};
  return {
    share,
    shares: shares.map((each) => {
      const base = Object.entries(each.codes).map(([name, code]) => [
        name,
        share.within.includes(name) ? code : TOTAL,
      ]);
      return quotient(each, share, [seen(each.codes)], [seen(Object.fromEntries(base))]);
    }),
  };
}

function publicIndicators(table: TabulatedTable, seen: Seen): DerivedFigures {
  const { indicators, indicatorValues = [], ranking } = table;
  if (indicators === undefined) return {};
  const { dimension } = indicators;
  const specs = new Map(indicators.of.map((each) => [each.name, each]));
  const cellsOf = (set: Readonly<Record<string, readonly string[]>>, own: string): SeenCell[] =>
    combinations(table, set, { [dimension]: own }).map(seen);
  const values = indicatorValues.map((each): PublicIndicator => {
    const spec = specs.get(each.indicator)!;
    const own = each.codes[dimension]!;
    const below = spec.denominator === undefined ? null : cellsOf(spec.denominator, own);
    return { indicator: each.indicator, ...quotient(each, spec, cellsOf(spec.numerator, own), below) };
  });
  return {
    indicators,
    indicatorValues: values,
    ...(ranking === undefined ? {} : { ranking: publicRanking(table, ranking, values) }),
  };
}

/** The order of what is published. */
function publicRanking(
  { dimensions }: TabulatedTable,
  rule: Ranking,
  values: readonly PublicIndicator[],
): Ranking {
  const codes: readonly DimensionCode[] = dimensions
    .find(({ name }) => name === rule.dimension)!
    .codes.map(({ code, parent }) => ({ code, parent }));
  const figures = new Map(
    values
      .filter(({ indicator }) => indicator === rule.by)
      .map((each) => [each.codes[rule.dimension]!, 'value' in each ? each.value : null]),
  );
  const levels = rule.levels.map(({ level }) => level);
  return rankCodes(rule, codes, levels, (code) => figures.get(code) ?? null);
}

/** Every combination of the codes of `set`, with `own` and `Total` for what it does not name. */
function combinations(
  { dimensions }: TabulatedTable,
  set: Readonly<Record<string, readonly string[]>>,
  own: Codes,
): Codes[] {
  let found: Codes[] = [{}];
  for (const { name } of dimensions) {
    const codes = own[name] === undefined ? (set[name] ?? [TOTAL]) : [own[name]];
    found = found.flatMap((each) => codes.map((code) => ({ ...each, [name]: code })));
  }
  return found;
}

function quotient(
  { codes, rse, reliability }: Quality,
  { scale, decimals }: Shown,
  top: readonly SeenCell[],
  bottom: readonly SeenCell[] | null,
): PublicEntry {
  const all = [...top, ...(bottom ?? [])].map(({ status }) => status);
  if (all.includes('hidden')) return { codes, obsStatus: 'Q', confStatus: 'C' };
  if (all.includes('withheld') || reliability === 'withheld')
    return { codes, obsStatus: 'U', confStatus: 'F' };
  const sum = (cells: readonly SeenCell[]) => cells.reduce((total, { value }) => total + value, 0);
  const below = bottom === null ? 1 : sum(bottom);
  if (below === 0) return { codes, obsStatus: 'M', confStatus: 'F' };
  const power = 10 ** decimals;
  const value = Math.round(((scale * sum(top)) / below) * power) / power;
  return { codes, obsStatus: 'A', confStatus: 'F', value, rse, reliability };
}
