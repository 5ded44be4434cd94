/**
 * The intruder's programme over changes of the table, kept open in the solver: how far can one cell rise or fall under
 * a pattern, and by which multipliers is that so.
 *
 * Columns are the cells that are or may be hidden. A hidden cell may fall to its floor and rise without bound. A cell
 * that is published may move by a very small share of the amount asked: that changes no verdict (the cut is judged by
 * the pattern itself) and lets the multipliers choose, among all that prove the same, those that ask least of cells
 * not hidden yet, which makes cuts strong.
 */
import { pseudoRandom } from '../../exchange/pseudo-random.ts';
import type { LinearProgram, Solver, SolverModel } from '../solver.ts';
import type { Combination } from './cut.ts';
import { type Demand, type ExactProblem, groupBy } from './problem.ts';

/** Share of the amount by which a published cell may move. */
const OPEN = 1e-3;
/** Multipliers near a multiple of 1/60 are taken for it. */
const PARTS = 60;
/** Joint pulls, at most. */
const ROUNDS = 40;
/** Share of an amount that counts as reached within the solver's tolerance. */
export const SLACK = 1e-6;

/** `reached`: the move itself, `Infinity` where nothing bounds it; then there is no combination either. */
export interface Push {
  readonly reached: number;
  readonly combination: Combination | null;
}

export class Attacker {
  readonly #problem: ExactProblem;
  readonly #cells: readonly number[];
  readonly #columnOf: ReadonlyMap<number, number>;
  readonly #program: LinearProgram;
  /** Relation of each row. */
  readonly #relations: readonly number[];
  readonly #model: SolverModel;
  readonly #unit: number;
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  solved = 0;

  /**
   * @param cells cells that are or may be hidden, ascending.
   * @param relations the relations the intruder uses; fewer than all make an intruder who can do less, whose cuts are
   *   valid all the same.
   */
  constructor(problem: ExactProblem, solver: Solver, cells: readonly number[], relations: Iterable<number>) {
    this.#problem = problem;
    this.#cells = cells;
    this.#unit = unitOf(problem);
    this.#columnOf = new Map(cells.map((cell, column) => [cell, column]));
    const { program, relations: rows } = changesProgram(
      problem,
      cells,
      relations,
      this.#columnOf,
      this.#unit,
    );
    this.#program = program;
    this.#relations = rows;
    this.#model = solver.open(this.#program);
    this.#lower = new Float64Array(cells.length);
    this.#upper = new Float64Array(cells.length);
  }

