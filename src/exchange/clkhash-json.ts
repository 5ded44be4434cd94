/**
 * Filters as other software writes them: clkhash's JSON, and raw filters back to back.
 *
 * Shape: `{"clks":["base64", ...]}`. The entity service's `{"clknblocks": ...}` is not read.
 * Source: clkhash 0.18.3, anonlink-entity-service `binaryclks`.
 */
import type { ClkColumn } from '../pprl/compare/clk-column.ts';
import { DomainError } from '../problems.ts';
import { ByteQueue } from './byte-queue.ts';
import { concat, fromBase64, toBase64 } from './bytes.ts';
import { utf8Chunks } from './ndjson.ts';

const MAX_CLK_TEXT = 4 * 2048;
const BLOCK_BYTES = 1 << 20;

/** The bytes of a clkhash file, written as the filters come. */
export function writeClkhashFile(clks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  async function* text(): AsyncGenerator<string> {
    let separator = '';
    yield '{"clks":[';
    for await (const clk of clks) {
      yield `${separator}"${toBase64(clk)}"`;
      separator = ',';
    }
    yield ']}\n';
  }
  return utf8Chunks(text());
}

/**
 * The filters of a clkhash file, read as a stream: white space anywhere, further members behind `clks`.
 *
 * Shape: filters in file order, in blocks of about a megabyte.
 * Edge:  no filter at all is refused, as is a filter of another length than the first, or than `bits` where that
 *        is given.
 * @throws {DomainError} `clkhash-invalid` with the position of the filter (from 0) where there is one.
 */
export async function* readClkhashBlocks(
  bytes: AsyncIterable<Uint8Array>,
  bits: number | null = null,
): AsyncGenerator<ClkColumn> {
  const column = new Column(bits);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let state: 'before' | 'inside' | 'after' = 'before';
  const step = (last: boolean): void => {
    if (state === 'before') {
      const start = /^\s*\{\s*"clks"\s*:\s*\[/.exec(text);
      if (start === null) {
        if (last || text.length > 4096) throw new DomainError('clkhash-invalid');
        return;
      }
      text = text.slice(start[0].length);
      state = 'inside';
    }
    if (state === 'inside') {
      const read = readItems(text, column);
      text = text.slice(read.end);
      if (read.closed) state = 'after';
      else if (last || text.length > MAX_CLK_TEXT)
        throw new DomainError('clkhash-invalid', { clk: column.rows });
    }
    if (state === 'after' && text.length > 1 << 20) throw new DomainError('clkhash-invalid');
  };
  for await (const chunk of bytes) {
    text += decode(decoder, chunk);
    step(false);
    if (column.held >= BLOCK_BYTES) yield column.take();
  }
  text += decode(decoder);
  step(true);
  checkTail(text);
  if (column.rows === 0) throw new DomainError('clkhash-invalid');
  if (column.held > 0) yield column.take();
}

/** All filters of a clkhash file. @throws {DomainError} `clkhash-invalid`. */
export async function readClkhashFile(bytes: AsyncIterable<Uint8Array>): Promise<ClkColumn> {
  return whole(readClkhashBlocks(bytes));
}

/**
 * Raw filters of `bits` bits, back to back, in blocks of about a megabyte.
 * @throws {DomainError} `raw-filters-length`.
 */
export async function* readRawBlocks(
  bytes: AsyncIterable<Uint8Array>,
  bits: number,
): AsyncGenerator<ClkColumn> {
  if (!Number.isInteger(bits) || bits < 8 || bits % 8 !== 0)
    throw new DomainError('raw-filters-length', { bits });
  const width = bits / 8;
  const queue = new ByteQueue(bytes);
  let read = 0;
  for (;;) {
    const block = await queue.take(width * Math.max(1, Math.floor(BLOCK_BYTES / width)));
    read += block.length;
    const rows = block.length / width;
    if (!Number.isInteger(rows) || read === 0)
      throw new DomainError('raw-filters-length', { bits, bytes: read });
    if (rows === 0) return;
    yield { bits, rows, bytes: block };
  }
}

/** All filters of a raw file. @throws {DomainError} `raw-filters-length`. */
export async function readRawFilters(bytes: AsyncIterable<Uint8Array>, bits: number): Promise<ClkColumn> {
  return whole(readRawBlocks(bytes, bits));
}

async function whole(blocks: AsyncIterable<ClkColumn>): Promise<ClkColumn> {
  const parts: ClkColumn[] = [];
  for await (const block of blocks) parts.push(block);
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  return { bits: parts[0]!.bits, rows, bytes: concat(parts.map((part) => part.bytes)) };
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch {
    throw new DomainError('clkhash-invalid');
  }
}

/** Items are strings without escapes, one comma between two. `end` is where the first incomplete item begins. */
function readItems(text: string, column: Column): { readonly end: number; readonly closed: boolean } {
  const item = /\s*(?:(,)\s*)?(?:"([A-Za-z0-9+/=]*)"|(\]))/y;
  let end = 0;
  for (;;) {
    item.lastIndex = end;
    const match = item.exec(text);
    if (match === null) {
      if (!/^\s*,?\s*(?:"[A-Za-z0-9+/=]*)?$/.test(text.slice(end, end + MAX_CLK_TEXT + 64)))
        throw new DomainError('clkhash-invalid', { clk: column.rows });
      return { end, closed: false };
    }
    const [whole, comma, base64, close] = match;
    const commaDue = column.rows > 0 && close === undefined;
    if ((comma !== undefined) !== commaDue) throw new DomainError('clkhash-invalid', { clk: column.rows });
    end += whole.length;
    if (close !== undefined) return { end, closed: true };
    column.add(base64 ?? '');
  }
}

/** What follows the list: nothing, or further members. Parsed with an empty member put in front. */
function checkTail(text: string): void {
  try {
    JSON.parse(`{"clks":0${text}`);
  } catch {
    throw new DomainError('clkhash-invalid');
  }
}

/** Filters of one length, gathered until somebody takes them. */
class Column {
  /** Filters so far, taken or not. */
  rows = 0;
  /** Bytes not taken yet. */
  held = 0;
  #bits: number | null;
  #parts: Uint8Array[] = [];

  constructor(bits: number | null) {
    this.#bits = bits;
  }

  add(base64: string): void {
    const clk = fromBase64(base64);
    if (clk === null || clk.length === 0) throw new DomainError('clkhash-invalid', { clk: this.rows });
    const bits = clk.length * 8;
    if (bits !== (this.#bits ?? bits))
      throw new DomainError('clkhash-invalid', { clk: this.rows, bits, expectedBits: this.#bits! });
    this.#bits = bits;
    this.#parts.push(clk);
    this.held += clk.length;
    this.rows++;
  }

  take(): ClkColumn {
    const parts = this.#parts;
    this.#parts = [];
    this.held = 0;
    return { bits: this.#bits!, rows: parts.length, bytes: concat(parts) };
  }
}
