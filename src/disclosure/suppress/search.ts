/**
 * The cheapest change for one need, and the cells that must be hidden for it.
 *
 * The true cost of a change is paid once for every cell it uses, however little; a linear programme charges by
 * amount. So the programme is solved a few times with the prices of little-used cells raised (price / (share + 0.1))
 * until few cells carry the change.
 */
import type { CellSpace } from '../cells.ts';
import type { Solver } from '../solver.ts';
import { denseBox } from './box.ts';
import type { Change, Need } from './change.ts';
import { type Cube, cheapestCubes, cubeChange } from './cubes.ts';
import { cheapestChange, isWhole } from './local-program.ts';
import { combinations, hiddenAround, REACHES, type Reach, WHOLE_TABLE } from './neighbourhood.ts';

/** What the search works on; `hidden` and the witnesses change as it goes. */
export interface SearchState {
  readonly space: CellSpace;
  readonly values: Float64Array;
  readonly costs: Float64Array;
  /** 1 where the public sees no value: unsafe, withheld, or hidden to protect others. */
  readonly hidden: Uint8Array;
  /** 1 where a cell must stay published. */
  readonly forced: Uint8Array;
  readonly solver: Solver;
}

const ROUNDS = 3;
/** Cubes whose cells seed a programme. */
const SEEDS = 12;
/** Cells of the box searched around a need. */
const BOX = 500;
/** Hidden cells looked at around a need, first few then many. */
const AROUND = [150, 1_000] as const;

/** A change that uses hidden cells only and not `without`; null where these do not suffice. */
export function changeOfHidden(state: SearchState, need: Need, without = -1): Change | null {
  for (const move of directions(need)) {
    const price = (cell: number) => (state.hidden[cell] && cell !== without ? 0 : Number.POSITIVE_INFINITY);
    const cubes = cubesOf(state, need, move, price, SEEDS, Number.POSITIVE_INFINITY);
    const alone = cubes.find((cube) => cube.alone);
    if (alone) return cubeChange(alone, need.amount);
  }
  const box = boxOf(state, need.cell, (cell) => (state.hidden[cell] ? 1 : 0));
  const inBox = box.filter((cell) => state.hidden[cell] && cell !== without).sort((a, b) => a - b);
  const boxed = best(
    state,
    directions(need).map((move) => solve(state, inBox, need.cell, move, () => 1)),
  );
  if (boxed !== null) return boxed;
  for (const limit of AROUND) {
    const around = hiddenAround(state.space, state.hidden, need.cell, limit);
    const cells = around.filter((cell) => cell !== without).sort((a, b) => a - b);
    const change = best(
      state,
      directions(need).map((move) => solve(state, cells, need.cell, move, () => 1)),
    );
    if (change !== null || around.length < limit) return change;
  }
  return null;
}

function boxOf(state: SearchState, cell: number, merit: (cell: number) => number): number[] {
  return denseBox(state.space, cell, merit, BOX);
}

function cubesOf(
  state: SearchState,
  need: Need,
  move: number,
  price: (cell: number) => number,
  most: number,
  below: number,
): Cube[] {
  const search = { space: state.space, values: state.values, price };
  return cheapestCubes(search, need.cell, move > 0 ? 1 : -1, need.amount, most, below);
}

/**
 * The cheapest change found, hiding more cells where it must; null where even the whole table gives none.
 * @param below  only a change whose newly hidden cells cost less is of use.
 */
export function changeWithMore(
  state: SearchState,
  need: Need,
  options: { readonly without?: number; readonly below?: number; readonly firstReach?: number } = {},
): Change | null {
  const below = options.below ?? Number.POSITIVE_INFINITY;
  const without = options.without ?? -1;
  let found: Change | null = null;
  if ((options.firstReach ?? 0) === 0)
    found = best(
      state,
      directions(need).map((move) => changeFromCubes(state, need, move, without, below)),
    );
  const small = state.space.size <= WHOLE_TABLE;
  const reaches = small ? REACHES.slice(-1) : found ? [] : REACHES.slice(options.firstReach ?? 0);
  for (const reach of reaches) {
    const cells = searchCells(state, need, reach, without);
    const change = best(
      state,
      directions(need).map((move) => sparsest(state, cells, need, move, below)),
    );
    if (change === null) continue;
    found = best(state, [found, change]);
    break;
  }
  return found !== null && priceOf(state, found) < below ? found : null;
}

