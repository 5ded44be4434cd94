/** anonlink's greedy solver, for two or more files. */
import type { CandidatePairs } from '../compare/clk-column.ts';

/** Candidate pairs of two of the files; `fileA` < `fileB`. */
export interface FilePairs {
  readonly fileA: number;
  readonly fileB: number;
  readonly pairs: CandidatePairs;
}

/** One row of one file. */
export type FileRow = readonly [file: number, row: number];

/** One scored pair of rows, as anonlink writes it. */
export type ScoredPair = readonly [FileRow, FileRow, number];

/**
 * All pairs in anonlink's order: score downwards, then the files, then the rows.
 * Cost: n log n for n pairs.
 */
export function* scoredPairs(parts: readonly FilePairs[]): Generator<ScoredPair> {
  const starts: number[] = [0];
  for (const { pairs } of parts) starts.push(starts.at(-1)! + pairs.a.length);
  const count = starts.at(-1)!;
  const part = new Uint32Array(count);
  const a = new Uint32Array(count);
  const b = new Uint32Array(count);
  const score = new Float64Array(count);
  const inFileOrder = parts
    .map((_, p) => p)
    .sort((x, y) => parts[x]!.fileA - parts[y]!.fileA || parts[x]!.fileB - parts[y]!.fileB);
  for (const [place, p] of inFileOrder.entries()) {
    const from = starts[p]!;
    part.fill(place, from, starts[p + 1]!);
    a.set(parts[p]!.pairs.a, from);
    b.set(parts[p]!.pairs.b, from);
    score.set(parts[p]!.pairs.score, from);
  }
  const order = Uint32Array.from({ length: count }, (_, k) => k).sort(
    (x, y) => score[y]! - score[x]! || part[x]! - part[y]! || a[x]! - a[y]! || b[x]! - b[y]!,
  );
  for (const k of order) {
    const { fileA, fileB } = parts[inFileOrder[part[k]!]!]!;
    yield [[fileA, a[k]!], [fileB, b[k]!], score[k]!];
  }
}

/** Rows grouped so far, with the pairs seen between this group and others. */
interface Group {
  readonly rows: FileRow[];
  readonly seen: Map<Group, number>;
}

/**
 * Groups of rows that are one person, as anonlink's `greedy_solve` finds them: pairs are taken in its order, and
 * two groups are merged when, and only when, every pair across them has been seen. As rows of one file are
 * never compared, a group holds at most one row of each file.
 *
 * Shape: groups of two or more rows, rows by file; groups by their first row.
 * Cost:  n log n for n pairs; memory about 100 bytes a row that is in a pair.
 * Source: anonlink 0.15.3, `anonlink.solving.greedy_solve`.
 */
export function greedyGroups(parts: readonly FilePairs[]): FileRow[][] {
  const groupOf = new Map<string, Group>();
  const find = (row: FileRow): Group => {
    const key = row.join(' ');
    let group = groupOf.get(key);
    if (!group) {
      group = { rows: [row], seen: new Map() };
      groupOf.set(key, group);
    }
    return group;
  };
  for (const [rowA, rowB] of scoredPairs(parts)) {
    const [x, y] = [find(rowA), find(rowB)];
    if (x === y) continue;
    const seen = (x.seen.get(y) ?? 0) + 1;
    x.seen.set(y, seen);
    y.seen.set(x, seen);
    if (seen === x.rows.length * y.rows.length) merge(x, y, groupOf);
  }
  const groups = [...new Set(groupOf.values())].filter((group) => group.rows.length > 1);
  return groups.map(({ rows }) => rows.sort(byRow)).sort((x, y) => byRow(x[0]!, y[0]!));
}

const byRow = (x: FileRow, y: FileRow): number => x[0] - y[0] || x[1] - y[1];

function merge(into: Group, from: Group, groupOf: Map<string, Group>): void {
  for (const row of from.rows) {
    into.rows.push(row);
    groupOf.set(row.join(' '), into);
  }
  into.seen.delete(from);
  for (const [other, seen] of from.seen) {
    other.seen.delete(from);
    if (other === into) continue;
    const both = (into.seen.get(other) ?? 0) + seen;
    into.seen.set(other, both);
    other.seen.set(into, both);
  }
}
