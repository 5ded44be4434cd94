/**
 * How far hidden cells of a large component move, as one whole-number table that fits everything published and small
 * changes of it, each of which gives another such table. A change names a few cells where a table names thousands,
 * so that a certificate of a national table stays a file one can send.
 *
 * Made from published values alone: the search knows the one table it has found, not the true one.
 * Deterministic: same public table, same changes.
 */

import type { Target } from './protection.ts';
import type { LinearProgram, Solver } from './solver.ts';
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
const REACHES: readonly Reach[] = [150, 600, 2_400].map((hidden) => ({ hidden, cubes: 4, box: 0, ring: 0 }));
const NODES = 300;

/** How long a certificate may be searched for: what is not shown by then is not proved. */
export interface Allowed {
  readonly expired?: () => boolean;
  /** Seconds left, for programmes that can be told to stop by themselves. */
  readonly secondsLeft?: () => number;
  readonly progress?: (done: number, of: number, phase: string) => void;
}

/**
 * One whole-number solution of a component, null where none was found.
 *
 * Any will do, so there is no objective: the solver stops at the first, which for national tables takes seconds where
 * an objective, however lax, takes hours.
 * @param bounds narrower ends for some columns, by position.
 */
export function wholeSolution(
  program: LinearProgram,
  solver: Solver,
  cap: number,
  bounds: ReadonlyMap<number, readonly [number, number]>,
  { secondsLeft }: Allowed = {},
): Float64Array | null {
  const lower = program.lower.map((each, i) => bounds.get(i)?.[0] ?? each);
  const upper = program.upper.map((_, i) => bounds.get(i)?.[1] ?? cap);
  const cost = new Float64Array(program.columns);
  const integer = new Uint8Array(program.columns).fill(1);
  const limit = secondsLeft === undefined ? {} : { timeLimitSeconds: Math.max(0, secondsLeft()) };
  const { x } = solver.solve({ ...program, lower, upper, cost, integer }, { nodeLimit: NODES, ...limit });
  return x.length === 0 ? null : whole(program, lower, x);
}

/** `x` in whole numbers where it is whole and fits every relation exactly; else null. */
function whole(program: LinearProgram, lower: Float64Array, x: Float64Array): Float64Array | null {
  const table = x.map((value) => Math.round(value) + 0);
  if (table.some((value, i) => Math.abs(value - x[i]!) > 1e-5 || value < lower[i]!)) return null;
  for (let row = 0; row < program.rows; row++) {
    let sum = 0;
    for (let i = program.start[row]!; i < program.start[row + 1]!; i++)
      sum += program.value[i]! * table[program.index[i]!]!;
    if (sum < program.rowLower[row]! || sum > program.rowUpper[row]!) return null;
  }
  return table;
}

/**
 * The change from `table` to another whole-number solution that meets `need`, null where none was found. For cells
 * that no small change moves: the change may touch the whole component.
 */
function pulled(
  { program, cells }: Component,
  solver: Solver,
  cap: number,
  table: Float64Array,
  need: Need & { readonly column: number },
  allowed: Allowed,
): Change | null {
  const { column, direction, amount } = need;
  const now = table[column]!;
  const up = [now + amount, cap] as const;
  const down = [program.lower[column]!, now - amount] as const;
  const ways = direction === 'up' ? [up] : direction === 'down' ? [down] : [up, down];
  for (const ends of ways) {
    if (ends[0] > ends[1]) continue;
    const found = wholeSolution(program, solver, cap, new Map([[column, ends]]), allowed);
    if (found === null) continue;
    const changed = [...found.keys()].filter((i) => found[i] !== table[i]);
    return {
      cells: Int32Array.from(changed, (i) => cells[i]!),
      delta: Float64Array.from(changed, (i) => found[i]! - table[i]!),
    };
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
  const columns = new Map(Array.from(cells, (cell, i) => [cell, i]));
  const find = (need: Need, number: number): void => {
    if (allowed.expired?.()) return;
    const column = columns.get(need.cell)!;
    if (!take(need, number, witnesses.find(need, -1, isWhole) ?? wholeChange(search, need)))
      take(need, number, pulled(part, solver, cap, table, { ...need, column }, allowed));
    allowed.progress?.(number + 1, needs.length + cells.length, 'certificate');
  };
  const needs = needsOf(targets, values);
  needs.forEach(find);
  cells.forEach((cell, i) => {
    if (!moved[cell]) find({ cell, direction: 'either', amount: 1 }, needs.length + i);
  });
  return fewest([...found], needs, cells);
}

function wholeChange(search: Search, need: Need): Change | null {
  const change = search.change(need, { reaches: REACHES });
  return change !== null && !isWhole(change) ? search.wholeChange(need, REACHES) : change;
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
