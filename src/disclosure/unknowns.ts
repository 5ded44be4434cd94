/**
 * What the intruder does not know: the hidden cells as the columns of a linear system whose rows are the relations
 * with everything published moved to the right-hand side.
 */
import type { LinearProgram } from './solver.ts';
import type { System } from './system.ts';

/** One connected part of the system: no relation ties its cells to unknown cells outside it. */
export interface Component {
  /** Unknown cells, ascending; the columns of the programme. */
  readonly cells: Int32Array;
  readonly program: LinearProgram;
}

/**
 * The system of the `hidden` cells, split into components, by their first cell.
 *
 * @param values  published values; those of hidden cells are never read.
 * @param hidden  1 where the public sees no value.
 * Edge: a hidden cell without relations is a component without rows, free from its floor up.
 * Cost: relations of hidden cells x their length.
 */
export function components(system: System, values: Float64Array, hidden: Uint8Array): Component[] {
  const { relations } = system;
  const group = new Groups(system.size);
  const touched: number[] = [];
  for (let relation = 0; relation < relations.count; relation++) {
    if (!relations.generating[relation]) continue;
    let first = -1;
    for (let i = relations.start[relation]!; i < relations.start[relation + 1]!; i++) {
      const cell = relations.cell[i]!;
      if (!hidden[cell]) continue;
      if (first >= 0) group.join(first, cell);
      else first = cell;
    }
    if (first >= 0) touched.push(relation);
  }
  const cellsOf = new Map<number, number[]>();
  hidden.forEach((each, cell) => {
    if (each) append(cellsOf, group.find(cell), cell);
  });
  const relationsOf = new Map<number, number[]>();
  for (const relation of touched) {
    let i = relations.start[relation]!;
    while (!hidden[relations.cell[i]!]) i++;
    append(relationsOf, group.find(relations.cell[i]!), relation);
  }
  const column = new Int32Array(system.size);
  return [...cellsOf].map(([root, cells]) => {
    cells.forEach((cell, i) => {
      column[cell] = i;
    });
    const rows = relationsOf.get(root) ?? [];
    return { cells: Int32Array.from(cells), program: programOf(system, values, hidden, cells, rows, column) };
  });
}

function programOf(
  system: System,
  values: Float64Array,
  hidden: Uint8Array,
  cells: readonly number[],
  rows: readonly number[],
  column: Int32Array,
): LinearProgram {
  const { start, cell, sign, lower, upper } = system.relations;
  const starts = [0];
  const index: number[] = [];
  const value: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  for (const relation of rows) {
    let known = 0;
    for (let i = start[relation]!; i < start[relation + 1]!; i++) {
      const each = cell[i]!;
      if (!hidden[each]) {
        known += sign[i]! * values[each]!;
        continue;
      }
      index.push(column[each]!);
      value.push(sign[i]!);
    }
    starts.push(index.length);
    rowLower.push(lower[relation]! - known);
    rowUpper.push(upper[relation]! - known);
  }
  return {
    columns: cells.length,
    rows: rows.length,
    cost: new Float64Array(cells.length),
    lower: Float64Array.from(cells, (each) => system.floor[each]!),
    upper: new Float64Array(cells.length).fill(Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    start: Int32Array.from(starts),
    index: Int32Array.from(index),
    value: Float64Array.from(value),
  };
}

/** Union-find over cells; the smallest cell of a group leads it. */
class Groups {
  readonly #above: Int32Array;

  constructor(size: number) {
    this.#above = Int32Array.from({ length: size }, (_, cell) => cell);
  }

  find(cell: number): number {
    let root = cell;
    while (this.#above[root] !== root) root = this.#above[root]!;
    for (let at = cell; at !== root; ) {
      const above = this.#above[at]!;
      this.#above[at] = root;
      at = above;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.find(a), this.find(b)];
    this.#above[Math.max(one, other)] = Math.min(one, other);
  }
}

function append(lists: Map<number, number[]>, key: number, item: number): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
