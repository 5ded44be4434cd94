/**
 * The protection standard: how far the intruder's arithmetic must be kept from each unsafe cell.
 *
 * `interval`: from everything published, all relations and x >= 0, the cell cannot be narrowed to less than
 *   `from .. to`. `exact`: it cannot be computed, which protects much less: of the cells so protected in
 *   hierarchical tables about a fifth can be narrowed to a few persons.
 * `ambiguous`: `interval`, and who knows the rule cannot tell either which cell of a component is small
 *   (ambiguous.ts).
 * `levels` (magnitudes): no narrower than x - LPL .. x + UPL, LPL and UPL by how much the rules that fired say the
 *   cell falls short (docs/reference/formats.md).
 * Unit: published units. For a weighted table `to` is multiplied by published total / contributors (rounded up), so
 *   that it stands for the same number of respondents: a proposal, see specs/disclosure/policy.json.
 */
import { DomainError, label } from '../problems.ts';
import { codesOf } from './cells.ts';
import type { CountTable } from './count-table.ts';
import type { Unsafe } from './rules/index.ts';
import type { Protection } from './spec.ts';

/** Far below one unit, far above the error of a level computed in doubles: keeps whole ends from growing by one. */
const ROUNDING = 1e-6;

/** What must hold for one unsafe cell. `move`: the feasible interval must be wider than a point. */
export type Target = { readonly cell: number } & (
  | { readonly kind: 'interval'; readonly low: number; readonly high: number }
  | { readonly kind: 'move' }
);

/** Ends of the interval in published units of `table`. */
export function scaledInterval(
  table: CountTable,
  protection: Protection & { standard: 'interval' | 'ambiguous' },
): { readonly from: number; readonly to: number } {
  if (!table.weighted) return { from: Math.floor(protection.from), to: Math.ceil(protection.to) };
  const contributors = table.contributors[0]!;
  const scale = contributors === 0 ? 1 : table.value[0]! / contributors;
  return { from: Math.floor(protection.from), to: Math.ceil(protection.to * Math.max(1, scale)) };
}

/** Below what a cell is small for who knows the rule: the upper end of the interval; 1 where there is none. */
export function smallBelow(table: CountTable, protection: Protection): number {
  const { standard } = protection;
  return standard === 'interval' || standard === 'ambiguous' ? scaledInterval(table, protection).to : 1;
}

/** What `unsafe` cells need. @throws {DomainError} `disclosure-forced-unsafe`: an unsafe cell was to be shown. */
export function targetsOf(table: CountTable, unsafe: Unsafe, protection: Protection): Target[] {
  const { cells } = unsafe;
  for (const cell of cells)
    if (table.forced?.[cell])
      throw new DomainError('disclosure-forced-unsafe', { codes: codesOf(table.space, cell).map(label) });
  if (protection.standard === 'exact') return Array.from(cells, (cell) => ({ cell, kind: 'move' }));
  if (protection.standard === 'levels')
    return Array.from(cells, (cell) => levels(table, unsafe, cell, protection));
  const { from, to } = scaledInterval(table, protection);
  return Array.from(cells, (cell) => ({ cell, kind: 'interval', low: from, high: to }));
}

/**
 * x - LPL .. x + UPL in whole units, outwards; the largest level of all rules that fire, as tau-argus takes it.
 * Edge: where every level is 0 (by default where only the number of contributors or a flag fired) the cell must not
 *   be computable, which is what the Handbook recommends for magnitudes with a minimum frequency alone.
 */
function levels(
  table: CountTable,
  { levelOf, rulesOf }: Unsafe,
  cell: number,
  protection: Protection & { standard: 'levels' },
): Target {
  const value = table.value[cell]!;
  const rules = rulesOf.get(cell) ?? [];
  const share = (rule: string, percent: number) =>
    rules.includes(rule) ? (percent * Math.abs(value)) / 100 : 0;
  const level = Math.max(
    (levelOf.get(cell) ?? 0) / (table.contributionUnits ?? 1),
    share('threshold', protection.thresholdPercent),
    share('given', protection.givenPercent),
  );
  const zeroUp = rules.includes('zero') ? protection.zeroRange * 10 ** (table.decimals ?? 0) : 0;
  const down = (level * protection.lowerPercent) / 100;
  const up = Math.max(zeroUp, (level * protection.upperPercent) / 100);
  // Apart by the sliding level: evenly, and where nothing can be below 0 the rest goes up.
  const apart = Math.max(0, (level * protection.slidingPercent) / 100 - down - up) / 2;
  const lower = table.signed ? value - down - apart : Math.max(0, value - down - apart);
  const least = lower + (level * protection.slidingPercent) / 100;
  const high = Math.ceil(Math.max(value + up + apart, least) - ROUNDING);
  const low = Math.floor(lower + ROUNDING);
  return low === value && high === value ? { cell, kind: 'move' } : { cell, kind: 'interval', low, high };
}
