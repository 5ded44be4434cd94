/**
 * An encoded file on its way to a service: announced by its manifest, sent in chunks, watched until it is checked.
 *
 * Resumable: the idempotency key is derived from project and file, so the same command run again finds the same
 * submission and sends only the chunks that are missing.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { concat, toBase64, utf8 } from '../exchange/bytes.ts';
import type { Manifest } from '../exchange/manifest.ts';
import { DomainError, label } from '../problems.ts';
import { call, type ServiceDoor } from './call-service.ts';
import { Digest } from './digest.ts';

export interface SendJob {
  readonly door: ServiceDoor;
  readonly manifest: Manifest;
  /** Read twice: held against the manifest, then sent. */
  readonly file: () => AsyncIterable<Uint8Array>;
  /** At most 50 MB, the service's limit. */
  readonly chunkBytes: number;
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly onProgress: (done: number, of: number) => void;
}

interface Submission {
  readonly id: string;
  readonly state: 'receiving' | 'checking' | 'accepted' | 'refused' | 'erased';
  readonly chunks: number;
  readonly received: readonly number[];
  readonly problem: { readonly code: string } | null;
}

const POLL_MS = 250;

/**
 * The receipt: what the service answered when all chunks were there (with the signed head of its log), and the
 * checked submission.
 *
 * Nothing is sent of a file that its manifest does not describe: bytes that were meant for nobody else (an export
 * named by mistake) stay on the machine, and the submission stays open for the right file.
 *
 * Throws: `manifest-differs`; every refusal of the service under its own code; `submission-refused` after the check;
 *         `service-not-reached`, `service-answer-not-understood`.
 */
export async function sendFile(
  job: SendJob,
): Promise<{ readonly receipt: unknown; readonly submission: unknown }> {
  const { manifest } = job;
  await checkFile(job);
  const begun = await call<{ result: Submission }>(
    job.door,
    'POST',
    `/projects/${encodeURIComponent(manifest.project)}/submissions`,
    { json: { manifest, chunkBytes: job.chunkBytes }, headers: { 'idempotency-key': keyFor(manifest) } },
  );
  const path = `/submissions/${begun.result.id}`;
  const before = await call<Submission>(job.door, 'GET', path);
  if (before.state === 'receiving') await sendChunks(job, path, before);
  const receipt = await call<unknown>(job.door, 'POST', `${path}/complete`);
  for (;;) {
    const now = await call<Submission>(job.door, 'GET', path);
    if (now.state === 'refused')
      throw new DomainError('submission-refused', { reason: label(now.problem?.code ?? 'unknown') });
    if (now.state !== 'checking') return { receipt, submission: now };
    await job.wait(POLL_MS);
  }
}

async function checkFile({ manifest, file }: SendJob): Promise<void> {
  const digest = new Digest();
  for await (const _ of digest.through(file()));
  for (const [member, found, declared] of [
    ['bytes', digest.bytes, manifest.bytes],
    ['sha256', digest.sha256(), manifest.sha256],
  ] as const)
    if (found !== declared) throw new DomainError('manifest-differs', { member: label(member) });
}

function keyFor({ project, sha256: hash, fileId }: Manifest): string {
  return bytesToHex(sha256(utf8(`padan-submit/1|${project}|${fileId}|${hash}`)));
}

async function sendChunks(job: SendJob, path: string, submission: Submission): Promise<void> {
  const received = new Set(submission.received);
  let number = 0;
  for await (const chunk of chunksOf(job.file(), job.chunkBytes)) {
    if (!received.has(number))
      await call(job.door, 'PUT', `${path}/chunks/${number}`, {
        bytes: chunk,
        headers: { 'content-digest': `sha-256=:${toBase64(sha256(chunk))}:` },
      });
    number += 1;
    job.onProgress(number, submission.chunks);
  }
}

/** The stream in pieces of exactly `size` bytes; the last may be shorter. Memory: one piece. */
async function* chunksOf(
  stream: AsyncIterable<Uint8Array>,
  size: number,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  let parts: Uint8Array[] = [];
  let held = 0;
  for await (let bytes of stream) {
    while (held + bytes.length >= size) {
      const take = size - held;
      yield concat([...parts, bytes.subarray(0, take)]);
      parts = [];
      held = 0;
      bytes = bytes.subarray(take);
    }
    if (bytes.length > 0) parts.push(bytes.slice());
    held += bytes.length;
  }
  if (held > 0) yield concat(parts);
}
