import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CandidatePairs, ClkColumn } from '../../src/pprl/compare/clk-column.ts';
import { type CompareKernel, referenceKernel } from '../../src/pprl/compare/kernel.ts';
import { loadWasmKernel } from '../../src/pprl/compare/wasm-kernel.ts';
import { type ExactColumn, TOKEN_BYTES } from '../../src/pprl/exact/exact-stage.ts';

/** Filters, tokens and known files for tests of linkage. */

/** Filters by their set bits, one list for each row. */
export function filters(bits: number, rows: readonly (readonly number[])[]): ClkColumn {
  const bytes = new Uint8Array((bits / 8) * rows.length);
  for (const [row, ones] of rows.entries())
    for (const bit of ones) bytes[(row * bits) / 8 + (bit >> 3)]! |= 0x80 >> (bit & 7);
  return { bits, rows: rows.length, bytes };
}

/** Numbers `from` .. `to - 1`. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k);

/** A token column by small numbers; null where the row has none. */
export function tokens(name: string, values: readonly (number | null)[]): ExactColumn {
  const column = {
    name,
    tokens: new Uint8Array(values.length * TOKEN_BYTES),
    present: new Uint8Array(values.length),
  };
  for (const [row, value] of values.entries()) {
    if (value === null) continue;
    column.present[row] = 1;
    column.tokens[row * TOKEN_BYTES + 31] = value;
  }
  return column;
}

/** Uniform numbers in [0, 1) with a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Random filters of which a share `fill` of the bits is set. */
export function randomFilters(seed: number, bits: number, rows: number, fill: number): ClkColumn {
  const next = randomNumbers(seed);
  const bytes = new Uint8Array((bits / 8) * rows);
  for (let bit = 0; bit < bits * rows; bit++) if (next() < fill) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return { bits, rows, bytes };
}

export function pairs(list: readonly (readonly [number, number, number])[]): CandidatePairs {
  return {
    a: Uint32Array.from(list, ([a]) => a),
    b: Uint32Array.from(list, ([, b]) => b),
    score: Float64Array.from(list, ([, , score]) => score),
  };
}

/** Pairs as rows, by `a`, then `b`. */
export const sortedPairs = ({ a, b, score }: CandidatePairs): (readonly [number, number, number])[] =>
  [...a].map((i, k) => [i, b[k]!, score[k]!] as const).sort((x, y) => x[0] - y[0] || x[1] - y[1]);

const kernelFile = join(import.meta.dirname, '../../src/pprl/compare/kernel/kernel.wasm');
export const wasmKernel = async (): Promise<CompareKernel> =>
  loadWasmKernel(await WebAssembly.compile(readFileSync(kernelFile)));
export const plainKernel = referenceKernel;

/** Known answers outside the repository. */
export const SHARED_LINKAGE = join(import.meta.dirname, '../../../shared/data/linkage');
export const sharedIsThere = existsSync(SHARED_LINKAGE);
export const ABSENT = sharedIsThere ? '' : ' (skipped: ../shared/data/linkage is absent)';

export interface FebrlThousand {
  readonly a: ClkColumn;
  readonly b: ClkColumn;
  readonly truth: { a: number; b: number }[];
}

/** 1,000 + 1,000 filters with their truth. */
export function febrlThousand(): FebrlThousand {
  const file = JSON.parse(
    readFileSync(join(SHARED_LINKAGE, 'febrl4_1000_clks_and_truth.json'), 'utf8'),
  ) as Record<'clks_a' | 'clks_b' | 'entity_ids_a' | 'entity_ids_b', string[]>;
  const column = (clks: readonly string[]): ClkColumn => {
    const bytes = clks.map((clk) => Buffer.from(clk, 'base64'));
    return { bits: bytes[0]!.length * 8, rows: clks.length, bytes: new Uint8Array(Buffer.concat(bytes)) };
  };
  const rowOf = new Map(file.entity_ids_b.map((id, row) => [id, row]));
  const truth = file.entity_ids_a.flatMap((id, a) => {
    const b = rowOf.get(id);
    return b === undefined ? [] : [{ a, b }];
  });
  return { a: column(file.clks_a), b: column(file.clks_b), truth };
}

/** The given rows of `column`, in the given order. */
export function pick({ bits, bytes }: ClkColumn, rows: readonly number[]): ClkColumn {
  const width = bits / 8;
  const picked = new Uint8Array(rows.length * width);
  for (const [k, row] of rows.entries())
    picked.set(bytes.subarray(row * width, (row + 1) * width), k * width);
  return { bits, rows: rows.length, bytes: picked };
}
