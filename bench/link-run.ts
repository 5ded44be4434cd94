/**
 * One size of `padan bench link`, in a process of its own so that its memory is its own: made up, encoded, linked by
 * blocks, and held against comparing sampled rows with every row. Prints one JSON line.
 *
 *   node bench/link-run.ts ROWS REGISTER [--threshold 0.57] [--filters-only]
 *
 * Without --threshold it is found from the scores. With --filters-only no row has an exact token (NIK, passport).
 */
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { nodeKernel, standardThreads } from '../src/adapters/node/kernel.ts';
import type { Candidates } from '../src/pprl/block/candidates.ts';
import type { ComparisonPlan } from '../src/pprl/block/plan.ts';
import type { LinkResult } from '../src/pprl/link.ts';
import { linkPadan } from '../src/usecases/link-files.ts';
import { againstEveryPair } from './link-against.ts';
import { linkPeople } from './link-people.ts';
import { peakMB } from './machine.ts';

const { values, positionals } = parseArgs({
  options: {
    threshold: { type: 'string', default: 'auto' },
    'filters-only': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const threshold = values.threshold === 'auto' ? 'auto' : Number(values.threshold);
const [rows, register] = positionals.map(Number);
console.log(JSON.stringify(await run(rows!, register!)));

async function run(rowsA: number, rowsB: number) {
  const kernel = await nodeKernel();
  const start = performance.now();
  const people = linkPeople(rowsA, rowsB, !values['filters-only']);
  const encodeSeconds = seconds(start);
  const cpu = process.cpuUsage();
  const linking = performance.now();
  let plan: ComparisonPlan | null = null;
  let expected: number | null = null;
  let candidates: Candidates | null = null;
  let planned = linking;
  let compared = linking;
  const files = [people.a, people.b].map(({ input }) => ({ header: null, input }));
  const result = await linkPadan(files, {
    threshold,
    kernel,
    ...(values['filters-only'] ? {} : { schema: people.schema }),
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
  const { user, system } = process.cpuUsage(cpu);
  const linkPeakMB = peakMB();
  console.error(
    `${rowsA} x ${rowsB}: linked in ${linkSeconds} s, ${linkPeakMB} MB; comparing every pair of a sample`,
  );
  return {
    a: rowsA,
    b: rowsB,
    filtersOnly: values['filters-only'],
    seconds: linkSeconds,
    cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
    load: loadavg()[0],
    planSeconds: Number(((planned - linking) / 1000).toFixed(2)),
    compareSeconds: Number(((compared - planned) / 1000).toFixed(2)),
    expectedCompareSeconds: expected,
    encodeSeconds,
    peakMB: linkPeakMB,
    pairs: candidates!.compared,
    candidates: candidates!.pairs.a.length,
    ...(await againstEveryPair(people, kernel, candidates!.pairs, result)),
    truth: quality(result, people.truth),
    estimated: result.estimated,
    threshold: result.threshold,
    threads: standardThreads(),
    encodeCap: [people.a.cap, people.b.cap],
    plan,
  };
}

function seconds(start: number): number {
  return Number(((performance.now() - start) / 1000).toFixed(2));
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
