/**
 * The ledger: a new table is protected and audited together with every table released before from the same data,
 * withdrawn ones too, since the intruder has them.
 *
 * An entry is what a release leaves behind for those that follow: the table as it was counted, and which cells the
 * public saw. Values of hidden cells are in it, so it stays with the producer and is readable by nobody.
 *
 * Edge:   vintages of one round are of the same persons, counted anew. An intruder is taken to know by how much each
 *         cell was revised, which is more than he does: what one vintage hides, another must not show.
 *         What a release shows and its own rules would hide today cannot be taken back; it is no reason to refuse
 *         what comes after, and is named in the report.
 * Deterministic: entries count in the order given.
 * Source: this project's design, 7; differencing: Handbook on Statistical Disclosure Control 5.
 */
import { DomainError, label } from '../problems.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { codesOf } from './cells.ts';
import type { CountTable } from './count-table.ts';
import { TOTAL } from './dimension.ts';
import { countTableOf } from './from-tabulated.ts';
import type { LinkedTable } from './linked-tables.ts';
import { type ProtectedTable, type ProtectionRules, protectCounts } from './protect.ts';
import { type ProtectedLinked, protectLinked } from './protect-linked.ts';
import type { ProtectOptions } from './protect-system.ts';
import type { Earlier, LedgerConflict, NamedCell } from './report/document.ts';
import { CodeSets, cellMeanings, type TableMeaning } from './table-meaning.ts';

export interface LedgerEntry {
  /** Identifier of the release. */
  readonly release: string;
  readonly vintage: string;
  readonly meaning: TableMeaning;
  readonly table: TabulatedTable;
  /** Whether cells flagged as too imprecise were kept back. */
  readonly withhold: boolean;
  /** Cells without a value in the release, in cell order. */
  readonly hidden: readonly number[];
}

/** A table that is counted and never published. */
export interface Unseen {
  readonly meaning: TableMeaning;
  readonly table: CountTable;
}

/** Where a table stands: what it counts, and what is out already. */
export interface Ledger {
  readonly meaning: TableMeaning;
  readonly vintage: string;
  readonly earlier: readonly LedgerEntry[];
  /** Tables that nobody publishes and that count what groups of two tables share, where these cross. */
  readonly unseen?: readonly Unseen[];
}

export interface LedgerProtection {
  readonly result: ProtectedTable;
  readonly earlier: Earlier;
  readonly conflicts: readonly LedgerConflict[];
  /** Where the table cannot be released: the sets of its dimensions by which it still can. */
  readonly possible: readonly (readonly string[])[];
}

/**
 * `tabulated` protected and audited with everything in `ledger`.
 * Cost: one protection of all tables together, one of the table alone, and where it cannot be protected one more for
 * each dimension that might be left out.
 * @throws {DomainError} `disclosure-groups-cross`, `disclosure-linked-differ`.
 */
export function protectInLedger(
  tabulated: TabulatedTable,
  withhold: boolean,
  rules: ProtectionRules,
  ledger: Ledger,
  options: ProtectOptions,
): LedgerProtection {
  const table = countTableOf(tabulated, withhold);
  const alone = protectCounts(table, rules, options);
  if (ledger.earlier.length === 0) return { result: alone, earlier: NOTHING, conflicts: [], possible: [] };
  const tables = together(ledger, table);
  const linked = protectLinked(tables, rules, options);
  const result = linked.tables.at(-1)!;
  const more = (hidden: number, cell: number) => hidden === 1 && !alone.hidden[cell];
  return {
    result,
    earlier: {
      releases: ledger.earlier.map(({ release }) => release),
      sharedCells: sharedCells(linked),
      hiddenForThem: result.hidden.filter(more).length,
    },
    conflicts: namedConflicts(linked, tables, ledger),
    possible:
      result.audit.status === 'holds' ? [] : possibleWith(tabulated, withhold, rules, ledger, options),
  };
}

const NOTHING: Earlier = { releases: [], sharedCells: 0, hiddenForThem: 0 };

