/**
 * Which categories to merge to lose less: pairs of sibling codes without codes below them, each tried by merging the
 * two and applying the primary rules again.
 *
 * What is counted is exact (unsafe cells of the merged table); what a new protection would hide is not computed,
 * since it would be another table for somebody to ask for and to judge.
 * Edge:   null where it is not worked out: for a table with further hierarchies, where two codes may stand in different
 *         groups, and for a large one of holdings or magnitudes, whose contributors are joined by name.
 *         Of siblings with more than `NEIGHBOURS_ONLY` codes only neighbours and the smallest two are tried.
 * Deterministic: by unsafe cells left, then dimension, then order of codes.
 * Cost:   tried pairs x the rules' cost on a table that is a little smaller.
 */
import { type CellSpace, cellSpace, nodeAt } from '../cells.ts';
import { ranked, sumsTogether } from '../contribution-sums.ts';
import type { CountTable } from '../count-table.ts';
import { type Dimension, dimensionOf, isLeaf } from '../dimension.ts';
import { unsafeCells } from '../rules/index.ts';
import type { Rule } from '../spec.ts';

export interface Merge {
  readonly dimension: string;
  /** Two sibling codes. */
  readonly codes: readonly [string, string];
  /** Unsafe cells of the table with the two as one, and cells that the table then has. */
  readonly unsafe: number;
  readonly cells: number;
}

const NEIGHBOURS_ONLY = 8;
/** Pairs tried in all, and cells x pairs, so that large tables stay affordable. */
const MOST_PAIRS = 120;
const MOST_WORK = 20_000_000;

/** Cells of a table whose contributors are joined by name, and pairs tried of it, at most. */
const MOST_NAMED = { cells: 2_000, pairs: 12 };

/** The merges that leave the fewest unsafe cells; only such as leave fewer than now, best first. */
export function merges(table: CountTable, rules: readonly Rule[], most = 5): Merge[] | null {
  const limits = limitsOf(table);
  if (limits === null) return null;
  const now = unsafeCells(table, rules).cells.length;
  if (now === 0) return [];
  const pairs = table.space.dimensions.flatMap((dimension, d) =>
    pairsOf(table, dimension, d).map(([a, b]) => ({ d, a, b })),
  );
  return pairs
    .slice(0, limits.pairs)
    .map(({ d, a, b }): Merge => {
      const merged = mergedTable(table, d, a, b);
      const { name, codes } = table.space.dimensions[d]!;
      const unsafe = unsafeCells(merged, rules).cells.length;
      return { dimension: name, codes: [codes[a]!, codes[b]!], unsafe, cells: merged.space.size };
    })
    .filter((merge) => merge.unsafe < now)
    .sort((x, y) => x.unsafe - y.unsafe)
    .slice(0, most);
}

function limitsOf(table: CountTable): { readonly pairs: number } | null {
  const { space, contributionsOf, sharedContributors, sumsOf } = table;
  if (space.dimensions.some((dimension) => dimension.alternatives.length > 0)) return null;
  if (contributionsOf === undefined && sharedContributors !== true)
    return { pairs: Math.min(MOST_PAIRS, Math.floor(MOST_WORK / space.size)) };
  return sumsOf === undefined || space.size > MOST_NAMED.cells ? null : MOST_NAMED;
}

/** Sibling leaves to try, smallest sum first, so that a cut-off list holds those most likely to help. */
function pairsOf(table: CountTable, dimension: Dimension, d: number): [number, number][] {
  const stride = table.space.strides[d]!;
  const size = (node: number) => table.contributors[node * stride]!;
  const pairs: [number, number][] = [];
  for (let parent = 0; parent < dimension.codes.length; parent++) {
    const children = dimension.child.subarray(dimension.childStart[parent], dimension.childStart[parent + 1]);
    const leaves = Array.from(children).filter((node) => isLeaf(dimension, node));
    if (children.length < 3 || leaves.length < 2) continue;
    const near = leaves.slice(1).map((node, i): [number, number] => [leaves[i]!, node]);
    pairs.push(...(leaves.length > NEIGHBOURS_ONLY ? near : everyPair(leaves)));
    const [a, b] = [...leaves].sort((x, y) => size(x) - size(y) || x - y) as [number, number];
    const smallest: [number, number] = a < b ? [a, b] : [b, a];
    if (!pairs.some((pair) => pair[0] === smallest[0] && pair[1] === smallest[1])) pairs.push(smallest);
  }
  return pairs.sort((x, y) => size(x[0]) + size(x[1]) - size(y[0]) - size(y[1]));
}

