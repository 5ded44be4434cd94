/** The exact stage's part of `decide`: its docstring holds the rules. */
import type { ClkColumn } from '../compare/clk-column.ts';
import { scoreOfRows } from '../compare/kernel.ts';
import type { Metric } from '../compare/metric.ts';
import { type ExactColumn, type ExactMatches, indexTokens } from '../exact/exact-stage.ts';
import type { RowIndex } from '../exact/row-index.ts';
import type { Link } from './link-result.ts';
import { AMBIGUOUS, LINKED, type RowBook } from './row-book.ts';

/** One file while links are decided. */
export interface Side {
  readonly clk: ClkColumn;
  readonly exact: readonly ExactColumn[];
  readonly book: RowBook;
  /** How alike filters are is said by this. */
  readonly metric: Metric;
}

/** Pairs of the exact stage for one token of the schema. */
export interface ExactPairs extends ExactMatches {
  readonly name: string;
}

/** A token on more rows of one file than this identifies nobody, whatever the filters say. */
export const MAX_TOKEN_GROUP = 64;

/** Links by the `k`-th exact token; settles the rows that it links or finds in doubt. */
export function linkByToken(
  a: Side,
  b: Side,
  k: number,
  pairs: ExactPairs,
  threshold: number,
  confirmAt: number,
): Link[] {
  const tokens = { a: a.exact[k]!, b: b.exact[k]! };
  const index = { a: indexTokens(tokens.a), b: indexTokens(tokens.b) };
  settleShared(a, index.a, threshold);
  settleShared(b, index.b, threshold);
  const done = new Uint8Array(a.clk.rows);
  const links: Link[] = [];
  for (let p = 0; p < pairs.a.length; p++) {
    const firstA = index.a.first(tokens.a.tokens, pairs.a[p]!);
    if (done[firstA] === 1) continue;
    done[firstA] = 1;
    const firstB = index.b.first(tokens.b.tokens, pairs.b[p]!);
    const link = linkGroups(a, index.a.group(firstA), b, index.b.group(firstB), pairs.name, confirmAt);
    if (link) links.push(link);
  }
  return links;
}

/** Rows of one file that share a token: duplicates of the first where filters agree, else in doubt. */
function settleShared({ clk, book, metric }: Side, index: RowIndex, threshold: number): void {
  for (const first of index.firstsOfGroups()) {
    const rows = index.group(first).filter((row) => book.isFree(row) || book.state[row] === LINKED);
    const free = rows.filter((row) => book.isFree(row));
    if (rows.length < 2 || free.length === 0) continue;
    const linked = rows.filter((row) => book.state[row] === LINKED);
    const speaker = linked[0] ?? rows[0]!;
    const agree = linked.length < 2 && allAgree(clk, rows, threshold, metric);
    for (const row of free)
      if (!agree) book.doubt(row, 'token-shared');
      else if (row !== speaker) book.duplicate(row, speaker);
  }
}

function allAgree(clk: ClkColumn, rows: readonly number[], threshold: number, metric: Metric): boolean {
  if (rows.length > MAX_TOKEN_GROUP) return false;
  return rows.every((row, k) =>
    rows.slice(k + 1).every((other) => scoreOfRows(clk, row, clk, other, metric) >= threshold),
  );
}

/** Rows of both files with one token. At most one on each side is still free to speak for it. */
function linkGroups(
  a: Side,
  rowsA: readonly number[],
  b: Side,
  rowsB: readonly number[],
  name: string,
  confirmAt: number,
): Link | null {
  const i = rowsA.find((row) => a.book.isFree(row));
  const j = rowsB.find((row) => b.book.isFree(row));
  if (i === undefined && j === undefined) return null;
  if (i === undefined) return doubtAlone(b, j!, a, rowsA);
  if (j === undefined) return doubtAlone(a, i, b, rowsB);
  const score = scoreOfRows(a.clk, i, b.clk, j, a.metric);
  const stage = `exact:${name}` as const;
  if (score >= confirmAt) {
    a.book.link(i, j);
    b.book.link(j, i);
    return { a: i, b: j, score, stage, status: 'linked' };
  }
  a.book.doubt(i, 'exact-filters-disagree');
  b.book.doubt(j, 'exact-filters-disagree');
  return { a: i, b: j, score, stage, status: 'review', reason: 'exact-filters-disagree' };
}

/** The row's counterparts are all settled: by another token, or because they disagree among themselves. */
function doubtAlone(side: Side, row: number, other: Side, counterparts: readonly number[]): null {
  const shared = counterparts.some((counterpart) => other.book.state[counterpart] === AMBIGUOUS);
  side.book.doubt(row, shared ? 'token-shared' : 'exact-tokens-conflict');
  return null;
}
