import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesOfStream } from '../../../test/e2e/streams.ts';
import { diskBlobs, removePartialBlobs } from './disk-blobs.ts';

/** 8,000 bytes of one value, slowly. */
function slowly(byte: number): ReadableStream<Uint8Array> {
  let left = 8;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      if (left-- === 0) controller.close();
      else controller.enqueue(new Uint8Array(1000).fill(byte));
    },
  });
}

describe('blobs of two threads in one folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'padan-blobs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are whole, though both write one key at once', async () => {
    const [one, other] = [diskBlobs(folder), diskBlobs(folder)];
    await Promise.all([one.put('both', slowly(1)), other.put('both', slowly(2))]);
    const stored = await bytesOfStream((await one.get('both'))!);
    expect([stored.length, new Set(stored).size]).toEqual([8000, 1]);
  });

  it('leave what a killed write began to be removed at the next start', async () => {
    const blobs = diskBlobs(folder);
    await blobs.put('whole', slowly(1));
    void blobs.put('begun', new ReadableStream());
    while (readdirSync(folder).length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    expect(await blobs.list('')).toEqual(['whole']);
    await removePartialBlobs(folder);
    expect(readdirSync(folder)).toEqual(['whole']);
  });
});
