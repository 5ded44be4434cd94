import { open, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Journal } from '../../ports/journal.ts';
import { DomainError, label } from '../../problems.ts';

const OWNER_ONLY = 0o600;

/** The journal at `path`, made where there is none. It holds scores: for its owner only. */
export async function openJournal(path: string): Promise<Journal> {
  const handle = await open(path, 'a+', OWNER_ONLY).catch(() => {
    throw new DomainError('file-not-writable', { file: label(basename(path)) });
  });
  let last: Promise<unknown> = Promise.resolve();
  return {
    async read() {
      const { size } = await handle.stat();
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; ) {
        const { bytesRead } = await handle.read(bytes, at, size - at, at);
        if (bytesRead === 0) return bytes.subarray(0, at);
        at += bytesRead;
      }
      return bytes;
    },
    keep: (length) => handle.truncate(length),
    append(bytes) {
      const next = last.then(() => handle.appendFile(bytes));
      last = next.catch(() => {});
      return next;
    },
    async close() {
      await last;
      await handle.close();
    },
    async remove() {
      await last;
      await handle.close();
      await rm(path, { force: true });
    },
  };
}
