/**
 * The share of links that blocking will find, estimated from the files themselves before anything is compared.
 *
 * Probes are pairs that comparing everything would find: rows that share an exact token and whose filters reach the
 * threshold, or, where those are too few, the best pairs of some rows with the whole other file. Which of them meet
 * in a block is then counted.
 *
 * Edge: probes by exact token are of people whose number was written rightly; where their other particulars are
 *       written with more care too, the estimate is too high. Probes by comparison do not have that fault, and a few
 *       of them are pairs of different persons that score high by chance, so that it is somewhat too low.
 */
import type { ExactPairs } from '../assign/exact-links.ts';
import type { ClkColumn } from '../compare/clk-column.ts';
import { type CompareKernel, scoreOfRows } from '../compare/kernel.ts';
import type { Metric } from '../compare/metric.ts';
import type { BlockIndex } from './block-index.ts';
import { meetIn, meetInCapped } from './block-pairs.ts';

/** Pairs that comparing everything finds, and how they were come by. */
export interface Probes {
  /** `exact:NAME`: rows that share this token; `sampled-rows`: the best pairs of some rows. */
  readonly basis: `exact:${string}` | 'sampled-rows';
  readonly a: readonly number[];
  readonly b: readonly number[];
}

export interface RecallEstimate {
  readonly basis: Probes['basis'];
  /** Pairs it was estimated from. */
  readonly pairs: number;
  /** Share of them that meet in a block, and the 95 % interval of Wilson. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Share that would meet if no block were left out for its size, less `share`. */
  readonly lostToCap: number;
  /** Share that meets in each pass, and in no other. */
  readonly passes: readonly { readonly name: string; readonly share: number; readonly only: number }[];
}

/** Probes by token are enough where there are so many, and more than the most are not looked at. */
const FEWEST_PROBES = 200;
const MOST_PROBES = 20_000;
const SAMPLED_ROWS = 1000;
/** Comparisons that a sample of rows may cost. */
const SAMPLE_PAIRS = 3e8;

/** Pairs of the first token that gives enough of them; null where none does. */
export function probesByToken(
  a: ClkColumn,
  b: ClkColumn,
  exact: readonly ExactPairs[],
  threshold: number,
  metric?: Metric,
): Probes | null {
  for (const { name, a: rowsA, b: rowsB } of exact) {
    const step = Math.max(1, rowsA.length / MOST_PROBES);
    const probes = { basis: `exact:${name}` as const, a: [] as number[], b: [] as number[] };
    for (let k = 0; Math.floor(k * step) < rowsA.length; k++) {
      const at = Math.floor(k * step);
      if (scoreOfRows(a, rowsA[at]!, b, rowsB[at]!, metric) < threshold) continue;
      probes.a.push(rowsA[at]!);
      probes.b.push(rowsB[at]!);
    }
    if (probes.a.length >= FEWEST_PROBES) return probes;
  }
  return null;
}

/** The best pair of each of some rows of the smaller file, where it reaches the threshold. Cost: 3e8 comparisons at most. */
export function probesBySample(
  a: ClkColumn,
  b: ClkColumn,
  kernel: CompareKernel,
  threshold: number,
  metric: Metric = 'dice',
): Probes {
  const [few, many] = a.rows <= b.rows ? [a, b] : [b, a];
  const count = Math.min(few.rows, SAMPLED_ROWS, Math.ceil(SAMPLE_PAIRS / Math.max(1, many.rows)));
  const rows = Array.from({ length: count }, (_, k) => Math.floor((k * few.rows) / count));
  const width = few.bits / 8;
  const bytes = new Uint8Array(count * width);
  rows.forEach((row, k) => {
    bytes.set(few.bytes.subarray(row * width, (row + 1) * width), k * width);
  });
  const found = kernel.compare({ bits: few.bits, rows: count, bytes }, many, threshold, { metric, top: 1 });
  const sampled = [...found.a].map((k) => rows[k]!);
  const others = [...found.b];
  return few === a
    ? { basis: 'sampled-rows', a: sampled, b: others }
    : { basis: 'sampled-rows', a: others, b: sampled };
}

/** null where there are no probes. */
export function estimateRecall({ passes }: BlockIndex, { basis, a, b }: Probes): RecallEstimate | null {
  const pairs = a.length;
  if (pairs === 0) return null;
  const met = passes.map(() => 0);
  const only = passes.map(() => 0);
  let found = 0;
  let capped = 0;
  for (let k = 0; k < pairs; k++) {
    const meet = passes.flatMap((pass, at) => (meetIn(pass, a[k]!, b[k]!) ? [at] : []));
    for (const at of meet) met[at]! += 1;
    if (meet.length === 1) only[meet[0]!]! += 1;
    if (meet.length > 0) found += 1;
    else if (passes.some((pass) => meetInCapped(pass, a[k]!, b[k]!))) capped += 1;
  }
  const [low, high] = wilson(found, pairs);
  return {
    basis,
    pairs,
    share: found / pairs,
    low,
    high,
    lostToCap: capped / pairs,
    passes: passes.map(({ name }, at) => ({ name, share: met[at]! / pairs, only: only[at]! / pairs })),
  };
}

const Z = 1.959964;

/** 95 % interval of a share. Source: E. B. Wilson, JASA 22 (1927). */
export function wilson(hits: number, of: number): readonly [number, number] {
  const share = hits / of;
  const scale = 1 + Z ** 2 / of;
  const middle = (share + Z ** 2 / (2 * of)) / scale;
  const half = (Z / scale) * Math.sqrt((share * (1 - share)) / of + Z ** 2 / (4 * of ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
