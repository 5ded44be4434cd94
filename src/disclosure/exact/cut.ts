/**
 * A cut: an inequality that every protecting pattern satisfies, from multipliers of the relations.
 *
 * Let d be a change that keeps every relation and leaves no cell below its floor. For any multipliers y, a rise of
 * cell p is `d_p = sum of r_i d_i - sum of y_r (A d)_r` with `r = e_p + A'y` (a fall likewise, from -e_p). A cell that
 * stays published cannot move, a hidden one can rise without bound and fall by `lo_i`, what it holds above its floor;
 * so a rise of p by `amount` needs
 *
 *     sum of (up_i r_i^+ + lo_i r_i^-) x_i >= amount - slack,        x_i = 1 where hidden
 *
 * with `slack` what relations with two different bounds leave free. A coefficient above the right side says no more
 * than the right side, so it is cut down to it, which makes the infinite ones finite. Cells that are hidden whatever
 * happens go to the right side; cells the intruder knows count as published.
 *
 * Every y gives a valid cut, so what a solver returns may be inexact without making the bound wrong: a bad y makes a
 * weak cut. For `width` the cuts of a rise and of a fall are added.
 * Source: Fischetti & Salazar 2001; strengthening by min(amount, .) as there.
 */
import type { ExactProblem } from './problem.ts';

/** `sum of weight[i] x[cells[i]] >= least`, weights above 0 and at most `least`. */
export interface Cut {
  readonly cells: readonly number[];
  readonly weights: readonly number[];
  readonly least: number;
}

/** What multipliers give: `r` by cell, `slack`, and the slack of the same multipliers with the other sign. */
export interface Combination {
  readonly r: ReadonlyMap<number, number>;
  readonly slack: number;
  readonly slackTurned: number;
}

/** The combination for the opposite direction, from the opposite multipliers. */
export function turned({ r, slack, slackTurned }: Combination): Combination {
  return {
    r: new Map(Array.from(r, ([cell, ratio]) => [cell, -ratio])),
    slack: slackTurned,
    slackTurned: slack,
  };
}

/** A coefficient below this is a zero that floating point missed. */
const NOTHING = 1e-9;

/** Null where the combinations ask nothing of the cells that may be hidden or may not. */
export function cutOf(
  problem: ExactProblem,
  combinations: readonly Combination[],
  amount: number,
  known: readonly number[],
): Cut | null {
  const { system, values, given, forced } = problem;
  const weight = new Map<number, number>();
  let least = amount;
  for (const { r, slack } of combinations) {
    least -= slack;
    for (const [cell, ratio] of r) {
      if (Math.abs(ratio) < NOTHING || (forced[cell] && !given[cell]) || known.includes(cell)) continue;
      const room = ratio > 0 ? Number.POSITIVE_INFINITY : values[cell]! - system.floor[cell]!;
      const most = room === 0 ? 0 : Math.abs(ratio) * room;
      if (given[cell]) least -= most;
      else if (most > 0) weight.set(cell, (weight.get(cell) ?? 0) + most);
    }
  }
  if (!(least > NOTHING * Math.max(1, amount))) return null;
  const cells = [...weight.keys()].sort((a, b) => a - b);
  return scaled(
    cells,
    cells.map((cell) => Math.min(least, weight.get(cell)!)),
    least,
  );
}

/** Whole coefficients stay as they are; others are brought to a right side of 1, which solvers like better. */
function scaled(cells: readonly number[], weights: readonly number[], least: number): Cut {
  const whole = Number.isInteger(least) && least <= 1e6 && weights.every(Number.isInteger);
  if (whole) return { cells, weights, least };
  return { cells, weights: weights.map((weight) => Math.min(1, (weight / least) * (1 + 1e-9))), least: 1 };
}

/** How much of the right side is missing at `x`, as a share of it; above 0 where the cut is violated. */
export function violation(cut: Cut, x: (cell: number) => number): number {
  let sum = 0;
  cut.cells.forEach((cell, i) => {
    sum += cut.weights[i]! * x(cell);
  });
  return (cut.least - sum) / cut.least;
}

/**
 * The cut of a single relation: what moves `cell` must move another cell of the relation against it. With `known`
 * cells left out. Null for a relation with two different bounds.
 */
export function relationCombination(
  problem: ExactProblem,
  cell: number,
  direction: 'down' | 'up',
  relation: number,
): Combination | null {
  const { start, cell: cells, sign, lower, upper } = problem.system.relations;
  if (lower[relation] !== upper[relation]) return null;
  const from = start[relation]!;
  const to = start[relation + 1]!;
  let own = 0;
  for (let i = from; i < to; i++) if (cells[i] === cell) own = sign[i]!;
  const s = direction === 'up' ? 1 : -1;
  const r = new Map<number, number>();
  for (let i = from; i < to; i++) if (cells[i] !== cell) r.set(cells[i]!, (-s * sign[i]!) / own);
  return { r, slack: 0, slackTurned: 0 };
}
