import { toBase64 } from '../exchange/bytes.ts';
import { readNdjson } from '../exchange/ndjson.ts';
import { type FlagsHeader, type ResultLine, readFlags } from '../exchange/row-for-row.ts';
import type { Blobs } from '../ports/blobs.ts';
import { DomainError, label } from '../problems.ts';
import { pieces } from '../storage/byte-reader.ts';
import { findRun, updateRun } from '../storage/runs.ts';
import { commit, type Recorded } from './commit.ts';
import { Digest } from './digest.ts';
import { newId } from './ids.ts';
import { type Run, type RunFlags, rowsKey, runOf } from './runs.ts';
import type { Actor, Service } from './service.ts';
import { openVault } from './vaults.ts';

/**
 * The register holder hands in padan-flags/1: for exactly the links it was asked about, sealed to the requester,
 * all of one length. The run is finished with that; the same file again is fine, another one is not. Bytes that do not
 * become the run's flags do not stay.
 *
 * Leaks:  the unit cannot read what is sealed; it sees how many there are.
 * @throws DomainError `not-found`, `party-not-allowed`, `data-erased`, `exchange-file-invalid`,
 *   `flags-not-those-requested`, `run-not-ready`, `run-step-not-allowed`.
 * Cost:   the sealed flags in memory.
 */
export async function handInFlags(
  service: Service,
  actor: Actor,
  id: string,
  body: ReadableStream<Uint8Array>,
): Promise<Recorded<Run>> {
  const found = await runOf(service, actor, id, 'register_holder');
  const { state } = found.row;
  if (state === 'comparing') throw new DomainError('run-not-ready');
  if (!found.summary || (state !== 'waiting-for-flags' && state !== 'finished'))
    throw new DomainError('run-step-not-allowed');
  const vault = await openVault(service, found.project.vault);
  const digest = new Digest();
  const key = `${id}/${found.summary.decision}/flags-${newId(service.randomness, 'flg')}`;
  const order = await linkOrder(vault, rowsKey(id, found.summary.decision));
  const { header, sealed } = await sealedInOrder(digest.through(pieces(body)), id, order);
  const flags: RunFlags = {
    key,
    sealedBytes: header.sealedBytes,
    fileKey: toBase64(header.fileKey),
    sha256: digest.sha256(),
  };
  await vault.put(key, sealed);
  try {
    return await record(service, actor, id, flags, order.size);
  } finally {
    if ((await findRun(service.database, id))?.flags !== JSON.stringify(flags)) await vault.delete(key);
  }
}

async function record(
  service: Service,
  actor: Actor,
  id: string,
  flags: RunFlags,
  links: number,
): Promise<Recorded<Run>> {
  const recorded = await commit(service, actor, async (now) => {
    const { row, flags: before } = await runOf(service, actor, id, 'register_holder');
    if (before?.sha256 === flags.sha256) return { unchanged: null };
    if (row.state !== 'waiting-for-flags') throw new DomainError('run-step-not-allowed');
    return {
      event: {
        action: 'flags-handed-in',
        subject: id,
        facts: { links, sealedBytes: flags.sealedBytes, sha256: label(flags.sha256) },
      },
      writes: [updateRun(id, { state: 'finished', flags: JSON.stringify(flags), settled_at: now })],
      result: null,
    };
  });
  return { ...recorded, result: await runOf(service, actor, id, 'register_holder') };
}

/** Link ids in the order of the requester's rows, each with its place. */
async function linkOrder(vault: Blobs, key: string): Promise<ReadonlyMap<string, number>> {
  const stream = await vault.get(key);
  if (!stream) throw new DomainError('stored-bytes-damaged');
  const order = new Map<string, number>();
  for await (const { value } of readNdjson(pieces(stream), 'rows')) {
    const { link } = value as ResultLine;
    if (link !== undefined) order.set(link, order.size);
  }
  return order;
}

/** The sealed cells, back to back, each in its link's place. */
async function sealedInOrder(
  bytes: AsyncIterable<Uint8Array>,
  run: string,
  order: ReadonlyMap<string, number>,
): Promise<{ header: FlagsHeader; sealed: Uint8Array }> {
  const { header, lines } = await readFlags(bytes);
  if (header.run !== run || header.rows !== order.size)
    throw new DomainError('flags-not-those-requested', { expected: order.size, found: header.rows });
  const sealed = new Uint8Array(order.size * header.sealedBytes);
  let line = 1;
  for await (const flags of lines) {
    const place = order.get(flags.link);
    if (place === undefined) throw new DomainError('flags-not-those-requested', { line: line + 1 });
    sealed.set(flags.sealed, place * header.sealedBytes);
    line++;
  }
  return { header, sealed };
}
