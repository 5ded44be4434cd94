import { approveRelease, type Release, refuseRelease } from '../agreement/release.ts';
import { DomainError, label } from '../problems.ts';
import { commit, type Recorded } from './commit.ts';
import { releasesInLedger } from './ledger.ts';
import { isItsOfficer, type StoredRelease, step, visibleRelease } from './releases.ts';
import type { Actor, Service } from './service.ts';

export interface Review {
  readonly decision: 'approve' | 'refuse';
  /** The version and content that the reviewer had before them. */
  readonly version: number;
  readonly contentSha256: string;
  /** Required to refuse. */
  readonly reason: string;
}

/**
 * A privacy officer of the producing party approves or refuses a release.
 *
 * Edge:   the person who asked cannot approve, whichever of their keys they use. Nobody can while the audit does not
 *         hold, nor while another table of the same data is out with which this one was not audited: one approved since it
 *         was built. Asked for again, it is audited with that too.
 * @throws DomainError `not-found`, `party-not-allowed`, `release-version-stale`, `release-content-differs`,
 *   `release-same-person`, `release-audit-does-not-hold`, `release-ledger-not-audited`,
 *   `release-step-not-allowed`, `reason-missing`.
 */
export function reviewRelease(
  service: Service,
  actor: Actor,
  id: string,
  review: Review,
): Promise<Recorded<StoredRelease>> {
  return commit(service, actor, async (now) => {
    const stored = await visibleRelease(service, actor, id);
    if (!isItsOfficer(actor, stored)) throw new DomainError('party-not-allowed');
    if (stored.row.version !== review.version)
      throw new DomainError('release-version-stale', { current: stored.row.version });
    const release =
      review.decision === 'approve'
        ? await approved(service, actor, stored, review, now)
        : refused(actor, stored, review, now);
    const { after, write } = step(stored, release, now);
    return {
      event: {
        action: review.decision === 'approve' ? 'release-approved' : 'release-refused',
        subject: id,
        facts: { content: label(release.contentSha256), version: after.row.version },
      },
      writes: [write],
      result: after,
    };
  });
}

async function approved(
  service: Service,
  actor: Actor,
  stored: StoredRelease,
  review: Review,
  now: number,
): Promise<Release> {
  const { release, audit } = stored;
  if (release.state === 'draft' && audit.outcome !== 'holds')
    throw new DomainError('release-audit-does-not-hold', { outcome: label(audit.outcome) });
  const at = new Date(now).toISOString();
  const outcome = approveRelease(release, { kind: 'person', person: actor.person }, review.contentSha256, at);
  if (!outcome.ok) throw new DomainError(outcome.code);
  const others = await openedBeside(service, stored);
  if (others.length > 0)
    throw new DomainError('release-ledger-not-audited', { releases: others.map(({ row }) => label(row.id)) });
  return outcome.release;
}

/**
 * Releases of the same data that the world may have and that this one was not audited with. The same
 * content again tells nobody anything new.
 */
async function openedBeside(service: Service, stored: StoredRelease): Promise<StoredRelease[]> {
  const { row, release, audit, microdataSha256 } = stored;
  const others = await releasesInLedger(service, { ...row, microdataSha256 });
  return others.filter(
    (other) =>
      other.row.id !== row.id &&
      other.release.contentSha256 !== release.contentSha256 &&
      !audit.with.includes(other.row.id),
  );
}

function refused(actor: Actor, { release }: StoredRelease, review: Review, now: number): Release {
  const person = { kind: 'person', person: actor.person } as const;
  const outcome = refuseRelease(release, person, review.reason, new Date(now).toISOString());
  if (!outcome.ok) throw new DomainError(outcome.code);
  return outcome.release;
}
