/**
 * Columns of candidate pairs: growing, joining, ordering, and a compact binary form for resumable work.
 *
 * Shape: binary form, little-endian: magic `PDP1`, u32 count, then count x u32 `a`, count x u32 `b`,
 *        count x f64 `score`.
 */
import { DomainError } from '../../problems.ts';
import type { CandidatePairs } from './clk-column.ts';

/** Most pairs that are kept unless said otherwise: 16 bytes each. */
export const MAX_CANDIDATES = 20_000_000;

/** Collects pairs one by one in columns that double when full. Throws: `too-many-candidates` beyond `limit`. */
export class PairSink {
  #a = new Uint32Array(1024);
  #b = new Uint32Array(1024);
  #score = new Float64Array(1024);
  #count = 0;
  readonly #limit: number;

  constructor(limit: number = MAX_CANDIDATES) {
    this.#limit = limit;
  }

  get count(): number {
    return this.#count;
  }

  add(a: number, b: number, score: number): void {
    if (this.#count >= this.#limit) throw new DomainError('too-many-candidates', { limit: this.#limit });
    if (this.#count === this.#a.length) this.#grow();
    this.#a[this.#count] = a;
    this.#b[this.#count] = b;
    this.#score[this.#count] = score;
    this.#count += 1;
  }

  /** Adds `pairs` with row numbers moved by `offsetA` and `offsetB`. */
  addAll(pairs: CandidatePairs, offsetA = 0, offsetB = 0): void {
    for (let k = 0; k < pairs.a.length; k++)
      this.add(pairs.a[k]! + offsetA, pairs.b[k]! + offsetB, pairs.score[k]!);
  }

  /** What was collected, as columns of their own. */
  pairs(): CandidatePairs {
    const end = this.#count;
    return { a: this.#a.slice(0, end), b: this.#b.slice(0, end), score: this.#score.slice(0, end) };
  }

  #grow(): void {
    const size = this.#a.length * 2;
    const a = new Uint32Array(size);
    const b = new Uint32Array(size);
    const score = new Float64Array(size);
    a.set(this.#a);
    b.set(this.#b);
    score.set(this.#score);
    this.#a = a;
    this.#b = b;
    this.#score = score;
  }
}

/** Positions of `pairs` in anonlink's order: score downwards, then `a`, then `b` upwards. Cost: n log n. */
export function anonlinkOrder({ a, b, score }: CandidatePairs): Uint32Array {
  const order = Uint32Array.from({ length: a.length }, (_, k) => k);
  return order.sort((x, y) => score[y]! - score[x]! || a[x]! - a[y]! || b[x]! - b[y]!);
}

const MAGIC = 0x31504450;
const HEADER_BYTES = 8;
const PAIR_BYTES = 16;

/** The compact binary form of `pairs`: 8 bytes and 16 for each pair. */
export function serialisePairs({ a, b, score }: CandidatePairs): Uint8Array {
  const count = a.length;
  const bytes = new Uint8Array(HEADER_BYTES + count * PAIR_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, count, true);
  for (let k = 0; k < count; k++) {
    view.setUint32(HEADER_BYTES + 4 * k, a[k]!, true);
    view.setUint32(HEADER_BYTES + 4 * (count + k), b[k]!, true);
    view.setFloat64(HEADER_BYTES + 8 * (count + k), score[k]!, true);
  }
  return bytes;
}

/**
 * The pairs in `bytes`.
 * Throws: `pairs-invalid` for another magic, a wrong length, or a score outside [0, 1].
 */
export function parsePairs(bytes: Uint8Array): CandidatePairs {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const known = bytes.length >= HEADER_BYTES && view.getUint32(0, true) === MAGIC;
  const count = known ? view.getUint32(4, true) : -1;
  if (bytes.length !== HEADER_BYTES + count * PAIR_BYTES)
    throw new DomainError('pairs-invalid', { bytes: bytes.length });
  const pairs = { a: new Uint32Array(count), b: new Uint32Array(count), score: new Float64Array(count) };
  for (let k = 0; k < count; k++) {
    pairs.a[k] = view.getUint32(HEADER_BYTES + 4 * k, true);
    pairs.b[k] = view.getUint32(HEADER_BYTES + 4 * (count + k), true);
    const score = view.getFloat64(HEADER_BYTES + 8 * (count + k), true);
    if (!(score >= 0 && score <= 1)) throw new DomainError('pairs-invalid', { pair: k });
    pairs.score[k] = score;
  }
  return pairs;
}
