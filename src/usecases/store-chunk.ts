import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { UniqueConflict } from '../ports/database.ts';
import { DomainError } from '../problems.ts';
import { pieces } from '../storage/byte-reader.ts';
import { findChunk, insertChunk } from '../storage/submissions.ts';
import type { Actor, Service } from './service.ts';
import { chunkCount, chunkKey, chunkLength, ownSubmission } from './submissions.ts';
import { openVault } from './vaults.ts';

/**
 * Take one chunk of an announced file, as a stream: it is hashed on its way to the disk, and nothing of it becomes
 * visible unless length and digest are right. The same chunk again is fine; another one in its place is refused.
 * Not audited: the file is, when it is complete.
 *
 * @param digest SHA-256 that the sender declares, hexadecimal.
 * @throws DomainError `not-found`, `project-closed`, `submission-not-receiving`, `chunk-out-of-range`,
 *   `chunk-differs`, `chunk-length-differs`, `chunk-digest-differs`.
 */
export async function storeChunk(
  service: Service,
  actor: Actor,
  submissionId: string,
  number: number,
  digest: string,
  body: ReadableStream<Uint8Array>,
): Promise<'stored' | 'known'> {
  const { database } = service;
  const submission = await ownSubmission(service, actor, submissionId);
  const known = await findChunk(database, submissionId, number);
  if (known) {
    await body.cancel();
    if (known.sha256 !== digest) throw new DomainError('chunk-differs', { chunk: number });
    return 'known';
  }
  if (submission.row.state !== 'receiving') throw new DomainError('submission-not-receiving');
  const chunks = chunkCount(submission);
  if (number >= chunks) throw new DomainError('chunk-out-of-range', { chunk: number, chunks });
  const length = chunkLength(submission, number);
  const vault = await openVault(service, submission.project.vault);
  await vault.put(chunkKey(submissionId, number, digest), checked(body, length, digest));
  try {
    await database.batch([insertChunk({ submission: submissionId, number, bytes: length, sha256: digest })]);
  } catch (error) {
    if (!(error instanceof UniqueConflict)) throw error;
    const faster = await findChunk(database, submissionId, number);
    if (faster?.sha256 !== digest) throw new DomainError('chunk-differs', { chunk: number });
  }
  return 'stored';
}

/** The bytes of `body`, failing at its end (or as soon as it is too long) unless they are what was declared. */
function checked(
  body: ReadableStream<Uint8Array>,
  length: number,
  digest: string,
): ReadableStream<Uint8Array> {
  const hash = sha256.create();
  const source = pieces(body);
  let bytes = 0;
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await source.next();
      if (done) {
        if (bytes !== length)
          throw new DomainError('chunk-length-differs', { expected: length, found: bytes });
        if (bytesToHex(hash.digest()) !== digest) throw new DomainError('chunk-digest-differs');
        controller.close();
        return;
      }
      bytes += value.length;
      if (bytes > length) {
        await source.return(undefined);
        throw new DomainError('chunk-length-differs', { expected: length, found: bytes });
      }
      hash.update(value);
      controller.enqueue(value);
    },
    async cancel() {
      await source.return(undefined);
    },
  });
}
