/**
 * How far hidden cells of a large component move, as one whole-number table that fits everything published and small
 * changes of it, each of which gives another such table. A change names a few cells where a table names thousands,
 * so that a certificate of a national table stays a file one can send.
 *
 * Made from published values alone: the search knows the one table it has found, not the true one.
 * Deterministic: same public table, same changes.
 */

import { Drawn, type Wanted } from './certificate-drawn.ts';
import type { Ends } from './certificate-whole.ts';
import type { Target } from './protection.ts';
import type { Solver } from './solver.ts';
import { type Change, isWhole, meets, type Need } from './suppress/change.ts';
import type { Reach } from './suppress/neighbourhood.ts';
import type { PlacedTable } from './suppress/problem.ts';
import { Search } from './suppress/search.ts';
import { needsOf } from './suppress/suppress.ts';
import { Witnesses } from './suppress/witnesses.ts';
import type { System } from './system.ts';
import type { Component } from './unknowns.ts';
import { holds } from './witness.ts';

/** Hidden cells around that a change may use, few first. */
const REACHES: readonly Reach[] = [150, 600].map((hidden) => ({ hidden, cubes: 4, box: 0, ring: 0 }));

/** Tables drawn to all ends at most, and the share of what is open that one must show for another to be worth it. */
const ROUNDS = 24;
const WORTH = 0.03;

/** How long a certificate may be searched for: what is not shown by then is not proved. */
export interface Allowed {
  readonly expired?: () => boolean;
  /** Seconds left, for programmes that can be told to stop by themselves. */
  readonly secondsLeft?: () => number;
  readonly progress?: (done: number, of: number, phase: string) => void;
}

/**
 * Changes of `values`, a whole-number table that fits, by which every cell of `part` moves and every target reaches
 * its ends, as far as such changes were found.
 */
export function movesOf(
  system: System,
  values: Float64Array,
  part: Component,
  targets: readonly Target[],
  tables: readonly PlacedTable[],
  cap: number,
  { solver, ...allowed }: Allowed & { readonly solver: Solver },
): Change[] {
  const { cells } = part;
  const hidden = new Uint8Array(system.size);
  for (const cell of cells) hidden[cell] = 1;
  const witnesses = new Witnesses(system, values);
  const problem = {
    system: { ...system, whole: true },
    values,
    targets: [],
    costs: new Float64Array(system.size).fill(1),
    given: hidden,
    forced: hidden.map((each) => 1 - each),
    tables,
  };
  const search = new Search(problem, witnesses.users, solver, {
    shared: 0,
    order: 'largest first',
    draw: 0,
  });
  const found: Change[] = [];
  const needs = [
    ...needsOf(targets, values),
    ...Array.from(cells, (cell): Need => ({ cell, direction: 'either', amount: 1 })),
  ];
  const columns = new Map(Array.from(cells, (cell, i) => [cell, i]));
  const open = new Map<number, Wanted>(
    needs.map((need, number) => [number, { ...need, column: columns.get(need.cell)! }]),
  );
  const offer = (change: Change | null): boolean => {
    const before = open.size;
    if (change === null || !holds(system, values, hidden, change)) return false;
    const met = [...open].filter(([, need]) => meets(change, need));
    for (const [number] of met) open.delete(number);
    if (met.length > 0) witnesses.assign(met[0]![0], change);
    if (met.length > 0) found.push(change);
    allowed.progress?.(needs.length - open.size, needs.length, 'certificate');
    return met.length >= WORTH * before;
  };
  const table = Float64Array.from(cells, (cell) => values[cell]!);
  const drawn = new Drawn(part, table, boundsOf(targets, columns), { solver, cap, ...allowed });
  const goesOn = () => open.size > 0 && !allowed.expired?.();
  for (let round = 0; round < ROUNDS && goesOn(); round++)
    if (!offer(drawn.towards([...open.values()]))) break;
  for (const [number, need] of open) {
    if (!goesOn()) break;
    offer(wholeChange(search, need));
    for (const ends of waysOf(need, table, part, cap))
      if (open.has(number)) offer(drawn.towards([...open.values()], [[need.column, ends]]));
  }
  return fewest(found, needs);
}

/** Values of a cell by which `need` is met. */
function waysOf(
  { column, direction, amount }: Wanted,
  table: Float64Array,
  { program }: Component,
  cap: number,
): Ends[] {
  const up: Ends = [table[column]! + amount, cap];
  const down: Ends = [Math.max(program.lower[column]!, -cap), table[column]! - amount];
  const ways = direction === 'up' ? [up] : direction === 'down' ? [down] : [up, down];
  return ways.filter(([low, high]) => low <= high);
}

function boundsOf(targets: readonly Target[], columns: ReadonlyMap<number, number>): Map<number, Ends> {
  return new Map(
    targets.flatMap((each) =>
      each.kind === 'interval' ? [[columns.get(each.cell)!, [each.low, each.high] as const]] : [],
    ),
  );
}

/** Where a cell must only move, any change will do, and windows find one sooner than programmes in whole numbers. */
function wholeChange(search: Search, need: Need): Change | null {
  const change = search.change(need, { reaches: REACHES });
  if (change === null || isWhole(change)) return change;
  return need.direction === 'either' ? null : search.wholeChange(need, REACHES);
}

/** Leave out, last first, the changes whose needs are met by others. */
function fewest(changes: readonly Change[], needs: readonly Need[]): Change[] {
  const needsAt = new Map<number, Need[]>();
  for (const need of needs) needsAt.set(need.cell, [...(needsAt.get(need.cell) ?? []), need]);
  const serves = changes.map((change) => ({
    change,
    met: Array.from(change.cells).flatMap((cell) =>
      (needsAt.get(cell) ?? []).filter((need) => meets(change, need)),
    ),
  }));
  const count = new Map<Need, number>();
  for (const { met } of serves) for (const need of met) count.set(need, (count.get(need) ?? 0) + 1);
  const kept: Change[] = [];
  for (const { change, met } of serves.toReversed())
    if (met.some((need) => count.get(need) === 1)) kept.push(change);
    else for (const need of met) count.set(need, count.get(need)! - 1);
  return kept.reverse();
}
