/** One table from rules to audited pattern: primary rules, then the engine over the table's own system. */

import { DomainError, label } from '../problems.ts';
import type { Audit } from './audit.ts';
import { codesOf } from './cells.ts';
import { costsOf } from './costs.ts';
import { type CountTable, keptCells } from './count-table.ts';
import { decimalText } from './decimal.ts';
import { type ProtectOptions, protectSystem } from './protect-system.ts';
import { smallBelow, type Target, targetsOf } from './protection.ts';
import { cellsCsv, type PublicCell, type PublicTable } from './public-table.ts';
import { type MethodRules, type Refined, refineAsked } from './refine.ts';
import { type Unsafe, unsafeCells } from './rules/index.ts';
import type { Cost, Protection, Rule } from './spec.ts';
import type { Conflict } from './suppress/suppress.ts';
import type { System } from './system.ts';
import { systemOfTable } from './table-system.ts';

export interface ProtectionRules extends MethodRules {
  readonly primary: readonly Rule[];
  readonly protection: Protection;
  readonly cost: Cost;
}

export type { ProtectOptions };

/** What happened to a cell. `withheld`: too imprecise to publish, which is no secret. */
export type CellStatus = 'safe' | 'primary' | 'secondary' | 'withheld';

/** A protected table, internal: it knows the true values and which hidden cells are unsafe. */
export interface ProtectedTable {
  readonly table: CountTable;
  readonly system: System;
  readonly rules: ProtectionRules;
  readonly unsafe: Unsafe;
  readonly targets: readonly Target[];
  readonly costs: Float64Array;
  /** 1 where the public sees no value. */
  readonly hidden: Uint8Array;
  readonly audit: Audit;
  /** How the pattern was found, and what contributors and guesses still tell; null where the rules ask nothing of it. */
  readonly refined?: Refined | null;
}

/**
 * @throws {DomainError} `disclosure-forced-unsafe`: an unsafe cell was to be shown; `disclosure-forced-conflict`: a
 *   cell that must be shown leaves an unsafe cell without protection.
 */
export function protectCounts(
  table: CountTable,
  rules: ProtectionRules,
  options: ProtectOptions,
): ProtectedTable {
  const unsafe = unsafeCells(table, rules.primary);
  const targets = targetsOf(table, unsafe, rules.protection);
  const costs = costsOf(table, rules.cost);
  const system = systemOfTable(table);
  const small = rules.protection.standard === 'ambiguous' ? smallBelow(table, rules.protection) : null;
  const how = refineAsked(rules, system, table.contributors, small);
  const result = protectSystem(
    {
      system,
      values: table.value,
      targets,
      costs,
      given: table.withheld ?? new Uint8Array(table.space.size),
      forced: keptCells(table),
      tables: [{ space: table.space, cells: null }],
    },
    how === undefined ? options : { ...options, refine: how },
  );
  refuseConflicts(table, result.conflicts);
  const { hidden, audit, refined } = result;
  return { table, system, rules, unsafe, targets, costs, hidden, audit, refined };
}

/** What the user asked to show, or what readers have already, is answered with the cells; a structural zero is not. */
function refuseConflicts(table: CountTable, conflicts: readonly Conflict[]): void {
  const wanted = (cell: number) => table.forced?.[cell] || table.published?.[cell];
  const found = conflicts.find(({ forced }) => forced.some(wanted));
  if (found === undefined) return;
  const named = (cell: number) => label(codesOf(table.space, cell).join(' / '));
  throw new DomainError('disclosure-forced-conflict', {
    unsafe: named(found.cell),
    shown: found.forced.filter(wanted).map(named),
    conflicts: conflicts.length,
  });
}

export function statusOf(result: ProtectedTable, cell: number): CellStatus {
  if (result.unsafe.ruleOf.has(cell)) return 'primary';
  if (result.table.withheld?.[cell]) return 'withheld';
  return result.hidden[cell] ? 'secondary' : 'safe';
}

/** What the public may read of `result`. */
export function publicView(result: ProtectedTable): PublicTable {
  const cells = Array.from(result.hidden.keys(), (cell): PublicCell => {
    const status = statusOf(result, cell);
    if (status === 'safe') return { status, value: result.table.value[cell]! };
    return { status: status === 'withheld' ? 'withheld' : 'hidden' };
  });
  return { space: result.table.space, decimals: result.table.decimals ?? 0, cells };
}

/** CELLS.csv, internal: like PUBLIC.csv, but telling `primary` from `secondary`. */
export function internalCsv(result: ProtectedTable): string {
  const { space, value, decimals = 0 } = result.table;
  return cellsCsv(space, (cell) => {
    const status = statusOf(result, cell);
    return [status === 'safe' ? decimalText(value[cell]!, decimals) : '', status];
  });
}
