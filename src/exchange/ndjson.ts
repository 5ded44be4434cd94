/** Newline-delimited JSON: one value a line, strict UTF-8, read as a stream. */
import { DomainError, type Label, label } from '../problems.ts';
import { concat, fromUtf8, utf8 } from './bytes.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';

/** Longest line in bytes. */
const MAX_LINE = 1 << 20;
const LF = 10;

/** What is wrong where; the text itself is never part of it. */
export function lineInvalid(format: string, line: number, member?: string): DomainError {
  const name: Label | undefined = member === undefined ? undefined : label(member);
  return new DomainError('exchange-file-invalid', { format: label(format), line, member: name });
}

/**
 * The values of a file, each an object or not as `JSON.parse` gives it, with its line number from 1.
 * Edge: the last line may lack its LF; an empty line is refused.
 * @throws {DomainError} `exchange-file-invalid`.
 */
export async function* readNdjson(
  bytes: AsyncIterable<Uint8Array>,
  format: string,
): AsyncGenerator<{ readonly line: number; readonly value: unknown }> {
  let number = 0;
  for await (const line of lines(bytes, format)) {
    number++;
    yield { line: number, value: parse(line, format, number) };
  }
  if (number === 0) throw lineInvalid(format, 1);
}

function parse(line: Uint8Array, format: string, number: number): unknown {
  const text = fromUtf8(line);
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw lineInvalid(format, number);
  }
}

async function* lines(bytes: AsyncIterable<Uint8Array>, format: string): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  let number = 1;
  for await (const chunk of bytes) {
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      yield concat([...held, chunk.subarray(from, at)]);
      held = [];
      size = 0;
      number++;
      from = at + 1;
    }
    held.push(chunk.slice(from));
    size += chunk.length - from;
    if (size > MAX_LINE) throw lineInvalid(format, number);
  }
  if (size > 0) yield concat(held);
}

/** One value as a line. */
export function ndjsonLine(value: JsonObject): string {
  return `${canonicalJson(value)}\n`;
}

/** Text in pieces as bytes in pieces of about 64 KiB. */
export async function* utf8Chunks(
  text: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<Uint8Array> {
  let parts: string[] = [];
  let size = 0;
  for await (const part of text) {
    parts.push(part);
    size += part.length;
    if (size < 65_536) continue;
    yield utf8(parts.join(''));
    parts = [];
    size = 0;
  }
  if (size > 0) yield utf8(parts.join(''));
}
