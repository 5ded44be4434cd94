/**
 * From a pattern of the fast method to what was asked: the cheapest pattern where it is affordable, a bound on what
 * any method could save where not, and the standards that look at more than the outsider's arithmetic (contributors
 * who know themselves, guesses of who knows the rule).
 *
 * Deterministic unless time runs out; then nothing is taken back that protects, and `proved` is false.
 */
import { type AmbiguousAsk, leaveTwoCandidates } from './ambiguous.ts';
import { planFor } from './exact/affordable.ts';
import { type ExactResult, exactPattern } from './exact/exact.ts';
import { costOf, type Demand, demandsOf, type ExactProblem } from './exact/problem.ts';
import type { Target } from './protection.ts';
import { exposures, guardFromContributors, type Known, knownToContributors } from './singletons.ts';
import type { Solver } from './solver.ts';
import type { System } from './system.ts';

export type MethodName = 'auto' | 'fast' | 'exact';

export interface Refine {
  readonly method: MethodName;
  /** Cells each contributor knows; empty where contributors are not taken to know themselves. */
  readonly known: readonly Known[];
  /** Whether contributors must not narrow unsafe cells either, beyond what outsiders must not; else not compute them. */
  readonly knownInFull?: boolean;
  /** Two candidates for every small cell: below what a cell is small. */
  readonly ambiguous?: { readonly small: number };
}

export interface RefineOptions {
  readonly solver: Solver;
  readonly expired?: () => boolean;
  readonly secondsLeft?: () => number;
}

/** Which method found the pattern, and how far it can be from the best. */
export interface MethodResult {
  readonly name: 'fast' | 'exact';
  /** Cost of what is hidden to protect others. */
  readonly cost: number;
  /** No pattern that protects costs less; null where nothing was proved. */
  readonly bound: number | null;
  /** Share of the cost that another pattern could save at most; null without a bound. */
  readonly gap: number | null;
  /** Whether the pattern is proved to be of least cost. */
  readonly proved: boolean;
  readonly rounds: number;
  readonly cuts: number;
}

export interface Refined {
  readonly hidden: Uint8Array;
  readonly method: MethodResult;
  /** Unsafe cells that a contributor can compute, or narrow where that is asked, in spite of all. */
  readonly exposed: readonly number[];
  /** Unsafe cells that can only be small for who knows the rule, in spite of all. */
  readonly guessed: readonly number[];
  /** Whether no pattern can protect: cells that must stay published forbid it. */
  readonly impossible: boolean;
}

interface Asked {
  readonly system: System;
  readonly values: Float64Array;
  readonly targets: readonly Target[];
  readonly costs: Float64Array;
  readonly given: Uint8Array;
  readonly forced: Uint8Array;
}

/** What rules ask of the engine beyond a pattern that keeps outsiders out. */
export interface MethodRules {
  /** Default: the fast method, and nothing worked out about the distance to the best. */
  readonly method?: MethodName | undefined;
  /**
   * Contributors of a cell with up to this many are taken to know it, and must not be able to compute another's.
   * 0, the default: nobody's own knowledge is minded.
   */
  readonly selfKnowledge?: number | undefined;
  /** What they must not do: `compute` an unsafe cell (default), or `narrow` it further than outsiders may. */
  readonly contributorsMayNot?: 'compute' | 'narrow' | undefined;
}

/**
 * `rules` for one system; undefined where they ask nothing.
 * @param small below which a cell is small, where guesses must not be forced.
 */
export function refineAsked(
  { method, selfKnowledge = 0, contributorsMayNot }: MethodRules,
  system: System,
  contributors: Float64Array,
  small: number | null,
): Refine | undefined {
  if (method === undefined && selfKnowledge === 0 && small === null) return undefined;
  return {
    method: method ?? 'fast',
    known: selfKnowledge === 0 ? [] : knownToContributors(system, contributors, selfKnowledge),
    ...(contributorsMayNot === 'narrow' ? { knownInFull: true } : {}),
    ...(small === null ? {} : { ambiguous: { small } }),
  };
}

/** The fast pattern in place of one that could not be proved in time. */
export function unrefined(asked: Asked, fast: Uint8Array, { method, ...rest }: Refined): Refined {
  const cost = costOf(exactProblem(asked), fast);
  const gap = method.bound === null ? null : (cost - method.bound) / Math.max(cost, 1e-9);
  return { ...rest, hidden: fast, method: { ...method, name: 'fast', cost, gap, proved: false } };
}

