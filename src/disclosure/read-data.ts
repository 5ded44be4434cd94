/**
 * DATA into cells: rows are inner cells or records, equal rows add up, rows with `Total` are margins.
 *
 * Edge:   `Total` must stand in all finer levels of a dimension too. Margin rows are not added, but their value must
 *         equal the sum of the inner cells below them (counts exactly; weighted counts within half a unit, since
 *         margins of other systems are rounded on their own).
 * Leaks:  refusals name rows, columns, codes of classifications and sums; a row's other contents never.
 * Cost:   one pass over the rows; memory for the distinct inner cells only.
 * Throws: `disclosure-column-missing`, `disclosure-code`, `disclosure-not-a-count`, `disclosure-margin-differs`,
 *         `disclosure-margin-unknown`, `disclosure-too-many-cells`.
 */
import { DomainError, label } from '../problems.ts';
import { type CellSpace, cellAt, cellSpace, codesOf, sumMargins } from './cells.ts';
import { type CountTable, wholeUnits } from './count-table.ts';
import { depthFirst, dimensionOf } from './dimension.ts';
import { LevelCodes } from './level-codes.ts';
import type { DisclosureSpec } from './spec.ts';

/** Rows as src/exchange/csv.ts reads them; `firstRow` is the data row of `rows[0]`, from 1. */
export interface RowBatch {
  readonly firstRow: number;
  readonly rows: readonly (readonly string[])[];
}

interface Columns {
  readonly levels: readonly (readonly number[])[];
  readonly value: number | null;
  readonly contributors: number | null;
  readonly cost: number | null;
  readonly given: ReadonlyMap<string, number>;
}

interface MarginRow {
  readonly row: number;
  readonly codes: readonly string[];
  readonly value: number;
  readonly flags: readonly boolean[];
}

/** Distinct inner cells met so far, by their codes. */
interface Inner {
  readonly codes: readonly string[];
  value: number;
  contributors: number;
  cost: number;
  readonly flags: boolean[];
}

export async function readCountTable(
  spec: DisclosureSpec,
  header: readonly string[],
  batches: AsyncIterable<RowBatch> | Iterable<RowBatch>,
): Promise<CountTable> {
  const columns = columnsOf(spec, header);
  const levels = spec.dimensions.map((dimension) => new LevelCodes(dimension.name, dimension.levels));
  const inner = new Map<string, Inner>();
  const margins: MarginRow[] = [];
  for await (const batch of batches)
    for (const [at, cells] of batch.rows.entries())
      takeRow(spec, columns, levels, cells, batch.firstRow + at, inner, margins);
  const space = cellSpace(levels.map((each) => dimensionOf(each.name, depthFirst(each.parents))));
  return assemble(spec, space, [...inner.values()], margins, [...columns.given.keys()]);
}

function takeRow(
  spec: DisclosureSpec,
  columns: Columns,
  levels: readonly LevelCodes[],
  cells: readonly string[],
  row: number,
  inner: Map<string, Inner>,
  margins: MarginRow[],
): void {
  const paths = columns.levels.map((each) => each.map((column) => cells[column]!));
  const codes = levels.map((each, d) => each.lowest(paths[d]!, row, columns.levels[d]!));
  const count = 'value' in spec.measure ? weightedCount : wholeCount;
  const value = columns.value === null ? 1 : count(cells[columns.value]!, row, columns.value);
  const flags = [...columns.given.values()].map((column) => flag(cells[column]!, row, column));
  if (levels.some((each, d) => each.isMargin(paths[d]!))) {
    margins.push({ row, codes, value, flags });
    return;
  }
  for (const [d, each] of levels.entries()) each.add(paths[d]!, row, columns.levels[d]!);
  const contributors =
    columns.contributors === null
      ? 'value' in spec.measure
        ? 1
        : value
      : wholeCount(cells[columns.contributors]!, row, columns.contributors);
  const cost = columns.cost === null ? 0 : weightedCount(cells[columns.cost]!, row, columns.cost);
  const key = JSON.stringify(codes);
  const found = inner.get(key);
  if (found === undefined) {
    inner.set(key, { codes, value, contributors, cost, flags });
    return;
  }
  found.value += value;
  found.contributors += contributors;
  found.cost += cost;
  flags.forEach((set, i) => {
    found.flags[i] ||= set;
  });
}

