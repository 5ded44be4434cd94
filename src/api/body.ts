import type { Context } from 'hono';
import { fromUtf8 } from '../exchange/bytes.ts';
import { DomainError, label } from '../problems.ts';
import { pieces } from '../storage/byte-reader.ts';

const JSON_LIMIT_BYTES = 1 << 20;

/**
 * The JSON body of a request of at most 1 MiB.
 * @throws DomainError `media-type-not-supported`, `body-too-large`, `request-invalid`.
 */
export async function readJson(c: Context): Promise<unknown> {
  const type = (c.req.header('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json')
    throw new DomainError('media-type-not-supported', { expected: label('application/json') });
  if (Number(c.req.header('content-length') ?? 0) > JSON_LIMIT_BYTES) throw tooLarge();
  const text = fromUtf8(await readLimited(c.req.raw.body));
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new DomainError('request-invalid', {
      paths: [label('body')],
      reasons: [label('not JSON in UTF-8')],
    });
  }
}

async function readLimited(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  const out = new Uint8Array(JSON_LIMIT_BYTES);
  let length = 0;
  if (body)
    for await (const piece of pieces(body)) {
      if (length + piece.length > JSON_LIMIT_BYTES) throw tooLarge();
      out.set(piece, length);
      length += piece.length;
    }
  return out.subarray(0, length);
}

function tooLarge(): DomainError {
  return new DomainError('body-too-large', { limit: JSON_LIMIT_BYTES });
}
