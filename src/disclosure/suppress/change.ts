/**
 * A change of a table that keeps every relation and leaves no cell below zero: the proof that an intruder cannot
 * tell the table from another. It starts from the true values, so it is internal and never published.
 *
 * Shape: parallel arrays, cells ascending, no delta of 0.
 */
export interface Change {
  readonly cells: Int32Array;
  readonly delta: Float64Array;
}

/** How far one unsafe cell must be able to move; `either` is met by a move of `amount` in any direction. */
export interface Need {
  readonly cell: number;
  readonly direction: 'down' | 'up' | 'either';
  /** Above 0, in published units. */
  readonly amount: number;
}

const SLACK = 1e-6;

export function deltaAt(change: Change, cell: number): number {
  let low = 0;
  let high = change.cells.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = change.cells[middle]!;
    if (found === cell) return change.delta[middle]!;
    if (found < cell) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

export function meets(change: Change, need: Need): boolean {
  const delta = deltaAt(change, need.cell);
  if (need.direction === 'up') return delta >= need.amount - SLACK;
  if (need.direction === 'down') return -delta >= need.amount - SLACK;
  return Math.abs(delta) >= need.amount - SLACK;
}

/**
 * `change` multiplied so that it meets `need`, where no cell falls below zero by that and whole units stay whole;
 * else null. A change turned round is a change too.
 */
export function stretched(change: Change, need: Need, values: Float64Array): Change | null {
  const delta = deltaAt(change, need.cell);
  if (delta === 0) return null;
  const sign = need.direction === 'either' ? 1 : need.direction === 'up' ? 1 : -1;
  const factor = (sign * need.amount) / delta;
  const scaled = change.delta.map((each) => each * factor);
  for (let i = 0; i < scaled.length; i++) {
    if (Math.abs(scaled[i]! - Math.round(scaled[i]!)) > SLACK) return null;
    if (values[change.cells[i]!]! + scaled[i]! < 0) return null;
  }
  return { cells: change.cells, delta: scaled.map(Math.round) };
}

export function isWhole(change: Change): boolean {
  return change.delta.every(Number.isInteger);
}
