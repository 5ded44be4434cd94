/**
 * Contributors know themselves. The lone contributor of a hidden cell knows its value, and that of every margin in
 * which it is alone; a coalition of all contributors of one cell likewise. With these taken as known, no other unsafe
 * cell may be computable, which is more than keeping it from outsiders: two lone contributors alone in a line, or
 * three in a loop with a fourth cell, give each other away.
 * Asked in full, none of them may narrow an unsafe cell either beyond what outsiders must not; that a cell they are in
 * holds no less than their own nobody can keep from them.
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
import { type Demand, type ExactProblem, mayBeHidden } from './exact/problem.ts';
import { type MovingCells, movingCells, sparseMove } from './exact/sparse-move.ts';
import type { Solver } from './solver.ts';
import type { System } from './system.ts';

/** Cells whose values one contributor, or one coalition, knows; ascending. */
export type Known = readonly number[];

/**
 * What the contributors of cells with 1 to `coalition` contributors know.
 * Cells with the same contributors are one: a margin has those of its part where it has as many. Who together are all
 * contributors of a margin know every part of it.
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
  return Array.from(groups.values(), (cells) => withParts(system, contributors, cells));
}

/** `cells` and the cells their contributors are spread over, ascending. */
function withParts(system: System, contributors: Float64Array, cells: readonly number[]): Known {
  const found = [...below(system, cells)].filter((cell) => contributors[cell]! > 0);
  return found.sort((a, b) => a - b);
}

/** `cells` and every part of those that are margins, of their parts, and so on. */
function below({ relations }: System, cells: readonly number[]): Set<number> {
  const found = new Set(cells);
  for (const margin of found)
    for (let i = relations.ofCellStart[margin]!; i < relations.ofCellStart[margin + 1]!; i++) {
      const relation = relations.ofCell[i]!;
      const from = relations.start[relation]!;
      if (relations.cell[from] !== margin || relations.lower[relation] !== relations.upper[relation])
        continue;
      for (const part of relations.cell.subarray(from + 1, relations.start[relation + 1])) found.add(part);
    }
  return found;
}

export interface ContributorsAsk {
  readonly solver: Solver;
  readonly known: readonly Known[];
  /** Whether unsafe cells must not even be narrowed, as the problem's demands say; else only not computed. */
  readonly full?: boolean | undefined;
  readonly expired?: () => boolean;
}

/**
 * Demands for the unsafe cells that some contributor can compute (asked in full: narrow) under `hidden`; empty where
 * nobody can.
 * @param unsafe cells to be kept from contributors.
 */
export function exposures(
  problem: ExactProblem,
  hidden: Uint8Array,
  unsafe: readonly number[],
  { solver, known, full, expired }: ContributorsAsk,
): Demand[] {
  const asked = full ? problem.demands.filter((demand) => demand.known.length === 0) : unsafe.map(mayMove);
  const moving = movingCells(problem, hidden);
  const knownBy = new Map<number, Known[]>();
  for (const cells of known)
    for (const cell of cells) if (hidden[cell]) knownBy.set(cell, [...(knownBy.get(cell) ?? []), cells]);
  const doubtful: Demand[] = [];
  for (const demand of asked) {
    if (expired?.()) break;
    const parts = demand.direction === 'down' ? below(problem.system, [demand.cell]) : null;
    for (const cells of notAvoided(moving, solver, demand, knownBy)) {
      const amount = parts === null ? demand.amount : outside(problem, demand, cells, parts);
      if (amount > 0) doubtful.push({ ...demand, amount, known: cells });
    }
  }
  return unmet(problem, moving.cells, solver, doubtful);
}

/** How far a cell must be able to fall for who is in it: whoever is knows that it holds no less than its own. */
function outside(
  { values }: ExactProblem,
  { cell, amount }: Demand,
  known: Known,
  parts: ReadonlySet<number>,
): number {
  const own = known.reduce((most, each) => (parts.has(each) ? Math.max(most, values[each]!) : most), 0);
  return Math.min(amount, values[cell]! - own);
}

/** That a cell cannot be computed. */
function mayMove(cell: number): Demand {
  return { cell, direction: 'width', amount: 1, known: [] };
}

/** Who knows a cell of every change found that does what `demand` asks. */
function notAvoided(
  moving: MovingCells,
  solver: Solver,
  { cell, direction, amount }: Demand,
  knownBy: ReadonlyMap<number, readonly Known[]>,
): Known[] {
  const moves = { up: [amount], down: [-amount], width: [amount, -amount] }[direction];
  const changes: ReadonlyMap<number, number>[] = [];
  const first = sparseMove(moving, solver, cell, [], moves);
  if (first !== null) changes.push(first);
  const suspects = new Set([...(first ?? knownBy).keys()].flatMap((each) => knownBy.get(each) ?? []));
  return [...suspects].filter((cells) => {
    if (cells.includes(cell)) return false;
    if (changes.some((change) => cells.every((each) => !change.has(each)))) return false;
    const change = sparseMove(moving, solver, cell, cells, moves);
    if (change !== null) changes.push(change);
    return change === null;
  });
}

/** Those of `demands` that the intruder's programme over the whole table confirms. */
function unmet(
  problem: ExactProblem,
  cells: readonly number[],
  solver: Solver,
  demands: readonly Demand[],
): Demand[] {
  if (demands.length === 0) return [];
  const attacker = new Attacker(problem, solver, cells, neededRelations(problem));
  try {
    attacker.setPattern(() => 1, 1, false);
    return demands.filter(({ cell, known, amount, direction }) => {
      const least = amount * (1 - SLACK);
      const reached = (way: 'up' | 'down') => attacker.push(cell, way, known).reached;
      if (direction !== 'width') return reached(direction) < least;
      const rise = reached('up');
      return rise < least && rise + reached('down') < least;
    });
  } finally {
    attacker.close();
  }
}

/** Those of `demands` that even a pattern which hides whatever may be hidden does not meet. */
function withAllHidden(problem: ExactProblem, solver: Solver, demands: readonly Demand[]): Demand[] {
  const cells = Array.from(problem.values.keys()).filter(
    (cell) => problem.given[cell] || mayBeHidden(problem, cell),
  );
  return unmet(problem, cells, solver, demands);
}

function nameOf({ cell, direction, known }: Demand): string {
  return JSON.stringify([cell, direction, known]);
}

export interface Guarded {
  readonly hidden: Uint8Array;
  /** Unsafe cells that were exposed before, and those that still are where nothing more could be done. */
  readonly exposed: number;
  readonly left: readonly Demand[];
}

const ROUNDS = 6;

/**
 * `hidden` and what must be hidden besides so that no contributor computes (asked in full: narrows) another's unsafe
 * cell.
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
  const hopeless = new Set<string>();
  // A cell hidden for one may have a lone contributor of its own, who then is looked at too.
  for (let round = 0; round < ROUNDS && !ask.expired?.(); round++) {
    const demands = left.filter((demand) => !hopeless.has(nameOf(demand)));
    if (demands.length === 0) break;
    const more = exactPattern(
      { ...problem, given: pattern, demands },
      { solver: ask.solver, secondsLeft, nodes: 200 },
    );
    if (more.hidden === null) {
      const never = withAllHidden(problem, ask.solver, demands);
      if (never.length === 0) break;
      for (const demand of never) hopeless.add(nameOf(demand));
      continue;
    }
    pattern = more.hidden;
    left = exposures(problem, pattern, unsafe, ask);
  }
  return { hidden: pattern, exposed, left };
}