/** @throws {DomainError} `disclosure-groups-cross`. */
function together(ledger: Ledger, table: CountTable): LinkedTable[] {
  const tables: LinkedTable[] = [
    ...ledger.earlier.map(releasedTable),
    ...(ledger.unseen ?? []).map((each, i) => unseenTable(each, i, ledger.vintage)),
    { id: 'new', meaning: ledger.meaning, vintage: ledger.vintage, table },
  ];
  refuseCrossing(tables);
  return tables;
}

/** The dimensions left of the table, one left out in turn, where what is left can be released. */
function possibleWith(
  tabulated: TabulatedTable,
  withhold: boolean,
  rules: ProtectionRules,
  ledger: Ledger,
  options: ProtectOptions,
): string[][] {
  const names = tabulated.dimensions.map(({ name }) => name);
  const parts = ledger.meaning.parts?.dimension;
  return names
    .filter((name) => name !== parts && names.length > 1)
    .flatMap((name) => {
      const table = countTableOf(withoutDimension(tabulated, name), withhold);
      const found = protectLinked(together(ledger, table), rules, options);
      return found.audit.status === 'holds' ? [names.filter((each) => each !== name)] : [];
    });
}

function withoutDimension(tabulated: TabulatedTable, name: string): TabulatedTable {
  return {
    ...tabulated,
    dimensions: tabulated.dimensions.filter((each) => each.name !== name),
    cells: tabulated.cells.flatMap((cell) => {
      const { [name]: code, ...codes } = cell.codes;
      return code === TOTAL ? [{ ...cell, codes }] : [];
    }),
  };
}

export function ledgerEntry(
  release: string,
  tabulated: TabulatedTable,
  withhold: boolean,
  { meaning, vintage }: Pick<Ledger, 'meaning' | 'vintage'>,
  result: ProtectedTable,
): LedgerEntry {
  const hidden = Array.from(result.hidden.keys()).filter((cell) => result.hidden[cell]);
  return { release, vintage, meaning, table: tabulated, withhold, hidden };
}

function releasedTable({ release, vintage, meaning, table, withhold, hidden }: LedgerEntry): LinkedTable {
  const counts = countTableOf(table, withhold);
  const flags = new Uint8Array(counts.space.size);
  for (const cell of hidden) flags[cell] = 1;
  return { id: release, vintage, meaning, table: counts, released: { hidden: flags } };
}

function unseenTable({ meaning, table }: Unseen, number: number, vintage: string): LinkedTable {
  const hidden = new Uint8Array(table.space.size).fill(1);
  return { id: `unseen ${number + 1}`, vintage, meaning, table, released: { hidden } };
}

/** @throws {DomainError} `disclosure-groups-cross`. */
export function refuseCrossing(tables: readonly LinkedTable[]): void {
  const described = tables.map(({ meaning, table }) => ({ meaning, dimensions: table.space.dimensions }));
  const sets = new CodeSets(described);
  for (const each of described) for (const _ of cellMeanings(each, sets));
  const crossing = sets.crossing();
  if (crossing !== null)
    throw new DomainError('disclosure-groups-cross', { variable: label(crossing.variable) });
}

/** Cells of the new table that a table before it has too. */
function sharedCells({ problem }: ProtectedLinked): number {
  const before = new Set(problem.linked.cellOf.slice(0, -1).flatMap((cells) => Array.from(cells)));
  return new Set(Array.from(problem.linked.cellOf.at(-1)!).filter((cell) => before.has(cell))).size;
}

function namedConflicts(
  { conflicts, problem }: ProtectedLinked,
  tables: readonly LinkedTable[],
  { earlier }: Ledger,
): LedgerConflict[] {
  const { cellOf, shown, differences } = problem.linked;
  const named = (cell: number): NamedCell[] =>
    tables.flatMap(({ table }, t): NamedCell[] => {
      const at = cellOf[t]!.indexOf(cell);
      if (at < 0) return [];
      const codes = codesOf(table.space, at);
      const entries = table.space.dimensions.map(({ name }, d) => [name, codes[d]!]);
      return [{ release: earlier[t]?.release ?? null, codes: Object.fromEntries(entries) }];
    });
  return conflicts.map(({ cell, forced }) => {
    const difference = differences.find((each) => each.cell === cell);
    const unsafe = named(difference?.whole ?? cell)[0] ?? { release: null, codes: {} };
    return { unsafe, published: forced.filter((each) => shown[each]).flatMap(named) };
  });
}
