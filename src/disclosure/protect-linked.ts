/**
 * Linked tables from rules to one audited pattern, and back to each table.
 *
 * The audit is of the whole system: an intruder has all tables, all differences and whatever was released before.
 * Each table's own files follow from its own cells; its certificate speaks of that table alone.
 */
import type { Audit } from './audit.ts';
import { costsOf } from './costs.ts';
import { refuseWanted } from './linked-marks.ts';
import { type LinkedProblem, type LinkedRules, linkedProblem } from './linked-problem.ts';
import { type RatioTable, ratiosOf } from './linked-ratios.ts';
import type { LinkedTable, TableRules } from './linked-tables.ts';
import type { ProtectedTable } from './protect.ts';
import { type ProtectedSystem, type ProtectOptions, protectSystem } from './protect-system.ts';
import { smallBelow } from './protection.ts';
import { type Refined, refineAsked } from './refine.ts';
import { systemOfTable } from './table-system.ts';

export interface ProtectedLinked extends ProtectedSystem {
  readonly problem: LinkedProblem;
  /** Each table in the order given; released ones as they are. */
  readonly tables: readonly ProtectedTable[];
  /** Shares, rates and means, in the order of the rules. */
  readonly ratios: readonly RatioTable[];
}

/**
 * @throws {DomainError} `disclosure-linked-differ`, `disclosure-forced-unsafe`, `disclosure-forced-conflict`,
 *   `disclosure-preference-differs`, `disclosure-ratio-no-part`.
 */
export function protectLinked(
  given: readonly LinkedTable[],
  rules: LinkedRules,
  options: ProtectOptions,
): ProtectedLinked {
  const problem = linkedProblem(given, rules);
  const tables = problem.marked;
  const result = protectSystem(problem, { ...options, ...refineOf(tables, rules, problem) });
  refuseWanted(tables, problem.linked, result.conflicts);
  const { cellOf } = problem.linked;
  const made = tables.map(
    ({ table, rules: own = rules }, t): ProtectedTable => ({
      table,
      system: systemOfTable(table),
      rules: { ...rules, ...own },
      unsafe: problem.unsafe[t]!,
      targets: problem.targetsOf[t]!,
      costs: costsOf(table, own.cost),
      hidden: Uint8Array.from(cellOf[t]!, (cell) => result.hidden[cell]!),
      audit: result.audit,
    }),
  );
  const asked = rules.ratios ?? [];
  const ratios = ratiosOf(asked, made, problem, result.hidden, result.audit, options);
  const at = new Map(Array.from(ratios.audit.cells, (cell, i) => [cell, i]));
  return {
    ...result,
    audit: ratios.audit,
    problem,
    tables: made.map((each, t) => ({
      ...each,
      audit: auditOfTable(ratios.audit, at, cellOf[t]!),
      refined: refinedOfTable(result.refined, cellOf[t]!),
    })),
    ratios: ratios.tables,
  };
}

/** The method of the rules over the whole system; the first table that asks for two candidates says what is small. */
function refineOf(
  tables: readonly LinkedTable[],
  rules: LinkedRules,
  { system, linked }: LinkedProblem,
): Pick<ProtectOptions, 'refine'> {
  const protectionOf = (own: TableRules = rules) => own.protection;
  const first = tables.find((each) => protectionOf(each.rules).standard === 'ambiguous');
  const small = first === undefined ? null : smallBelow(first.table, protectionOf(first.rules));
  const how = refineAsked(rules, system, linked.contributors, small);
  return how === undefined ? {} : { refine: how };
}

/** What was found of all, by the numbers of one table; cost and bound stay those of all tables together. */
function refinedOfTable(refined: Refined | null, cellOf: Int32Array): Refined | null {
  if (refined === null) return null;
  const own = (cells: readonly number[]) => {
    const asked = new Set(cells);
    return Array.from(cellOf.keys()).filter((cell) => asked.has(cellOf[cell]!));
  };
  return {
    ...refined,
    hidden: Uint8Array.from(cellOf, (cell) => refined.hidden[cell]!),
    exposed: own(refined.exposed),
    guessed: own(refined.guessed),
  };
}

/** What the audit of all found, by the numbers of one table. Its status is that of all: one leak spoils every table. */
function auditOfTable(audit: Audit, at: ReadonlyMap<number, number>, cellOf: Int32Array): Audit {
  const cells = Int32Array.from(Array.from(cellOf.keys()).filter((cell) => at.has(cellOf[cell]!)));
  const from = Array.from(cells, (cell) => at.get(cellOf[cell]!)!);
  const inTable = new Map(Array.from(cellOf, (system, cell) => [system, cell]));
  return {
    ...audit,
    violations: audit.violations.flatMap((violation) => {
      const cell = inTable.get(violation.cell);
      return cell === undefined ? [] : [{ ...violation, cell }];
    }),
    cells,
    low: Float64Array.from(from, (i) => audit.low[i]!),
    high: Float64Array.from(from, (i) => audit.high[i]!),
    exact: Uint8Array.from(from, (i) => audit.exact[i]!),
  };
}