  /**
   * The pattern under attack.
   * @param x 1 hidden, 0 published, or a share in between of a relaxed pattern.
   * @param open whether published cells may move a little.
   */
  setPattern(x: (cell: number) => number, amount: number, open: boolean): void {
    this.#cells.forEach((cell, column) => {
      const share = this.#problem.given[cell] ? 1 : Math.max(x(cell), open ? OPEN : 0);
      const room = this.#room(cell);
      if (share > 1 - 1e-6) this.#setBounds(column, -room, Number.POSITIVE_INFINITY);
      else this.#setBounds(column, -Math.min(room, amount) * share, amount * share);
    });
  }

  /** How far `cell` can be pushed, given that the cells of `known` do not move. */
  push(cell: number, direction: 'down' | 'up', known: readonly number[]): Push {
    const restore = this.#hold(known);
    const s = direction === 'up' ? 1 : -1;
    const cost = new Float64Array(this.#cells.length);
    cost[this.#columnOf.get(cell)!] = -s;
    const solution = this.#model.solve(cost, 'minimise');
    this.solved++;
    restore();
    if (solution.status !== 'optimal') return { reached: Number.POSITIVE_INFINITY, combination: null };
    const moved = solution.x[this.#columnOf.get(cell)!]! * this.#unit;
    return { reached: s * moved, combination: this.#combine(cell, s, solution.rowDual) };
  }

  /**
   * The demands that no table seen in a few joint pulls meets; what is left is to be pushed one by one. Every optimum
   * is a table that fits what is published, and a witness for all cells at once.
   */
  survey(demands: readonly Demand[]): Demand[] {
    return Array.from(groupBy(demands, ({ known }) => known.join())).flatMap(([, group]) =>
      this.#surveyGroup(group),
    );
  }

  #surveyGroup(demands: readonly Demand[]): Demand[] {
    const restore = this.#hold(demands[0]!.known);
    const draw = pseudoRandom(demands.length);
    const rise = new Map<number, number>();
    const fall = new Map<number, number>();
    let open = [...demands];
    for (let round = 0, idle = 0; round < ROUNDS && idle < 2 && open.length > 0; round++) {
      const cost = new Float64Array(this.#cells.length);
      for (const demand of open) {
        const column = this.#columnOf.get(demand.cell)!;
        if (cost[column] === 0) cost[column] = (demand.direction === 'down' ? 1 : -1) * (0.1 + draw());
      }
      const solution = this.#model.solve(
        round % 2 === 0 ? cost : cost.map((each) => each * (draw() - 0.5)),
        'minimise',
      );
      this.solved++;
      if (solution.status !== 'optimal') break;
      for (const { cell } of open) {
        const moved = solution.x[this.#columnOf.get(cell)!]! * this.#unit;
        rise.set(cell, Math.max(rise.get(cell) ?? 0, moved));
        fall.set(cell, Math.max(fall.get(cell) ?? 0, -moved));
      }
      const before = open.length;
      open = open.filter((demand) => !reaches(demand, rise.get(demand.cell)!, fall.get(demand.cell)!));
      idle = open.length < before ? 0 : idle + 1;
    }
    restore();
    return open;
  }

  close(): void {
    this.#model.close();
  }

  /** Let the cells that the intruder knows stand still; the function returned lets them go. */
  #hold(known: readonly number[]): () => void {
    const columns = known.flatMap((each) => this.#columnOf.get(each) ?? []);
    for (const column of columns) this.#model.setBounds(column, 0, 0);
    return () => {
      for (const column of columns)
        this.#model.setBounds(column, this.#lower[column]! / this.#unit, this.#upper[column]! / this.#unit);
    };
  }

  #room(cell: number): number {
    return this.#problem.values[cell]! - this.#problem.system.floor[cell]!;
  }

  #setBounds(column: number, lower: number, upper: number): void {
    if (this.#lower[column] === lower && this.#upper[column] === upper) return;
    this.#lower[column] = lower;
    this.#upper[column] = upper;
    this.#model.setBounds(column, lower / this.#unit, upper / this.#unit);
  }

  /** `r = s e_cell + A'y` over all cells of the relations, and its slack, computed anew from the multipliers. */
  #combine(cell: number, s: number, rowDual: Float64Array): Combination {
    const { rowLower, rowUpper } = this.#program;
    const { start, cell: members, sign } = this.#problem.system.relations;
    const r = new Map<number, number>([[cell, s]]);
    let slack = 0;
    let slackTurned = 0;
    rowDual.forEach((dual, row) => {
      const near = Math.round(dual * PARTS) / PARTS;
      const y = Math.abs(near - dual) < 1e-6 ? near : dual;
      if (y === 0) return;
      slack += Math.abs(y) * (y > 0 ? -rowLower[row]! : rowUpper[row]!) * this.#unit;
      slackTurned += Math.abs(y) * (y > 0 ? rowUpper[row]! : -rowLower[row]!) * this.#unit;
      const relation = this.#relations[row]!;
      for (let i = start[relation]!; i < start[relation + 1]!; i++)
        r.set(members[i]!, (r.get(members[i]!) ?? 0) + y * sign[i]!);
    });
    return { r, slack, slackTurned };
  }
}

function reaches({ direction, amount }: Demand, rise: number, fall: number): boolean {
  const least = amount * (1 - SLACK);
  return (direction === 'up' ? rise : direction === 'down' ? fall : rise + fall) >= least;
}

/** Relations that the others follow from. */
export function neededRelations({ system }: ExactProblem): number[] {
  return Array.from(system.relations.generating).flatMap((needed, relation) => (needed ? [relation] : []));
}

/** Moves are a few units in a table of persons; in others the middle of what is asked sets the scale. */
function unitOf({ system, demands }: ExactProblem): number {
  if (system.whole || demands.length === 0) return 1;
  const amounts = demands.map(({ amount }) => amount).sort((a, b) => a - b);
  return amounts[amounts.length >> 1]!;
}

/** Relations `used` over `cells`, for changes in multiples of `unit`. */
function changesProgram(
  problem: ExactProblem,
  cells: readonly number[],
  used: Iterable<number>,
  columnOf: ReadonlyMap<number, number>,
  unit: number,
): { readonly program: LinearProgram; readonly relations: readonly number[] } {
  const { relations } = problem.system;
  const rows: number[] = [];
  const start = [0];
  const index: number[] = [];
  const value: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  for (const relation of used) {
    let sum = 0;
    for (let i = relations.start[relation]!; i < relations.start[relation + 1]!; i++) {
      const cell = relations.cell[i]!;
      sum += relations.sign[i]! * problem.values[cell]!;
      const column = columnOf.get(cell);
      if (column === undefined) continue;
      index.push(column);
      value.push(relations.sign[i]!);
    }
    if (index.length === start.at(-1)) continue;
    start.push(index.length);
    rows.push(relation);
    const same = relations.lower[relation] === relations.upper[relation];
    rowLower.push(same ? 0 : Math.min(0, (relations.lower[relation]! - sum) / unit));
    rowUpper.push(same ? 0 : Math.max(0, (relations.upper[relation]! - sum) / unit));
  }
  const columns = cells.length;
  const program = {
    columns,
    rows: rows.length,
    cost: new Float64Array(columns),
    lower: new Float64Array(columns),
    upper: new Float64Array(columns),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    start: Int32Array.from(start),
    index: Int32Array.from(index),
    value: Float64Array.from(value),
  };
  return { program, relations: rows };
}
