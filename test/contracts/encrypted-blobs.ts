import { describe, expect, it } from 'vitest';
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import type { Blobs } from '../../src/ports/blobs.ts';
import { encryptedBlobs } from '../../src/storage/encrypted-blobs.ts';
import { bytesOfStream } from '../e2e/streams.ts';

const FRAME = 1 << 20;
const HEADER = 37;
const key = (byte: number) => new Uint8Array(32).fill(byte);
const VAULT = { master: key(1), salt: key(2) };

function plain(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(length).fill(65);
}

/** What the encrypting layer adds to every `Blobs`: secrecy, and the finding of every change. */
export function encryptedBlobsContract(name: string, open: () => Promise<Blobs>): void {
  describe(`${name}: encrypted blobs`, () => {
    const stored = async (inner: Blobs, at: string) => bytesOfStream((await inner.get(at))!);
    const read = async (inner: Blobs, at: string, vault = VAULT) =>
      bytesOfStream((await encryptedBlobs(inner, vault, webCryptoRandomness).get(at))!);
    const put = (inner: Blobs, at: string, length: number) =>
      encryptedBlobs(inner, VAULT, webCryptoRandomness).put(at, plain(length));
    const damaged = { code: 'stored-bytes-damaged' };

    it('stores nothing that can be read, and never the same bytes twice', async () => {
      const inner = await open();
      await put(inner, 'a', 5000);
      await put(inner, 'b', 5000);
      const [a, b] = [await stored(inner, 'a'), await stored(inner, 'b')];
      expect(a.length).toBe(HEADER + 5000 + 16);
      expect(new TextDecoder('latin1').decode(a)).not.toContain('AAAA');
      expect(a.subarray(HEADER)).not.toEqual(b.subarray(HEADER));
      await put(inner, 'b', 5000);
      expect(await stored(inner, 'b')).not.toEqual(b);
    });

    it.each(['master', 'salt'] as const)('opens under no other %s', async (part) => {
      const inner = await open();
      await put(inner, 'a', 10);
      await expect(read(inner, 'a', { ...VAULT, [part]: key(9) })).rejects.toMatchObject(damaged);
    });

    it.each([
      ['a byte of the header', 10, 0],
      ['a byte of the first frame', HEADER + 5, 0],
      ['a byte of the last frame', HEADER + FRAME + 16 + 5, 1],
    ])('finds %s changed', async (_name, at, _frame) => {
      const inner = await open();
      await put(inner, 'a', FRAME + 100);
      const bytes = await stored(inner, 'a');
      bytes[at]! ^= 1;
      await inner.put('a', bytes);
      await expect(read(inner, 'a')).rejects.toMatchObject(damaged);
    });

    it.each([FRAME + 100, 2 * FRAME])(
      'finds the end of %d bytes cut off, at a frame or within',
      async (length) => {
        const inner = await open();
        await put(inner, 'a', length);
        const bytes = await stored(inner, 'a');
        for (const kept of [bytes.length - 1, HEADER + FRAME + 16, HEADER, 20, 0]) {
          await inner.put('a', bytes.slice(0, kept));
          await expect(read(inner, 'a')).rejects.toMatchObject(damaged);
        }
      },
    );

    it('finds frames exchanged, repeated, and moved to another blob', async () => {
      const inner = await open();
      await put(inner, 'a', 3 * FRAME);
      const bytes = await stored(inner, 'a');
      const frame = (i: number) => bytes.slice(HEADER + i * (FRAME + 16), HEADER + (i + 1) * (FRAME + 16));
      const joined = (...frames: number[]) => {
        const parts = [bytes.slice(0, HEADER), ...frames.map(frame)];
        const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
        let at = 0;
        for (const part of parts) {
          out.set(part, at);
          at += part.length;
        }
        return out;
      };
      await inner.put('a', joined(0, 1, 2));
      expect((await read(inner, 'a')).length).toBe(3 * FRAME);
      for (const order of [
        [1, 0, 2],
        [0, 0, 2],
        [0, 2],
        [0, 1, 2, 2],
      ]) {
        await inner.put('a', joined(...order));
        await expect(read(inner, 'a')).rejects.toMatchObject(damaged);
      }
      await inner.put('b', bytes);
      await expect(read(inner, 'b')).rejects.toMatchObject(damaged);
    });
  });
}
