/**
 * Finding the cuts that a choice of cells violates, by the intruder that suits the size of the table: one programme
 * over all cells where these are few; else short-sighted ones, and the whole table only to judge what they let pass.
 */
import type { Solver } from '../solver.ts';
import { Attacker, neededRelations } from './attacker.ts';
import type { Cut } from './cut.ts';
import { Nearby } from './nearby.ts';
import type { ExactProblem } from './problem.ts';
import { lonelyCuts, unmetDemands, violatedCuts } from './separate.ts';

/** Up to this many cells that are or may be hidden, one open programme is quicker than many small ones. Measured. */
const FEW = 1_200;

export interface Verdict {
  /** Whether the pattern meets all demands: null where time ran out first. */
  readonly protects: boolean | null;
  readonly cuts: readonly Cut[];
}

export class Separation {
  readonly #problem: ExactProblem;
  readonly #solver: Solver;
  readonly #candidates: readonly number[];
  readonly #relations: readonly number[];
  readonly #nearby: Nearby | null;
  readonly #whole: Attacker | null;
  #solved = 0;

  /** @param candidates cells that may be hidden, ascending. */
  constructor(problem: ExactProblem, solver: Solver, candidates: readonly number[]) {
    this.#problem = problem;
    this.#solver = solver;
    this.#candidates = candidates;
    this.#relations = neededRelations(problem);
    const mayMove = Uint8Array.from(problem.given);
    for (const cell of candidates) mayMove[cell] = 1;
    const cells = [...mayMove.keys()].filter((cell) => mayMove[cell]);
    const few = cells.length <= FEW;
    this.#whole = few ? new Attacker(problem, solver, cells, this.#relations) : null;
    this.#nearby = few ? null : new Nearby(problem, solver, mayMove);
  }

  /** Programmes solved. */
  get solved(): number {
    return this.#solved + (this.#whole?.solved ?? 0) + (this.#nearby?.solved ?? 0);
  }

  /** Cuts that the shares `x` violate; with short sight not all there are. */
  cuts(x: (cell: number) => number, done: () => boolean): Cut[] {
    const { demands } = this.#problem;
    const found = this.#whole
      ? violatedCuts(this.#problem, this.#whole, demands, x, done)
      : this.#nearby!.cuts(x, done);
    return [...found, ...lonelyCuts(this.#problem, this.#candidates, x)];
  }

  /** Judge the pattern `x` (0 or 1). */
  judge(x: (cell: number) => number, done: () => boolean): Verdict {
    const quick = this.#nearby?.cuts(x, done) ?? [];
    const lonely = lonelyCuts(this.#problem, this.#candidates, x);
    if (quick.length > 0) return { protects: false, cuts: [...quick, ...lonely] };
    if (done()) return { protects: null, cuts: lonely };
    const { unmet, cuts, complete } = this.#whole
      ? this.#look(this.#whole, x, done)
      : this.#lookAtHidden(x, done);
    const protects = unmet.length > 0 ? false : complete ? true : null;
    return { protects, cuts: protects ? [] : [...cuts, ...lonely] };
  }

  close(): void {
    this.#whole?.close();
  }

  #look(attacker: Attacker, x: (cell: number) => number, done: () => boolean) {
    return unmetDemands(this.#problem, attacker, this.#problem.demands, x, done);
  }

  /** The whole table, but with no column for what is published. */
  #lookAtHidden(x: (cell: number) => number, done: () => boolean) {
    const { given } = this.#problem;
    const hidden = Array.from(given.keys()).filter((cell) => given[cell] || x(cell) > 0.5);
    const attacker = new Attacker(this.#problem, this.#solver, hidden, this.#relations);
    try {
      return this.#look(attacker, x, done);
    } finally {
      this.#solved += attacker.solved;
      attacker.close();
    }
  }
}
