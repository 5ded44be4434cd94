/**
 * How far hidden cells of a large component move, as one whole-number table that fits everything published and small
 * changes of it, each of which gives another such table. A change names a few cells where a table names thousands,
 * so that a certificate of a national table stays a file one can send.
 *
 * Made from published values alone: the search knows the one table it has found, not the true one.
 * Deterministic: same public table, same changes.
 */

import { pseudoRandom } from '../exchange/pseudo-random.ts';
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
const DRAWS = 3;
const NODES = 300;
const GAP = 0.2;

/**
 * One whole-number solution of a component, null where none was found.
 * @param bounds narrower ends for some columns, by position.
 */
export function wholeSolution(
  program: LinearProgram,
  solver: Solver,
  cap: number,
  bounds: ReadonlyMap<number, readonly [number, number]>,
): Float64Array | null {
  const lower = program.lower.map((each, i) => bounds.get(i)?.[0] ?? each);
  const upper = program.upper.map((_, i) => bounds.get(i)?.[1] ?? cap);
  const draw = pseudoRandom(program.columns);
  for (let round = 0; round < DRAWS; round++) {
    const cost = Float64Array.from({ length: program.columns }, () => 1 + draw());
    const { status, x } = solver.solve({ ...program, lower, upper, cost });
    if (status === 'infeasible') return null;
    const table = status === 'optimal' ? whole(program, lower, x) : null;
    if (table !== null) return table;
  }
  const integer = new Uint8Array(program.columns).fill(1);
  const options = { nodeLimit: NODES, relativeGap: GAP };
  const { x } = solver.solve({ ...program, lower, upper, integer }, options);
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
 * The change from `table` to a whole-number solution as far as can be in one column; null where none differs there.
 * For cells that no small change moves: the change may touch the whole component.
 */
function pulled(
  part: Component,
  solver: Solver,
  cap: number,
  table: Float64Array,
  column: number,
): Change | null {
  const { program, cells } = part;
  const upper = program.upper.map(() => cap);
  for (const sign of [1, -1]) {
    const cost = new Float64Array(program.columns);
    cost[column] = sign;
    const relaxed = solver.solve({ ...program, upper, cost });
    let found = relaxed.status === 'optimal' ? whole(program, program.lower, relaxed.x) : null;
    if (found === null) {
      const integer = new Uint8Array(program.columns).fill(1);
      const { x } = solver.solve(
        { ...program, upper, cost, integer },
        { nodeLimit: NODES, relativeGap: GAP },
      );
      found = x.length === 0 ? null : whole(program, program.lower, x);
    }
    if (found === null || found[column] === table[column]) continue;
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
  solver: Solver,
  cap: number,
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
  const found: Change[] = [];
  const take = (need: Need, number: number, change: Change | null): void => {
    if (change === null || !meets(change, need) || !holds(system, values, hidden, change)) return;
    witnesses.assign(number, change);
    for (const cell of change.cells) moved[cell] = 1;
    if (!found.includes(change)) found.push(change);
  };
  const find = (need: Need, number: number): void =>
    take(need, number, witnesses.find(need, -1, isWhole) ?? wholeChange(search, need));
  const needs = needsOf(targets, values);
  needs.forEach(find);
  const table = Float64Array.from(cells, (cell) => values[cell]!);
  cells.forEach((cell, i) => {
    const need = { cell, direction: 'either', amount: 1 } as const;
    if (!moved[cell]) find(need, needs.length + i);
    if (!moved[cell]) take(need, needs.length + i, pulled(part, solver, cap, table, i));
  });
  return fewest(found, needs, cells);
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
