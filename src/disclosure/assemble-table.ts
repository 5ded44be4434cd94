/** The cells of a table from its inner cells, margins checked against them and never changed to fit. */
import { DomainError, label } from '../problems.ts';
import { statedMargins } from './additivity.ts';
import { type CellSpace, cellAt, cellSpace, nodeAt, sumMargins } from './cells.ts';
import type { ContributionStore } from './contribution-store.ts';
import { type CountTable, wholeUnits } from './count-table.ts';
import { flagColumns } from './data-columns.ts';
import type { Decimal } from './decimal.ts';
import type { Dimension } from './dimension.ts';
import type { DisclosureSpec } from './spec.ts';

/** A distinct inner cell of the data. */
export interface Inner {
  /** Order of appearance. */
  readonly number: number;
  readonly codes: readonly string[];
  count: number;
  contributors: number;
  cost: number;
  preference: number;
  readonly flags: boolean[];
}

export interface MarginRow extends Marked {
  readonly row: number;
  readonly codes: readonly string[];
  readonly value: Decimal;
}

interface Marked {
  readonly flags: readonly boolean[];
  readonly preference: number;
}

/** @throws {DomainError} `disclosure-margin-differs`, `disclosure-margin-unknown`, `disclosure-too-many-cells`. */
export function assembleTable(
  spec: DisclosureSpec,
  dimensions: readonly Dimension[],
  inner: readonly Inner[],
  margins: readonly MarginRow[],
  store: ContributionStore | null,
): CountTable {
  const space = cellSpace(dimensions);
  const cells = Int32Array.from(inner, (each) => cellOf(space, each.codes));
  const filled = (of: (each: Inner) => number): Float64Array => {
    const values = new Float64Array(space.size);
    inner.forEach((each, i) => {
      values[cells[i]!] = of(each);
    });
    sumMargins(space, values);
    return values;
  };
  const values =
    spec.measure.type === 'magnitude' ? magnitudes(spec, space, cells, store!) : counts(spec, space, filled);
  const marginCells = margins.map((margin) => knownMargin(space, margin));
  const stated = statedMargins(spec, space, values, marginCells, margins);
  return {
    space,
    value: values.value,
    decimals: values.decimals,
    weighted: values.weighted,
    ...stated,
    contributors: filled((each) => each.contributors),
    ...(store === null ? {} : contributorsOf(spec, space, cells, store, values.decimals)),
    ...markedCells(spec, space, [cells, marginCells], [inner, margins]),
    ...(typeof spec.cost === 'object' && 'column' in spec.cost ? { cost: filled((each) => each.cost) } : {}),
    ...(spec.absent === 'structural'
      ? {
          structural: Uint8Array.from(
            filled(() => 1),
            (n) => (n === 0 ? 1 : 0),
          ),
        }
      : {}),
  };
}

interface Values {
  /** Sums as the data give them, in published units. */
  readonly raw: Float64Array;
  /** Whole units of 10 ** -decimals, additive. */
  readonly value: Float64Array;
  readonly decimals: number;
  readonly weighted: boolean;
}

function counts(
  spec: DisclosureSpec,
  space: CellSpace,
  filled: (of: (each: Inner) => number) => Float64Array,
): Values {
  const raw = filled((each) => each.count);
  const weighted = 'value' in spec.measure;
  return { raw, value: weighted ? wholeUnits(space, raw) : raw, decimals: 0, weighted };
}

function magnitudes(
  spec: DisclosureSpec,
  space: CellSpace,
  cells: Int32Array,
  store: ContributionStore,
): Values {
  const measure = spec.measure as DisclosureSpec['measure'] & { type: 'magnitude' };
  const decimals = measure.decimals ?? store.decimals;
  const raw = new Float64Array(space.size);
  store.sums(cells.length).forEach((sum, i) => {
    raw[cells[i]!] = sum * 10 ** (decimals - store.decimals);
  });
  const value = wholeUnits(space, raw);
  sumMargins(space, raw);
  const largest = value.reduce((most, each) => Math.max(most, Math.abs(each)), 0);
  if (!Number.isSafeInteger(largest)) throw new DomainError('disclosure-too-precise', { decimals });
  return { raw, value, decimals, weighted: Boolean(measure.weight) };
}

