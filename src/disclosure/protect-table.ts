/**
 * A tabulated table protected by a policy, and every file that follows from it.
 *
 * Rates (TPT, TPAK) are no cells. A rate table is the count table with one more dimension, `component`: numerator
 * and rest add up to the denominator, its `Total`, so that numerator, denominator and their difference are protected
 * as one system. A rate is published only where numerator and denominator are both published; it is then a function
 * of what is published already, rounding included, and an intruder learns nothing from it that division would not
 * tell. Where either is hidden the rate is hidden, whatever its rounding.
 */
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { cellAt } from './cells.ts';
import { type DerivedFigures, derivedFigures, type SeenCell } from './derived-figures.ts';
import { countTableOf } from './from-tabulated.ts';
import {
  type Ledger,
  type LedgerEntry,
  type LedgerProtection,
  ledgerEntry,
  protectInLedger,
} from './ledger.ts';
import { type DisclosureFiles, disclosureFiles } from './outputs.ts';
import type { DisclosurePolicy } from './policy.ts';
import {
  type ProtectedTable,
  type ProtectionRules,
  type ProtectOptions,
  protectCounts,
  statusOf,
} from './protect.ts';
import type { ReportDocument } from './report/document.ts';
import { OTHER_RELEASES } from './report-texts.ts';

type Codes = Readonly<Record<string, string>>;
type Quality = {
  readonly rse: number | null;
  readonly reliability: 'accurate' | 'caution' | 'withheld' | null;
};

/**
 * One published entry. `Q`/`C`: suppressed for confidentiality, no value anywhere; `U`: too imprecise, withheld or
 * flagged; `M`: cannot exist (a rate of nobody). Source of the codes: SDMX CL_OBS_STATUS, CL_CONF_STATUS.
 */
export type PublicEntry =
  | ({
      readonly codes: Codes;
      readonly obsStatus: 'A' | 'U';
      readonly confStatus: 'F';
      readonly value: number;
    } & Quality)
  | { readonly codes: Codes; readonly obsStatus: 'U' | 'M'; readonly confStatus: 'F' }
  | { readonly codes: Codes; readonly obsStatus: 'Q'; readonly confStatus: 'C' };

/** `padan-table/1` as it may leave: no contributors, no sampling errors of hidden cells, no value where hidden. */
export type PublicTableJson = Pick<
  TabulatedTable,
  | 'format'
  | 'table'
  | 'title'
  | 'population'
  | 'dataset'
  | 'where'
  | 'measure'
  | 'rate'
  | 'dimensions'
  | 'footnotes'
  | 'citation'
> &
  DerivedFigures & {
    readonly protected: true;
    /** What a value counts or is told in. */
    readonly unit: string;
    readonly policy: { readonly id: string; readonly version: string };
    /** SHA-256 of PUBLIC.csv, which the certificate names. */
    readonly publicSha256: string;
    readonly cells: readonly PublicEntry[];
    readonly rates?: readonly PublicEntry[];
    /** Of a mean: sums in whole published units, and means. */
    readonly mean?: TabulatedTable['mean'];
    readonly totals?: readonly PublicEntry[];
    readonly means?: readonly PublicEntry[];
  };

export interface TableProtection {
  /** What it leaves behind for the tables after it, where a ledger was given; its release is still to be named. */
  readonly entry: LedgerEntry | null;
  /** Only `holds` may be released. */
  readonly status: 'holds' | 'does-not-hold' | 'not-proved';
  readonly table: PublicTableJson;
  readonly files: DisclosureFiles;
}

/**
 * @param ledger what is out of the same data; without it the table is protected on its own, and the report says so.
 * @throws {DomainError} `disclosure-table-not-additive`, `disclosure-hierarchy`, `disclosure-solver-failed` in the audit;
 *   with a ledger also `disclosure-groups-cross`, `disclosure-linked-differ`.
 */
export function protectTable(
  tabulated: TabulatedTable,
  policy: DisclosurePolicy,
  options: ProtectOptions,
  ledger: Ledger | null = null,
): TableProtection {
  const withhold = withholds(policy);
  const rules = rulesOf(policy);
  const found = ledger === null ? null : protectInLedger(tabulated, withhold, rules, ledger, options);
  const result = found?.result ?? protectCounts(countTableOf(tabulated, withhold), rules, options);
  const made = protectionOf(tabulated, policy, result, options);
  if (ledger === null || found === null) return made;
  const report = withLedger(made.files.report, found);
  const entry = ledgerEntry('', tabulated, withhold, ledger, result);
  return { ...made, entry, files: { ...made.files, report } };
}

export function withholds(policy: DisclosurePolicy): boolean {
  return policy.reliability.above === 'withhold';
}

