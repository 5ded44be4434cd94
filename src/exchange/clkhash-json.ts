/**
 * Filters as other software writes them: clkhash's JSON, and raw filters back to back.
 *
 * Shape: `{"clks":["base64", ...]}`. The entity service's `{"clknblocks": ...}` is not read.
 * Source: clkhash 0.18.3, anonlink-entity-service `binaryclks`.
 */
import type { ClkColumn } from '../pprl/compare/clk-column.ts';
import { DomainError } from '../problems.ts';
import { collect, concat, fromBase64, toBase64 } from './bytes.ts';
import { utf8Chunks } from './ndjson.ts';

const MAX_CLK_TEXT = 4 * 2048;

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
 * Edge: no filter at all is refused, as is a filter of another length than the first.
 * @throws {DomainError} `clkhash-invalid` with the position of the filter (from 0) where there is one.
 */
export async function readClkhashFile(bytes: AsyncIterable<Uint8Array>): Promise<ClkColumn> {
  const column = new Column();
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
  }
  text += decode(decoder);
  step(true);
  checkTail(text);
  return column.finish();
}

/** Raw filters of `bits` bits, back to back. @throws {DomainError} `raw-filters-length`. */
export async function readRawFilters(bytes: AsyncIterable<Uint8Array>, bits: number): Promise<ClkColumn> {
  if (!Number.isInteger(bits) || bits < 8 || bits % 8 !== 0)
    throw new DomainError('raw-filters-length', { bits });
  const all = await collect(bytes);
  const rows = all.length / (bits / 8);
  if (rows === 0 || !Number.isInteger(rows))
    throw new DomainError('raw-filters-length', { bits, bytes: all.length });
  return { bits, rows, bytes: all };
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

/** Filters of one length, in blocks that grow as needed. */
class Column {
  rows = 0;
  #width = 0;
  #blocks: Uint8Array[] = [];
  #used = 0;

  add(base64: string): void {
    const clk = fromBase64(base64);
    if (clk === null || clk.length === 0 || (this.rows > 0 && clk.length !== this.#width))
      throw new DomainError('clkhash-invalid', { clk: this.rows });
    this.#width = clk.length;
    let block = this.#blocks.at(-1);
    if (block === undefined || this.#used + clk.length > block.length) {
      if (block !== undefined) this.#blocks[this.#blocks.length - 1] = block.subarray(0, this.#used);
      block = new Uint8Array(Math.max(clk.length, 1 << 20));
      this.#blocks.push(block);
      this.#used = 0;
    }
    block.set(clk, this.#used);
    this.#used += clk.length;
    this.rows++;
  }

  finish(): ClkColumn {
    const last = this.#blocks.pop();
    if (last === undefined) throw new DomainError('clkhash-invalid');
    return {
      bits: this.#width * 8,
      rows: this.rows,
      bytes: concat([...this.#blocks, last.subarray(0, this.#used)]),
    };
  }
}
