/**
 * Whether a change proves that a hidden cell can move: checked exactly, by relations and floors alone, whoever found
 * the change. A table plus a change that holds is a table that fits everything published, so that no arithmetic can
 * narrow the cell to less.
 */
import type { Change } from './suppress/change.ts';
import type { System } from './system.ts';

/** Share of the largest change by which fractions may miss; whole numbers may not miss at all. */
const RELATIVE = 1e-6;

/**
 * True where `values` plus `change` keeps every published value and every relation and leaves no cell below its floor.
 * `values` must fit the system themselves.
 * Cost: relations of the changed cells x their length.
 */
export function holds(system: System, values: Float64Array, hidden: Uint8Array, change: Change): boolean {
  const { relations } = system;
  const room = roomOf(change);
  const delta = new Map<number, number>();
  const touched = new Set<number>();
  for (const [i, cell] of change.cells.entries()) {
    const by = change.delta[i]!;
    if (!hidden[cell] || !Number.isFinite(by) || delta.has(cell)) return false;
    if (values[cell]! + by < system.floor[cell]! - room) return false;
    delta.set(cell, by);
    for (let k = relations.ofCellStart[cell]!; k < relations.ofCellStart[cell + 1]!; k++)
      touched.add(relations.ofCell[k]!);
  }
  for (const relation of touched) if (!keeps(system, values, delta, relation, room)) return false;
  return true;
}

/**
 * Whether `change` stays within the relations that leave room: rounded sums, published rates. A change turned round
 * or stretched keeps every equation and may leave these.
 */
export function keepsBands(system: System, values: Float64Array, change: Change): boolean {
  const { lower, upper, ofCell, ofCellStart } = system.relations;
  const delta = new Map(Array.from(change.cells, (cell, i) => [cell, change.delta[i]!]));
  const bands = new Set<number>();
  for (const cell of change.cells)
    for (let k = ofCellStart[cell]!; k < ofCellStart[cell + 1]!; k++)
      if (lower[ofCell[k]!] !== upper[ofCell[k]!]) bands.add(ofCell[k]!);
  for (const relation of bands) if (!keeps(system, values, delta, relation, roomOf(change))) return false;
  return true;
}

function keeps(
  { relations }: System,
  values: Float64Array,
  delta: ReadonlyMap<number, number>,
  relation: number,
  room: number,
): boolean {
  let sum = 0;
  let moved = 0;
  for (let i = relations.start[relation]!; i < relations.start[relation + 1]!; i++) {
    const cell = relations.cell[i]!;
    sum += relations.sign[i]! * values[cell]!;
    moved += relations.sign[i]! * (delta.get(cell) ?? 0);
  }
  const [lower, upper] = [relations.lower[relation]!, relations.upper[relation]!];
  if (lower === upper) return Math.abs(moved) <= room;
  return sum + moved >= lower - room && sum + moved <= upper + room;
}

function roomOf({ delta }: Change): number {
  if (delta.every(Number.isInteger)) return 0;
  return RELATIVE * delta.reduce((largest, by) => Math.max(largest, Math.abs(by)), 1);
}
