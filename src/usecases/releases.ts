/** What all actions on releases share: the row as values, and who may know of it. */
import { countsInLedger, type Release, type ReleaseAudit } from '../agreement/release.ts';
import { DomainError } from '../problems.ts';
import type { Bilingual } from '../statistics/spec.ts';
import { findRelease, listReleaseRows, type ReleaseRow, updateRelease } from '../storage/releases.ts';
import type { ReleaseOutput } from './release-outputs.ts';
import type { Actor, Service } from './service.ts';

export interface StoredRelease {
  readonly row: ReleaseRow;
  readonly release: Release;
  readonly audit: ReleaseAudit;
  /** Of the microdata it was counted from. */
  readonly microdataSha256: string;
  readonly outputs: readonly ReleaseOutput[];
  readonly title: Bilingual;
  readonly citation: Bilingual;
}

/** The column `audit` of a release. */
export type StoredAudit = ReleaseAudit & { readonly microdataSha256: string };

export function storedRelease(row: ReleaseRow): StoredRelease {
  const { microdataSha256, ...audit } = JSON.parse(row.audit) as StoredAudit;
  return {
    row,
    release: JSON.parse(row.document) as Release,
    audit,
    microdataSha256,
    outputs: JSON.parse(row.outputs) as ReleaseOutput[],
    title: JSON.parse(row.title) as Bilingual,
    citation: JSON.parse(row.citation) as Bilingual,
  };
}

/** May leave, or has left: its public files are open to both parties. */
export function isOpen({ release }: StoredRelease): boolean {
  return release.state === 'approved' || release.state === 'handed-over';
}

/**
 * The release, for somebody who may know of it: the producer's statisticians and privacy officers always, others of
 * both parties once it was approved (and after, though it be withdrawn: they may have it). Before, it does not exist for them. @throws DomainError `not-found`.
 */
export async function visibleRelease(service: Service, actor: Actor, id: string): Promise<StoredRelease> {
  const row = await findRelease(service.database, id);
  const stored = row && storedRelease(row);
  if (!stored || !seesRelease(actor, stored)) throw new DomainError('not-found');
  return stored;
}

export async function releasesFor(service: Service, actor: Actor): Promise<StoredRelease[]> {
  const rows = await listReleaseRows(service.database);
  return rows.map(storedRelease).filter((stored) => seesRelease(actor, stored));
}

function seesRelease(actor: Actor, stored: StoredRelease): boolean {
  const { producer, receiver } = stored.row;
  if (actor.party !== producer && actor.party !== receiver) return false;
  const ofProducer = actor.party === producer && actor.role !== 'agency';
  return ofProducer || countsInLedger(stored.release);
}

/** Judges this release: a privacy officer of the party that produces it. */
export function isItsOfficer(actor: Actor, { row }: StoredRelease): boolean {
  return actor.role === 'privacy-officer' && actor.party === row.producer;
}

/** The outputs the actor may read now. */
export function readableOutputs(actor: Actor, stored: StoredRelease): ReleaseOutput[] {
  if (isItsOfficer(actor, stored)) return [...stored.outputs];
  return stored.outputs.filter(({ audience }) => audience === 'public' && isOpen(stored));
}

/** The row after one step, and the statement that writes it. */
export function step(stored: StoredRelease, release: Release, now: number) {
  const change = {
    version: stored.row.version + 1,
    state: release.state,
    document: JSON.stringify(release),
    changed_at: now,
  };
  return { after: storedRelease({ ...stored.row, ...change }), write: updateRelease(stored.row.id, change) };
}