/** The exact method's view of a problem: unsafe cells are hidden whatever happens. */
export function exactProblem({ system, values, targets, costs, given, forced }: Asked): ExactProblem {
  const hidden = given.slice();
  for (const { cell } of targets) hidden[cell] = 1;
  return { system, values, costs, demands: demandsOf(targets, values), given: hidden, forced };
}

/** @param holds whether `fast` protects: then it is where the exact method starts. */
export function refine(
  asked: Asked,
  fast: Uint8Array,
  holds: boolean,
  how: Refine,
  options: RefineOptions,
): Refined {
  const problem = exactProblem(asked);
  const unsafe = asked.targets.map(({ cell }) => cell);
  const found = optimise(problem, holds ? fast : null, unsafe, how, options);
  let hidden = found?.hidden ?? fast;
  const exact = found?.hidden != null && found.optimum;
  const contributors = { ...options, known: how.known, full: how.knownInFull };
  let exposed: readonly Demand[] = [];
  if (how.known.length > 0) {
    const guarded = guardFromContributors(problem, hidden, unsafe, contributors);
    hidden = guarded.hidden;
    exposed = guarded.left;
  }
  let guessed: readonly number[] = [];
  if (how.ambiguous) {
    const ask: AmbiguousAsk = { ...options, unsafe, withheld: asked.given, small: how.ambiguous.small };
    const ambiguous = leaveTwoCandidates(problem, hidden, ask);
    hidden = ambiguous.hidden;
    guessed = ambiguous.left;
  }
  return {
    hidden,
    method: methodResult(problem, hidden, found, exact),
    exposed: [...new Set(exposed.map(({ cell }) => cell))],
    guessed,
    impossible: found?.proved === true && found.hidden === null,
  };
}

function methodResult(
  problem: ExactProblem,
  hidden: Uint8Array,
  found: Optimised | null,
  exact: boolean,
): MethodResult {
  const cost = costOf(problem, hidden);
  const bound = found === null || !Number.isFinite(found.bound) ? null : Math.min(found.bound, cost);
  return {
    name: exact ? 'exact' : 'fast',
    cost,
    bound,
    gap: bound === null ? null : cost === 0 ? 0 : (cost - bound) / cost,
    proved: bound !== null && bound >= cost - 1e-6 * Math.max(1, cost),
    rounds: found?.rounds ?? 0,
    cuts: found?.cuts ?? 0,
  };
}

interface Optimised extends ExactResult {
  /** Whether an optimum was looked for, not a bound alone. */
  readonly optimum: boolean;
}

/** More often than this, cells that contributors can compute are not put back to the choice. */
const CONTRIBUTOR_ROUNDS = 20;

/** Null where only the fast method is affordable. */
function optimise(
  problem: ExactProblem,
  start: Uint8Array | null,
  unsafe: readonly number[],
  { method, known, knownInFull }: Refine,
  options: RefineOptions,
): Optimised | null {
  const plan = planFor(method, problem);
  if (plan === null) return null;
  const secondsLeft = options.secondsLeft ?? (() => (options.expired?.() ? 0 : Number.POSITIVE_INFINITY));
  const solve = (asked: ExactProblem, from: Uint8Array | null): Optimised => ({
    ...exactPattern(asked, {
      solver: options.solver,
      secondsLeft,
      ...plan.limits,
      ...(from === null ? {} : { start: from }),
    }),
    optimum: plan.kind === 'optimum',
  });
  let found = solve(problem, start);
  // What contributors know becomes a demand where it is seen to matter, so that the optimum minds it too.
  const demands = [...problem.demands];
  for (let round = 0; plan.kind === 'optimum' && known.length > 0 && round < CONTRIBUTOR_ROUNDS; round++) {
    if (found.hidden === null || secondsLeft() <= 0) break;
    const ask = { ...options, known, full: knownInFull };
    const seen = exposures(problem, found.hidden, unsafe, ask);
    if (seen.length === 0) break;
    demands.push(...seen);
    const { hidden } = guardFromContributors(problem, found.hidden, unsafe, ask);
    const next = solve({ ...problem, demands }, hidden);
    if (next.hidden === null) break;
    found = next;
  }
  return found;
}
