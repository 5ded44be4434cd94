/** Tables, patterns and slow intruders for the tests of disclosure control. */
import * as fc from 'fast-check';
import { type CellSpace, cellAt, cellSpace, isInner, sumMargins } from '../../src/disclosure/cells.ts';
import type { CountTable } from '../../src/disclosure/count-table.ts';
import { type CodeNode, type Dimension, dimensionOf, isLeaf } from '../../src/disclosure/dimension.ts';
import type { DisclosureFiles } from '../../src/disclosure/outputs.ts';
import type { Solver } from '../../src/disclosure/solver.ts';

/** A dimension of leaves under `Total`, or of groups of leaves: `[2, 3]` is two leaves below A and three below B. */
export function tree(name: string, shape: number | readonly number[]): Dimension {
  const nodes: CodeNode[] = [{ code: 'Total', parent: null }];
  if (typeof shape === 'number')
    for (let i = 1; i <= shape; i++) nodes.push({ code: `${name}${i}`, parent: 'Total' });
  else
    shape.forEach((leaves, g) => {
      const group = `${name}${String.fromCharCode(65 + g)}`;
      nodes.push({ code: group, parent: 'Total' });
      for (let i = 1; i <= leaves; i++) nodes.push({ code: `${group}${i}`, parent: group });
    });
  return dimensionOf(name, nodes);
}

function innerCells(space: CellSpace): number[] {
  return Array.from({ length: space.size }, (_, cell) => cell).filter((cell) => isInner(space, cell));
}

/** A count table from the values of its inner cells, in cell order; every unit a contributor. */
export function tableOf(dimensions: readonly Dimension[], inner: readonly number[]): CountTable {
  const space = cellSpace(dimensions);
  const value = new Float64Array(space.size);
  innerCells(space).forEach((cell, i) => {
    value[cell] = inner[i] ?? 0;
  });
  sumMargins(space, value);
  return { space, value, contributors: value, weighted: false, given: new Map() };
}

export function cellOf(space: CellSpace, ...codes: string[]): number {
  return cellAt(
    space,
    codes.map((code, d) => space.dimensions[d]!.nodeOf.get(code)!),
  );
}

/** Shapes of two to four dimensions, some hierarchical, of at most 150 cells. */
const shapes = fc
  .array(
    fc.oneof(
      fc.integer({ min: 2, max: 5 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    ),
    { minLength: 2, maxLength: 4 },
  )
  .map((sizes) => sizes.map((size, d) => tree('abcd'[d]!, size)))
  .filter((dimensions) => dimensions.reduce((product, each) => product * each.codes.length, 1) <= 150);

/** Random tables with many zeros and small counts. */
export const anyTable: fc.Arbitrary<CountTable> = shapes.chain((dimensions) => {
  const leaves = (each: Dimension) => each.codes.filter((_, node) => isLeaf(each, node)).length;
  const inner = dimensions.reduce((product, each) => product * leaves(each), 1);
  const count = fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }) },
    { weight: 4, arbitrary: fc.integer({ min: 5, max: 60 }) },
  );
  return fc.array(count, { minLength: inner, maxLength: inner }).map((values) => tableOf(dimensions, values));
});

/**
 * Runs of a property: `few` by default; with SLOW=1, as before every merge, up to four times as many; all of `many`
 * with SLOW=2, which takes most of an hour (`npm run test:exhaustive`).
 */
export function runs(few: number, many: number): number {
  const slow = process.env['SLOW'];
  if (slow === '2') return many;
  return slow ? Math.min(many, Math.max(1, 4 * few)) : few;
}

/**
 * The intruder written again, slow and plain: every relation of the table as it is, one programme for each end of
 * each asked cell, no witness shared between them, and nothing taken from the engine but the table's codes.
 */
export function intruder(
  solver: Solver,
  table: CountTable,
  hidden: Uint8Array,
  asked: Iterable<number>,
): Map<number, [number, number]> {
  const { space } = table;
  const unknown = [...hidden.keys()].filter((cell) => hidden[cell]);
  const column = new Map(unknown.map((cell, i) => [cell, i]));
  const rows: { right: number; entries: [number, number][] }[] = [];
  space.dimensions.forEach((dimension, d) => {
    for (let cell = 0; cell < space.size; cell++) {
      const node = Math.floor(cell / space.strides[d]!) % dimension.codes.length;
      const below = [...dimension.parent.keys()].filter((child) => dimension.parent[child] === node);
      if (below.length === 0) continue;
      const row = { right: 0, entries: [] as [number, number][] };
      const take = (member: number, sign: number) => {
        const at = column.get(member);
        if (at === undefined) row.right -= sign * table.value[member]!;
        else row.entries.push([at, sign]);
      };
      take(cell, -1);
      for (const child of below) take(cell + (child - node) * space.strides[d]!, 1);
      if (row.entries.length > 0) rows.push(row);
    }
  });
  const right = Float64Array.from(rows, (row) => row.right);
  let entries = 0;
  const model = solver.open({
    columns: unknown.length,
    rows: rows.length,
    cost: new Float64Array(unknown.length),
    lower: new Float64Array(unknown.length),
    upper: new Float64Array(unknown.length).fill(Number.POSITIVE_INFINITY),
    rowLower: right,
    rowUpper: right,
    start: Int32Array.from([0, ...rows.map((row) => (entries += row.entries.length))]),
    index: Int32Array.from(rows.flatMap((row) => row.entries.map(([i]) => i))),
    value: Float64Array.from(rows.flatMap((row) => row.entries.map(([, sign]) => sign))),
  });
  const end = (at: number, sense: 'minimise' | 'maximise'): number => {
    const cost = new Float64Array(unknown.length);
    cost[at] = 1;
    const solution = model.solve(cost, sense);
    if (solution.status === 'unbounded') return Number.POSITIVE_INFINITY;
    if (solution.status !== 'optimal') throw new Error(`the intruder's programme is ${solution.status}`);
    return solution.objective;
  };
  const bounds = new Map<number, [number, number]>();
  for (const cell of asked) {
    const at = column.get(cell);
    const known = table.value[cell]!;
    bounds.set(cell, at === undefined ? [known, known] : [end(at, 'minimise'), end(at, 'maximise')]);
  }
  model.close();
  return bounds;
}

/** Every whole-number table of two flat dimensions that fits what is published, counted through. */
export function enumerate(table: CountTable, hidden: Uint8Array, most: number): number[][] {
  const { space } = table;
  const inner = innerCells(space);
  const found: number[][] = [];
  const values = new Float64Array(space.size);
  const fits = () => {
    const all = values.slice();
    sumMargins(space, all);
    return all.every((value, cell) => hidden[cell] || value === table.value[cell]) ? [...all] : null;
  };
  const fill = (at: number): void => {
    if (at === inner.length) {
      const all = fits();
      if (all) found.push(all);
      return;
    }
    const cell = inner[at]!;
    const [from, to] = hidden[cell] ? [0, most] : [table.value[cell]!, table.value[cell]!];
    for (let value = from; value <= to; value++) {
      values[cell] = value;
      fill(at + 1);
    }
  };
  fill(0);
  return found;
}

export interface Certified extends DisclosureFiles {
  readonly certificate: string;
  readonly officerCertificate: string;
}

/** The files of a table of which both certificates were found. */
export function certified(files: DisclosureFiles): Certified {
  const { certificate, officerCertificate } = files;
  if (certificate === null || officerCertificate === null) throw new Error('a certificate was not found');
  return { ...files, certificate, officerCertificate };
}