/** Contributors counted by name over every set of inner cells, and what they contribute. */
function contributorsOf(
  spec: DisclosureSpec,
  space: CellSpace,
  cells: Int32Array,
  store: ContributionStore,
  decimals: number,
): Pick<
  CountTable,
  'contributors' | 'sharedContributors' | 'contributionsOf' | 'sumsOf' | 'contributionUnits' | 'signed'
> {
  const below = innerBelow(space, cells);
  const ranking = store.ranking(cells.length, 'weights' in spec.measure ? spec.measure.weights : 'expanded');
  const contributors = Float64Array.from(below, (inner) => ranking.count(inner));
  const shared = {
    contributors,
    sharedContributors: true,
    sumsOf: (cell: number) => ranking.sumsOf(below[cell]!),
  };
  if (spec.measure.type !== 'magnitude') return shared;
  return {
    ...shared,
    contributionsOf: (cell) => ranking.of(below[cell]!),
    contributionUnits: 10 ** (store.decimals - decimals),
    signed: spec.measure.negative,
  };
}

/** For every cell the inner cells of the data that it sums. Cost: inner cells x the product of their depths. */
function innerBelow(space: CellSpace, cells: Int32Array): number[][] {
  const above = space.dimensions.map((dimension) => {
    const all: number[][] = [];
    const visit = (node: number): Set<number> =>
      new Set([node, ...dimension.above[node]!.flatMap((each) => [...visit(each)])]);
    for (let node = 0; node < dimension.codes.length; node++) all.push([...visit(node)]);
    return all;
  });
  const below: number[][] = Array.from({ length: space.size }, () => []);
  cells.forEach((cell, i) => {
    let sums = [0];
    space.dimensions.forEach((_, d) => {
      const nodes = above[d]![nodeAt(space, cell, d)]!;
      sums = sums.flatMap((sum) => nodes.map((node) => sum + node * space.strides[d]!));
    });
    for (const sum of sums) below[sum]!.push(i);
  });
  return below;
}

/** Flags and preferences of rows, a margin's its own. */
function markedCells(
  spec: DisclosureSpec,
  space: CellSpace,
  cells: readonly [ArrayLike<number>, ArrayLike<number>],
  rows: readonly [readonly Marked[], readonly Marked[]],
): Pick<CountTable, 'given' | 'published' | 'forced' | 'preference'> {
  const flags = new Map(flagColumns(spec).map((name) => [name, new Uint8Array(space.size)]));
  const preference = new Float64Array(space.size).fill(1);
  for (const [kind, list] of rows.entries())
    for (const [i, row] of list.entries()) {
      const cell = cells[kind]![i]!;
      preference[cell] = row.preference;
      [...flags.values()].forEach((marks, at) => {
        if (row.flags[at]) marks[cell] = 1;
      });
    }
  const given = spec.primary.flatMap((rule) => (rule.rule === 'given' ? [rule.column] : []));
  const { published, forced } = spec;
  return {
    given: new Map(given.map((name) => [name, flags.get(name)!])),
    ...(published === undefined ? {} : { published: flags.get(published)! }),
    ...(forced === undefined ? {} : { forced: flags.get(forced)! }),
    ...(spec.preference === undefined ? {} : { preference }),
  };
}

function cellOf(space: CellSpace, codes: readonly string[]): number {
  return cellAt(
    space,
    codes.map((code, d) => space.dimensions[d]!.nodeOf.get(code)!),
  );
}

function knownMargin(space: CellSpace, { codes, row }: MarginRow): number {
  const unknown = codes.findIndex((code, d) => !space.dimensions[d]!.nodeOf.has(code));
  if (unknown >= 0)
    throw new DomainError('disclosure-margin-unknown', {
      row,
      dimension: label(space.dimensions[unknown]!.name),
    });
  return cellOf(space, codes);
}
