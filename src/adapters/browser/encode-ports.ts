/** Ports of the encoder in a browser: what it writes becomes blobs, which the browser keeps on the disk. */

import type { Files } from '../../ports/files.ts';
import type { Scratch } from '../../ports/scratch.ts';
import { DomainError } from '../../problems.ts';
import type { EncodePorts } from '../../usecases/encode-file.ts';
import { systemClock } from '../system-clock.ts';
import { webCryptoRandomness } from '../web-crypto-randomness.ts';

/** Bytes that are gathered before they become part of a blob. */
const PART_BYTES = 1 << 22;

export interface BlobFiles extends Files {
  blob(path: string): Blob;
}

export function blobFiles(): BlobFiles {
  const blobs = new Map<string, Blob>();
  const blob = (path: string) => {
    const found = blobs.get(path);
    if (found === undefined) throw new DomainError('file-not-found');
    return found;
  };
  return {
    blob,
    async *read(path) {
      yield new Uint8Array(await blob(path).arrayBuffer());
    },
    readAll: async (path) => new Uint8Array(await blob(path).arrayBuffer()),
    async write(path, bytes) {
      blobs.set(path, bytes instanceof Uint8Array ? blobOf([bytes]) : await collected(bytes));
    },
    exists: async (path) => blobs.has(path),
    erase: async (path) => {
      blobs.delete(path);
    },
  };
}

function blobOf(parts: readonly (Uint8Array | Blob)[]): Blob {
  return new Blob(parts as BlobPart[]);
}

/** Blobs of blobs: only the last few megabytes are held as bytes. */
async function collected(bytes: AsyncIterable<Uint8Array>): Promise<Blob> {
  const whole: Blob[] = [];
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (const part of bytes) {
    parts.push(part.slice());
    held += part.length;
    if (held < PART_BYTES) continue;
    whole.push(blobOf(parts));
    parts = [];
    held = 0;
  }
  return blobOf([...whole, ...parts]);
}

function blobScratch(): Scratch {
  const buckets = new Map<number, Blob[]>();
  return {
    async append(bucket, bytes) {
      const parts = buckets.get(bucket) ?? [];
      parts.push(blobOf([bytes.slice()]));
      buckets.set(bucket, parts);
    },
    read: async (bucket) => new Uint8Array(await blobOf(buckets.get(bucket) ?? []).arrayBuffer()),
    close: async () => buckets.clear(),
  };
}

export function browserPorts(files: BlobFiles): EncodePorts {
  return { files, randomness: webCryptoRandomness, clock: systemClock, scratch: async () => blobScratch() };
}
