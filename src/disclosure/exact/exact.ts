/**
 * The exact method: a pattern of least cost among all that protect, with the proof; or the best known and a bound.
 *
 * In rounds: choose the cheapest cells under the cuts found so far (`master.ts`); attack that choice
 * (`attacker.ts`); where the intruder wins, add the cuts that say why (`cut.ts`), and choose again. The optimum of a
 * choice is a lower bound of all patterns; a choice that the intruder cannot break is an optimal pattern. First the
 * choice is relaxed to shares, which is quick and finds most cuts.
 *
 * Deterministic where it runs to its end, and where only rounds and nodes stop it. Stopped by time it says so:
 *         `proved` is false, and pattern and bound depend on the machine.
 * Edge:   "protects" means the linear intruder, as in the audit; whole numbers are the certificate's business.
 * Cost:   exponential at worst. `affordable.ts` says up to which size it is tried unasked.
 * Source: Fischetti & Salazar, Management Science 47 (2001) 1008-1027; Benders 1962.
 */
import type { Solution, Solver } from '../solver.ts';
import type { Cut } from './cut.ts';
import { Master } from './master.ts';
import { costOf, type ExactProblem, mayBeHidden } from './problem.ts';
import { lineCuts } from './separate.ts';
import { Separation } from './separation.ts';

export interface ExactOptions {
  readonly solver: Solver;
  /** A pattern known to protect, such as the fast method's: an upper bound, and what is returned if time runs out. */
  readonly start?: Uint8Array;
  /** Seconds left; asked between programmes, and given to the solver as its limit. */
  readonly secondsLeft?: () => number;
  /** Rounds of the relaxed choice, at most. */
  readonly relaxedRounds?: number;
  /** Rounds of the whole choice, at most; 0 for a bound only. */
  readonly wholeRounds?: number;
  /** Nodes of each whole choice, at most: a limit that is the same on every machine. */
  readonly nodes?: number;
}

export interface ExactResult {
  /** 1 where hidden. The best pattern known to protect; null where none is. */
  readonly hidden: Uint8Array | null;
  /** Cost of `hidden` beyond what is given; `Infinity` without one. */
  readonly cost: number;
  /** No protecting pattern costs less. `Infinity`: there is none at all. */
  readonly bound: number;
  /** Whether `hidden` is an optimum, or it is proved that there is none. */
  readonly proved: boolean;
  readonly rounds: number;
  readonly cuts: number;
  /** Programmes of the intruder solved. */
  readonly programs: number;
}

const RELAXED_ROUNDS = 12;
const WHOLE_ROUNDS = 200;
/** Relative gap at which a choice is good enough to be attacked. */
const ROUGH = 0.003;

export function exactPattern(problem: ExactProblem, options: ExactOptions): ExactResult {
  const search = new Search(problem, options);
  try {
    search.relaxed(options.relaxedRounds ?? RELAXED_ROUNDS);
    search.whole(options.wholeRounds ?? WHOLE_ROUNDS);
    return search.result();
  } finally {
    search.close();
  }
}

class Search {
  readonly #problem: ExactProblem;
  readonly #options: ExactOptions;
  readonly #candidates: readonly number[];
  readonly #separation: Separation;
  readonly #master: Master;
  readonly #secondsLeft: () => number;
  /** Whether all costs are whole, so that bounds round up. */
  readonly #wholeCosts: boolean;
  #best: Uint8Array | null;
  #cost: number;
  #bound = 0;
  #rounds = 0;

