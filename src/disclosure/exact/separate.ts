/**
 * Cuts that a pattern violates: one intruder's programme, or two, for each demand that is not met.
 */
import { type Attacker, SLACK } from './attacker.ts';
import { type Combination, type Cut, cutOf, relationCombination, turned, violation } from './cut.ts';
import { type Demand, type ExactProblem, groupBy } from './problem.ts';

/** A cut violated by less, as a share of its right side, is left out. */
const ENOUGH = 1e-4;

/**
 * Cuts that the shares `x` violate.
 * @param done asked between programmes; true ends the search with what is found.
 */
export function violatedCuts(
  problem: ExactProblem,
  attacker: Attacker,
  demands: readonly Demand[],
  x: (cell: number) => number,
  done: () => boolean,
): Cut[] {
  const found: Cut[] = [];
  for (const [amount, group] of groupBy(demands, (demand) => demand.amount)) {
    attacker.setPattern(x, amount, true);
    for (const demand of group) {
      if (done()) return found;
      const cuts = cutsOf(problem, demand, combinations(attacker, demand)).filter(
        (cut) => violation(cut, x) > ENOUGH,
      );
      found.push(...cuts);
    }
  }
  return found;
}

/** Demands that the pattern `x` (0 or 1) does not meet, each with a cut that it violates. */
export function unmetDemands(
  problem: ExactProblem,
  attacker: Attacker,
  demands: readonly Demand[],
  x: (cell: number) => number,
  done: () => boolean,
): { readonly unmet: readonly Demand[]; readonly cuts: readonly Cut[]; readonly complete: boolean } {
  const unmet: Demand[] = [];
  const cuts: Cut[] = [];
  attacker.setPattern(x, 1, false);
  const open = attacker.survey(demands);
  for (const demand of open) {
    if (done()) return { unmet, cuts, complete: false };
    const plain = combinations(attacker, demand);
    if (plain.reached >= demand.amount * (1 - SLACK)) continue;
    unmet.push(demand);
    cuts.push(...cutsOf(problem, demand, plain).filter((cut) => violation(cut, x) > ENOUGH));
  }
  cuts.push(...violatedCuts(problem, attacker, unmet, x, done));
  return { unmet, cuts, complete: true };
}

interface Found {
  /** The move, or the sum of both moves for `width`. */
  readonly reached: number;
  /** Null where nothing bounds the move. */
  readonly combinations: readonly (Combination | null)[];
}

function combinations(attacker: Attacker, demand: Demand): Found {
  const { cell, direction, known } = demand;
  if (direction !== 'width') {
    const push = attacker.push(cell, direction, known);
    return { reached: push.reached, combinations: [push.combination] };
  }
  const up = attacker.push(cell, 'up', known);
  const down = attacker.push(cell, 'down', known);
  return { reached: up.reached + down.reached, combinations: [up.combination, down.combination] };
}

/** For `width` also each direction's multipliers turned round for the other: what arithmetic alone pins down. */
function cutsOf(problem: ExactProblem, demand: Demand, { combinations }: Found): Cut[] {
  const bounded = combinations.flatMap((each) => each ?? []);
  const whole = bounded.length === combinations.length ? [bounded] : [];
  const singly = demand.direction === 'width' ? bounded.map((each) => [each, turned(each)]) : [];
  return [...whole, ...singly].flatMap((each) => cutOf(problem, each, demand.amount, demand.known) ?? []);
}

/** The cuts of single relations, which need no programme: an unsafe cell is never the only one hidden in a line. */
export function lineCuts(problem: ExactProblem, demands: readonly Demand[]): Cut[] {
  const { ofCellStart, ofCell } = problem.system.relations;
  return demands.flatMap((demand) => {
    const relations = ofCell.subarray(ofCellStart[demand.cell]!, ofCellStart[demand.cell + 1]!);
    return Array.from(relations).flatMap((relation) => {
      const way = demand.direction === 'width' ? 'up' : demand.direction;
      const single = relationCombination(problem, demand.cell, way, relation);
      if (single === null) return [];
      const both = demand.direction === 'width' ? [single, turned(single)] : [single];
      return cutOf(problem, both, demand.amount, demand.known) ?? [];
    });
  });
}

/**
 * A secondary alone in a relation can be computed, so hiding it protects nothing: no pattern of least cost has one.
 * Such rows are added where `x` breaks them.
 */
export function lonelyCuts(
  problem: ExactProblem,
  cells: readonly number[],
  x: (cell: number) => number,
): Cut[] {
  const { relations } = problem.system;
  const cuts: Cut[] = [];
  for (const cell of cells) {
    if (x(cell) < ENOUGH) continue;
    for (let at = relations.ofCellStart[cell]!; at < relations.ofCellStart[cell + 1]!; at++) {
      const relation = relations.ofCell[at]!;
      if (relations.lower[relation] !== relations.upper[relation]) continue;
      const all = relations.cell.subarray(relations.start[relation]!, relations.start[relation + 1]!);
      if (all.some((each) => problem.given[each])) continue;
      const others = Array.from(all).filter((each) => each !== cell && !problem.forced[each]);
      if (others.reduce((sum, each) => sum + x(each), 0) > x(cell) - ENOUGH) continue;
      cuts.push({ cells: [...others, cell], weights: [...others.map(() => 1), -1], least: 0 });
    }
  }
  return cuts;
}
