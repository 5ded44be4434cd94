/**
 * An intruder with a short view: only the relations near one unsafe cell. What it can work out the intruder can, so
 * its cuts are valid; it misses what takes the whole table. Its programmes stay small however large the table is.
 */
import type { Solver } from '../solver.ts';
import { Attacker } from './attacker.ts';
import type { Cut } from './cut.ts';
import { type Demand, type ExactProblem, groupBy } from './problem.ts';
import { violatedCuts } from './separate.ts';

/** Relations seen, at most; and their cells, at most about. */
const RELATIONS = 120;
const CELLS = 900;

/** Where no cut was found the last time: not looked at again before the pattern there changes. */
interface Quiet {
  readonly cells: readonly number[];
  readonly shares: readonly number[];
}

export class Nearby {
  readonly #problem: ExactProblem;
  readonly #solver: Solver;
  readonly #mayMove: Uint8Array;
  readonly #demandsOf: ReadonlyMap<number, readonly Demand[]>;
  readonly #quiet = new Map<number, Quiet>();
  solved = 0;

  /** @param mayMove 1 where a cell is or may be hidden. */
  constructor(problem: ExactProblem, solver: Solver, mayMove: Uint8Array) {
    this.#problem = problem;
    this.#solver = solver;
    this.#mayMove = mayMove;
    this.#demandsOf = groupBy(problem.demands, (demand) => demand.cell);
  }

  /** Cuts that the shares `x` violate, found cell by cell. */
  cuts(x: (cell: number) => number, done: () => boolean): Cut[] {
    const found: Cut[] = [];
    for (const [cell, demands] of this.#demandsOf) {
      if (done()) break;
      const quiet = this.#quiet.get(cell);
      if (quiet?.cells.every((each, i) => x(each) === quiet.shares[i])) continue;
      const near = around(this.#problem, cell, this.#mayMove, x);
      const cuts = this.#attack(near, demands, x, done);
      if (cuts.length === 0) this.#quiet.set(cell, { cells: near.cells, shares: near.cells.map(x) });
      found.push(...cuts);
    }
    return found;
  }

  #attack(near: Near, demands: readonly Demand[], x: (cell: number) => number, done: () => boolean): Cut[] {
    const attacker = new Attacker(this.#problem, this.#solver, near.cells, near.relations);
    try {
      return violatedCuts(this.#problem, attacker, demands, x, done);
    } finally {
      this.solved += attacker.solved;
      attacker.close();
    }
  }
}

interface Near {
  readonly relations: readonly number[];
  readonly cells: readonly number[];
}

/**
 * Relations of `cell`, then those of the hidden cells in them, and so on, breadth first: a relation is of use where it
 * says more about a hidden cell that another one leaves open.
 */
function around(problem: ExactProblem, cell: number, mayMove: Uint8Array, x: (cell: number) => number): Near {
  const { relations } = problem.system;
  const chosen = new Set<number>();
  const cells = new Set([cell]);
  const queue = [cell];
  const queued = new Set(queue);
  for (let at = 0; at < queue.length; at++)
    for (let i = relations.ofCellStart[queue[at]!]!; i < relations.ofCellStart[queue[at]! + 1]!; i++) {
      const relation = relations.ofCell[i]!;
      if (chosen.has(relation)) continue;
      if (chosen.size >= RELATIONS || cells.size >= CELLS) return sorted(chosen, cells);
      chosen.add(relation);
      for (let m = relations.start[relation]!; m < relations.start[relation + 1]!; m++) {
        const member = relations.cell[m]!;
        if (!mayMove[member]) continue;
        cells.add(member);
        if ((problem.given[member] || x(member) > 0.01) && !queued.has(member)) {
          queued.add(member);
          queue.push(member);
        }
      }
    }
  return sorted(chosen, cells);
}

function sorted(relations: ReadonlySet<number>, cells: ReadonlySet<number>): Near {
  const ascending = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b);
  return { relations: ascending(relations), cells: ascending(cells) };
}
