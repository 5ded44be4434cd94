/**
 * The intruder who knows the rule: every component of hidden cells hides something small, or nothing in it would be
 * hidden. Where all tables that fit the published values and hold something small have it in the same cell, the guess
 * that this cell is small is forced, although arithmetic alone does not give its value.
 *
 * A guess on an unsafe cell is not forced when some table fits in which the cell is 0 or not small and another hidden
 * cell of its component is small: at least two candidates are left. The standard `ambiguous` is `interval` and this.
 *
 * Unit:   small is 1 .. small - 1 in published whole units.
 * Edge:   tables are whole-number tables where the system says so; where the short search for one ends without, the
 *         guess counts as forced, so what is counted is never too little.
 * Protection: the cheapest few cells nearby are tried as second candidates, each with the cells that the change of a
 *         table to it needs hidden. A heuristic; what is left is counted.
 */

import { type Ask, leastChangeOf } from './exact/least-change.ts';
import type { ExactProblem } from './exact/problem.ts';
import { hangingTogether, type MovingCells, movingCells } from './exact/sparse-move.ts';
import type { Solver } from './solver.ts';

export interface AmbiguousAsk {
  readonly solver: Solver;
  /** Hidden cells that are no candidates: hidden for another reason that everybody is told. */
  readonly withheld?: Uint8Array;
  readonly unsafe: readonly number[];
  /** A cell is small below this, and above 0. */
  readonly small: number;
  readonly expired?: () => boolean;
}

/** Cells searched around an unsafe cell, first few then all that hang together. */
const NEAR = [150, Number.POSITIVE_INFINITY] as const;
/** Cells tried as second candidates, cheapest first, of those published and of those hidden. */
const TRIED = 24;
/** Cells near an unsafe cell among which a change is looked for when more must be hidden. */
const AROUND = 400;

/** Unsafe cells of which everybody who knows the rule can tell that they are small, ascending. */
export function forcedGuesses(problem: ExactProblem, hidden: Uint8Array, ask: AmbiguousAsk): number[] {
  const moving = movingCells(problem, hidden);
  return ask.unsafe.filter((cell) => !ask.expired?.() && hidden[cell] && isForced(moving, cell, ask));
}

function isForced(moving: MovingCells, cell: number, ask: AmbiguousAsk): boolean {
  for (const most of NEAR) {
    const cells = hangingTogether(moving, cell, new Set(), most);
    // Cells that are small already are the likeliest to stay so.
    const others = cells
      .filter((each) => each !== cell && !ask.withheld?.[each])
      .sort((a, b) => distance(moving.problem, a, ask) - distance(moving.problem, b, ask) || a - b);
    for (const other of others)
      for (const own of notSmall(moving.problem, cell, ask)) {
        const asks = new Map([
          [cell, own],
          [other, smallAsk(moving.problem, other, ask)],
        ]);
        if (changeInUnits(moving.problem, ask.solver, cells, asks) !== null) return false;
      }
    if (cells.length < most) return true;
  }
  return true;
}

/** How far a cell is from being small. */
function distance({ values }: ExactProblem, cell: number, { small }: AmbiguousAsk): number {
  const value = values[cell]!;
  return value < 1 ? 1 - value : Math.max(0, value - (small - 1));
}

/** To 0, or to where the cell is not small any more. */
function notSmall({ values }: ExactProblem, cell: number, { small }: AmbiguousAsk): Ask[] {
  const value = values[cell]!;
  return [
    { least: -value, most: -value },
    { least: small - value, most: Number.POSITIVE_INFINITY },
  ];
}

function smallAsk({ values }: ExactProblem, cell: number, { small }: AmbiguousAsk): Ask {
  return { least: 1 - values[cell]!, most: small - 1 - values[cell]! };
}

/** A least change, in whole units where everybody knows that cells are whole. */
function changeInUnits(
  problem: ExactProblem,
  solver: Solver,
  cells: readonly number[],
  asks: ReadonlyMap<number, Ask>,
  weight?: (cell: number) => number,
): ReadonlyMap<number, number> | null {
  const change = leastChangeOf(problem, solver, cells, asks, { weight });
  if (change === null || !problem.system.whole) return change;
  if ([...change.values()].every((delta) => Math.abs(delta - Math.round(delta)) < 1e-6)) return change;
  return leastChangeOf(problem, solver, cells, asks, { weight, whole: true });
}

export interface Ambiguous {
  readonly hidden: Uint8Array;
  /** Forced guesses before, and those left where no second candidate was found. */
  readonly forced: readonly number[];
  readonly left: readonly number[];
}

/** `hidden`, and more where it must be, so that no guess is forced. */
export function leaveTwoCandidates(problem: ExactProblem, hidden: Uint8Array, ask: AmbiguousAsk): Ambiguous {
  const forced = forcedGuesses(problem, hidden, ask);
  const pattern = hidden.slice();
  const left: number[] = [];
  for (const cell of forced) {
    if (!isForced(movingCells(problem, pattern), cell, ask)) continue;
    const more = ask.expired?.() ? null : secondCandidate(problem, pattern, cell, ask);
    if (more === null) left.push(cell);
    else for (const each of more) pattern[each] = 1;
  }
  return { hidden: pattern, forced, left };
}

/** Cells to hide so that another cell may be the small one: the cheapest of those tried; null where none does. */
function secondCandidate(
  problem: ExactProblem,
  hidden: Uint8Array,
  cell: number,
  ask: AmbiguousAsk,
): readonly number[] | null {
  const { forced, costs } = problem;
  const free = Uint8Array.from(hidden, (each, at) => (each || !forced[at] ? 1 : 0));
  const cells = hangingTogether(movingCells(problem, free), cell, new Set(), AROUND);
  const price = (each: number) => (hidden[each] ? 0 : costs[each]!);
  const near = cells
    .filter((each) => each !== cell && !ask.withheld?.[each])
    .sort((a, b) => price(a) + distance(problem, a, ask) - price(b) - distance(problem, b, ask) || a - b);
  const others = [0, 1].flatMap((state) => near.filter((each) => hidden[each] === state).slice(0, TRIED));
  let found: { readonly price: number; readonly cells: readonly number[] } | null = null;
  for (const other of others)
    for (const own of notSmall(problem, cell, ask)) {
      const asks = new Map([
        [cell, own],
        [other, smallAsk(problem, other, ask)],
      ]);
      const change = changeInUnits(problem, ask.solver, cells, asks, (each) => price(each) + 1e-3);
      if (change === null) continue;
      const more = [...change.keys(), other].filter((each) => !hidden[each]);
      const cost = more.reduce((sum, each) => sum + price(each), 0);
      if (found !== null && cost >= found.price) continue;
      if (hangTogether(problem, hidden, more, cell, other)) found = { price: cost, cells: more };
    }
  return found?.cells ?? null;
}

/** Whether `cell` and `other` are in one component once `more` is hidden too: else `other` explains nothing. */
function hangTogether(
  problem: ExactProblem,
  hidden: Uint8Array,
  more: readonly number[],
  cell: number,
  other: number,
): boolean {
  const pattern = hidden.slice();
  for (const each of more) pattern[each] = 1;
  const component = hangingTogether(movingCells(problem, pattern), cell, new Set(), Number.POSITIVE_INFINITY);
  return component.includes(other);
}
