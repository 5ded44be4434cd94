/**
 * CSV in and out: RFC 4180, strict UTF-8, a header line, read as a stream and never held whole.
 *
 * Edge:   a byte order mark is skipped, never written. LF and CRLF may both end a record; LF is written.
 *         An empty line is a record of one empty cell.
 * Leaks:  refusals name data row (the header is row 0, the first record below it row 1) and column (from 1);
 *         no cell and no header text is ever repeated.
 * Why not a library: papaparse takes one line ending for the whole file, so that in a file with both, records of
 * one column run together unnoticed. A record that is silently two breaks the promise of row for row.
 * docs/adr/0010-csv-reader.md; test/differential/csv.test.ts holds this reader to papaparse and pins its faults.
 */
import { DomainError } from '../problems.ts';
import { concat, fromUtf8 } from './bytes.ts';

/** Longest record, in UTF-16 units: an unclosed quote must not swallow the memory. */
export const MAX_CSV_RECORD = 1 << 20;

export interface CsvBatch {
  /** Data row of `rows[0]`, from 1. */
  readonly firstRow: number;
  readonly rows: readonly (readonly string[])[];
}

export interface CsvReading {
  readonly header: readonly string[];
  /** Every record below the header, each with as many cells as the header. To be read once. */
  readonly batches: AsyncIterable<CsvBatch>;
}

/**
 * Read the header and then, batch by batch, the records.
 *
 * @throws {DomainError} `csv-empty`, `csv-no-rows`, `csv-not-utf8`, `csv-column-count`, `csv-quote-unclosed`,
 *   `csv-quote-misplaced`, `csv-line-ending`, `csv-record-too-long`.
 */
export async function readCsv(bytes: AsyncIterable<Uint8Array>): Promise<CsvReading> {
  const batches = records(bytes);
  const first = await batches.next();
  const [header, ...rest] = first.done ? [] : first.value;
  if (header === undefined || (header.length === 1 && header[0] === '')) throw new DomainError('csv-empty');
  return { header, batches: checked(header.length, rest, batches) };
}

/** One record as a line, LF included. A lone empty cell is quoted, since many readers skip empty lines. */
export function csvLine(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""\n';
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

async function* checked(
  columns: number,
  first: readonly (readonly string[])[],
  rest: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<CsvBatch> {
  let firstRow = 1;
  const check = (rows: readonly (readonly string[])[]): CsvBatch => {
    const wrong = rows.findIndex((row) => row.length !== columns);
    if (wrong >= 0) {
      const found = rows[wrong]?.length ?? 0;
      throw new DomainError('csv-column-count', { row: firstRow + wrong, expected: columns, found });
    }
    const batch = { firstRow, rows };
    firstRow += rows.length;
    return batch;
  };
  if (first.length > 0) yield check(first);
  for await (const rows of rest) if (rows.length > 0) yield check(rows);
  if (firstRow === 1) throw new DomainError('csv-no-rows');
}

async function* records(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string[][]> {
  const parser = new RecordParser();
  let tail: Uint8Array = new Uint8Array(0);
  let start = true;
  for await (const chunk of bytes) {
    const joined = tail.length === 0 ? chunk : concat([tail, chunk]);
    const whole = joined.length - incompleteTail(joined);
    tail = joined.slice(whole);
    const text = decode(joined.subarray(0, whole), parser);
    const rows = parser.push(start && text.startsWith('\uFEFF') ? text.slice(1) : text);
    if (text.length > 0) start = false;
    if (rows.length > 0) yield rows;
  }
  if (tail.length > 0) throw notUtf8(parser);
  const last = parser.finish();
  if (last.length > 0) yield last;
}

function decode(bytes: Uint8Array, parser: RecordParser): string {
  const text = fromUtf8(bytes);
  if (text !== null) return text;
  let valid = 0;
  for (let length = sequenceLength(bytes, 0); length > 0; length = sequenceLength(bytes, valid))
    valid += length;
  parser.push(fromUtf8(bytes.subarray(0, valid)) ?? '');
  throw notUtf8(parser);
}

function notUtf8(parser: RecordParser): DomainError {
  return new DomainError('csv-not-utf8', { row: parser.row, column: parser.column() });
}

/** Bytes of the UTF-8 sequence at `at`, or 0 where there is none (or the end). */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at];
  if (lead === undefined) return 0;
  const length = expectedLength(lead);
  return length > 0 && fromUtf8(bytes.subarray(at, at + length)) !== null ? length : 0;
}

function expectedLength(lead: number): number {
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead < 0xe0) return 2;
  if (lead >= 0xe0 && lead < 0xf0) return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

/** How many bytes at the end begin a sequence that the next chunk may complete: 0 to 3. */
function incompleteTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return expectedLength(byte) > back ? back : 0;
  }
  return 0;
}

