/**
 * The cheapest change for one need, and the cells that must be hidden for it.
 *
 * The true cost of a change is paid once for every cell it uses, however little; a linear programme charges by
 * amount. So the programme is solved a few times with the prices of little-used cells raised (price / (share + 0.1))
 * until few cells carry the change. What is hidden already costs almost nothing: unsafe cells least, and secondaries
 * the less the more changes use them, so that changes come to share cells and the rest can be published again.
 */
import type { Solver } from '../solver.ts';
import { type Change, isWhole, type Need } from './change.ts';
import type { Way } from './effort.ts';
import { LocalPrograms } from './local-program.ts';
import { Neighbourhoods, type Reach } from './neighbourhood.ts';
import { placingOf, type SuppressionProblem } from './problem.ts';

const ROUNDS = 3;
/** Price of a hidden cell, far below the cost of hiding one. */
const HIDDEN = 1e-3;
/** Draws of random prices before a programme in whole numbers is solved. */
const DRAWS = 4;

export interface Within {
  readonly reaches: readonly Reach[];
  /** A cell that may not be used. */
  readonly without?: number;
  /** Only a change whose newly hidden cells cost less is of use. */
  readonly below?: number;
}

export class Search {
  readonly problem: SuppressionProblem;
  /** 1 where the public sees no value: given, unsafe, or hidden to protect others. Changes as the search goes. */
  readonly hidden: Uint8Array;
  /** 1 where a cell is hidden whatever the search does. */
  readonly fixed: Uint8Array;
  readonly programs: LocalPrograms;
  readonly #users: Int32Array;
  readonly #way: Way;
  readonly #around: Neighbourhoods;

  constructor(problem: SuppressionProblem, users: Int32Array, solver: Solver, way: Way) {
    const { system, values, tables } = problem;
    this.problem = problem;
    this.fixed = problem.given.slice();
    for (const { cell } of problem.targets) this.fixed[cell] = 1;
    this.hidden = this.fixed.slice();
    this.#users = users;
    this.#way = way;
    this.programs = new LocalPrograms(system, values, solver);
    const placings = tables.map((table) => placingOf(table, system.size));
    this.#around = new Neighbourhoods(system, values, placings);
  }

  /** The cheapest change of the first reach that has one below `below`; null where none has. Not always whole. */
  change(need: Need, within: Within): Change | null {
    for (const reach of within.reaches) {
      const found = this.#best(need, reach, within);
      if (found !== 'none' && found !== null) return found;
    }
    return null;
  }

  /** A change in whole numbers, hiding more where it must. */
  wholeChange(need: Need, reaches: readonly Reach[]): Change | null {
    for (const reach of reaches)
      for (const by of movesOf(need)) {
        const { cells } = this.#around.around(need.cell, by, reach, this.#price(-1));
        const drawn = this.#drawnWhole(cells, need.cell, by);
        if (drawn !== null) return drawn;
        const move = { cell: need.cell, by, weight: this.#weight, whole: true };
        const found = this.programs.cheapest(cells, move);
        if (found !== null && isWhole(found)) return found;
      }
    return null;
  }

  /** Cost of the cells that `change` uses and that are not hidden yet. */
  priceOf(change: Change): number {
    let price = 0;
    for (const cell of change.cells) if (!this.hidden[cell]) price += this.problem.costs[cell]!;
    return price;
  }

  /** The forced cells that would have to be hidden to meet `need`; null where even all of them would not do. */
  forcedInTheWay(need: Need, reaches: readonly Reach[]): number[] | null {
    const { forced, costs } = this.problem;
    const price = (cell: number) => (this.hidden[cell] ? 0 : costs[cell]!);
    const dear = costs.reduce((sum, cost) => sum + cost, 1);
    const weight = (cell: number) => (forced[cell] ? dear + costs[cell]! : this.#weight(cell));
    for (const reach of reaches)
      for (const by of movesOf(need)) {
        const { cells } = this.#around.around(need.cell, by, reach, price);
        const found = this.programs.cheapest(cells, { cell: need.cell, by, weight });
        if (found !== null)
          return Array.from(found.cells).filter((cell) => forced[cell] && !this.hidden[cell]);
      }
    return null;
  }

  #best(need: Need, reach: Reach, within: Within): Change | null | 'none' {
    const below = within.below ?? Number.POSITIVE_INFINITY;
    let best: Change | null = null;
    let price = below;
    let any = false;
    for (const by of movesOf(need)) {
      const { cells, cube } = this.#around.around(need.cell, by, reach, this.#price(within.without ?? -1));
      for (const change of this.#candidates(cells, cube, need.cell, by, below)) {
        any = true;
        const paid = this.priceOf(change);
        if (paid < price || (best === null && paid === 0)) {
          best = change;
          price = paid;
        }
        if (paid === 0) return best;
      }
    }
    return any ? best : 'none';
  }

  *#candidates(
    cells: readonly number[],
    cube: Change | null,
    cell: number,
    by: number,
    below: number,
  ): Generator<Change> {
    if (cube === null) return yield* this.#rounds(cells, cell, by, below);
    yield cube;
    yield* this.#rounds(cells, cell, by, Math.min(below, this.priceOf(cube)));
  }