function columnsOf(spec: DisclosureSpec, header: readonly string[]): Columns {
  const column = (name: string): number => {
    const at = header.indexOf(name);
    if (at < 0) throw new DomainError('disclosure-column-missing', { column: label(name) });
    return at;
  };
  const optional = (name: string | undefined): number | null => (name === undefined ? null : column(name));
  const { measure } = spec;
  const given = spec.primary.flatMap((rule) => (rule.rule === 'given' ? [rule.column] : []));
  return {
    levels: spec.dimensions.map((dimension) => dimension.levels.map(column)),
    value: optional('value' in measure ? measure.value : measure.frequency),
    contributors: optional('value' in measure ? measure.contributors : undefined),
    cost: optional(typeof spec.cost === 'object' ? spec.cost.column : undefined),
    given: new Map(given.map((name) => [name, column(name)])),
  };
}

function assemble(
  spec: DisclosureSpec,
  space: CellSpace,
  inner: readonly Inner[],
  margins: readonly MarginRow[],
  flagColumns: readonly string[],
): CountTable {
  const weighted = 'value' in spec.measure;
  const raw = new Float64Array(space.size);
  const contributors = new Float64Array(space.size);
  const cost = new Float64Array(space.size);
  const present = new Float64Array(space.size);
  const given = new Map(flagColumns.map((name) => [name, new Uint8Array(space.size)]));
  const mark = (cell: number, flags: readonly boolean[]) =>
    flagColumns.forEach((name, i) => {
      if (flags[i]) given.get(name)![cell] = 1;
    });
  for (const each of inner) {
    const cell = cellOf(space, each.codes);
    raw[cell] = each.value;
    contributors[cell] = each.contributors;
    cost[cell] = each.cost;
    present[cell] = 1;
    mark(cell, each.flags);
  }
  for (const values of [raw, contributors, cost, present]) sumMargins(space, values);
  for (const margin of margins) mark(checkedMargin(space, raw, margin, weighted), margin.flags);
  return {
    space,
    value: weighted ? wholeUnits(space, raw) : raw,
    contributors,
    weighted,
    given,
    ...(typeof spec.cost === 'object' ? { cost } : {}),
    ...(spec.absent === 'structural'
      ? { structural: Uint8Array.from(present, (cells) => (cells === 0 ? 1 : 0)) }
      : {}),
  };
}

function cellOf(space: CellSpace, codes: readonly string[]): number {
  return cellAt(
    space,
    codes.map((code, d) => space.dimensions[d]!.nodeOf.get(code)!),
  );
}

function checkedMargin(space: CellSpace, values: Float64Array, margin: MarginRow, weighted: boolean): number {
  const unknown = margin.codes.findIndex((code, d) => !space.dimensions[d]!.nodeOf.has(code));
  if (unknown >= 0)
    throw new DomainError('disclosure-margin-unknown', {
      row: margin.row,
      dimension: label(space.dimensions[unknown]!.name),
    });
  const cell = cellOf(space, margin.codes);
  const sum = values[cell]!;
  const allowed = weighted ? 0.5 + 1e-9 * Math.abs(sum) : 0;
  if (Math.abs(sum - margin.value) > allowed)
    throw new DomainError('disclosure-margin-differs', {
      row: margin.row,
      codes: codesOf(space, cell).map(label),
      stated: margin.value,
      sum,
    });
  return cell;
}

function wholeCount(text: string, row: number, column: number): number {
  if (!/^\d{1,15}$/.test(text)) throw new DomainError('disclosure-not-a-count', { row, column: column + 1 });
  return Number(text);
}

function weightedCount(text: string, row: number, column: number): number {
  if (!/^\d{1,15}(\.\d{1,20})?([eE][+-]?\d{1,2})?$/.test(text))
    throw new DomainError('disclosure-not-a-count', { row, column: column + 1 });
  return Number(text);
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
  ['', false],
]);

function flag(text: string, row: number, column: number): boolean {
  const found = FLAGS.get(text.toLowerCase());
  if (found === undefined) throw new DomainError('disclosure-not-a-flag', { row, column: column + 1 });
  return found;
}
