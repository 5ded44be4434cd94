/**
 * DATA into cells: rows are inner cells or records, equal rows add up, rows with `Total` are margins.
 *
 * Edge:   a row whose finest level is `Total` is a margin: of the finest code of its levels that is not `Total`, or
 *         where all are, of a further hierarchy's. Margin rows are not added, but their value must equal the sum of
 *         the cells below them, within the tolerance that the spec states (assemble-table.ts).
 * Leaks:  refusals name rows, columns, codes of classifications and sums; a row's other contents never.
 * Cost:   one pass over the rows; memory for the distinct inner cells, and for magnitudes 25 bytes a record and one
 *         text for each contributor.
 * Throws: `disclosure-column-missing`, `disclosure-code`, `disclosure-not-a-count`, `disclosure-not-a-magnitude`,
 *         `disclosure-margin-differs`, `disclosure-margin-unknown`, `disclosure-too-many-cells`.
 */
import { DomainError, label } from '../problems.ts';
import { assembleTable, type Inner, type MarginRow } from './assemble-table.ts';
import { ContributionStore } from './contribution-store.ts';
import type { CountTable } from './count-table.ts';
import {
  columnAt,
  type DataColumns,
  dataColumns,
  factor,
  flag,
  magnitude,
  type Place,
  requestClass,
  weightedCount,
  wholeCount,
} from './data-columns.ts';
import type { Decimal } from './decimal.ts';
import { depthFirst, dimensionOf, TOTAL } from './dimension.ts';
import { LevelCodes } from './level-codes.ts';
import { type LinkedSpec, linkedTable, specOfTable, subject } from './linked-spec.ts';
import type { LinkedTable } from './linked-tables.ts';
import type { DisclosureSpec } from './spec.ts';

/** Rows as src/exchange/csv.ts reads them; `firstRow` is the data row of `rows[0]`, from 1. */
export interface RowBatch {
  readonly firstRow: number;
  readonly rows: readonly (readonly string[])[];
}

export async function readCountTable(
  spec: DisclosureSpec,
  header: readonly string[],
  batches: AsyncIterable<RowBatch> | Iterable<RowBatch>,
): Promise<CountTable> {
  const reading = new Reading(spec, dataColumns(spec, header));
  for await (const batch of batches)
    for (const [at, cells] of batch.rows.entries()) reading.take(cells, batch.firstRow + at);
  return reading.table();
}

/** Several tables from one pass over the same rows; a row outside a table's restrictions is none of its rows. */
export async function readLinkedTables(
  spec: LinkedSpec,
  header: readonly string[],
  batches: AsyncIterable<RowBatch> | Iterable<RowBatch>,
): Promise<LinkedTable[]> {
  const readings = spec.tables.map((each, t) => {
    const own = specOfTable(spec, t);
    const columns = dataColumns(own, header);
    const where = each.where.map(
      ({ column, in: codes }) => [columnAt(header, column), new Set(codes)] as const,
    );
    return {
      reading: new Reading(own, columns),
      of: subject(own.measure),
      where,
      levels: columns.levels.flat(),
    };
  });
  const margins = [...new Set(readings.flatMap(({ levels }) => levels))];
  for await (const batch of batches)
    for (const [at, cells] of batch.rows.entries()) {
      const margin = margins.find((column) => cells[column] === TOTAL);
      const row = batch.firstRow + at;
      if (margin !== undefined)
        throw new DomainError('disclosure-code', {
          row,
          column: margin + 1,
          found: label('a margin in linked tables'),
        });
      for (const { reading, where } of readings)
        if (where.every(([column, codes]) => codes.has(cells[column]!))) reading.take(cells, row);
    }
  // A filter may leave only whole values to one table: all that sum the same count in the same units.
  const decimalsOf = (of: string) =>
    Math.max(...readings.map((each) => (each.of === of ? each.reading.decimals : 0)));
  return readings.map(({ reading, of }, t) => linkedTable(spec, t, reading.table(decimalsOf(of))));
}

class Reading {
  readonly #spec: DisclosureSpec;
  readonly #columns: DataColumns;
  readonly #levels: readonly LevelCodes[];
  /** For each dimension the codes of its further hierarchies. */
  readonly #groups: readonly (readonly LevelCodes[])[];
  readonly #inner = new Map<string, Inner>();
  readonly #margins: MarginRow[] = [];
  readonly #store: ContributionStore | null;

