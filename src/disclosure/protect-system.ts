/**
 * The engine: one system of cells and relations from targets to audited pattern. Secondary suppression, the
 * intruder's audit over the full system, and repair by further suppression until the audit holds or nothing more can
 * be done. One table (protect.ts), linked tables and tables released before all come through here:
 *
 *   protectSystem({ system, values, targets, costs, given, forced, tables: [{ space, cells }] }, { solver })
 *
 * `tables` say where the cells of each table lie in the system (`cells` null where the numbers are the same): the
 * search takes hints from them, and only the system's relations bind.
 */
import { type Audit, audit } from './audit.ts';
import { conflicts as irreducible } from './exact/conflicts.ts';
import { exactProblem, type Refine, type Refined, refine, unrefined } from './refine.ts';
import type { Solver } from './solver.ts';
import type { Effort } from './suppress/effort.ts';
import type { SuppressionProblem } from './suppress/problem.ts';
import { type Conflict, type Suppression, suppress } from './suppress/suppress.ts';

export interface ProtectOptions {
  readonly solver: Solver;
  /** How hard the search tries; by default what the size of the system allows. */
  readonly effort?: Effort;
  /** What is asked beyond a pattern that protects: least cost, contributors, guesses. Default: nothing. */
  readonly refine?: Refine;
  /** Seconds left of the time allowed, for what can be told to stop by itself. */
  readonly secondsLeft?: () => number;
  /** True once the time allowed is spent. What is not finished then is reported as not proved. */
  readonly expired?: () => boolean;
  readonly progress?: (done: number, of: number, phase: string) => void;
}

export interface ProtectedSystem {
  /** 1 where the public sees no value. */
  readonly hidden: Uint8Array;
  readonly audit: Audit;
  /** Unsafe cells that could not be protected, each with the forced cells in the way. */
  readonly conflicts: readonly Conflict[];
  /** How the pattern was made cheaper or safer; null where nothing of that was asked. */
  readonly refined: Refined | null;
  /** Linear programmes solved, those of the audit included. */
  readonly programs: number;
}

const REPAIRS = 3;

/** Deterministic unless `expired` cuts it off; `hidden` then hides every unsafe cell at least. */
export function protectSystem(problem: SuppressionProblem, options: ProtectOptions): ProtectedSystem {
  const { system, values, targets } = problem;
  let pattern = suppress(problem, options);
  let programs = pattern.programs;
  const look = ({ hidden, witnesses, complete }: Suppression): Audit => {
    options.progress?.(0, 1, 'audit');
    const found = audit(system, values, hidden, targets, { ...options, witnesses });
    programs += found.programs;
    return complete || found.status === 'holds' ? found : { ...found, status: 'not-proved' };
  };
  let found = look(pattern);
  for (let round = 1; round <= REPAIRS && found.status === 'does-not-hold'; round++) {
    if (pattern.conflicts.length > 0) break;
    pattern = suppress({ ...problem, given: pattern.hidden }, options);
    programs += pattern.programs;
    found = look(pattern);
  }
  const { hidden } = pattern;
  // What the search did not find the intruder's programmes may: a pattern that holds leaves no conflict.
  const conflicts = found.status === 'holds' ? [] : inTheWay(problem, pattern, found, options);
  if (options.refine === undefined || conflicts.length > 0)
    return { hidden, audit: found, conflicts, refined: null, programs };
  options.progress?.(0, 1, 'method');
  let refined = refine(problem, hidden, found.status === 'holds', options.refine, withReserve(options));
  if (refined.hidden.some((each, cell) => each !== hidden[cell])) {
    const before = found;
    found = look({ ...pattern, hidden: refined.hidden, complete: true });
    if (found.status !== 'holds' && before.status === 'holds') {
      found = before;
      refined = unrefined(problem, hidden, refined);
    }
  }
  return { hidden: refined.hidden, audit: found, conflicts, refined, programs };
}

/** In larger systems cells that only the audit finds are named alone; what is in their way takes programmes of all cells. */
const EXPLAINED_UP_TO = 5_000;

/** What is in the way of the cells that neither search nor audit found protected; the search has said it of some. */
function inTheWay(
  problem: SuppressionProblem,
  { conflicts: seen }: Suppression,
  { violations }: Audit,
  { solver }: ProtectOptions,
): readonly Conflict[] {
  const said = new Set(seen.map(({ cell }) => cell));
  const open = new Set(violations.map(({ cell }) => cell).filter((cell) => !said.has(cell)));
  if (open.size === 0) return seen;
  if (problem.system.size > EXPLAINED_UP_TO)
    return [...seen, ...[...open].map((cell) => ({ cell, forced: [] }))];
  const exact = exactProblem(problem);
  const forced = new Map([...open].map((cell) => [cell, new Set<number>()]));
  const demands = exact.demands.filter(({ cell }) => open.has(cell));
  for (const { demand, cells } of irreducible({ ...exact, demands }, solver, demands.length))
    for (const each of cells ?? []) forced.get(demand.cell)!.add(each);
  return [
    ...seen,
    ...[...forced].map(([cell, cells]) => ({ cell, forced: [...cells].sort((a, b) => a - b) })),
  ];
}

/** Share of the time left that is kept for the audit of what comes out. */
const RESERVE = 0.2;

function withReserve(options: ProtectOptions): ProtectOptions {
  const { secondsLeft } = options;
  if (secondsLeft === undefined) return options;
  const reserve = RESERVE * secondsLeft();
  return { ...options, secondsLeft: () => secondsLeft() - reserve, expired: () => secondsLeft() <= reserve };
}
