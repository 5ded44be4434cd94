/** Bytes by key: files on disk, R2 at the edge. A blob appears whole or not at all. Keys: see `isBlobKey`. */
export interface Blobs {
  /** Store the stream under `key`, replacing what was there. Nothing is visible until the last byte is in. */
  put(key: string, bytes: ReadableStream<Uint8Array> | Uint8Array): Promise<void>;
  /** The bytes, streamed, or `null` where there is no such blob. */
  get(key: string): Promise<ReadableStream<Uint8Array> | null>;
  /** Erase the blob; a missing one is no error. */
  delete(key: string): Promise<void>;
  /** All keys that begin with `prefix`, in ascending order. */
  list(prefix: string): Promise<string[]>;
}

/**
 * One key for all adapters: parts of `a-z 0-9 _ . -` with `/` between them.
 * Edge: no empty part, `.` or `..`, so that a key is the same place on a disk and in a bucket, and always inside.
 */
export function isBlobKey(key: string): boolean {
  return key.split('/').every((part) => /^[a-z0-9_.-]+$/.test(part) && part !== '.' && part !== '..');
}
