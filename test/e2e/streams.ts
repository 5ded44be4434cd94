import { concat } from '../../src/exchange/bytes.ts';
import { pieces } from '../../src/storage/byte-reader.ts';

export async function bytesOfStream(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of pieces(stream)) parts.push(part);
  return concat(parts);
}

/** `bytes` in pieces of `size`. */
export function streamOf(bytes: Uint8Array, size: number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
    },
  });
}
