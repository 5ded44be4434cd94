/**
 * A file of filters on its way to a service: announced, sent in chunks, watched until it is checked.
 *
 * Resumable: the idempotency key is derived from project and file, so the same command run again finds the same
 * submission and sends only the chunks that are missing.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { concat, toBase64, utf8 } from '../exchange/bytes.ts';
import type { Manifest } from '../exchange/manifest.ts';
import { DomainError, label } from '../problems.ts';
import type { BareFilters } from './bare-filters.ts';
import { call, type ServiceDoor } from './call-service.ts';
import { Digest } from './digest.ts';

/** What the service is told of the file before it comes. */
export interface Announced {
  readonly project: string;
  readonly bytes: number;
  readonly sha256: string;
  /** What tells this file from another one of the same bytes. */
  readonly name: string;
  readonly body: { readonly manifest: Manifest } | { readonly filters: Omit<BareFilters, 'hardened'> };
}

export function announcedByManifest(manifest: Manifest): Announced {
  const { project, bytes, sha256: hash, fileId } = manifest;
  return { project, bytes, sha256: hash, name: fileId, body: { manifest } };
}

export function announcedFilters(project: string, filters: Omit<BareFilters, 'hardened'>): Announced {
  const { bytes, sha256: hash, format } = filters;
  return { project, bytes, sha256: hash, name: format, body: { filters } };
}

export interface SendJob {
  readonly door: ServiceDoor;
  readonly announced: Announced;
  /** Read twice: held against what is announced, then sent. */
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
 * Nothing is sent of a file that is not the one announced: bytes that were meant for nobody else (an export
 * named by mistake) stay on the machine, and the submission stays open for the right file.
 *
 * Throws: `manifest-differs`; every refusal of the service under its own code; `submission-refused` after the check;
 *         `service-not-reached`, `service-answer-not-understood`.
 */
export async function sendFile(
  job: SendJob,
): Promise<{ readonly receipt: unknown; readonly submission: unknown }> {
  const { announced } = job;
  await checkFile(job);
  const begun = await call<{ result: Submission }>(
    job.door,
    'POST',
    `/projects/${encodeURIComponent(announced.project)}/submissions`,
    {
      json: { ...announced.body, chunkBytes: job.chunkBytes },
      headers: { 'idempotency-key': keyFor(announced) },
    },
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

async function checkFile({ announced, file }: SendJob): Promise<void> {
  const digest = new Digest();
  for await (const _ of digest.through(file()));
  for (const [member, found, declared] of [
    ['bytes', digest.bytes, announced.bytes],
    ['sha256', digest.sha256(), announced.sha256],
  ] as const)
    if (found !== declared) throw new DomainError('manifest-differs', { member: label(member) });
}

function keyFor({ project, sha256: hash, name }: Announced): string {
  return bytesToHex(sha256(utf8(`padan-submit/1|${project}|${name}|${hash}`)));
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