/** The rules of a policy as the engine takes them. */
export function rulesOf(policy: DisclosurePolicy): ProtectionRules {
  return {
    primary: policy.primary.map(({ rule }) => rule),
    protection: policy.protection.standard,
    cost: policy.cost.of,
    method: 'auto',
    selfKnowledge: policy.selfKnowledge?.contributors ?? 1,
    contributorsMayNot: policy.selfKnowledge?.mayNot,
  };
}

/** What follows from a protected `result` of `tabulated`: its files, and the table as it may leave. */
export function protectionOf(
  tabulated: TabulatedTable,
  policy: DisclosurePolicy,
  result: ProtectedTable,
  options: ProtectOptions,
): TableProtection {
  const identity = { id: policy.id, version: policy.version };
  const files = disclosureFiles(result, options.solver, identity, options);
  const { status, hashes } = files.report;
  return {
    status,
    entry: null,
    table: publicTableJson(tabulated, result, identity, hashes['public']!),
    files,
  };
}

function withLedger(
  report: ReportDocument,
  { earlier, conflicts, possible }: LedgerProtection,
): ReportDocument {
  const limits = report.limits.filter((limit) => limit !== OTHER_RELEASES);
  return { ...report, earlier, conflicts, possible, limits };
}

function publicTableJson(
  tabulated: TabulatedTable,
  result: ProtectedTable,
  policy: { readonly id: string; readonly version: string },
  publicSha256: string,
): PublicTableJson {
  const { rate, rates = [] } = tabulated;
  return {
    ...publicHead(tabulated, policy, publicSha256),
    ...(rate === undefined ? {} : { rate }),
    cells: publicCells(result, tabulated.cells),
    ...(rate === undefined ? {} : { rates: rates.map((each) => rateEntry(result, rate, each)) }),
    ...derivedFigures(tabulated, (codes) => seenCell(result, codes)),
  };
}

/** What a table says of itself, without a figure. */
export function publicHead(
  tabulated: TabulatedTable,
  policy: { readonly id: string; readonly version: string },
  publicSha256: string,
): Omit<PublicTableJson, 'cells'> {
  const { format, table, title, unit, population, dataset, where, measure, dimensions } = tabulated;
  const { footnotes, citation } = tabulated;
  return {
    format,
    protected: true,
    table,
    title,
    unit,
    population,
    dataset,
    where,
    measure,
    dimensions,
    policy,
    publicSha256,
    ...(footnotes === undefined ? {} : { footnotes }),
    citation,
  };
}

export function publicCells(
  result: ProtectedTable,
  entries: readonly (Quality & { readonly codes: Codes })[],
) {
  return entries.map((each) => countEntry(result, cellOf(result, each.codes), each));
}

function seenCell(result: ProtectedTable, codes: Codes): SeenCell {
  const cell = cellOf(result, codes);
  const status = statusOf(result, cell);
  const value = result.table.value[cell]!;
  if (status === 'safe') return { status: 'shown', value };
  return { status: status === 'withheld' ? 'withheld' : 'hidden', value };
}

function countEntry(
  result: ProtectedTable,
  cell: number,
  entry: { readonly codes: Codes } & Quality,
): PublicEntry {
  const { codes, rse, reliability } = entry;
  const status = statusOf(result, cell);
  if (status === 'withheld') return { codes, obsStatus: 'U', confStatus: 'F' };
  if (status !== 'safe') return { codes, obsStatus: 'Q', confStatus: 'C' };
  return published(codes, result.table.value[cell]!, { rse, reliability });
}

function rateEntry(
  result: ProtectedTable,
  rate: NonNullable<TabulatedTable['rate']>,
  entry: { readonly codes: Codes } & Quality,
): PublicEntry {
  const { codes, rse, reliability } = entry;
  const part = (code: string) => cellOf(result, { ...codes, [rate.component]: code });
  const [numerator, denominator] = [part(rate.numerator), part('Total')];
  const statuses = [statusOf(result, numerator), statusOf(result, denominator)];
  if (statuses.some((status) => status === 'primary' || status === 'secondary'))
    return { codes, obsStatus: 'Q', confStatus: 'C' };
  if (statuses.includes('withheld') || reliability === 'withheld')
    return { codes, obsStatus: 'U', confStatus: 'F' };
  const below = result.table.value[denominator]!;
  if (below === 0) return { codes, obsStatus: 'M', confStatus: 'F' };
  const power = 10 ** rate.decimals;
  const value = Math.round(((rate.scale * result.table.value[numerator]!) / below) * power) / power;
  return published(codes, value, { rse, reliability });
}

function published(codes: Codes, value: number, quality: Quality): PublicEntry {
  return {
    codes,
    obsStatus: quality.reliability === 'withheld' ? 'U' : 'A',
    confStatus: 'F',
    value,
    ...quality,
  };
}

function cellOf(result: ProtectedTable, codes: Codes): number {
  const { space } = result.table;
  return cellAt(
    space,
    space.dimensions.map((dimension) => dimension.nodeOf.get(codes[dimension.name]!)!),
  );
}
