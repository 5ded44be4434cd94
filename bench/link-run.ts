/**
 * One size of `padan bench link`, in a process of its own so that its memory is its own: made up, encoded, linked by
 * blocks, and held against comparing sampled rows with every row. Prints one JSON line.
 *
 *   node bench/link-run.ts ROWS REGISTER [--most-rows N]
 */
import { nodeKernel, standardThreads } from '../src/adapters/node/kernel.ts';
import type { Candidates } from '../src/pprl/block/candidates.ts';
import type { ComparisonPlan } from '../src/pprl/block/plan.ts';
import { wilson } from '../src/pprl/block/recall.ts';
import type { CompareKernel } from '../src/pprl/compare/kernel.ts';
import { compareAll } from '../src/pprl/compare/slices.ts';
import type { LinkageInput, LinkResult } from '../src/pprl/link.ts';
import { linkPadan } from '../src/usecases/link-files.ts';
import { type LinkPeople, linkPeople } from './link-people.ts';
import { peakMB } from './machine.ts';

/** Rows of `a` that are compared with every row of `b`, and comparisons that may take. */
const SAMPLED = 20_000;
const SAMPLE_PAIRS = 2.1e10;

const [rows, register] = process.argv.slice(2).map(Number);
console.log(JSON.stringify(await run(rows!, register!)));

async function run(rowsA: number, rowsB: number) {
  const kernel = await nodeKernel();
  const start = performance.now();
  const people = linkPeople(rowsA, rowsB);
  const encodeSeconds = seconds(start);
  const linking = performance.now();
  let plan: ComparisonPlan | null = null;
  let expected: number | null = null;
  let candidates: Candidates | null = null;
  let planned = linking;
  let compared = linking;
  const files = [people.a, people.b].map(({ input }) => ({ header: null, input }));
  const result = await linkPadan(files, {
    threshold: people.threshold,
    kernel,
    schema: people.schema,
    which: 'blocked',
    now: () => performance.now(),
    onPlan: (told, guess) => {
      plan = told;
      expected = guess;
      planned = performance.now();
      return undefined;
    },
    onCompared: (found) => {
      candidates = found;
      compared = performance.now();
    },
  });
  const linkSeconds = seconds(linking);
  const linkPeakMB = peakMB();
  return {
    a: rowsA,
    b: rowsB,
    seconds: linkSeconds,
    planSeconds: Number(((planned - linking) / 1000).toFixed(2)),
    compareSeconds: Number(((compared - planned) / 1000).toFixed(2)),
    expectedCompareSeconds: expected,
    encodeSeconds,
    peakMB: linkPeakMB,
    pairs: candidates!.compared,
    candidates: candidates!.pairs.a.length,
    ...(await against(people, kernel, candidates!, result)),
    truth: quality(result, people.truth),
    estimated: result.estimated,
    threshold: people.threshold,
    threads: standardThreads(),
    encodeCap: [people.a.cap, people.b.cap],
    plan,
  };
}

function seconds(start: number): number {
  return Number(((performance.now() - start) / 1000).toFixed(2));
}

/**
 * For sampled rows of `a` the best row of all of `b`, where it reaches the threshold: what comparing every pair finds.
 * `recall` is the share of these that blocks or the exact stage find as well, `filterRecall` that of blocks alone.
 */
async function against(
  { a, b, threshold }: LinkPeople,
  kernel: CompareKernel,
  { pairs }: Candidates,
  { links }: LinkResult,
) {
  const [clkA, clkB] = [a.input.clk, b.input.clk];
  const count = Math.min(clkA.rows, SAMPLED, Math.floor(SAMPLE_PAIRS / clkB.rows));
  const rows = Array.from({ length: count }, (_, k) => Math.floor((k * clkA.rows) / count));
  const sample = gather(clkA, rows);
  const best = await compareAll(kernel, sample, clkB, { threshold, top: 1 });
  const key = (i: number, j: number) => i * clkB.rows + j;
  const sampled = new Uint8Array(clkA.rows);
  for (const row of rows) sampled[row] = 1;
  const found = new Set<number>();
  pairs.a.forEach((i, k) => {
    if (sampled[i] === 1) found.add(key(i, pairs.b[k]!));
  });
  const exact = new Set(
    links.flatMap(({ a: i, b: j, stage }) => (stage !== 'filter' && sampled[i] === 1 ? [key(i, j)] : [])),
  );
  const keys = [...best.a].map((k, at) => key(rows[k]!, best.b[at]!));
  const byBlocks = keys.filter((pair) => found.has(pair)).length;
  const either = keys.filter((pair) => found.has(pair) || exact.has(pair)).length;
  const share = (part: number) => Number((part / Math.max(1, keys.length)).toFixed(5));
  const [low, high] = wilson(either, Math.max(1, keys.length));
  return {
    recall: share(either),
    recallInterval: [Number(low.toFixed(5)), Number(high.toFixed(5))],
    filterRecall: share(byBlocks),
    sampledRows: count,
    sampledLinks: keys.length,
  };
}

function gather({ bits, bytes }: LinkageInput['clk'], rows: readonly number[]): LinkageInput['clk'] {
  const width = bits / 8;
  const out = new Uint8Array(rows.length * width);
  rows.forEach((row, k) => {
    out.set(bytes.subarray(row * width, (row + 1) * width), k * width);
  });
  return { bits, rows: rows.length, bytes: out };
}

/** Of links `linked`: the share that is right; of register persons in the submission: the share that is found. */
function quality({ links }: LinkResult, truth: Int32Array) {
  const linked = links.filter(({ status }) => status === 'linked');
  const right = linked.filter(({ a, b }) => truth[a] === b);
  const there = new Set(truth.filter((row) => row >= 0));
  const share = (part: number, whole: number) => (whole === 0 ? null : Number((part / whole).toFixed(4)));
  return {
    linked: linked.length,
    precision: share(right.length, linked.length),
    recall: share(new Set(right.map(({ b }) => b)).size, there.size),
  };
}