const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** Cuts text that arrives in pieces into records. `row` is the record being read; the header is 0. */
class RecordParser {
  row = 0;
  #text = '';

  /** The records that `text` completes. */
  push(text: string): string[][] {
    this.#text += text;
    const rows = this.#cut(false);
    if (this.#text.length > MAX_CSV_RECORD) throw new DomainError('csv-record-too-long', { row: this.row });
    return rows;
  }

  /** The last record, where the file does not end in a line ending. */
  finish(): string[][] {
    return this.#cut(true);
  }

  /** Column, from 1, at which the text read so far ends. */
  column(): number {
    const cells: string[] = [];
    this.#record(0, cells, false);
    return cells.length + 1;
  }

  #cut(last: boolean): string[][] {
    const rows: string[][] = [];
    let at = 0;
    while (at < this.#text.length) {
      const cells: string[] = [];
      const end = this.#record(at, cells, last);
      if (end < 0) break;
      if (end - at > MAX_CSV_RECORD) throw new DomainError('csv-record-too-long', { row: this.row });
      rows.push(cells);
      this.row++;
      at = end;
    }
    this.#text = this.#text.slice(at);
    return rows;
  }

  /** Read one record from `at` into `cells`; where the next begins, or -1 while this one is not complete. */
  #record(at: number, cells: string[], last: boolean): number {
    const text = this.#text;
    let from = at;
    for (;;) {
      const quoted = text.charCodeAt(from) === QUOTE;
      const end = quoted
        ? this.#quotedEnd(from, cells.length + 1, last)
        : this.#plainEnd(from, cells.length + 1);
      if (end < 0 || (end >= text.length && !last)) return -1;
      cells.push(quoted ? text.slice(from + 1, end - 1).replaceAll('""', '"') : text.slice(from, end));
      const next = text.charCodeAt(end);
      if (next === COMMA) from = end + 1;
      else if (next === LF) return end + 1;
      else if (next !== CR) return end;
      else if (text.charCodeAt(end + 1) === LF) return end + 2;
      else if (end + 1 >= text.length && !last) return -1;
      else throw new DomainError('csv-line-ending', { row: this.row, column: cells.length });
    }
  }

  #plainEnd(from: number, column: number): number {
    const text = this.#text;
    for (let i = from; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === COMMA || code === LF || code === CR) return i;
      if (code === QUOTE) throw new DomainError('csv-quote-misplaced', { row: this.row, column });
    }
    return text.length;
  }

  /** Behind the closing quote of the cell whose opening quote is at `from`; -1 where more text may close it. */
  #quotedEnd(from: number, column: number, last: boolean): number {
    const text = this.#text;
    for (let i = text.indexOf('"', from + 1); i >= 0; i = text.indexOf('"', i + 1)) {
      const next = text.charCodeAt(i + 1);
      if (next === QUOTE) i++;
      else if (Number.isNaN(next) || next === COMMA || next === LF || next === CR) return i + 1;
      else throw new DomainError('csv-quote-misplaced', { row: this.row, column });
    }
    if (last) throw new DomainError('csv-quote-unclosed', { row: this.row, column });
    return -1;
  }
}