/** The cheapest cubes, and what a small programme makes of their cells together with hidden ones nearby. */
function changeFromCubes(
  state: SearchState,
  need: Need,
  move: number,
  without: number,
  below: number,
): Change | null {
  const price = (cell: number) =>
    cell === without || state.forced[cell]
      ? Number.POSITIVE_INFINITY
      : state.hidden[cell]
        ? 0
        : state.costs[cell]!;
  const cubes = cubesOf(state, need, move, price, SEEDS, Number.POSITIVE_INFINITY);
  const alone = cubes.find((cube) => cube.alone);
  const found = alone ? cubeChange(alone, need.amount) : null;
  if (cubes.length === 0 || alone?.price === 0) return found;
  const cells = new Set(hiddenAround(state.space, state.hidden, need.cell, AROUND[0]));
  for (const cube of cubes) for (const cell of cube.cells) cells.add(cell);
  for (const cell of boxOf(state, need.cell, (each) => 1 / (1 + price(each))))
    if (price(cell) < Number.POSITIVE_INFINITY) cells.add(cell);
  cells.delete(without);
  const sorted = [...cells].sort((a, b) => a - b);
  return best(state, [found, sparsest(state, sorted, need, move, below)]);
}

/** Cost of the cells that `change` uses and that are not hidden yet. */
export function priceOf(state: SearchState, change: Change): number {
  let price = 0;
  for (const cell of change.cells) if (!state.hidden[cell]) price += state.costs[cell]!;
  return price;
}

/** What the linear programme pays: the cost of each newly hidden cell times the share of the move it carries. */
function shareOf(state: SearchState, change: Change, move: number): number {
  let paid = 0;
  change.cells.forEach((cell, i) => {
    if (!state.hidden[cell]) paid += state.costs[cell]! * Math.min(1, Math.abs(change.delta[i]! / move));
  });
  return paid;
}

function directions(need: Need): number[] {
  if (need.direction === 'up') return [need.amount];
  if (need.direction === 'down') return [-need.amount];
  return [need.amount, -need.amount];
}

function searchCells(state: SearchState, need: Need, reach: Reach, without: number): number[] {
  const price = (cell: number) => (state.hidden[cell] ? 0 : state.costs[cell]!);
  const cells = new Set(hiddenAround(state.space, state.hidden, need.cell, AROUND[0]));
  for (const cell of combinations(state.space, state.values, price, need.cell, need.amount, reach))
    cells.add(cell);
  return [...cells].filter((cell) => cell !== without && !state.forced[cell]).sort((a, b) => a - b);
}

/** Gives up where even the first optimum, which pays for shares only, costs `below` or more. */
function sparsest(
  state: SearchState,
  cells: readonly number[],
  need: Need,
  move: number,
  below: number,
): Change | null {
  const share = new Map<number, number>();
  const weight = (cell: number): number => {
    if (state.hidden[cell]) return 1e-3;
    const used = share.get(cell);
    return state.costs[cell]! / ((used ?? (share.size === 0 ? 0.9 : 0)) + 0.1);
  };
  let found: Change | null = null;
  for (let round = 0; round < ROUNDS; round++) {
    const change = solve(state, cells, need.cell, move, weight);
    if (change === null) return found;
    if (found === null || priceOf(state, change) < priceOf(state, found)) found = change;
    if (priceOf(state, change) === 0 || shareOf(state, change, move) >= below) return found;
    share.clear();
    change.cells.forEach((cell, i) => {
      share.set(cell, Math.abs(change.delta[i]! / move));
    });
  }
  return found;
}

/** In whole units: where the continuous optimum is not whole, an integer programme over its cells and their like. */
function solve(
  state: SearchState,
  cells: readonly number[],
  cell: number,
  move: number,
  weight: (cell: number) => number,
): Change | null {
  const change = cheapestChange(state, cells, cell, move, weight);
  if (change === null || isWhole(change)) return change;
  const used = new Set(change.cells);
  const near = cells.filter((each) => used.has(each) || state.hidden[each]);
  return (
    cheapestChange(state, near, cell, move, weight, true) ??
    cheapestChange(state, cells, cell, move, weight, true)
  );
}

function best(state: SearchState, changes: readonly (Change | null)[]): Change | null {
  let found: Change | null = null;
  for (const change of changes)
    if (change !== null && (found === null || priceOf(state, change) < priceOf(state, found))) found = change;
  return found;
}