  constructor(problem: ExactProblem, options: ExactOptions) {
    this.#problem = problem;
    this.#options = options;
    this.#best = options.start ?? null;
    this.#cost = this.#best === null ? Number.POSITIVE_INFINITY : costOf(problem, this.#best);
    const all = Array.from({ length: problem.system.size }, (_, cell) => cell);
    // A cell that costs more than the best pattern known is in no better one.
    this.#candidates = all.filter((cell) => mayBeHidden(problem, cell) && problem.costs[cell]! <= this.#cost);
    this.#separation = new Separation(problem, options.solver, this.#candidates);
    this.#master = new Master(options.solver, problem.costs, this.#candidates);
    this.#wholeCosts = this.#candidates.every((cell) => Number.isInteger(problem.costs[cell]!));
    this.#secondsLeft = options.secondsLeft ?? (() => Number.POSITIVE_INFINITY);
    this.#add(lineCuts(problem, problem.demands));
  }

  relaxed(most: number): void {
    for (let round = 0; round < most && !this.#done(); round++) {
      const solution = this.#master.solveRelaxed(this.#limit());
      if (!this.#raise(solution) || solution.status !== 'optimal') return;
      this.#rounds++;
      const cuts = this.#separation.cuts(this.#master.shares(solution), () => this.#expired());
      if (!this.#add(cuts)) return;
    }
    // The cuts of the last round count too.
    if (most > 0 && !this.#done()) this.#raise(this.#master.solveRelaxed(this.#limit()));
  }

  whole(most: number): void {
    // While cuts are still missing, a choice near the optimum finds them as well and sooner.
    let gap = ROUGH;
    for (let round = 0; round < most && !this.#done(); round++) {
      const solution = this.#master.solveWhole(this.#best, { ...this.#limit(), relativeGap: gap });
      if (!this.#raise(solution) || this.#done() || solution.x.length < this.#candidates.length) return;
      this.#rounds++;
      const x = rounded(this.#master.shares(solution));
      const { protects, cuts } = this.#separation.judge(x, () => this.#expired());
      if (protects) this.#keep(x);
      if (!this.#add(cuts)) {
        if (gap === 0 || !protects) return;
        gap = 0;
      }
    }
  }

  result(): ExactResult {
    return {
      hidden: this.#best,
      cost: this.#cost,
      bound: Math.min(this.#bound, this.#cost),
      proved: this.#met() || this.#bound === Number.POSITIVE_INFINITY,
      rounds: this.#rounds,
      cuts: this.#master.size,
      programs: this.#separation.solved,
    };
  }

  close(): void {
    this.#separation.close();
  }

  /** Take the bound that a choice proves. False where there is no choice: nothing under `cost` protects. */
  #raise(solution: Solution): boolean {
    const bound = this.#wholeCosts ? Math.ceil(solution.bound - 1e-6) : solution.bound;
    this.#bound = Math.max(this.#bound, bound);
    return solution.status !== 'infeasible' && solution.status !== 'error';
  }

  /** False where no cut is new. */
  #add(cuts: readonly Cut[]): boolean {
    return cuts.filter((cut) => this.#master.add(cut)).length > 0;
  }

  #keep(x: (cell: number) => number): void {
    const hidden = Uint8Array.from(this.#problem.given);
    for (const cell of this.#candidates) if (x(cell) > 0.5) hidden[cell] = 1;
    const cost = costOf(this.#problem, hidden);
    if (cost >= this.#cost) return;
    this.#best = hidden;
    this.#cost = cost;
  }

  #met(): boolean {
    return this.#bound >= this.#cost - 1e-6 * Math.max(1, this.#cost);
  }

  #expired(): boolean {
    return this.#secondsLeft() <= 0;
  }

  #done(): boolean {
    return this.#met() || this.#expired();
  }

  #limit(): { timeLimitSeconds?: number; nodeLimit?: number } {
    const seconds = this.#secondsLeft();
    return {
      ...(Number.isFinite(seconds) ? { timeLimitSeconds: Math.max(0.01, seconds) } : {}),
      ...(this.#options.nodes === undefined ? {} : { nodeLimit: this.#options.nodes }),
    };
  }
}

function rounded(x: (cell: number) => number): (cell: number) => number {
  return (cell) => (x(cell) > 0.5 ? 1 : 0);
}
