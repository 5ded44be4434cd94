/**
 * Slow, plain intruders over a system of cells and relations, who share nothing with the engine but the statement of
 * the relations: one programme for each end of each cell, all relations as they are, no witness shared.
 */
import type { Solver } from '../../src/disclosure/solver.ts';
import type { System } from '../../src/disclosure/system.ts';

/**
 * The interval of each asked cell; NaN ends where an integer search gave up.
 * @param whole knowing that cells are whole numbers.
 */
export function systemIntruder(
  solver: Solver,
  system: System,
  values: Float64Array,
  hidden: Uint8Array,
  asked: Iterable<number>,
  whole = false,
): Map<number, [number, number]> {
  const unknown = [...hidden.keys()].filter((cell) => hidden[cell]);
  const column = new Map(unknown.map((cell, i) => [cell, i]));
  const { relations } = system;
  const start = [0];
  const index: number[] = [];
  const value: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  for (let r = 0; r < relations.count; r++) {
    let known = 0;
    for (let i = relations.start[r]!; i < relations.start[r + 1]!; i++) {
      const at = column.get(relations.cell[i]!);
      if (at === undefined) known += relations.sign[i]! * values[relations.cell[i]!]!;
      else {
        index.push(at);
        value.push(relations.sign[i]!);
      }
    }
    if (index.length === start.at(-1)) continue;
    start.push(index.length);
    rowLower.push(relations.lower[r]! - known);
    rowUpper.push(relations.upper[r]! - known);
  }
  const end = (at: number, sense: 1 | -1): number => {
    const cost = new Float64Array(unknown.length);
    cost[at] = sense;
    const solution = solver.solve({
      columns: unknown.length,
      rows: rowLower.length,
      cost,
      lower: Float64Array.from(unknown, (cell) => system.floor[cell]!),
      upper: new Float64Array(unknown.length).fill(Number.POSITIVE_INFINITY),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      start: Int32Array.from(start),
      index: Int32Array.from(index),
      value: Float64Array.from(value),
      ...(whole ? { integer: new Uint8Array(unknown.length).fill(1) } : {}),
    });
    if (solution.status === 'unbounded') return sense * Number.NEGATIVE_INFINITY;
    if (solution.status !== 'optimal') throw new Error(`the intruder's programme is ${solution.status}`);
    return sense * solution.objective;
  };
  const bounds = new Map<number, [number, number]>();
  for (const cell of asked) {
    const at = column.get(cell);
    const known = values[cell]!;
    bounds.set(cell, at === undefined ? [known, known] : [end(at, 1), end(at, -1)]);
  }
  return bounds;
}
