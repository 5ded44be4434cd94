/**
 * What the intruder does not know: the hidden cells as the columns of a linear system whose rows are the relations
 * of the table with everything published moved to the right-hand side.
 */
import type { CellSpace } from './cells.ts';
import { cellsOfRelation, isGenerating, relationsOf } from './relations.ts';
import type { LinearProgram } from './solver.ts';

/** One connected part of the system: no relation ties its cells to unknown cells outside it. */
export interface Component {
  /** Unknown cells, ascending; the columns of the programme. */
  readonly cells: Int32Array;
  readonly program: LinearProgram;
}

/**
 * The system of the `hidden` cells, split into components.
 *
 * @param values  published values; those of hidden cells are never read.
 * @param hidden  1 where the public sees no value.
 * Edge: a component without relations cannot occur; a hidden cell in a table of one cell is free from 0 up.
 * Cost: relations of hidden cells x their length.
 */
export function components(space: CellSpace, values: Float64Array, hidden: Uint8Array): Component[] {
  const group = new Groups();
  const rows = new Map<number, number[]>();
  for (let cell = 0; cell < space.size; cell++) {
    if (!hidden[cell]) continue;
    group.add(cell);
    for (const relation of relationsOf(space, cell)) {
      if (!isGenerating(space, relation)) continue;
      const row = rows.get(relation);
      if (row === undefined) rows.set(relation, [cell]);
      else {
        group.join(row[0]!, cell);
        row.push(cell);
      }
    }
  }
  const relationsOfGroup = new Map<number, number[]>();
  for (const [relation, cells] of rows) append(relationsOfGroup, group.find(cells[0]!), relation);
  return group.all().map((cells) => {
    const relations = relationsOfGroup.get(group.find(cells[0]!)) ?? [];
    return { cells: Int32Array.from(cells), program: systemOf(space, values, hidden, cells, relations) };
  });
}

function systemOf(
  space: CellSpace,
  values: Float64Array,
  hidden: Uint8Array,
  cells: readonly number[],
  relations: readonly number[],
): LinearProgram {
  const columnOf = new Map(cells.map((cell, column) => [cell, column]));
  const start = [0];
  const index: number[] = [];
  const value: number[] = [];
  const right: number[] = [];
  for (const relation of [...relations].sort((a, b) => a - b)) {
    let known = 0;
    cellsOfRelation(space, relation).forEach((cell, at) => {
      const sign = at === 0 ? -1 : 1;
      if (!hidden[cell]) {
        known += sign * values[cell]!;
        return;
      }
      index.push(columnOf.get(cell)!);
      value.push(sign);
    });
    start.push(index.length);
    right.push(known === 0 ? 0 : -known);
  }
  const columns = cells.length;
  return {
    columns,
    rows: right.length,
    cost: new Float64Array(columns),
    lower: new Float64Array(columns),
    upper: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from(right),
    rowUpper: Float64Array.from(right),
    start: Int32Array.from(start),
    index: Int32Array.from(index),
    value: Float64Array.from(value),
  };
}

/** Union-find over cells that appear in ascending order. */
class Groups {
  readonly #above = new Map<number, number>();

  add(cell: number): void {
    if (!this.#above.has(cell)) this.#above.set(cell, cell);
  }

  find(cell: number): number {
    let root = cell;
    for (let above = this.#above.get(root)!; above !== root; above = this.#above.get(root)!) root = above;
    for (let at = cell; at !== root; ) {
      const above = this.#above.get(at)!;
      this.#above.set(at, root);
      at = above;
    }
    return root;
  }

  /** The smaller root leads, so that groups come out in the order of their first cell. */
  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].sort((x, y) => x - y) as [number, number];
    this.#above.set(high, low);
  }

  all(): number[][] {
    const groups = new Map<number, number[]>();
    for (const cell of this.#above.keys()) append(groups, this.find(cell), cell);
    return [...groups.values()];
  }
}

function append(lists: Map<number, number[]>, key: number, item: number): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
