/**
 * A programme cut to some of its columns, all others as they stand: a window that a solver looks through quickly.
 * Deterministic: columns are met breadth first, by the order of rows and columns.
 */
import type { LinearProgram } from './solver.ts';

export class Nearby {
  readonly #program: LinearProgram;
  readonly #rowsOf: number[][];

  constructor(program: LinearProgram) {
    this.#program = program;
    this.#rowsOf = Array.from({ length: program.columns }, () => []);
    for (let row = 0; row < program.rows; row++)
      for (const column of this.#columnsOf(row)) this.#rowsOf[column]!.push(row);
  }

  /**
   * `from` and columns around them, nearest first found, until there are `size`; of the last row all, so that no cell
   * is left alone against its neighbours. Ascending.
   */
  around(from: readonly number[], size: number, admits: (column: number) => boolean = () => true): number[] {
    const columns = new Set(from);
    const rows = new Set(from.flatMap((column) => this.#rowsOf[column]!));
    for (const row of rows) {
      if (columns.size >= size) break;
      for (const each of this.#columnsOf(row)) {
        if (columns.has(each) || !admits(each)) continue;
        columns.add(each);
        for (const next of this.#rowsOf[each]!) rows.add(next);
      }
    }
    return [...columns].sort((a, b) => a - b);
  }

  /** `columns` and whatever adds them up, and that in turn. Ascending. */
  withSums(columns: readonly number[]): number[] {
    const all = new Set(columns);
    for (const column of all)
      for (const row of this.#rowsOf[column]!)
        for (let i = this.#program.start[row]!; i < this.#program.start[row + 1]!; i++)
          if (this.#program.value[i]! < 0) all.add(this.#program.index[i]!);
    return [...all].sort((a, b) => a - b);
  }

  /**
   * The programme of some columns with all others as they stand in `values`; no cost. Where others are not settled
   * yet a row may go on missing its sum as it does, by what a solver takes for nothing.
   */
  window(
    columns: readonly number[],
    values: Float64Array,
    isOpen: (column: number) => boolean = () => false,
  ): LinearProgram {
    const { lower, upper, rowLower, rowUpper, start, index, value } = this.#program;
    const position = new Map(columns.map((column, i) => [column, i]));
    const rows = [...new Set(columns.flatMap((column) => this.#rowsOf[column]!))];
    const starts = [0];
    const at: number[] = [];
    const factor: number[] = [];
    const bounds = rows.map((row): readonly [number, number] => {
      let known = 0;
      let own = 0;
      let open = false;
      for (let i = start[row]!; i < start[row + 1]!; i++) {
        const column = index[i]!;
        const place = position.get(column);
        if (place === undefined) {
          known += value[i]! * values[column]!;
          open ||= isOpen(column);
          continue;
        }
        own += value[i]! * values[column]!;
        at.push(place);
        factor.push(value[i]!);
      }
      starts.push(at.length);
      if (!open) return [rowLower[row]! - Math.round(known), rowUpper[row]! - Math.round(known)];
      return [Math.min(rowLower[row]! - known, own), Math.max(rowUpper[row]! - known, own)];
    });
    return {
      columns: columns.length,
      rows: rows.length,
      cost: new Float64Array(columns.length),
      lower: Float64Array.from(columns, (column) => lower[column]!),
      upper: Float64Array.from(columns, (column) => upper[column]!),
      rowLower: Float64Array.from(bounds, ([low]) => low),
      rowUpper: Float64Array.from(bounds, ([, high]) => high),
      start: Int32Array.from(starts),
      index: Int32Array.from(at),
      value: Float64Array.from(factor),
    };
  }

  #columnsOf(row: number): Int32Array {
    return this.#program.index.subarray(this.#program.start[row]!, this.#program.start[row + 1]!);
  }
}
