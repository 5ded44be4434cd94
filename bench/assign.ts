/**
 * From candidates to links one to one: seconds of the greedy and of the optimal solver on so many rows a file, with ever
 * more candidates a row, until nearly all rows hang together and the optimal solver leaves them to the greedy one.
 */
import type { BenchReport } from '../src/cli/bench.ts';
import { decide } from '../src/pprl/assign/decide.ts';
import { SOLVERS } from '../src/pprl/assign/link-result.ts';
import type { CandidatePairs, ClkColumn } from '../src/pprl/compare/clk-column.ts';
import { peakMB } from './machine.ts';

/** Besides a row's own match, which nine of ten have: candidates for each row on average. */
const STRANGERS = [0, 0.2, 0.5, 1, 3];
const BITS = 128;
const THRESHOLD = 0.5;
const MATCHED = 0.9;

export function benchAssign(rows: number, now: () => number): BenchReport {
  const cases = STRANGERS.map((strangers) => {
    const next = numbers(rows + strangers);
    const [a, b] = [file(rows, next), file(rows, next)];
    const candidates = drawn(rows, strangers, next);
    const solved = SOLVERS.map((solver) => {
      const start = now();
      const { links, fellBack } = decide(a, b, [], candidates, {
        threshold: THRESHOLD,
        confirmAt: null,
        solver,
      });
      const seconds = Number(((now() - start) / 1000).toFixed(3));
      const right = links.filter((link) => link.a === link.b).length;
      const sum = Number(links.reduce((all, { score }) => all + score, 0).toFixed(3));
      return [solver, { seconds, links: links.length, right, sum, fellBack }];
    });
    return { strangers, candidates: candidates.a.length, ...Object.fromEntries(solved) };
  });
  return { bench: 'assign', rows, cases, peakMB: peakMB() };
}

/** Rows of both files that are one person score high and others low, with much that lies between. */
function drawn(rows: number, strangers: number, next: () => number): CandidatePairs {
  const found = new Map<number, number>();
  for (let row = 0; row < rows; row++)
    if (next() < MATCHED) found.set(row * rows + row, THRESHOLD + (1 - THRESHOLD) * Math.sqrt(next()));
  for (let k = 0; k < strangers * rows; k++) {
    const [i, j] = [Math.floor(next() * rows), Math.floor(next() * rows)];
    if (i !== j) found.set(i * rows + j, THRESHOLD + (1 - THRESHOLD) * next() ** 3);
  }
  const pairs = [...found].sort(([x], [y]) => x - y);
  return {
    a: Uint32Array.from(pairs, ([pair]) => Math.floor(pair / rows)),
    b: Uint32Array.from(pairs, ([pair]) => pair % rows),
    score: Float64Array.from(pairs, ([, score]) => score),
  };
}

/** Filters that no two rows share: the assignment asks of them nothing else. */
function file(rows: number, next: () => number): { clk: ClkColumn; exact: [] } {
  const bytes = Uint8Array.from({ length: (rows * BITS) / 8 }, () => Math.floor(256 * next()));
  return { clk: { bits: BITS, rows, bytes }, exact: [] };
}

/** Numbers in [0, 1) that are the same on every machine (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed * 1000;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
