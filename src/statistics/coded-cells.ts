/**
 * Cell numbers of records held in columns of codes: `cell = steps0[codes0[i]] + steps1[codes1[i]] + ...`, one column
 * after the other, with the strides of the cube multiplied into the lookups beforehand.
 *
 * Edge:   a code below 0 (missing) or whose step is `NO_CELL` makes the cell of the record negative.
 * Deterministic: same input, same output.
 * Cost:   one pass over the records for each column; no allocation.
 */

/** What a code adds where it has no place in the table. Sixteen of them, and a cell number, still fit 32 bits. */
export const NO_CELL = -(2 ** 27);

/** Most columns that `cellNumbers` adds up. */
export const MOST_COLUMNS = 15;

export type Codes = Uint8Array | Uint16Array | Int32Array;

/** One dimension of the table: a code of each record, and what each code adds to the number of the cell. */
export interface CodedColumn {
  readonly codes: Codes;
  readonly steps: Int32Array;
}

/** Write the cells of records `from` to `from + length` to the start of `cells`; negative for none. */
export function cellNumbers(
  columns: readonly CodedColumn[],
  from: number,
  length: number,
  cells: Int32Array,
): void {
  cells.fill(0, 0, length);
  for (const { codes, steps } of columns) addColumn(codes, steps, from, length, cells);
}

function addColumn(codes: Codes, steps: Int32Array, from: number, length: number, cells: Int32Array): void {
  for (let i = 0; i < length; i++) {
    const code = codes[from + i]!;
    cells[i]! += code < 0 ? NO_CELL : steps[code]!;
  }
}
