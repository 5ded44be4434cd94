/**
 * One whole-number table of a large component, near the middle of all that fit.
 *
 * A programme in whole numbers over tens of thousands of cells is out of reach, and a table from a corner leaves its
 * cells no room to move. A point inside, where cells may be parts of a person, is found quickly; from there some cells
 * at a time are held at a whole number near it and the others follow, until all are whole (diving).
 * Deterministic: same programme, same table; limits are counts.
 */
import { Nearby } from './certificate-nearby.ts';
import { type Ends, type WindowLimits, whole } from './certificate-whole.ts';
import type { LinearProgram, Solver, SolverModel } from './solver.ts';

/** How far inner cells may go from the point inside: little where it is the middle that is wanted. */
const ROOM = 2;
const ROOM_DRAWN = 10;
/** Which share of the cells that are not whole yet is held next. */
const SHARE = 0.3;
/** How often cells held before may be let go around one that fits nowhere, and how many. */
const RELEASES = 200;
const RELEASED = 200;
const WHOLE = 1e-6;

/**
 * A whole-number solution of `program`, null where none was found.
 * @param bounds narrower ends for some columns, by position.
 * @param cost   what the solution is drawn towards, as far as that is found by the way; by default nothing.
 */
export function middleTable(
  program: LinearProgram,
  solver: Solver,
  limits: WindowLimits,
  bounds: ReadonlyMap<number, Ends>,
  cost?: Float64Array,
): Float64Array | null {
  const lower = program.lower.map((each, i) => bounds.get(i)?.[0] ?? each);
  const upper = program.upper.map((_, i) => bounds.get(i)?.[1] ?? limits.cap);
  const bounded = { ...program, lower, upper, cost: cost ?? new Float64Array(program.columns) };
  const seconds = limits.secondsLeft?.();
  const { x } = solver.solve(bounded, {
    interior: true,
    ...(seconds === undefined ? {} : { timeLimitSeconds: Math.max(0, seconds) }),
  });
  if (x.length === 0) return null;
  const dive = new Dive(bounded, solver, x, cost === undefined ? ROOM : ROOM_DRAWN);
  try {
    const found = dive.run(limits.expired ?? (() => false));
    return found === null ? null : whole(program, lower, found);
  } finally {
    dive.close();
  }
}

/** Inner cells are made whole; what adds them up is whole with them. */
class Dive {
  readonly #program: LinearProgram;
  readonly #room: number;
  readonly #model: SolverModel;
  readonly #nearby: Nearby;
  readonly #inner: Uint8Array;
  readonly #held: Uint8Array;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  #x: Float64Array;

  constructor(program: LinearProgram, solver: Solver, x: Float64Array, room: number) {
    this.#program = program;
    this.#room = room;
    this.#nearby = new Nearby(program);
    this.#inner = new Uint8Array(program.columns).fill(1);
    program.index.forEach((column, i) => {
      if (program.value[i]! < 0) this.#inner[column] = 0;
    });
    const far = (i: number) => (this.#inner[i] ? room : Number.POSITIVE_INFINITY);
    this.#low = program.lower.map((each, i) => Math.max(each, Math.floor(x[i]!) - far(i)));
    this.#high = program.upper.map((each, i) => Math.min(each, Math.ceil(x[i]!) + far(i)));
    this.#held = new Uint8Array(program.columns);
    this.#x = x;
    this.#model = solver.open({ ...program, lower: this.#low, upper: this.#high });
  }

  close(): void {
    this.#model.close();
  }

  run(expired: () => boolean): Float64Array | null {
    if (!this.#solve()) return null;
    for (let releases = 0; ; ) {
      if (expired()) return null;
      const open = this.#parts();
      if (open.length === 0) return this.#x;
      const next = open.slice(0, Math.ceil(open.length * SHARE));
      if (this.#holdSome(next)) continue;
      if (releases++ >= RELEASES) return null;
      this.#release(next[0]!);
    }
  }

  /** Inner cells that are not whole, the nearest to a whole number first. */
  #parts(): number[] {
    const far = (i: number) => Math.abs(this.#x[i]! - Math.round(this.#x[i]!));
    return [...this.#inner.keys()]
      .filter((i) => this.#inner[i] && far(i) > WHOLE)
      .sort((a, b) => far(a) - far(b) || a - b);
  }

  /** Hold as many of `cells`, from the first, as go together at the nearest whole number; false where not even one. */
  #holdSome(cells: readonly number[]): boolean {
    for (let count = cells.length; count > 0; count = Math.floor(count / 4)) {
      const some = cells.slice(0, count);
      const at = some.map((cell) => Math.round(this.#x[cell]!));
      if (this.#hold(some, at)) return true;
    }
    const [first] = cells;
    const nearest = Math.round(this.#x[first!]!);
    return this.#hold([first!], [nearest > this.#x[first!]! ? nearest - 1 : nearest + 1]);
  }

  #hold(cells: readonly number[], at: readonly number[]): boolean {
    cells.forEach((cell, i) => {
      this.#model.setBounds(cell, at[i]!, at[i]!);
    });
    const fits = this.#solve();
    for (const cell of cells)
      if (fits) this.#held[cell] = 1;
      else this.#model.setBounds(cell, this.#low[cell]!, this.#high[cell]!);
    return fits;
  }

  /** Let go what is held around `cell`, so that it finds a whole number; later it is held again. */
  #release(cell: number): void {
    for (const each of this.#nearby.around([cell], RELEASED)) {
      if (!this.#inner[each]) continue;
      this.#held[each] = 0;
      this.#low[each] = Math.max(this.#program.lower[each]!, this.#low[each]! - this.#room);
      this.#high[each] = Math.min(this.#program.upper[each]!, this.#high[each]! + this.#room);
      this.#model.setBounds(each, this.#low[each]!, this.#high[each]!);
    }
    this.#solve();
  }

  #solve(): boolean {
    const { x } = this.#model.solve(this.#program.cost, 'minimise');
    if (x.length === 0) return false;
    this.#x = x;
    return true;
  }
}
