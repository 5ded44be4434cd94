/** What the decision and the quality estimate need to know of scores below the threshold, from a sample of rows. */
import type { ClkColumn } from '../compare/clk-column.ts';
import { type CompareKernel, scoreOfRows } from '../compare/kernel.ts';
import type { Metric } from '../compare/metric.ts';
import { PairSink } from '../compare/pairs.ts';
import { compareSlice, planSlices, SLICE_ROWS } from '../compare/slices.ts';

/** All scores >= `floor` of some rows of one file with the whole other file. */
export interface ScoreSample {
  /** Rows sampled. */
  readonly rows: number;
  /** The file they were sampled from: the one with fewer rows, of which a greater share can have a match. */
  readonly side: 'a' | 'b';
  readonly floor: number;
  /** The median score of pairs spread over both files, which hardly ever are one person: where likeness begins. */
  readonly centre: number;
  /** Sampled row of each score, 0 .. rows - 1. */
  readonly row: Uint32Array;
  readonly score: Float64Array;
}

/** Rows sampled at least (a smaller file has fewer), and comparisons up to which more are: rare matches show in many rows only. */
const SAMPLE_ROWS = 1000;
const SAMPLE_PAIRS = 1e8;
/** Scores wanted for each sampled row: its match, and enough others to see how fast they thin out upwards. */
const SCORES_PER_ROW = 10;
/** Rows of both files from which the floor is found. */
const PILOT_ROWS = 50;
const PILOT_PARTNERS = 50_000;
/** Random pairs from which quantiles of scores are read. */
const RANDOM_PAIRS = 20_000;

/** The row of a file of `of` rows that is the `k`-th of `rows` sampled. */
export const sampledRow = (k: number, rows: number, of: number): number => Math.floor((k * of) / rows);

/** Every `step`-th row of `column`, at most `count` of them; a sample because encoded files are shuffled. */
function everyNth(column: ClkColumn, count: number): ClkColumn {
  const rows = Math.min(count, column.rows);
  const width = column.bits / 8;
  const bytes = new Uint8Array(rows * width);
  for (let k = 0; k < rows; k++) {
    const row = sampledRow(k, rows, column.rows);
    bytes.set(column.bytes.subarray(row * width, (row + 1) * width), k * width);
  }
  return { bits: column.bits, rows, bytes };
}

/** Scores of pairs spread evenly over all pairs of rows, ascending. */
function spreadScores(a: ClkColumn, b: ClkColumn, metric: Metric): Float64Array {
  const count = Math.min(RANDOM_PAIRS, a.rows * b.rows);
  const scores = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const pair = Math.floor((k * a.rows * b.rows) / count);
    // The golden ratio step keeps rows of `b` from marching with rows of `a`.
    const j = count === a.rows * b.rows ? pair % b.rows : Math.floor(((k * 0.6180339887498949) % 1) * b.rows);
    scores[k] = scoreOfRows(a, Math.floor(pair / b.rows), b, j, metric);
  }
  return scores.sort();
}

/** Fewer pairs than this say nothing about how alike filters of two persons are. */
const MIN_PAIRS = 1000;

/**
 * The score below which filters of rows with one exact token are said to disagree: no more alike than the most
 * alike hundredth of unrelated pairs, and never above the threshold. With fewer than 1,000 pairs, 3/4 of it.
 *
 * Deterministic: pairs are spread evenly, no randomness.
 */
export function defaultConfirmAt(
  a: ClkColumn,
  b: ClkColumn,
  threshold: number,
  metric: Metric = 'dice',
): number {
  if (a.rows * b.rows < MIN_PAIRS) return threshold * 0.75;
  const scores = spreadScores(a, b, metric);
  return Math.min(threshold, scores[Math.floor(scores.length * 0.99)]!);
}

/**
 * Scores of sampled rows of the smaller file with all rows of the other, down to a floor at which a row has about ten of them.
 *
 * Edge: the floor falls no lower than the most alike tenth of unrelated pairs. Files with fewer than 1,000 pairs
 *       give an empty sample, and so do files
 *       whose filters are so alike that no floor leaves a row a handful of scores.
 * Cost: 1,000 * rows comparisons at most, in parts between which `pause` is awaited; about 10,000 scores.
 */
export async function sampleScores(
  a: ClkColumn,
  b: ClkColumn,
  kernel: CompareKernel,
  pause?: () => void | Promise<void>,
  metric: Metric = 'dice',
): Promise<ScoreSample> {
  const side = a.rows <= b.rows ? 'a' : 'b';
  const [few, many] = side === 'a' ? [a, b] : [b, a];
  const rows = everyNth(few, Math.max(SAMPLE_ROWS, Math.floor(SAMPLE_PAIRS / Math.max(1, many.rows))));
  const enough = a.rows * b.rows >= MIN_PAIRS;
  const spread = enough ? spreadScores(rows, many, metric) : new Float64Array(1);
  const floor = enough ? sampleFloor(rows, many, kernel, spread, metric) : null;
  const found = new PairSink();
  for (const slice of floor !== null ? planSlices(rows.rows, many.rows, SLICE_ROWS * 8) : []) {
    found.addAll(compareSlice(kernel, rows, many, slice, floor ?? 1, { metric }));
    await pause?.();
  }
  const { a: row, score } = found.pairs();
  return {
    rows: rows.rows,
    side,
    floor: floor ?? 1,
    centre: spread[Math.floor(spread.length / 2)]!,
    row,
    score,
  };
}

/**
 * The score that rows of a pilot reach `SCORES_PER_ROW` times each, from one comparison with part of `others`.
 * Where so many pairs have this very score that rows would have far more, the next higher score; null if none.
 */
function sampleFloor(
  rows: ClkColumn,
  others: ClkColumn,
  kernel: CompareKernel,
  spread: Float64Array,
  metric: Metric,
): number | null {
  const lowest = spread[Math.floor(spread.length * 0.9)]!;
  const pilot = everyNth(rows, PILOT_ROWS);
  const part = everyNth(others, PILOT_PARTNERS);
  const scores = kernel.compare(pilot, part, lowest, { metric }).score.sort();
  const wanted = Math.ceil((SCORES_PER_ROW * pilot.rows * part.rows) / others.rows);
  const floor = scores[Math.max(0, scores.length - wanted)] ?? lowest;
  if (scores.length - scores.indexOf(floor) <= 5 * wanted) return floor;
  return scores.find((score) => score > floor) ?? null;
}
