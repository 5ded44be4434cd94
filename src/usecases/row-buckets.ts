import { batchRows, type EncodedBatch, type ExactCells } from '../exchange/encoded-file.ts';
import type { EncodedHeader } from '../exchange/encoded-header.ts';
import type { Scratch } from '../ports/scratch.ts';
import { type EncodedRecord, EXACT_TOKEN_BYTES } from '../pprl/encoded-record.ts';
import { COUNTED_BYTES, COUNTED_FROM, type TokenCap } from './token-cap.ts';

type Layout = Omit<EncodedHeader, 'hardened'>;

/** Rows in a bucket, a power of two. */
const BUCKET_ROWS = 65_536;
const SLOT_BYTES = 2;
/** Bytes a bucket gathers in memory before they are spilled. */
const SPILL = 65_536;

/**
 * Puts encoded rows in the order of the encoded file, whatever order they come in: each is spilled to the bucket
 * of its destination, and bucket after bucket is put in order in memory.
 *
 * Shape: a spilled row is its place in the bucket (2 bytes), the filter, one byte and 32 per exact and blocking token (1
 *        where there is one), what a blocking token is counted by behind it, the sealed payload.
 */
export class RowBuckets {
  readonly #header: Layout;
  readonly #scratch: Scratch;
  readonly #rowBytes: number;
  readonly #cap: TokenCap | null;
  readonly #held: { bytes: Uint8Array; used: number }[];

  /** Without `cap` all blocking tokens leave. */
  constructor(header: Layout, scratch: Scratch, cap: TokenCap | null = null) {
    this.#cap = cap;
    this.#header = header;
    this.#scratch = scratch;
    this.#rowBytes =
      SLOT_BYTES +
      header.bits / 8 +
      (header.exactNames.length + header.blockNames.length) * (1 + EXACT_TOKEN_BYTES) +
      header.blockNames.length * COUNTED_BYTES +
      header.sealedBytes;
    const length = Math.max(SPILL, this.#rowBytes);
    this.#held = Array.from({ length: Math.ceil(header.rows / BUCKET_ROWS) }, () => ({
      bytes: new Uint8Array(length),
      used: 0,
    }));
  }

  async add(row: number, record: EncodedRecord, sealed: Uint8Array | null): Promise<void> {
    const bucket = Math.floor(row / BUCKET_ROWS);
    const held = this.#held[bucket]!;
    if (held.used + this.#rowBytes > held.bytes.length) {
      await this.#scratch.append(bucket, held.bytes.slice(0, held.used));
      held.bytes.fill(0);
      held.used = 0;
    }
    const slot = row % BUCKET_ROWS;
    let at = held.used;
    held.bytes[at++] = slot & 255;
    held.bytes[at++] = slot >> 8;
    held.bytes.set(record.clk, at);
    at += this.#header.bits / 8;
    this.#cap?.add(record);
    const put = (token: Uint8Array | null) => {
      held.bytes[at++] = token === null ? 0 : 1;
      if (token !== null) held.bytes.set(token, at);
      at += EXACT_TOKEN_BYTES;
    };
    record.exact.forEach(put);
    record.blocking.forEach((token, column) => {
      put(token);
      const counted = record.counted[column];
      if (counted) held.bytes.set(counted.subarray(COUNTED_FROM, COUNTED_FROM + COUNTED_BYTES), at);
      at += COUNTED_BYTES;
    });
    if (sealed !== null) held.bytes.set(sealed, at);
    held.used += this.#rowBytes;
  }

  /** All rows in order, in batches as the encoded file has them. Call once, when all were added. */
  async *batches(): AsyncGenerator<EncodedBatch> {
    const most = batchRows(this.#header);
    let rest = this.#header.rows;
    for (let bucket = 0; bucket < this.#held.length; bucket++) {
      const rows = Math.min(BUCKET_ROWS, rest);
      const bytes = await this.#bucket(bucket);
      const places = this.#places(bytes, rows);
      for (let from = 0; from < rows; from += most)
        yield this.#batch(bytes, places.subarray(from, Math.min(rows, from + most)));
      rest -= rows;
    }
  }

  async #bucket(bucket: number): Promise<Uint8Array> {
    const held = this.#held[bucket]!;
    await this.#scratch.append(bucket, held.bytes.subarray(0, held.used));
    held.bytes = new Uint8Array(0);
    return this.#scratch.read(bucket);
  }

  /** Where in `bytes` each row of the bucket begins. */
  #places(bytes: Uint8Array, rows: number): Float64Array {
    const places = new Float64Array(rows).fill(Number.NaN);
    for (let at = 0; at < bytes.length; at += this.#rowBytes) places[bytes[at]! | (bytes[at + 1]! << 8)] = at;
    if (places.some(Number.isNaN)) throw new Error('scratch lost a row');
    return places;
  }

  #batch(bytes: Uint8Array, places: Float64Array): EncodedBatch {
    const { bits, exactNames, blockNames, sealedBytes } = this.#header;
    const width = bits / 8;
    const rows = places.length;
    const clk = new Uint8Array(rows * width);
    const cells = (name: string) => ({
      name,
      tokens: new Uint8Array(rows * EXACT_TOKEN_BYTES),
      present: new Uint8Array(rows),
    });
    const exact = exactNames.map(cells);
    const blocking = blockNames.map(cells);
    const sealed = sealedBytes > 0 ? new Uint8Array(rows * sealedBytes) : null;
    places.forEach((place, row) => {
      let at = place + SLOT_BYTES;
      clk.set(bytes.subarray(at, at + width), row * width);
      at += width;
      for (const { tokens, present } of exact) {
        present[row] = bytes[at++]!;
        tokens.set(bytes.subarray(at, at + EXACT_TOKEN_BYTES), row * EXACT_TOKEN_BYTES);
        at += EXACT_TOKEN_BYTES;
      }
      at = this.#takeBlocking(bytes, at, blocking, row);
      sealed?.set(bytes.subarray(at, at + sealedBytes), row * sealedBytes);
    });
    return { rows, clk, exact, blocking, sealed };
  }

  /** The blocking tokens of a row that leave; where the next thing lies. */
  #takeBlocking(bytes: Uint8Array, at: number, into: readonly ExactCells[], row: number): number {
    const step = 1 + EXACT_TOKEN_BYTES + COUNTED_BYTES;
    const flags = Uint8Array.from(into, (_, column) => bytes[at + column * step]!);
    this.#cap?.leave(flags, (column) => ({
      bytes,
      at: at + column * step + 1 + EXACT_TOKEN_BYTES,
    }));
    into.forEach(({ tokens, present }, column) => {
      if (flags[column] !== 1) return;
      const from = at + column * step + 1;
      present[row] = 1;
      tokens.set(bytes.subarray(from, from + EXACT_TOKEN_BYTES), row * EXACT_TOKEN_BYTES);
    });
    return at + into.length * step;
  }
}
