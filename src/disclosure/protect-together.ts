/**
 * Several tabulated tables of the same data protected as one system before any of them is out: what one of them
 * hides, no other and no difference of two may give away.
 */
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { countTableOf } from './from-tabulated.ts';
import { refuseCrossing } from './ledger.ts';
import type { LinkedTable } from './linked-tables.ts';
import type { DisclosurePolicy } from './policy.ts';
import type { ProtectOptions } from './protect.ts';
import { protectLinked } from './protect-linked.ts';
import { protectionOf, rulesOf, type TableProtection, withholds } from './protect-table.ts';
import type { TableMeaning } from './table-meaning.ts';

export interface TogetherTable {
  readonly tabulated: TabulatedTable;
  readonly meaning: TableMeaning;
}

/**
 * Each table's protection, in the order given. All hold or none does: one leak spoils every table.
 * Edge: vintages of one dataset may differ by any amount, as in the ledger.
 * @throws {DomainError} `disclosure-table-not-additive`, `disclosure-hierarchy`, `disclosure-groups-cross`,
 *   `disclosure-linked-differ`.
 */
export function protectTogether(
  tables: readonly TogetherTable[],
  policy: DisclosurePolicy,
  options: ProtectOptions,
): TableProtection[] {
  const withhold = withholds(policy);
  const linked = tables.map(
    ({ tabulated, meaning }, t): LinkedTable => ({
      id: String(t + 1),
      meaning,
      vintage: tabulated.dataset.vintage,
      table: countTableOf(tabulated, withhold),
    }),
  );
  refuseCrossing(linked);
  const result = protectLinked(linked, rulesOf(policy), options);
  return result.tables.map((each, t) => {
    const made = protectionOf(tables[t]!.tabulated, policy, each, options);
    const together = tables.flatMap(({ tabulated }, other) => (other === t ? [] : [tabulated.table]));
    return { ...made, files: { ...made.files, report: { ...made.files.report, together } } };
  });
}