function everyPair(nodes: readonly number[]): [number, number][] {
  return nodes.flatMap((a, i) => nodes.slice(i + 1).map((b): [number, number] => [a, b]));
}

/** `table` with nodes `a` < `b` of dimension `d` as one, which keeps the place and code of `a`. */
function mergedTable(table: CountTable, d: number, a: number, b: number): CountTable {
  const from = table.space;
  const space = cellSpace(from.dimensions.map((each, e) => (e === d ? without(each, b) : each)));
  const sum = (values: Float64Array) => {
    const result = new Float64Array(space.size);
    for (let cell = 0; cell < from.size; cell++) result[place(from, space, d, a, b, cell)]! += values[cell]!;
    return result;
  };
  const flags = (marks: Uint8Array, both: boolean) => {
    const result = new Uint8Array(space.size).fill(both ? 1 : 0);
    for (let cell = 0; cell < from.size; cell++) {
      const to = place(from, space, d, a, b, cell);
      result[to] = both ? result[to]! & marks[cell]! : result[to]! | marks[cell]!;
    }
    return result;
  };
  return {
    ...table,
    space,
    value: sum(table.value),
    contributors: sum(table.contributors),
    ...byName(
      table,
      sourcesOf(from, space, (cell) => place(from, space, d, a, b, cell)),
    ),
    given: new Map([...table.given].map(([column, marks]) => [column, flags(marks, false)])),
    ...(table.structural ? { structural: flags(table.structural, true) } : {}),
    ...(table.withheld ? { withheld: flags(table.withheld, true) } : {}),
    ...(table.published ? { published: flags(table.published, true) } : {}),
    ...(table.forced ? { forced: flags(table.forced, true) } : {}),
  };
}

/** For each cell of the merged table the one or two it is made of. */
function sourcesOf(from: CellSpace, to: CellSpace, placeOf: (cell: number) => number): number[][] {
  const sources: number[][] = Array.from({ length: to.size }, () => []);
  for (let cell = 0; cell < from.size; cell++) sources[placeOf(cell)]!.push(cell);
  return sources;
}

/** Contributors joined by name, where the table has names. */
function byName(table: CountTable, sources: readonly (readonly number[])[]): Partial<CountTable> {
  const { sumsOf, contributionsOf, contributors } = table;
  if (sumsOf === undefined) return {};
  const together = (own: readonly number[]) => sumsTogether(own.map(sumsOf));
  const weights = contributionsOf?.(0).weights ?? 'expanded';
  return {
    contributors: Float64Array.from(sources, (own) =>
      own.length === 1 ? contributors[own[0]!]! : together(own).size,
    ),
    ...(contributionsOf === undefined
      ? {}
      : {
          contributionsOf: (cell) => {
            const own = sources[cell]!;
            return own.length === 1 ? contributionsOf(own[0]!) : ranked(together(own).values(), weights);
          },
        }),
  };
}

function without(dimension: Dimension, node: number): Dimension {
  const nodes = dimension.codes.map((code, at) => ({
    code,
    parent: at === 0 ? null : dimension.codes[dimension.parent[at]!]!,
  }));
  return dimensionOf(
    dimension.name,
    nodes.filter((_, at) => at !== node),
  );
}

/** The cell of the merged table that `cell` adds to; the strides of `to` differ from those of `from` above `d` only. */
function place(from: CellSpace, to: CellSpace, d: number, a: number, b: number, cell: number): number {
  const node = nodeAt(from, cell, d);
  const kept = node === b ? a : node > b ? node - 1 : node;
  const stride = from.strides[d]!;
  const above = Math.floor(cell / (stride * from.dimensions[d]!.codes.length));
  return above * stride * to.dimensions[d]!.codes.length + kept * stride + (cell % stride);
}