  constructor(spec: DisclosureSpec, columns: DataColumns) {
    this.#spec = spec;
    this.#columns = columns;
    this.#levels = spec.dimensions.map(({ name, levels }) => new LevelCodes(name, levels.length));
    this.#groups = columns.hierarchies.map((all, d) =>
      all.map((each) => new LevelCodes(spec.dimensions[d]!.name, each.length)),
    );
    const { measure } = spec;
    const contributors = measure.type === 'magnitude' || columns.contributor !== null;
    this.#store = contributors ? new ContributionStore() : null;
  }

  take(cells: readonly string[], row: number): void {
    const { levels, hierarchies } = this.#columns;
    const path = (columns: readonly number[]) => columns.map((column) => cells[column]!);
    const isMargin = levels.some((columns) => cells[columns.at(-1)!] === TOTAL);
    const codes = this.#levels.map((own, d) => {
      const code = own.lowest(path(levels[d]!), row, levels[d]!);
      if (!isMargin || code !== TOTAL) return code;
      const groups = this.#groups[d]!.map((each, h) =>
        each.lowest(path(hierarchies[d]![h]!), row, hierarchies[d]![h]!),
      );
      return groups.find((group) => group !== TOTAL) ?? TOTAL;
    });
    if (isMargin) this.#takeMargin(codes, cells, row);
    else {
      for (const [d, own] of this.#levels.entries()) {
        own.add(path(levels[d]!), row, levels[d]!);
        for (const [h, each] of this.#groups[d]!.entries())
          each.add(path(hierarchies[d]![h]!), row, hierarchies[d]![h]!);
      }
      this.#takeInner(codes, cells, row);
    }
  }

  get decimals(): number {
    return this.#store?.decimals ?? 0;
  }

  /** @param decimals places to count in at least, where values have places. */
  table(decimals = 0): CountTable {
    this.#store?.refine(decimals);
    const dimensions = this.#spec.dimensions.map(({ name, hierarchies = [] }, d) =>
      dimensionOf(
        name,
        depthFirst(this.#levels[d]!.parents),
        this.#groups[d]!.map((each, h) => ({ name: hierarchies[h]!.name, codes: depthFirst(each.parents) })),
      ),
    );
    return assembleTable(this.#spec, dimensions, [...this.#inner.values()], this.#margins, this.#store);
  }

  #takeMargin(codes: readonly string[], cells: readonly string[], row: number): void {
    const { preference } = this.#columns;
    this.#margins.push({
      row,
      codes,
      value: this.#value(cells, row),
      flags: this.#flags(cells, row),
      preference: preference === null ? 1 : this.#read(factor, preference, cells, row),
    });
  }

  #takeInner(codes: readonly string[], cells: readonly string[], row: number): void {
    const columns = this.#columns;
    const value = this.#value(cells, row);
    const weighted = this.#spec.measure.type === 'count' && 'value' in this.#spec.measure;
    const contributors =
      columns.contributors !== null
        ? this.#read(wholeCount, columns.contributors, cells, row)
        : weighted
          ? 1
          : value.digits;
    const cost = columns.cost === null ? 0 : this.#read(weightedCount, columns.cost, cells, row);
    const preference = columns.preference === null ? 1 : this.#read(factor, columns.preference, cells, row);
    const flags = this.#flags(cells, row);
    const key = JSON.stringify(codes);
    const number = this.#inner.get(key)?.number ?? this.#inner.size;
    this.#contribute(number, value, cells, row);
    const count = value.digits / 10 ** value.decimals;
    const found = this.#inner.get(key);
    if (found === undefined) {
      this.#inner.set(key, { number, codes, count, contributors, cost, preference, flags });
      return;
    }
    found.count += count;
    found.contributors += contributors;
    found.cost += cost;
    found.preference = Math.max(found.preference, preference);
    flags.forEach((set, i) => {
      found.flags[i] ||= set;
    });
  }

  #contribute(inner: number, value: Decimal, cells: readonly string[], row: number): void {
    const { contributor, weight, waiver, request } = this.#columns;
    this.#store?.add({
      inner,
      contributor: contributor === null ? null : cells[contributor]!,
      row,
      value,
      weight: weight === null ? 1 : this.#read(factor, weight, cells, row),
      waived: waiver !== null && this.#read(flag, waiver, cells, row),
      request: request === null ? 0 : this.#read(requestClass, request, cells, row),
    });
  }

  #value(cells: readonly string[], row: number): Decimal {
    const { measure } = this.#spec;
    const column = this.#columns.value;
    if (column === null) return { digits: 1, decimals: 0 };
    const place: Place = { text: cells[column]!, row, column };
    if (measure.type === 'magnitude') return magnitude(place, measure.negative);
    return 'value' in measure
      ? { digits: weightedCount(place), decimals: 0 }
      : { digits: wholeCount(place), decimals: 0 };
  }

  #flags(cells: readonly string[], row: number): boolean[] {
    return Array.from(this.#columns.flags.values(), (column) => this.#read(flag, column, cells, row));
  }

  #read<Out>(as: (place: Place) => Out, column: number, cells: readonly string[], row: number): Out {
    return as({ text: cells[column]!, row, column });
  }
}
