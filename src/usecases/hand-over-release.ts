import type { BastFile } from '../agreement/bast.ts';
import { handOverRelease as handOver, type Release } from '../agreement/release.ts';
import { DomainError } from '../problems.ts';
import { findTableRequest } from '../storage/releases.ts';
import type { Decision, Recorded } from './commit.ts';
import { Digest } from './digest.ts';
import type { HandOver } from './hand-overs.ts';
import { type HandOverWish, makeHandOver } from './make-hand-over.ts';
import { isOpen, type StoredRelease, step, visibleRelease } from './releases.ts';
import type { Actor, Service } from './service.ts';
import { openVault } from './vaults.ts';

const NEWLINE = 0x0a;

/**
 * The producing party hands the public files of an approved release over, under minutes; the release is handed over
 * with that. A release that was handed over may go to a further receiver, under minutes of its own.
 *
 * @throws DomainError `not-found`, `party-not-allowed` (the producer hands over), `release-step-not-allowed`,
 *   `data-erased`, `stored-bytes-damaged`, and what `makeHandOver` throws.
 */
export async function handOverRelease(
  service: Service,
  actor: Actor,
  id: string,
  letterNumber: string,
  wish: HandOverWish,
): Promise<Recorded<HandOver>> {
  const files = await publicFiles(service, await leaving(service, actor, id));
  return makeHandOver(service, actor, wish, async (now) => {
    const stored = await leaving(service, actor, id);
    const { row, release } = stored;
    const request = await findTableRequest(service.database, row.request);
    return {
      subject: { kind: 'release', release: id },
      name: `release/${id}`,
      giver: row.producer,
      parties: [row.producer, row.receiver],
      files,
      letterNumber,
      purpose: request?.purpose ?? '',
      dpiaReference: '',
      schemaVersion: `Lampiran 2: ${release.tables.join(', ')}`,
      channel: { name: 'web services (Padan)', encryption: 'none of its own: public files after approval' },
      writes: (bast) => moved(stored, actor, bast, now),
    };
  });
}

async function leaving(service: Service, actor: Actor, id: string): Promise<StoredRelease> {
  const stored = await visibleRelease(service, actor, id);
  if (stored.row.producer !== actor.party) throw new DomainError('party-not-allowed');
  if (!isOpen(stored)) throw new DomainError('release-step-not-allowed');
  return stored;
}

/** An approved release becomes handed over; one that is stays so. */
function moved(
  stored: StoredRelease,
  actor: Actor,
  bast: { readonly number: string; readonly receiver: string },
  now: number,
): Decision<null>['writes'] {
  const before: Release = stored.release;
  if (before.state === 'handed-over') return [];
  const outcome = handOver(
    before,
    { kind: 'person', person: actor.person },
    bast,
    new Date(now).toISOString(),
  );
  if (!outcome.ok) throw new DomainError(outcome.code);
  return [step(stored, outcome.release, now).write];
}

/** Read again as they leave: a file that is not what was approved is not handed over. */
async function publicFiles(service: Service, { row, outputs }: StoredRelease): Promise<BastFile[]> {
  const vault = await openVault(service, row.vault);
  const files: BastFile[] = [];
  for (const { name, type, sha256, bytes } of outputs.filter(({ audience }) => audience === 'public')) {
    const stream = await vault.get(name);
    if (!stream) throw new DomainError('stored-bytes-damaged');
    const digest = new Digest();
    let lines = 0;
    for await (const chunk of digest.through(stream)) for (const byte of chunk) if (byte === NEWLINE) lines++;
    if (digest.sha256() !== sha256) throw new DomainError('stored-bytes-damaged');
    const rowsOut = type === 'text/csv' ? lines - 1 : null;
    files.push({ name, format: type, answers: null, rowsIn: null, rowsOut, sha256, bytes });
  }
  return files;
}
