/**
 * Which differences of linked tables are unsafe, and how far each must be kept from an intruder: a cell less its parts
 * is a cell like any other, with the contributors that are left.
 *
 * Judged by the threshold and by the rules over contributions, of the tables that count or sum the same, each by its
 * own; the strictest counts. Edge: where contributors cannot be told apart (tables that name them in different
 * columns) the difference is unsafe, since nobody can say that it is not.
 */
import { cellSpace } from './cells.ts';
import { type ContributorSums, ranked, sumsLeft } from './contribution-sums.ts';
import type { CountTable } from './count-table.ts';
import { dimensionOf, TOTAL } from './dimension.ts';
import type { Difference, LinkedSystem, LinkedTable, TableRules } from './linked-tables.ts';
import { scaledInterval, type Target, targetsOf } from './protection.ts';
import { unsafeCells } from './rules/index.ts';
import { CONTRIBUTION_RULES } from './spec.ts';
import { subjectOf } from './table-meaning.ts';

/** Several targets of one cell may come out, one for each table's rules. */
export function differenceTargets(
  linked: LinkedSystem,
  tables: readonly LinkedTable[],
  rules: TableRules,
): Target[] {
  const sumsOf = summing(linked, tables);
  return [...new Set(linked.differences.map(({ of }) => of))].flatMap((of): Target[] => {
    const alike = tables.filter(({ meaning }) => subjectOf(meaning) === of);
    const asked = linked.differences.filter((each) => each.of === of && !linked.shown[each.cell]);
    const judged = asked.map((each) => judgedOf(each, linked, sumsOf));
    const blind: Target[] = judged.flatMap(({ cell, sums }) =>
      sums === null ? [{ cell, kind: 'move' }] : [],
    );
    const known = judged.filter(({ sums }) => sums !== null);
    return [...blind, ...alike.flatMap((each) => targetsBy(each, each.rules ?? rules, known, linked.values))];
  });
}

interface Judged {
  readonly cell: number;
  readonly contributors: number;
  /** Undefined where contributors are units; null where they cannot be told. */
  readonly sums: ContributorSums | undefined | null;
}

/** Contributors of a cell of the system, where a table that has it tells them. */
function summing(
  { cellOf }: LinkedSystem,
  tables: readonly LinkedTable[],
): (cell: number) => ContributorSums | undefined {
  const place = new Map<number, () => ContributorSums>();
  tables.forEach(({ table }, t) => {
    const { sumsOf } = table;
    if (sumsOf === undefined) return;
    for (const [cell, at] of cellOf[t]!.entries()) place.set(at, () => sumsOf(cell));
  });
  return (cell) => place.get(cell)?.();
}

function judgedOf(
  { cell, whole, parts }: Difference,
  { contributors }: LinkedSystem,
  sumsOf: (cell: number) => ContributorSums | undefined,
): Judged {
  if (Number.isFinite(contributors[cell]))
    return { cell, contributors: contributors[cell]!, sums: undefined };
  const all = [whole, ...parts].map(sumsOf);
  const [first, ...rest] = all;
  const sums = all.includes(undefined) ? null : sumsLeft(first!, rest as ContributorSums[]);
  return { cell, contributors: sums?.size ?? 0, sums };
}

/** Targets of the differences that `own` calls unsafe, as a table of their own would have them. */
function targetsBy(
  { table }: LinkedTable,
  own: TableRules,
  judged: readonly Judged[],
  values: Float64Array,
): Target[] {
  const primary = own.primary.filter(({ rule }) => rule === 'threshold' || CONTRIBUTION_RULES.includes(rule));
  if (judged.length === 0 || primary.length === 0) return [];
  const alone = tableOfDifferences(table, judged, values);
  const unsafe = unsafeCells(alone, primary);
  const { protection } = own;
  if (protection.standard === 'interval' || protection.standard === 'ambiguous') {
    const { from, to } = scaledInterval(table, protection);
    return Array.from(unsafe.cells, (at) => ({
      cell: judged[at - 1]!.cell,
      kind: 'interval',
      low: from,
      high: to,
    }));
  }
  return targetsOf(alone, unsafe, protection).map((target) => ({
    ...target,
    cell: judged[target.cell - 1]!.cell,
  }));
}

/** The differences as inner cells, in their order, of a table whose `Total` nobody has. */
function tableOfDifferences(
  { decimals, signed, contributionUnits, contributionsOf, weighted }: CountTable,
  judged: readonly Judged[],
  values: Float64Array,
): CountTable {
  const codes = [{ code: TOTAL, parent: null }, ...judged.map((_, i) => ({ code: `${i}`, parent: TOTAL }))];
  const weights = contributionsOf?.(0).weights ?? 'expanded';
  return {
    space: cellSpace([dimensionOf('difference', codes)]),
    value: Float64Array.of(0, ...judged.map(({ cell }) => values[cell]!)),
    contributors: Float64Array.of(0, ...judged.map(({ contributors }) => contributors)),
    given: new Map(),
    weighted,
    ...(decimals === undefined ? {} : { decimals }),
    ...(signed === undefined ? {} : { signed }),
    ...(contributionUnits === undefined ? {} : { contributionUnits }),
    ...(contributionsOf === undefined
      ? {}
      : { contributionsOf: (at) => ranked(judged[at - 1]?.sums?.values() ?? [], weights) }),
  };
}
