/**
 * What linkage by blocks found, held against comparing every pair: for sampled rows of one file every row of the other is
 * compared, and every row of the first with whatever was best, so that what counts is what a one-to-one linkage of all
 * pairs would link. The truth tells which of those links are of one person and which are chance.
 */
import { differingTokens } from '../src/pprl/assign/judge.ts';
import { wilson } from '../src/pprl/block/recall.ts';
import type { CandidatePairs } from '../src/pprl/compare/clk-column.ts';
import type { CompareKernel } from '../src/pprl/compare/kernel.ts';
import { compareAll } from '../src/pprl/compare/slices.ts';
import type { LinkageInput, LinkResult, RowStatus } from '../src/pprl/link.ts';
import type { LinkPeople } from './link-people.ts';

/** Sampled rows of `a`, and comparisons that those of them may cost which the exact stage left free. */
const SAMPLED = 100_000;
const SAMPLE_PAIRS = 1e10;

export interface Against {
  /** Of the links that comparing every pair makes for the sampled rows, the share that was made. */
  readonly recall: number;
  readonly recallInterval: readonly number[];
  readonly sampledRows: number;
  readonly sampledLinks: number;
  /** Links of the filters among them, of one person and of two, and the share of each that was found. */
  readonly filterLinks: { readonly right: Share; readonly wrong: Share };
}

interface Share {
  readonly links: number;
  readonly found: number;
  readonly share: number | null;
}

export async function againstEveryPair(
  { a, b, truth, schema }: LinkPeople,
  kernel: CompareKernel,
  candidates: CandidatePairs,
  { links, statuses, threshold }: LinkResult,
): Promise<Against> {
  const [clkA, clkB] = [a.input.clk, b.input.clk];
  const exact = links.filter(({ stage }) => stage !== 'filter');
  const [freeA, freeB] = [freeRows(statuses.a, exact, 'a'), freeRows(statuses.b, exact, 'b')];
  const most = Math.min(
    SAMPLED,
    Math.ceil((SAMPLE_PAIRS / Math.max(1, freeB.length)) * (clkA.rows / Math.max(1, freeA.length))),
  );
  const step = Math.max(1, clkA.rows / most);
  const sampled = new Uint8Array(clkA.rows);
  for (let k = 0; Math.floor(k * step) < clkA.rows; k++) sampled[Math.floor(k * step)] = 1;
  const rows = freeA.filter((row) => sampled[row] === 1);
  const best = await bestOf(kernel, clkA, rows, clkB, freeB, threshold);
  const asked = [...new Set(best.values())];
  const back = await bestOf(kernel, clkB, asked, clkA, freeA, threshold);
  const differ = differingTokens(
    a.input.exact,
    b.input.exact,
    schema.exactTokens.slice(0, a.input.exact.length).map(({ unique }) => unique),
  );
  const found = new Set<number>();
  candidates.a.forEach((i, k) => {
    if (sampled[i] === 1 && candidates.score[k]! >= threshold) found.add(i * clkB.rows + candidates.b[k]!);
  });
  const counted = { right: { links: 0, found: 0 }, wrong: { links: 0, found: 0 } };
  for (const [i, j] of best) {
    // Taken by another row, or for review whichever pairs are compared.
    if (back.get(j) !== i || differ(i, j)) continue;
    const kind = counted[truth[i] === j ? 'right' : 'wrong'];
    kind.links += 1;
    if (found.has(i * clkB.rows + j)) kind.found += 1;
  }
  const byToken = exact.filter(({ a: row, status }) => status === 'linked' && sampled[row] === 1).length;
  const made = byToken + counted.right.found + counted.wrong.found;
  const all = Math.max(1, byToken + counted.right.links + counted.wrong.links);
  return {
    recall: round(made / all),
    recallInterval: wilson(made, all).map(round),
    sampledRows: sampled.reduce((sum, one) => sum + one, 0),
    sampledLinks: all,
    filterLinks: { right: share(counted.right), wrong: share(counted.wrong) },
  };
}

const round = (value: number) => Number(value.toFixed(5));
const share = ({ links, found }: { links: number; found: number }): Share => ({
  links,
  found,
  share: links === 0 ? null : round(found / links),
});

/** Reasons that the exact stage gives: its rows are settled before any filter is compared. */
const SETTLED = new Set(['exact-filters-disagree', 'token-shared', 'exact-tokens-conflict']);

function freeRows(statuses: readonly RowStatus[], exact: LinkResult['links'], side: 'a' | 'b'): Uint32Array {
  const settled = new Uint8Array(statuses.length);
  for (const link of exact) settled[link[side]] = 1;
  statuses.forEach((status, row) => {
    if (status.status === 'duplicate' || (status.status === 'ambiguous' && SETTLED.has(status.reason)))
      settled[row] = 1;
  });
  return Uint32Array.from(settled.keys()).filter((row) => settled[row] === 0);
}

/** The best partner of each row, where it reaches the threshold. */
async function bestOf(
  kernel: CompareKernel,
  clk: LinkageInput['clk'],
  rows: ArrayLike<number>,
  others: LinkageInput['clk'],
  among: ArrayLike<number>,
  threshold: number,
): Promise<Map<number, number>> {
  if (rows.length === 0 || among.length === 0) return new Map();
  const found = await compareAll(kernel, gather(clk, rows), gather(others, among), { threshold, top: 1 });
  return new Map([...found.a].map((k, at) => [rows[k]!, among[found.b[at]!]!]));
}

function gather({ bits, bytes }: LinkageInput['clk'], rows: ArrayLike<number>): LinkageInput['clk'] {
  const width = bits / 8;
  const out = new Uint8Array(new SharedArrayBuffer(rows.length * width));
  for (let k = 0; k < rows.length; k++)
    out.set(bytes.subarray(rows[k]! * width, (rows[k]! + 1) * width), k * width);
  return { bits, rows: rows.length, bytes: out };
}
