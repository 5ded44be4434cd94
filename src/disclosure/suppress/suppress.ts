/**
 * Secondary suppression: hide, at little cost, what must be hidden so that every unsafe cell can move as far as its
 * protection asks.
 *
 * For each unsafe cell and each direction a small linear programme finds the cheapest change of the table that moves
 * the cell; the cells it uses are hidden and the change is kept as witness. Then each secondary is taken back,
 * dearest first, where the witnesses that used it can be replaced without it. A heuristic: nothing is claimed about
 * the distance to the optimum.
 *
 * Deterministic: orders are by amount, cost and cell number; the solver runs without time limit.
 * Edge:   a need that no change of the whole table meets is reported, never dropped.
 * Cost:   a few programmes of some hundred columns for each unsafe cell, and for each secondary taken back.
 * Source: disclosure method 3a of this project's notes; intruder's problem after Fischetti & Salazar 2001.
 */
import type { CountTable } from '../count-table.ts';
import type { Target } from '../protection.ts';
import type { Solver } from '../solver.ts';
import type { Need } from './change.ts';
import { changeOfHidden, changeWithMore, priceOf, type SearchState } from './search.ts';
import { Witnesses } from './witnesses.ts';

export interface SuppressOptions {
  readonly costs: Float64Array;
  readonly solver: Solver;
  /** Asked between programmes; true stops the search. A stopped search still hides every unsafe cell. */
  readonly expired?: () => boolean;
  readonly progress?: (done: number, of: number) => void;
}

export interface Suppression {
  /** 1 where the public sees no value. */
  readonly hidden: Uint8Array;
  /** Needs for which no change was found; empty when the standard is met. */
  readonly unmet: readonly Need[];
  /** Whether the search ran to its end. */
  readonly complete: boolean;
  /** Protect these cells again with a wider search, for cells that an audit found wanting. */
  repair(cells: ReadonlySet<number>, round: number): void;
}

/** What each target asks of the intruder's feasible tables, the largest move first. */
export function needsOf(targets: readonly Target[], values: Float64Array): Need[] {
  const needs = targets.flatMap((target): Need[] => {
    const { cell } = target;
    if (target.kind === 'move') return [{ cell, direction: 'either', amount: 1 }];
    const value = values[cell]!;
    return [
      ...(value > target.low ? [{ cell, direction: 'down', amount: value - target.low } as const] : []),
      ...(value < target.high ? [{ cell, direction: 'up', amount: target.high - value } as const] : []),
    ];
  });
  return needs.sort((a, b) => b.amount - a.amount || a.cell - b.cell);
}

export function suppress(
  table: CountTable,
  targets: readonly Target[],
  options: SuppressOptions,
): Suppression {
  const state = initialState(table, targets, options);
  const unsafe = new Set(targets.map((target) => target.cell));
  const needs = needsOf(targets, table.value);
  const witnesses = new Witnesses(table.value);
  const unmet = new Set<Need>();
  const expired = options.expired ?? (() => false);
  needs.forEach((need, number) => {
    if (!expired()) protect(state, witnesses, need, number, unmet, 0);
    options.progress?.(number + 1, needs.length);
  });
  const secondaries = () => secondariesOf(state, table, unsafe);
  if (unmet.size === 0) takeBack(state, witnesses, needs, secondaries(), expired);
  const publishUnused = () => {
    for (const cell of secondaries()) if (!witnesses.uses(cell)) state.hidden[cell] = 0;
  };
  if (unmet.size === 0) publishUnused();
  return {
    hidden: state.hidden,
    get unmet() {
      return [...unmet];
    },
    complete: !expired(),
    repair(cells, round) {
      needs.forEach((need, number) => {
        if (cells.has(need.cell)) protect(state, witnesses, need, number, unmet, round);
      });
      if (unmet.size === 0) publishUnused();
    },
  };
}

function initialState(table: CountTable, targets: readonly Target[], options: SuppressOptions): SearchState {
  const { space, value } = table;
  const hidden = Uint8Array.from(table.withheld ?? new Uint8Array(space.size));
  for (const { cell } of targets) hidden[cell] = 1;
  const forced = table.structural ?? new Uint8Array(space.size);
  return { space, values: value, costs: options.costs, hidden, forced, solver: options.solver };
}

function secondariesOf(state: SearchState, table: CountTable, unsafe: ReadonlySet<number>): number[] {
  const cells: number[] = [];
  state.hidden.forEach((hidden, cell) => {
    if (hidden && !unsafe.has(cell) && !table.withheld?.[cell]) cells.push(cell);
  });
  return cells.sort((a, b) => state.costs[b]! - state.costs[a]! || a - b);
}

function protect(
  state: SearchState,
  witnesses: Witnesses,
  need: Need,
  number: number,
  unmet: Set<Need>,
  firstReach: number,
): void {
  const change =
    (firstReach === 0 ? (witnesses.find(need) ?? changeOfHidden(state, need)) : null) ??
    changeWithMore(state, need, { firstReach });
  if (change === null) {
    unmet.add(need);
    return;
  }
  unmet.delete(need);
  for (const cell of change.cells) state.hidden[cell] = 1;
  witnesses.assign(number, change);
}

/** Publish again what the witnesses can do without, or can replace by something cheaper. */
function takeBack(
  state: SearchState,
  witnesses: Witnesses,
  needs: readonly Need[],
  secondaries: readonly number[],
  expired: () => boolean,
): void {
  for (const cell of secondaries) {
    if (expired()) return;
    if (!witnesses.uses(cell) || replaced(state, witnesses, needs, cell)) state.hidden[cell] = 0;
  }
}

/** More needs than this left without a change are not worth a search for each. */
const MOST_REROUTED = 8;

/** Publish `cell`: true where every witness through it has a replacement that costs less than `cell` did. */
function replaced(state: SearchState, witnesses: Witnesses, needs: readonly Need[], cell: number): boolean {
  const before = witnesses.needsThrough(cell).map((number) => [number, witnesses.changeOf(number)!] as const);
  state.hidden[cell] = 0;
  const left: number[] = [];
  for (const [number] of before) {
    const change = witnesses.find(needs[number]!, cell) ?? changeOfHidden(state, needs[number]!, cell);
    if (change !== null) witnesses.assign(number, change);
    else if (left.push(number) > MOST_REROUTED) break;
  }
  if (left.length <= MOST_REROUTED && rerouted(state, witnesses, needs, cell, left)) return true;
  for (const [number, change] of before) witnesses.assign(number, change);
  state.hidden[cell] = 1;
  return false;
}

/** Find changes without `cell` for the needs left, hiding other cells that cost less in all; undone where it fails. */
function rerouted(
  state: SearchState,
  witnesses: Witnesses,
  needs: readonly Need[],
  cell: number,
  left: readonly number[],
): boolean {
  const newlyHidden: number[] = [];
  let budget = state.costs[cell]!;
  for (const number of left) {
    const need = needs[number]!;
    const change =
      witnesses.find(need, cell) ?? changeWithMore(state, need, { without: cell, below: budget });
    if (change === null) {
      for (const each of newlyHidden) state.hidden[each] = 0;
      return false;
    }
    budget -= priceOf(state, change);
    for (const each of change.cells) {
      if (state.hidden[each]) continue;
      state.hidden[each] = 1;
      newlyHidden.push(each);
    }
    witnesses.assign(number, change);
  }
  return true;
}
