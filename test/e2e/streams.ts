import { concat } from '../../src/exchange/bytes.ts';
import type { Blobs } from '../../src/ports/blobs.ts';
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

/** Change one byte in the middle of each blob that is chosen. */
export async function damageBlobs(blobs: Blobs, chosen: (key: string) => boolean): Promise<void> {
  const keys = (await blobs.list('')).filter(chosen);
  if (keys.length === 0) throw new Error('nothing to damage');
  for (const key of keys) {
    const bytes = await bytesOfStream((await blobs.get(key))!);
    bytes[bytes.length >> 1]! ^= 1;
    await blobs.put(key, bytes);
  }
}
