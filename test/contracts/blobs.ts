import { describe, expect, it } from 'vitest';
import { equalBytes } from '../../src/exchange/bytes.ts';
import type { Blobs } from '../../src/ports/blobs.ts';
import { bytesOfStream, streamOf } from '../e2e/streams.ts';

/** 37 bytes a step are prime to every buffer size in sight. */
function pattern(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length }, (_, i) => (i * 37 + (i >> 8)) & 255);
}

async function read(blobs: Blobs, key: string): Promise<Uint8Array | null> {
  const stream = await blobs.get(key);
  return stream && bytesOfStream(stream);
}

/** Behaviour of every `Blobs`, opened empty. */
export function blobsContract(name: string, open: () => Promise<Blobs>): void {
  describe(`${name}: blobs`, () => {
    it.each([0, 1, 1 << 20, (1 << 20) + 1, 3 << 20])('gives back %d bytes as they were', async (length) => {
      const blobs = await open();
      const bytes = pattern(length);
      await blobs.put('a/b-1', bytes);
      expect(equalBytes((await read(blobs, 'a/b-1'))!, bytes)).toBe(true);
      await blobs.put('a/b-2', streamOf(bytes, 100_003));
      expect(equalBytes((await read(blobs, 'a/b-2'))!, bytes)).toBe(true);
    });

    it('gives back a blob of more than one part of an upload', async () => {
      const blobs = await open();
      const bytes = pattern((17 << 20) + 5);
      await blobs.put('large', streamOf(bytes, 1_000_003));
      expect(equalBytes((await read(blobs, 'large'))!, bytes)).toBe(true);
    });

    it('knows nothing of a blob that never was, and erases it without complaint', async () => {
      const blobs = await open();
      expect(await blobs.get('never')).toBeNull();
      await blobs.delete('never');
      expect(await blobs.list('')).toEqual([]);
    });

    it.each([100, 9 << 20])('shows nothing of a blob whose stream failed after %d bytes', async (length) => {
      const blobs = await open();
      const source = streamOf(pattern(length), 50_000).getReader();
      const failing = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { value, done } = await source.read();
          if (done) throw new Error('the line broke');
          controller.enqueue(value);
        },
      });
      await expect(blobs.put('half', failing)).rejects.toThrow('the line broke');
      expect(await blobs.get('half')).toBeNull();
      expect(await blobs.list('')).toEqual([]);
    });

    it('keeps the old blob while the new one fails, and replaces it when it does not', async () => {
      const blobs = await open();
      await blobs.put('k', pattern(10));
      const failing = new ReadableStream<Uint8Array>({
        pull() {
          throw new Error('the line broke');
        },
      });
      await expect(blobs.put('k', failing)).rejects.toThrow();
      expect(await read(blobs, 'k')).toEqual(pattern(10));
      await blobs.put('k', pattern(3));
      expect(await read(blobs, 'k')).toEqual(pattern(3));
    });

    it('lists by prefix in order, and forgets what was erased', async () => {
      const blobs = await open();
      for (const key of ['b/2', 'b/10', 'a', 'b/1', 'bc/1']) await blobs.put(key, pattern(1));
      expect(await blobs.list('')).toEqual(['a', 'b/1', 'b/10', 'b/2', 'bc/1']);
      expect(await blobs.list('b/')).toEqual(['b/1', 'b/10', 'b/2']);
      await blobs.delete('b/10');
      expect(await blobs.list('b/1')).toEqual(['b/1']);
    });

    it.each(['../outside', 'a/../../outside', '/a', 'a//b', 'A', 'a b', '', 'a/', '.', 'a/..'])(
      'refuses the key %o',
      async (key) => {
        const blobs = await open();
        await expect(blobs.put(key, pattern(1))).rejects.toThrow();
        await expect(blobs.get(key)).rejects.toThrow();
      },
    );
  });
}
