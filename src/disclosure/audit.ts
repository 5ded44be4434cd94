/**
 * The intruder: from everything published, all relations and x >= 0, how far can each hidden cell be narrowed?
 *
 * Every optimum of the linear programme is a feasible table, and a witness for all cells at once: first a few
 * objectives over all cells still in question (shared witnesses), then one programme for each end that is left.
 * The programmes read published values only, so they are what the intruder sees; they share nothing with the search
 * for the pattern but the cells and relations.
 *
 * In components of more than 2,000 hidden cells the changes that the search kept come first: each is
 * checked exactly (witness.ts), whoever found it, and proves without any programme how far its cell can move. Only
 * ends that no such change reaches are left to programmes, which there stop inside a face instead of at a corner.
 *
 * Edge:   ends are linear bounds; an intruder who also knows that persons are whole numbers may know more, which
 *         the certificate's integer tables answer.
 * Deterministic, unless `expired` cuts it off: then the status is `not-proved`.
 * Source: attacker problem, Fischetti & Salazar 2001; Handbook on Statistical Disclosure Control 4.2.
 */

import { pseudoRandom } from '../exchange/pseudo-random.ts';
import { DomainError } from '../problems.ts';
import type { Target } from './protection.ts';
import type { Solver, SolverModel } from './solver.ts';
import type { Change } from './suppress/change.ts';
import type { System } from './system.ts';
import { type Component, components } from './unknowns.ts';
import { holds } from './witness.ts';

export interface Violation {
  readonly cell: number;
  /** The feasible interval as found; not wide enough. */
  readonly low: number;
  readonly high: number;
}

export interface Audit {
  readonly status: 'holds' | 'does-not-hold' | 'not-proved';
  readonly violations: readonly Violation[];
  /** Hidden cells, ascending, and the intruder's interval for each. */
  readonly cells: Int32Array;
  /** `-Infinity` where values may be negative and nothing published bounds the cell. */
  readonly low: Float64Array;
  /** `Infinity` where nothing published bounds the cell. */
  readonly high: Float64Array;
  /** 1 where both ends are exact; else the true interval contains the one given. */
  readonly exact: Uint8Array;
  /** Linear programmes solved. */
  readonly programs: number;
  /** Changes from the search that proved what they were kept for; 0 where programmes alone did. */
  readonly witnesses: number;
}

export interface AuditOptions {
  readonly solver: Solver;
  readonly expired?: () => boolean;
  /** Exact intervals of every hidden cell up to this many; above, only as far as the targets ask. Default 600. */
  readonly exactUpTo?: number;
  /** Changes of the true table that the search kept. Without them everything is left to programmes. */
  readonly witnesses?: readonly Change[];
  /** Hidden cells of a component above which `witnesses` come before programmes. Default 2,000. */
  readonly witnessesAbove?: number;
}

const TOLERANCE = 1e-6;
const EXACT_UP_TO = 600;
const SHARED_ROUNDS = 40;
/** Above this many hidden cells in one component, thousands of programmes would take hours. */
const WITNESSES_ABOVE = 2_000;
interface Ends {
  readonly cells: Int32Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly lowExact: Uint8Array;
  readonly highExact: Uint8Array;
  programs: number;
}

/**
 * @param values published values; those of hidden cells are read only to check `witnesses`.
 * @param targets what must hold; a target that is not hidden is a violation (its interval is a point).
 */
export function audit(
  system: System,
  values: Float64Array,
  hidden: Uint8Array,
  targets: readonly Target[],
  options: AuditOptions,
): Audit {
  const parts = components(system, values, hidden);
  const cells = Int32Array.from(parts.flatMap((part) => Array.from(part.cells))).sort();
  const at = new Map(Array.from(cells, (cell, i) => [cell, i]));
  const ends: Ends = {
    cells,
    low: new Float64Array(cells.length).fill(Number.POSITIVE_INFINITY),
    high: new Float64Array(cells.length).fill(Number.NEGATIVE_INFINITY),
    lowExact: new Uint8Array(cells.length),
    highExact: new Uint8Array(cells.length),
    programs: 0,
  };
  const byCell = new Map(targets.map((target) => [target.cell, target]));
  const every = cells.length <= (options.exactUpTo ?? EXACT_UP_TO);
  const expired = options.expired ?? (() => false);
  let cutOff = false;
  const above = options.witnesses ? (options.witnessesAbove ?? WITNESSES_ABOVE) : Number.POSITIVE_INFINITY;
  const small = parts.filter((part) => part.cells.length <= above);
  const large = parts.filter((part) => !small.includes(part));
  for (const part of small)
    cutOff = !auditPart(part, at, byCell, ends, options.solver, every, expired) || cutOff;
  const within = new Set(large.flatMap((part) => Array.from(part.cells)));
  const witnesses = (options.witnesses ?? []).filter(
    ({ cells: [first] }) => first !== undefined && within.has(first),
  );
  const proofs = witnesses.filter((change) => holds(system, values, hidden, change));
  for (const change of proofs) widen(change, values, at, ends);
  for (const part of large) cutOff = !auditLarge(part, at, byCell, ends, options.solver, expired) || cutOff;
  const violations = targets.flatMap((target) => violationOf(target, at, ends, values));
  const exact = ends.lowExact.map((low, i) => (low && ends.highExact[i] ? 1 : 0));
  const status = cutOff ? 'not-proved' : violations.length > 0 ? 'does-not-hold' : 'holds';
  return {
    status,
    violations,
    cells,
    low: ends.low,
    high: ends.high,
    exact,
    programs: ends.programs,
    witnesses: proofs.length,
  };
}

