/**
 * The protection standard: how far the intruder's arithmetic must be kept from each unsafe cell.
 *
 * `interval`: from everything published, all relations and x >= 0, the cell cannot be narrowed to less than
 *   `from .. to`. `exact`: it cannot be computed, which protects much less: of the cells so protected in
 *   hierarchical tables about a fifth can be narrowed to a few persons.
 * Unit: published units. For a weighted table `to` is multiplied by published total / contributors (rounded up), so
 *   that it stands for the same number of respondents: a proposal, see specs/disclosure/policy.json.
 */
import type { CountTable } from './count-table.ts';
import type { Protection } from './spec.ts';

/** One end that a feasible table must reach: `cell` at most (`down`) or at least (`up`) `bound`. */
export interface Requirement {
  readonly cell: number;
  readonly direction: 'down' | 'up';
  readonly bound: number;
}

/** What must hold for one unsafe cell. `move`: the feasible interval must be wider than a point. */
export type Target = { readonly cell: number } & (
  | { readonly kind: 'interval'; readonly low: number; readonly high: number }
  | { readonly kind: 'move' }
);

/** Ends of the interval in published units of `table`. */
export function scaledInterval(
  table: CountTable,
  protection: Protection & { standard: 'interval' },
): { readonly from: number; readonly to: number } {
  if (!table.weighted) return { from: Math.floor(protection.from), to: Math.ceil(protection.to) };
  const contributors = table.contributors[0]!;
  const scale = contributors === 0 ? 1 : table.value[0]! / contributors;
  return { from: Math.floor(protection.from), to: Math.ceil(protection.to * Math.max(1, scale)) };
}

export function targetsOf(table: CountTable, unsafe: Int32Array, protection: Protection): Target[] {
  if (protection.standard === 'exact') return Array.from(unsafe, (cell) => ({ cell, kind: 'move' }));
  const { from, to } = scaledInterval(table, protection);
  return Array.from(unsafe, (cell) => ({ cell, kind: 'interval', low: from, high: to }));
}
