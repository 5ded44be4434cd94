import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { type Blobs, isBlobKey } from '../../ports/blobs.ts';
import { bytesOf, pieces } from '../../storage/byte-reader.ts';

const PARTIAL = /\.partial-[0-9a-f]{12}$/;

/** Blobs as files under `folder`. Written beside their place, synced, then renamed. */
export function diskBlobs(root: string): Blobs {
  const folder = resolve(root);
  const pathOf = (key: string) => {
    if (!isBlobKey(key)) throw new Error('blob key is not allowed');
    return join(folder, ...key.split('/'));
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      // Not by process or count: the threads of one process share the folder.
      const partial = `${path}.partial-${randomBytes(6).toString('hex')}`;
      await mkdir(dirname(path), { recursive: true });
      try {
        const file = await open(partial, 'wx', 0o600);
        try {
          for await (const piece of pieces(bytesOf(bytes))) await file.writeFile(piece);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(partial, path);
      } catch (error) {
        await rm(partial, { force: true });
        throw error;
      }
    },
    async get(key) {
      const stream = createReadStream(pathOf(key), { highWaterMark: 1 << 18 });
      try {
        await new Promise<void>((resolve, reject) => {
          stream.once('open', () => resolve());
          stream.once('error', reject);
        });
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
      return Readable.toWeb(stream, {
        strategy: { highWaterMark: 2 },
      }) as unknown as ReadableStream<Uint8Array>;
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
    async list(prefix) {
      const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
        if (isMissing(error)) return [];
        throw error;
      });
      return names
        .filter((entry) => entry.isFile() && !PARTIAL.test(entry.name))
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(folder.length + 1)
            .split(sep)
            .join('/'),
        )
        .filter((key) => key.startsWith(prefix))
        .sort();
    },
  };
}

/** Remove what writes that were killed have left behind. Only before the first write of the only process. */
export async function removePartialBlobs(root: string): Promise<void> {
  const names = await readdir(root, { recursive: true, withFileTypes: true }).catch((error) => {
    if (isMissing(error)) return [];
    throw error;
  });
  for (const entry of names)
    if (entry.isFile() && PARTIAL.test(entry.name))
      await rm(join(entry.parentPath, entry.name), { force: true });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