function violationOf(
  target: Target,
  at: ReadonlyMap<number, number>,
  ends: Ends,
  values: Float64Array,
): Violation[] {
  const i = at.get(target.cell);
  const low = i === undefined ? values[target.cell]! : ends.low[i]!;
  const high = i === undefined ? low : ends.high[i]!;
  return reaches(target, low, high) ? [] : [{ cell: target.cell, low, high }];
}

/** Whether the interval `low .. high` is wide enough for `target`. */
function reaches(target: Target, low: number, high: number): boolean {
  if (target.kind === 'move') return high - low >= 1 - TOLERANCE;
  return low <= target.low + TOLERANCE && high >= target.high - TOLERANCE;
}

/** The true table fits, and so does the changed one. */
function widen(change: Change, values: Float64Array, at: ReadonlyMap<number, number>, ends: Ends): void {
  change.cells.forEach((cell, k) => {
    const i = at.get(cell)!;
    const value = values[cell]!;
    ends.low[i] = Math.min(ends.low[i]!, value, value + change.delta[k]!);
    ends.high[i] = Math.max(ends.high[i]!, value, value + change.delta[k]!);
  });
}

/** False where time ran out. Ends that no witness reaches are solved one by one. */
function auditLarge(
  part: Component,
  at: ReadonlyMap<number, number>,
  targets: ReadonlyMap<number, Target>,
  ends: Ends,
  solver: Solver,
  expired: () => boolean,
): boolean {
  const columns = Array.from(part.cells, (cell) => at.get(cell)!);
  const model: Pick<SolverModel, 'solve'> = {
    solve: (cost, sense) =>
      solver.solve(
        { ...part.program, cost: sense === 'minimise' ? cost : cost.map((each) => -each) },
        { interior: true },
      ),
  };
  const look = (cost: Float64Array, sense: 'minimise' | 'maximise') =>
    observe(model, cost, sense, columns, ends);
  const open = (cell: number, i: number) => isOpen(targets.get(cell), ends, columns[i]!);
  const draw = pseudoRandom(part.cells.length);
  if (part.cells.some(open)) {
    // Another table that fits, for the intervals of cells that no change moves. The largest one may be without bound.
    if (expired()) return false;
    look(
      Float64Array.from(part.cells, () => 1 + draw()),
      'minimise',
    );
  }
  for (const [i, cell] of part.cells.entries()) {
    if (!targets.has(cell) || !open(cell, i)) continue;
    if (expired()) return false;
    reachEnds(part, i, columns[i]!, targets.get(cell)!, ends, solver);
    if (targets.get(cell)!.kind === 'move' && open(cell, i)) solveBothEnds(part, i, columns[i]!, ends, look);
  }
  return true;
}

/**
 * Whether a cell of a large component reaches the ends it is to reach: it is held there, and any table that fits will
 * do. A programme that asks how far the cell can go may find no bound, and takes minutes to find that out.
 */
