/**
 * How far hidden cells of a large component move, as one whole-number table that fits everything published and small
 * changes of it, each of which gives another such table. A change names a few cells where a table names thousands,
 * so that a certificate of a national table stays a file one can send.
 *
 * Made from published values alone: the search knows the one table it has found, not the true one.
 * Deterministic: same public table, same changes.
 */

import { Windows } from './certificate-window.ts';
import type { Target } from './protection.ts';
import type { Solver } from './solver.ts';
import { type Change, deltaAt, isWhole, meets, type Need } from './suppress/change.ts';
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

/** How long a certificate may be searched for: what is not shown by then is not proved. */
export interface Allowed {
  readonly expired?: () => boolean;
  /** Seconds left, for programmes that can be told to stop by themselves. */
  readonly secondsLeft?: () => number;
  readonly progress?: (done: number, of: number, phase: string) => void;
}

/** A change, as wide as it must be, by which `need` is met; null where none was found. For what the search does not find. */
function pulled(
  windows: Windows,
  { program, cells }: Component,
  table: Float64Array,
  need: Need & { readonly column: number },
  cap: number,
): Change | null {
  const { column, direction, amount } = need;
  const up = [table[column]! + amount, cap] as const;
  const down = [Math.max(program.lower[column]!, -cap), table[column]! - amount] as const;
  const ways = direction === 'up' ? [up] : direction === 'down' ? [down] : [up, down];
  for (const ends of ways) {
    const found = windows.moved(column, ends);
    if (found !== null)
      return { cells: Int32Array.from(found.at, (i) => cells[i]!), delta: Float64Array.from(found.by) };
  }
  return null;
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
  const moved = new Uint8Array(system.size);
  const found = new Set<Change>();
  const take = (need: Need, number: number, change: Change | null): boolean => {
    if (change === null || !meets(change, need) || !holds(system, values, hidden, change)) return false;
    witnesses.assign(number, change);
    for (const cell of change.cells) moved[cell] = 1;
    found.add(change);
    return true;
  };
  const table = Float64Array.from(cells, (cell) => values[cell]!);
  const windows = new Windows(part.program, table, solver, { cap, ...allowed });
  const columns = new Map(Array.from(cells, (cell, i) => [cell, i]));
  const find = (need: Need, number: number): void => {
    if (allowed.expired?.()) return;
    const column = columns.get(need.cell)!;
    if (!take(need, number, witnesses.find(need, -1, isWhole) ?? wholeChange(search, need)))
      take(need, number, pulled(windows, part, table, { ...need, column }, cap));
    allowed.progress?.(number + 1, needs.length + cells.length, 'certificate');
  };
  const needs = needsOf(targets, values);
  needs.forEach(find);
  cells.forEach((cell, i) => {
    if (!moved[cell]) find({ cell, direction: 'either', amount: 1 }, needs.length + i);
  });
  return fewest([...found], needs, cells);
}

/** Where a cell must only move, any change will do, and windows find one sooner than programmes in whole numbers. */
function wholeChange(search: Search, need: Need): Change | null {
  const change = search.change(need, { reaches: REACHES });
  if (change === null || isWhole(change)) return change;
  return need.direction === 'either' ? null : search.wholeChange(need, REACHES);
}

/** Leave out, last first, the changes whose cells move and whose targets reach their ends by others. */
function fewest(changes: readonly Change[], needs: readonly Need[], cells: Int32Array): Change[] {
  const needAt = new Map<number, Need[]>();
  for (const need of needs) needAt.set(need.cell, [...(needAt.get(need.cell) ?? []), need]);
  const serves = changes.map((change) => ({
    change,
    moves: change.cells,
    meets: Array.from(change.cells).flatMap((cell) =>
      (needAt.get(cell) ?? []).filter((need) => meets(change, need)),
    ),
  }));
  const movers = new Map<number, number>();
  const meeters = new Map<Need, number>();
  for (const each of serves) {
    for (const cell of each.moves) movers.set(cell, (movers.get(cell) ?? 0) + 1);
    for (const need of each.meets) meeters.set(need, (meeters.get(need) ?? 0) + 1);
  }
  const own = new Set(cells);
  const spare = (each: (typeof serves)[number]) =>
    each.moves.every((cell) => !own.has(cell) || movers.get(cell)! > 1 || deltaAt(each.change, cell) === 0) &&
    each.meets.every((need) => meeters.get(need)! > 1);
  const kept: Change[] = [];
  for (const each of serves.toReversed()) {
    if (!spare(each)) {
      kept.push(each.change);
      continue;
    }
    for (const cell of each.moves) movers.set(cell, movers.get(cell)! - 1);
    for (const need of each.meets) meeters.set(need, meeters.get(need)! - 1);
  }
  return kept.reverse();
}
