import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Scratch } from '../../ports/scratch.ts';

/** Buckets as files of a new folder that only the user can enter; the folder goes when the scratch is closed. */
export async function openScratch(parent: string = tmpdir()): Promise<Scratch> {
  const folder = await mkdtemp(join(parent, 'padan-'));
  const handles = new Map<number, FileHandle>();
  const bucketOf = async (bucket: number): Promise<FileHandle> => {
    const known = handles.get(bucket);
    if (known) return known;
    const handle = await open(join(folder, `bucket-${bucket}`), 'wx+', 0o600);
    handles.set(bucket, handle);
    return handle;
  };
  return {
    async append(bucket, bytes) {
      await (await bucketOf(bucket)).appendFile(bytes);
    },
    async read(bucket) {
      const handle = handles.get(bucket);
      if (!handle) return new Uint8Array(0);
      const { size } = await handle.stat();
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; ) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at);
        if (bytesRead === 0) break;
        at += bytesRead;
      }
      return bytes;
    },
    async close() {
      await Promise.all([...handles.values()].map((handle) => handle.close()));
      handles.clear();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