function reachEnds(
  part: Component,
  column: number,
  i: number,
  target: Target,
  ends: Ends,
  solver: Solver,
): void {
  const found = ends.low[i]!;
  const wanted = target.kind === 'move' ? [found + 1, found - 1] : [target.low, target.high];
  for (const value of wanted) {
    if (!isOpen(target, ends, i) || !Number.isFinite(value)) return;
    if (value >= ends.low[i]! && value <= ends.high[i]!) continue;
    if (!(value >= part.program.lower[column]!)) continue;
    const at = part.program.lower.map((each, other) => (other === column ? value : each));
    const upper = part.program.upper.map((each, other) => (other === column ? value : each));
    const { status } = solver.solve({ ...part.program, lower: at, upper }, { interior: true });
    ends.programs++;
    if (status === 'infeasible') continue;
    if (status !== 'optimal') throw new DomainError('disclosure-solver-failed', { program: ends.programs });
    ends.low[i] = Math.min(ends.low[i]!, value);
    ends.high[i] = Math.max(ends.high[i]!, value);
  }
}

/** False where time ran out. */
function auditPart(
  part: Component,
  at: ReadonlyMap<number, number>,
  targets: ReadonlyMap<number, Target>,
  ends: Ends,
  solver: Solver,
  every: boolean,
  expired: () => boolean,
): boolean {
  const model = solver.open(part.program);
  const columns = Array.from(part.cells, (cell) => at.get(cell)!);
  const open = () =>
    Array.from(part.cells).flatMap((cell, i) => (isOpen(targets.get(cell), ends, columns[i]!) ? [i] : []));
  const look = (cost: Float64Array, sense: 'minimise' | 'maximise') =>
    observe(model, cost, sense, columns, ends);
  try {
    sharedWitnesses(part, open, look, expired);
    const pending = every ? part.cells.map((_, i) => i) : open();
    for (const i of pending) {
      if (expired()) return false;
      if (every || isOpen(targets.get(part.cells[i]!), ends, columns[i]!))
        solveBothEnds(part, i, columns[i]!, ends, look);
    }
    return true;
  } finally {
    model.close();
  }
}

/** A cell without a target is in question while its interval is a point. */
function isOpen(target: Target | undefined, ends: Ends, i: number): boolean {
  const low = ends.low[i]!;
  const high = ends.high[i]!;
  return target === undefined ? !(high - low > TOLERANCE) : !reaches(target, low, high);
}

/** Pull all open cells up or down together, by a sign drawn for each, until two rounds in a row help nobody. */
function sharedWitnesses(
  part: Component,
  open: () => number[],
  look: (cost: Float64Array, sense: 'minimise' | 'maximise') => 'bounded' | 'unbounded',
  expired: () => boolean,
): void {
  const draw = pseudoRandom(part.cells.length);
  let before = Number.POSITIVE_INFINITY;
  let idle = 0;
  for (let round = 0; round < SHARED_ROUNDS && idle < 3 && !expired(); round++) {
    const cells = open();
    if (cells.length === 0) return;
    idle = cells.length < before ? 0 : idle + 1;
    before = cells.length;
    const cost = new Float64Array(part.cells.length);
    for (const i of cells) cost[i] = round === 0 ? 1 : round === 1 ? -1 : draw() < 0.5 ? -draw() : draw();
    look(cost, 'minimise');
  }
}

function solveBothEnds(
  part: Component,
  column: number,
  i: number,
  ends: Ends,
  look: (cost: Float64Array, sense: 'minimise' | 'maximise') => 'bounded' | 'unbounded',
): void {
  const cost = new Float64Array(part.cells.length);
  cost[column] = 1;
  if (!ends.lowExact[i]) {
    if (ends.low[i]! > part.program.lower[column]! && look(cost, 'minimise') === 'unbounded')
      ends.low[i] = Number.NEGATIVE_INFINITY;
    ends.lowExact[i] = 1;
  }
  if (!ends.highExact[i]) {
    if (look(cost, 'maximise') === 'unbounded') ends.high[i] = Number.POSITIVE_INFINITY;
    ends.highExact[i] = 1;
  }
}

/** Solve, and let every cell of the found table widen its interval. */
function observe(
  model: Pick<SolverModel, 'solve'>,
  cost: Float64Array,
  sense: 'minimise' | 'maximise',
  columns: readonly number[],
  ends: Ends,
): 'bounded' | 'unbounded' {
  const solution = model.solve(cost, sense);
  ends.programs++;
  if (solution.status === 'unbounded') return 'unbounded';
  if (solution.status !== 'optimal')
    throw new DomainError('disclosure-solver-failed', { program: ends.programs });
  solution.x.forEach((x, column) => {
    const i = columns[column]!;
    const value = (Math.abs(x - Math.round(x)) < TOLERANCE ? Math.round(x) : x) + 0;
    if (value < ends.low[i]!) ends.low[i] = value;
    if (value > ends.high[i]!) ends.high[i] = value;
  });
  return 'bounded';
}
