/**
 * Contributors know themselves. The lone contributor of a hidden cell knows its value, and that of every margin in
 * which it is alone; a coalition of all contributors of one cell likewise. With these taken as known, no other unsafe
 * cell may be computable, which is more than keeping it from outsiders: two lone contributors alone in a line, or
 * three in a loop with a fourth cell, give each other away.
 *
 * Detection: an unsafe cell is safe from whoever knows nothing of some change that moves it, so for each cell a change
 * of few cells is found first, and only who knows one of these is looked at. The last word has the intruder's
 * programme over the whole table with the known cells held.
 * Protection: further suppression at least cost, by the exact method's rounds over what is exposed alone.
 *
 * Edge:   coalitions are the contributors of one cell; contributors of different cells are not taken to pool.
 * Leaks:  internal: which cells have one contributor is no public fact.
 * Source: Handbook on Statistical Disclosure Control 4.2 (PS2, PS2*); GaussSuppression `anySum`.
 */
import { Attacker, neededRelations, SLACK } from './exact/attacker.ts';
import { exactPattern } from './exact/exact.ts';
import type { Demand, ExactProblem } from './exact/problem.ts';
import { type MovingCells, movingCells, sparseMove } from './exact/sparse-move.ts';
import type { Solver } from './solver.ts';
import type { System } from './system.ts';

/** Cells whose values one contributor, or one coalition, knows; ascending. */
export type Known = readonly number[];

/**
 * What the contributors of cells with 1 to `coalition` contributors know.
 * Cells with the same contributors are one: a margin has those of its part where it has as many.
 */
export function knownToContributors(system: System, contributors: Float64Array, coalition = 1): Known[] {
  const { relations } = system;
  const few = (cell: number) => contributors[cell]! > 0 && contributors[cell]! <= coalition;
  const leader = new Map<number, number>();
  const find = (cell: number): number => {
    let at = cell;
    while (leader.has(at)) at = leader.get(at)!;
    return at;
  };
  for (let relation = 0; relation < relations.count; relation++) {
    const from = relations.start[relation]!;
    const margin = relations.cell[from]!;
    if (!few(margin) || relations.lower[relation] !== relations.upper[relation]) continue;
    for (let i = from + 1; i < relations.start[relation + 1]!; i++) {
      const part = relations.cell[i]!;
      if (contributors[part] !== contributors[margin]) continue;
      const [a, b] = [find(margin), find(part)].sort((x, y) => x - y) as [number, number];
      if (a !== b) leader.set(b, a);
    }
  }
  const groups = new Map<number, number[]>();
  for (let cell = 0; cell < system.size; cell++) {
    if (!few(cell)) continue;
    const group = groups.get(find(cell));
    if (group) group.push(cell);
    else groups.set(find(cell), [cell]);
  }
  return [...groups.values()];
}

export interface ContributorsAsk {
  readonly solver: Solver;
  readonly known: readonly Known[];
  readonly expired?: () => boolean;
}

/**
 * Demands for the unsafe cells that some contributor can compute under `hidden`; empty where nobody can.
 * @param unsafe cells to be kept from contributors.
 */
export function exposures(
  problem: ExactProblem,
  hidden: Uint8Array,
  unsafe: readonly number[],
  { solver, known, expired }: ContributorsAsk,
): Demand[] {
  const moving = movingCells(problem, hidden);
  const knownBy = new Map<number, Known[]>();
  for (const cells of known)
    for (const cell of cells) if (hidden[cell]) knownBy.set(cell, [...(knownBy.get(cell) ?? []), cells]);
  const doubtful: Demand[] = [];
  for (const cell of unsafe) {
    if (expired?.()) break;
    for (const cells of notAvoided(moving, solver, cell, knownBy))
      doubtful.push({ cell, direction: 'width', amount: 1, known: cells });
  }
  return computable(problem, moving.cells, solver, doubtful);
}

/** Who knows a cell of every change found that moves `cell`. */
function notAvoided(
  moving: MovingCells,
  solver: Solver,
  cell: number,
  knownBy: ReadonlyMap<number, readonly Known[]>,
): Known[] {
  const changes: ReadonlyMap<number, number>[] = [];
  const first = sparseMove(moving, solver, cell, []);
  if (first !== null) changes.push(first);
  const suspects = new Set([...(first ?? knownBy).keys()].flatMap((each) => knownBy.get(each) ?? []));
  return [...suspects].filter((cells) => {
    if (cells.includes(cell)) return false;
    if (changes.some((change) => cells.every((each) => !change.has(each)))) return false;
    const change = sparseMove(moving, solver, cell, cells);
    if (change !== null) changes.push(change);
    return change === null;
  });
}

/** Those of `demands` that the intruder's programme over the whole table confirms. */
function computable(
  problem: ExactProblem,
  cells: readonly number[],
  solver: Solver,
  demands: readonly Demand[],
): Demand[] {
  if (demands.length === 0) return [];
  const attacker = new Attacker(problem, solver, cells, neededRelations(problem));
  try {
    attacker.setPattern(() => 1, 1, false);
    return demands.filter(({ cell, known, amount }) => {
      const rise = attacker.push(cell, 'up', known).reached;
      return (
        rise < amount * (1 - SLACK) &&
        rise + attacker.push(cell, 'down', known).reached < amount * (1 - SLACK)
      );
    });
  } finally {
    attacker.close();
  }
}

export interface Guarded {
  readonly hidden: Uint8Array;
  /** Unsafe cells that were exposed before, and those that still are where nothing more could be done. */
  readonly exposed: number;
  readonly left: readonly Demand[];
}

const ROUNDS = 6;

/**
 * `hidden` and what must be hidden besides so that no contributor computes another's unsafe cell.
 * @param problem its `given` cells and demands are replaced; costs, forced cells and system count.
 */
export function guardFromContributors(
  problem: ExactProblem,
  hidden: Uint8Array,
  unsafe: readonly number[],
  ask: ContributorsAsk,
): Guarded {
  const secondsLeft = () => (ask.expired?.() ? 0 : Number.POSITIVE_INFINITY);
  let pattern = hidden;
  let left = exposures(problem, pattern, unsafe, ask);
  const exposed = new Set(left.map(({ cell }) => cell)).size;
  // A cell hidden for one may have a lone contributor of its own, who then is looked at too.
  for (let round = 0; round < ROUNDS && left.length > 0 && !ask.expired?.(); round++) {
    const more = exactPattern(
      { ...problem, given: pattern, demands: left },
      { solver: ask.solver, secondsLeft, nodes: 200 },
    );
    if (more.hidden === null) break;
    pattern = more.hidden;
    left = exposures(problem, pattern, unsafe, ask);
  }
  return { hidden: pattern, exposed, left };
}
