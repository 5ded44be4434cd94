/**
 * Microdata in a workbook (XLSX): the first sheet as rows of text, as a CSV of the same data would give them.
 *
 * Edge:   the type of a cell must fit its variable. A code or identifier is text: as a number `01` has become `1` and
 *         as a date it has become something else, so both are refused and not guessed back. A number is a number;
 *         text stands only for a missing code that the dictionary names. Formulas and errors are refused.
 *         Empty rows at the end are no records; further sheets are not read.
 * Leaks:  refusals name row (1 is the first below the header), column (from 1) and variable, never the cell.
 * Cost:   the whole sheet in memory: the library streams rows too, but does not tell formulas then.
 * @throws {DomainError} `workbook-not-readable`, `workbook-cell-formula`, `workbook-cell-type`,
 *   `csv-column-count`, `csv-no-rows`.
 */
import { type Cell, type CellValue, readXlsx } from 'hucre/xlsx';
import type { CsvBatch } from '../exchange/csv.ts';
import { DomainError, label } from '../problems.ts';
import type { Dictionary, Variable } from './dictionary.ts';
import type { MicrodataRows } from './tabulate.ts';

const BATCH = 4096;

type Values = readonly (readonly CellValue[])[];

export async function readWorkbookMicrodata(
  bytes: Uint8Array,
  dictionary: Dictionary,
): Promise<MicrodataRows> {
  const { rows, cells } = await firstSheet(bytes);
  const [top, ...below] = rows;
  const header = headerOf(top ?? []);
  const records = withoutEmptyEnd(below);
  if (records.length === 0) throw new DomainError('csv-no-rows');
  refuseComputed(cells, dictionary, header);
  return { header, batches: batchesOf(records, header, dictionary) };
}

async function firstSheet(
  bytes: Uint8Array,
): Promise<{ rows: Values; cells: ReadonlyMap<string, Cell> | undefined }> {
  try {
    const { sheets } = await readXlsx(bytes, { sheets: [0] });
    return { rows: sheets[0]?.rows ?? [], cells: sheets[0]?.cells };
  } catch {
    // What the library says of a broken file may repeat a cell of it.
    throw new DomainError('workbook-not-readable');
  }
}

function headerOf(top: readonly CellValue[]): string[] {
  // The library makes all rows as long as the longest.
  const names = top.slice(0, top.findLastIndex((cell) => !isEmpty(cell)) + 1);
  if (names.length === 0 || names.some((cell) => typeof cell !== 'string'))
    throw new DomainError('workbook-not-readable');
  return names as string[];
}

const isEmpty = (cell: CellValue | undefined): boolean => cell === null || cell === undefined || cell === '';

function withoutEmptyEnd(rows: Values): Values {
  const last = rows.findLastIndex((row) => row.some((cell) => !isEmpty(cell)));
  return rows.slice(0, last + 1);
}

function refuseComputed(
  cells: ReadonlyMap<string, Cell> | undefined,
  dictionary: Dictionary,
  header: readonly string[],
): void {
  for (const [at, { type, formula }] of cells ?? []) {
    if (type !== 'error' && type !== 'formula' && formula === undefined) continue;
    const [row, column] = at.split(',').map(Number);
    if (row === 0) throw new DomainError('workbook-not-readable');
    throw new DomainError('workbook-cell-formula', place(row!, column!, dictionary, header));
  }
}

function place(row: number, at: number, { variables }: Dictionary, header: readonly string[]) {
  const named = variables.find(({ name }) => name === header[at]);
  return { row, column: at + 1, ...(named === undefined ? {} : { variable: label(named.name) }) };
}

async function* batchesOf(
  records: Values,
  header: readonly string[],
  dictionary: Dictionary,
): AsyncGenerator<CsvBatch> {
  const variables = header.map((name) => dictionary.variables.find((each) => each.name === name));
  const missing = variables.map((each) => new Set(each?.missing.map(({ code }) => code) ?? []));
  for (let from = 0; from < records.length; from += BATCH)
    yield {
      firstRow: from + 1,
      rows: records.slice(from, from + BATCH).map((cells, i) => {
        const row = from + 1 + i;
        const extra = cells.findLastIndex((cell) => !isEmpty(cell));
        if (extra >= header.length)
          throw new DomainError('csv-column-count', { row, expected: header.length, found: extra + 1 });
        return header.map((_, at) => {
          const text = textOf(cells[at] ?? null, variables[at], missing[at]!);
          if (text !== null) return text;
          throw new DomainError('workbook-cell-type', {
            ...place(row, at, dictionary, header),
            expected: label(variables[at]?.type === 'number' ? 'number' : 'text'),
            found: label(kindOf(cells[at] ?? null)),
          });
        });
      }),
    };
}

/** The cell as its text, or null where its type does not fit the variable. */
function textOf(
  cell: CellValue,
  variable: Variable | undefined,
  missing: ReadonlySet<string>,
): string | null {
  if (isEmpty(cell)) return '';
  if (variable?.type === 'number') {
    if (typeof cell === 'number') return String(cell);
    return typeof cell === 'string' && missing.has(cell) ? cell : null;
  }
  return typeof cell === 'string' ? cell : null;
}

function kindOf(cell: CellValue): string {
  return cell instanceof Date
    ? 'date'
    : cell === null
      ? 'empty'
      : typeof cell === 'string'
        ? 'text'
        : typeof cell;
}