  /**
   * Sparser and sparser changes. Stops where even paying for shares only costs `below` or more. A cell that alone
   * costs as much as the best change so far is no candidate: the programme, which pays for shares, would take a little
   * of it.
   */
  *#rounds(cells: readonly number[], cell: number, by: number, below: number): Generator<Change> {
    let share: Map<number, number> | null = null;
    let best = below;
    for (let round = 0; round < ROUNDS; round++) {
      const used: Map<number, number> | null = share;
      const weight = (each: number) =>
        used === null || this.hidden[each]
          ? this.#weight(each)
          : this.#weight(each) / ((used.get(each) ?? 0) + 0.1);
      const within = cells.filter((each) => this.hidden[each] || this.problem.costs[each]! < best);
      const change = this.programs.cheapest(within, { cell, by, weight });
      if (change === null) return;
      yield change;
      best = Math.min(best, this.priceOf(change));
      share = new Map(Array.from(change.cells, (each, i) => [each, Math.abs(change.delta[i]! / by)]));
      if (this.#paidByShare(change, share) >= below) return;
    }
  }

  #paidByShare(change: Change, share: ReadonlyMap<number, number>): number {
    let paid = 0;
    for (const cell of change.cells)
      if (!this.hidden[cell]) paid += this.problem.costs[cell]! * Math.min(1, share.get(cell)!);
    return paid;
  }

  /** A vertex of the programme is often whole: try a few, drawn by the prices of hidden cells. */
  #drawnWhole(cells: readonly number[], cell: number, by: number): Change | null {
    for (let draw = 1; draw <= DRAWS; draw++) {
      const weight = (each: number) =>
        this.#weight(each) * (1 + (((each * 7919 * draw) % 1009) / 1009) * draw);
      const found = this.programs.cheapest(cells, { cell, by, weight });
      if (found === null) return null;
      if (isWhole(found)) return found;
    }
    return null;
  }

  readonly #weight = (cell: number): number => {
    if (this.fixed[cell]) return HIDDEN;
    const cost = this.problem.costs[cell]!;
    if (this.hidden[cell]) return HIDDEN + (this.#way.shared * cost) / (1 + this.#users[cell]!);
    return this.#way.draw === 0 ? cost : cost * (1 + drawn(cell, this.#way.draw) / 2);
  };

  #price(without: number): (cell: number) => number {
    const { forced, costs } = this.problem;
    return (cell) =>
      cell === without
        ? Number.POSITIVE_INFINITY
        : this.hidden[cell]
          ? 0
          : forced[cell]
            ? Number.POSITIVE_INFINITY
            : costs[cell]!;
  }
}

/** A number in [0, 1) for a cell, the same every time. */
function drawn(cell: number, draw: number): number {
  return ((cell * 7919 * draw) % 1009) / 1009;
}

/** Signed moves that meet `need`. */
function movesOf(need: Need): number[] {
  if (need.direction === 'up') return [need.amount];
  if (need.direction === 'down') return [-need.amount];
  return [need.amount, -need.amount];
}
