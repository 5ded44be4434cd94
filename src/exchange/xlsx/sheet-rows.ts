/** Rows of a printed sheet, with heights that fit their wrapped text. */
import type { Cell, CellStyle, CellValue, MergeRange, WriteSheet } from 'hucre/xlsx';
import { cell } from './styles.ts';

type RowDef = NonNullable<WriteSheet['rowDefs']> extends Map<number, infer Row> ? Row : never;

/** Lines that a text takes in a column, its own line breaks included. */
function linesOf(text: string, width: number, size: number): number {
  const perLine = Math.max(1, Math.floor((width * 1.05 * 9) / size));
  return text.split('\n').reduce((lines, each) => lines + Math.max(1, Math.ceil(each.length / perLine)), 0);
}

type StyledCell = ReturnType<typeof cell>;

/** Rows of a sheet as they are added, with styles, merges and heights by position. */
export class SheetRows {
  readonly widths: readonly number[];
  readonly values: CellValue[][] = [];
  readonly styles = new Map<string, Partial<Cell>>();
  readonly merges: MergeRange[] = [];
  readonly heights = new Map<number, RowDef>();

  /** @param widths of the columns, in characters. */
  constructor(widths: readonly number[]) {
    this.widths = widths;
  }

  get size(): number {
    return this.values.length;
  }

  add(cells: readonly StyledCell[]): void {
    this.#setHeight(cells.map(({ value, style }, i) => linesIn(value, style, this.widths[i]!)));
    cells.forEach(({ style }, column) => {
      this.styles.set(`${this.size},${column}`, { style });
    });
    this.values.push(cells.map(({ value }) => value));
  }

  /** A text over the whole width. */
  addAcross(text: string, lastColumn: number, style: CellStyle): void {
    const at = this.size;
    const total = this.widths.slice(0, lastColumn + 1).reduce((sum, width) => sum + width, 0);
    this.add([cell(text, style)]);
    this.merge(at, 0, at, lastColumn);
    this.#setHeight([linesIn(text, style, total)], at);
  }

  merge(startRow: number, startCol: number, endRow: number, endCol: number): void {
    if (startRow === endRow && startCol === endCol) return;
    this.merges.push({ startRow, startCol, endRow, endCol });
  }

  /** Programs do not fit rows to wrapped text in merged cells, so every height is said. */
  #setHeight(heights: readonly number[], at = this.size): void {
    this.heights.set(at, { height: Math.max(13, ...heights) });
  }
}

/** Height in points of a value in a column of this width. */
function linesIn(value: CellValue, { font }: CellStyle, width: number): number {
  const size = font?.size ?? 9;
  return linesOf(String(value ?? ''), width, size) * (size * 1.3) + 2;
}
