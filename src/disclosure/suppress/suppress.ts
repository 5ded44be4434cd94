/**
 * Secondary suppression: hide, at little cost, what must be hidden so that every unsafe cell can move as far as its
 * protection asks.
 *
 * For each unsafe cell and each direction a small linear programme finds the cheapest change of the system that moves
 * the cell; the cells it uses are hidden and the change is kept as witness. Then each secondary is taken back,
 * dearest first, where the witnesses that used it can be replaced at less cost than it had. A heuristic: nothing is
 * claimed about the distance to the optimum.
 *
 * Deterministic: orders are by amount, cost and cell number; limits are counts; the solver runs without time limit.
 * Edge:   a need that no change meets is reported, never dropped.
 * Cost:   a few programmes of some hundred columns for each unsafe cell, and for each secondary taken back.
 * Source: docs/explanation/protection-search.md; intruder's problem after Fischetti & Salazar 2001.
 */
import type { Target } from '../protection.ts';
import type { Solver } from '../solver.ts';
import { type Change, isWhole, type Need } from './change.ts';
import { type Effort, effortFor, HIDDEN_ALREADY, type Way } from './effort.ts';
import { meetAll, use } from './meet.ts';
import type { SuppressionProblem } from './problem.ts';
import { Search } from './search.ts';
import { takeBack } from './take-back.ts';
import { Witnesses } from './witnesses.ts';

export interface SuppressOptions {
  readonly solver: Solver;
  readonly effort?: Effort;
  /** Asked between programmes; true stops the search. A stopped search still hides every unsafe cell. */
  readonly expired?: () => boolean;
  readonly progress?: (done: number, of: number, phase: string) => void;
}

/** Forced cells without which an unsafe cell cannot be protected; none where even hiding everything would not do. */
export interface Conflict {
  readonly cell: number;
  readonly forced: readonly number[];
}

export interface Suppression {
  /** 1 where the public sees no value. */
  readonly hidden: Uint8Array;
  /** Changes by which needs are met, each once. */
  readonly witnesses: readonly Change[];
  /** Unsafe cells for which no change was found, and what stands in the way; empty when the standard is met. */
  readonly conflicts: readonly Conflict[];
  /** Whether the search ran to its end. */
  readonly complete: boolean;
  /** Linear programmes solved. */
  readonly programs: number;
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

/** The cheapest pattern of all ways to search that the effort allows; one that meets all needs comes first. */
export function suppress(problem: SuppressionProblem, options: SuppressOptions): Suppression {
  const effort = options.effort ?? effortFor(problem);
  let best: Suppression | null = null;
  let programs = 0;
  for (const way of effort.ways) {
    if (best !== null && options.expired?.()) break;
    const found = inOneWay(problem, way, effort, options);
    programs += found.programs;
    if (best === null || isBetter(problem, found, best)) best = found;
  }
  return { ...best!, programs };
}

function isBetter({ costs }: SuppressionProblem, one: Suppression, other: Suppression): boolean {
  const cost = ({ hidden }: Suppression) => hidden.reduce((sum, each, cell) => sum + each * costs[cell]!, 0);
  if (one.complete !== other.complete) return one.complete;
  const unmet = one.conflicts.length - other.conflicts.length;
  return unmet < 0 || (unmet === 0 && cost(one) < cost(other));
}

function inOneWay(
  problem: SuppressionProblem,
  way: Way,
  effort: Effort,
  options: SuppressOptions,
): Suppression {
  const ordered = needsOf(problem.targets, problem.values);
  const needs = way.order === 'largest first' ? ordered : ordered.toReversed();
  const witnesses = new Witnesses(problem.system, problem.values);
  const search = new Search(problem, witnesses.users, options.solver, way);
  const expired = options.expired ?? (() => false);
  const unmet = meetAll(search, witnesses, needs, effort, options);
  if (!expired()) takeBack(search, witnesses, needs, effort, options);
  if (problem.system.whole && !expired()) makeWhole(search, witnesses, needs, effort, options);
  publishUnused(search, witnesses);
  return {
    hidden: search.hidden,
    witnesses: [...new Set(needs.flatMap((_, number) => witnesses.changeOf(number) ?? []))],
    conflicts: expired() ? [] : conflictsOf(search, unmet, effort),
    complete: !expired(),
    programs: search.programs.programs,
  };
}

/** Persons come in whole numbers: replace each witness that needs halves, by hidden cells where they suffice. */
function makeWhole(
  search: Search,
  witnesses: Witnesses,
  needs: readonly Need[],
  effort: Effort,
  { expired, progress }: SuppressOptions,
): void {
  const halves = [...needs.keys()].filter((number) => {
    const change = witnesses.changeOf(number);
    return change !== null && !isWhole(change);
  });
  const whole = (each: Change) => isWhole(each) && search.priceOf(each) === 0;
  halves.forEach((number, done) => {
    if (expired?.()) return;
    const change =
      witnesses.find(needs[number]!, -1, whole) ??
      search.wholeChange(needs[number]!, effort.whole ?? [...HIDDEN_ALREADY, ...effort.last]);
    if (change !== null) use(search, witnesses, number, change);
    progress?.(done + 1, halves.length, 'whole');
  });
}

function publishUnused(search: Search, witnesses: Witnesses): void {
  search.hidden.forEach((hidden, cell) => {
    if (hidden && !search.fixed[cell] && witnesses.users[cell] === 0) search.hidden[cell] = 0;
  });
}

function conflictsOf(search: Search, unmet: readonly Need[], effort: Effort): Conflict[] {
  const byCell = new Map<number, number[]>();
  for (const need of unmet)
    byCell.set(need.cell, [
      ...(byCell.get(need.cell) ?? []),
      ...(search.forcedInTheWay(need, effort.last) ?? []),
    ]);
  return [...byCell].map(([cell, forced]) => ({
    cell,
    forced: [...new Set(forced)].sort((a, b) => a - b),
  }));
}
