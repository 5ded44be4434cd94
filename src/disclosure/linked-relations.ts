/** Relations of linked tables over their common cells, and how far rounding may set common cells apart. */
import { isInner, sumMargins } from './cells.ts';
import type { CountTable } from './count-table.ts';
import type { Relation } from './system.ts';

/** How far a cell may be from the same cell of a table rounded elsewhere: half a unit for each inner cell of both. */
export function roundingRoom(table: CountTable): Float64Array {
  const { space, weighted, tolerance = 0, contributionUnits = 1 } = table;
  const rounded = weighted || contributionUnits > 1;
  const room = new Float64Array(space.size);
  if (!rounded && tolerance === 0) return room;
  for (let cell = 0; cell < space.size; cell++) if (isInner(space, cell)) room[cell] = 1;
  sumMargins(space, room);
  const most = room[0]!;
  return room.map(() => Math.max(tolerance, rounded ? 0.5 : 0) * 2 * most);
}

/** Signs by shared cell; cells that stand on both sides fall out. */
export function merged(relation: Relation, cellOf: Int32Array): Map<number, number> {
  const signs = new Map<number, number>();
  relation.cells.forEach((cell, i) => {
    const at = cellOf[cell]!;
    signs.set(at, (signs.get(at) ?? 0) + relation.signs[i]!);
  });
  for (const [cell, sign] of signs) if (sign === 0) signs.delete(cell);
  return signs;
}
