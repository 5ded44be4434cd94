/**
 * One table from rules to audited pattern: primary rules, secondary suppression, the intruder's audit over the full
 * system, and repair by further suppression until the audit holds or nothing more can be done.
 */
import { type Audit, audit } from './audit.ts';
import { costsOf } from './costs.ts';
import type { CountTable } from './count-table.ts';
import { type Target, targetsOf } from './protection.ts';
import { cellsCsv, type PublicCell, type PublicTable } from './public-table.ts';
import { type Unsafe, unsafeCells } from './rules/index.ts';
import type { Solver } from './solver.ts';
import type { Cost, Protection, Rule } from './spec.ts';
import { suppress } from './suppress/suppress.ts';

export interface ProtectionRules {
  readonly primary: readonly Rule[];
  readonly protection: Protection;
  readonly cost: Cost;
}

export interface ProtectOptions {
  readonly solver: Solver;
  /** True once the time allowed is spent. What is not finished then is reported as not proved. */
  readonly expired?: () => boolean;
  readonly progress?: (done: number, of: number) => void;
}

/** What happened to a cell. `withheld`: too imprecise to publish, which is no secret. */
export type CellStatus = 'safe' | 'primary' | 'secondary' | 'withheld';

/** A protected table, internal: it knows the true values and which hidden cells are unsafe. */
export interface ProtectedTable {
  readonly table: CountTable;
  readonly rules: ProtectionRules;
  readonly unsafe: Unsafe;
  readonly targets: readonly Target[];
  readonly costs: Float64Array;
  /** 1 where the public sees no value. */
  readonly hidden: Uint8Array;
  readonly audit: Audit;
}

const REPAIRS = 3;

export function protectCounts(
  table: CountTable,
  rules: ProtectionRules,
  options: ProtectOptions,
): ProtectedTable {
  const { solver, expired } = options;
  const unsafe = unsafeCells(table, rules.primary);
  const targets = targetsOf(table, unsafe, rules.protection);
  const costs = costsOf(table, rules.cost);
  const suppression = suppress(table, targets, { costs, ...options });
  const look = () =>
    audit(table.space, table.value, suppression.hidden, targets, { solver, ...(expired ? { expired } : {}) });
  let found = look();
  for (let round = 1; round <= REPAIRS && found.status === 'does-not-hold'; round++) {
    suppression.repair(new Set(found.violations.map((violation) => violation.cell)), round);
    found = look();
  }
  return { table, rules, unsafe, targets, costs, hidden: suppression.hidden, audit: found };
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
  return { space: result.table.space, cells };
}

/** CELLS.csv, internal: like PUBLIC.csv, but telling `primary` from `secondary`. */
export function internalCsv(result: ProtectedTable): string {
  return cellsCsv(result.table.space, (cell) => {
    const status = statusOf(result, cell);
    return [status === 'safe' ? String(result.table.value[cell]) : '', status];
  });
}
