/**
 * A table of means protected as what it is made of: those who told a number, the sum of what they told, and the mean
 * as the quotient of the two, in one system.
 *
 * Counts follow the policy's rules for counts; sums follow its rules for magnitudes, over the largest numbers of each
 * cell. A mean is published only where its count and its sum are, worked out from both as published, so that it tells
 * nothing that division would not. Where the count is hidden the sum is hidden too: a sum of hours, none of which is
 * above 98, would tell how many worked them at least, which no arithmetic over counts alone sees.
 *
 * Unit:   sums in whole published units, `divisor` of what the number is told in.
 * Edge:   a policy without rules for magnitudes protects no means.
 * @throws {DomainError} `disclosure-mean-not-protected`, and as protectLinked.
 */
import { DomainError } from '../problems.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { codesOf } from './cells.ts';
import { type CountTable, wholeUnits } from './count-table.ts';
import { countedCells } from './from-tabulated.ts';
import { type LinkedFiles, linkedFiles } from './linked-outputs.ts';
import type { LinkedTable } from './linked-tables.ts';
import type { DisclosurePolicy } from './policy.ts';
import { type ProtectOptions, statusOf } from './protect.ts';
import { type ProtectedLinked, protectLinked } from './protect-linked.ts';
import {
  type PublicEntry,
  type PublicTableJson,
  publicCells,
  publicHead,
  rulesOf,
  withholds,
} from './protect-table.ts';
import type { TableMeaning } from './table-meaning.ts';

/** Positions of the tables among those protected together. */
const [COUNT, TOTAL] = [0, 1];

export interface MeansProtection {
  readonly table: PublicTableJson;
  /** Files of the counts, then of the sums with those of the means. */
  readonly parts: readonly (LinkedFiles & { readonly id: 'count' | 'total' })[];
}

export function protectMeans(
  tabulated: TabulatedTable,
  policy: DisclosurePolicy,
  options: ProtectOptions,
): MeansProtection {
  const { mean, totals, means } = tabulated;
  const { magnitudes } = policy;
  if (mean === undefined || totals === undefined || means === undefined || magnitudes === undefined)
    throw new DomainError('disclosure-mean-not-protected');
  const result = solved(tabulated, mean, totals, policy, magnitudes, options);
  const [counts, sums] = result.tables as [(typeof result.tables)[0], (typeof result.tables)[0]];
  const files = linkedFiles(result, options.solver, options);
  const identity = { id: policy.id, version: policy.version };
  const { space, status, digits } = result.ratios[0]!;
  const cellBy = new Map(Array.from({ length: space.size }, (_, cell) => [key(codesOf(space, cell)), cell]));
  const names = tabulated.dimensions.map(({ name }) => name);
  const meanEntry = ({ codes, rse, reliability }: (typeof means)[number]): PublicEntry => {
    const cell = cellBy.get(key(names.map((name) => codes[name]!)))!;
    const seen = status[cell]!;
    if (seen === 'primary' || seen === 'secondary') return { codes, obsStatus: 'Q', confStatus: 'C' };
    if (seen === 'withheld' || reliability === 'withheld') return { codes, obsStatus: 'U', confStatus: 'F' };
    if (seen === 'undefined') return { codes, obsStatus: 'M', confStatus: 'F' };
    const value = digits[cell]! / 10 ** mean.decimals;
    return { codes, obsStatus: 'A', confStatus: 'F', value, rse, reliability };
  };
  return {
    parts: [
      { ...files[COUNT]!, id: 'count' },
      { ...files[TOTAL]!, id: 'total' },
    ],
    table: {
      ...publicHead(tabulated, identity, files[COUNT]!.files.report.hashes['public']!),
      mean,
      cells: publicCells(counts, tabulated.cells),
      totals: publicCells(sums, totals),
      means: means.map(meanEntry),
    },
  };
}

const key = (codes: readonly string[]): string => codes.join('\u0000');

type Mean = NonNullable<TabulatedTable['mean']>;
type Magnitudes = NonNullable<DisclosurePolicy['magnitudes']>;

/** Rounds in which sums are hidden where counts are; the pattern of the counts does not hang on that of the sums. */
const MOST_ROUNDS = 5;

/** The name under which counts tell sums what is hidden. */
const HIDDEN_COUNT = 'count';

/** Counts and sums, no sum shown whose count is hidden. */
function solved(
  tabulated: TabulatedTable,
  mean: Mean,
  totals: Totals,
  policy: DisclosurePolicy,
  magnitudes: Magnitudes,
  options: ProtectOptions,
): ProtectedLinked {
  const rules = rulesOf(policy);
  const counts = countedCells(tabulated, withholds(policy));
  const sums = sumTable(tabulated, totals, mean.total.divisor, withholds(policy));
  const ratio = {
    id: 'mean',
    numerator: TOTAL,
    denominator: COUNT,
    within: null,
    scale: mean.total.divisor,
    decimals: mean.decimals,
    shown: 'with-parts',
    part: false,
  } as const;
  const own = {
    primary: [
      ...magnitudes.primary.map(({ rule }) => rule),
      { rule: 'given', column: HIDDEN_COUNT } as const,
    ],
    protection: magnitudes.protection.standard,
    cost: rules.cost,
  };
  let told = new Uint8Array(counts.space.size);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const tables: LinkedTable[] = [
      { id: 'count', meaning: meaningOf('count'), table: counts },
      {
        id: 'total',
        meaning: meaningOf(mean.variable),
        table: { ...sums, given: new Map([[HIDDEN_COUNT, told]]) },
        rules: own,
      },
    ];
    const result = protectLinked(tables, { ...rules, ratios: [ratio] }, options);
    const isHidden = (t: number, cell: number) =>
      ['primary', 'secondary'].includes(statusOf(result.tables[t]!, cell));
    const next = told.map((known, cell) => (known === 1 || isHidden(COUNT, cell) ? 1 : 0));
    if (next.every((hidden, cell) => hidden === 0 || isHidden(TOTAL, cell))) return result;
    told = next;
  }
  throw new DomainError('disclosure-mean-not-protected');
}

/** The two tables are of the same persons and of different things. */
function meaningOf(measure: string): TableMeaning {
  return { dataset: 'data', population: 'told', measure };
}

type Totals = NonNullable<TabulatedTable['totals']>;

/** The sums as a table of a magnitude, whose contributors are the respondents. */
function sumTable(tabulated: TabulatedTable, totals: Totals, divisor: number, withhold: boolean): CountTable {
  const { space, contributors, value: cells } = countedCells({ ...tabulated, cells: totals }, withhold);
  const names = tabulated.dimensions.map(({ name }) => name);
  const by = new Map(totals.map((each) => [key(names.map((name) => each.codes[name]!)), each]));
  const at = (cell: number) => by.get(key(codesOf(space, cell)))!;
  const value = wholeUnits(
    space,
    cells.map((_, cell) => at(cell).estimate / divisor),
  );
  return {
    space,
    value,
    contributors,
    weighted: tabulated.measure.weighted,
    given: new Map(),
    withheld: Uint8Array.from(cells, (_, cell) => (withhold && at(cell).reliability === 'withheld' ? 1 : 0)),
    contributionUnits: divisor,
    contributionsOf: (cell) => {
      const { largest, estimate } = at(cell);
      const parts = largest.map(([size, weight]) => ({ size, weight, waived: false, request: 0 as const }));
      return { parts, total: estimate, weights: 'expanded' };
    },
  };
}
