/**
 * Why nothing protects: which cells that must stay published leave an unsafe cell no room, however much else is
 * hidden.
 *
 * For each demand that cannot be met: the least use of cells that must stay, then each of these taken back where the
 * rest suffices. What is left is irreducible: hiding all of it makes the demand possible, and no part of it does.
 * There may be other such sets; one that uses little is found, not the smallest of all.
 */
import type { Solver } from '../solver.ts';
import { leastChange } from './least-change.ts';
import type { Demand, ExactProblem } from './problem.ts';

export interface Conflict {
  readonly demand: Demand;
  /** Cells that must stay published and would have to be hidden, ascending; null where even that does not suffice. */
  readonly cells: readonly number[] | null;
}

/** Weight of a free cell beside that of one that must stay. */
const FREE = 1e-4;

/** Conflicts of the demands, in their order. @param most conflicts are enough to see what is wrong. */
export function conflicts(problem: ExactProblem, solver: Solver, most = 10): Conflict[] {
  const found: Conflict[] = [];
  for (const demand of problem.demands) {
    const cells = conflictOf(problem, solver, demand);
    if (cells !== undefined) found.push({ demand, cells });
    if (found.length === most) break;
  }
  return found;
}

/** Undefined where the demand can be met. */
function conflictOf(
  problem: ExactProblem,
  solver: Solver,
  demand: Demand,
): readonly number[] | null | undefined {
  const stays = (cell: number) => problem.forced[cell] === 1 && !problem.given[cell];
  const all = Array.from(problem.values.keys()).filter((cell) => !demand.known.includes(cell));
  const free = all.filter((cell) => !stays(cell));
  if (usedOf(problem, solver, demand, free, stays) !== null) return undefined;
  const used = usedOf(problem, solver, demand, all, stays);
  if (used === null) return null;
  let needed = [...used.keys()].filter(stays).sort((a, b) => a - b);
  for (const cell of needed) {
    const fewer = new Set(needed.filter((each) => each !== cell));
    const without = all.filter((each) => !stays(each) || fewer.has(each));
    if (usedOf(problem, solver, demand, without, stays) !== null) needed = [...fewer];
  }
  return needed;
}

function usedOf(
  problem: ExactProblem,
  solver: Solver,
  { cell, direction, amount }: Demand,
  cells: readonly number[],
  stays: (cell: number) => boolean,
): ReadonlyMap<number, number> | null {
  const weight = (each: number) => (stays(each) ? 1 : FREE);
  const moves = direction === 'up' ? [amount] : direction === 'down' ? [-amount] : [amount, -amount];
  for (const move of moves) {
    const used = leastChange(problem, solver, cells, cell, move, weight);
    if (used !== null) return used;
  }
  return null;
}
