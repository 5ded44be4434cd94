import { withdrawRelease } from '../agreement/release.ts';
import { DomainError, label } from '../problems.ts';
import { commit, type Recorded } from './commit.ts';
import { type StoredRelease, step, visibleRelease } from './releases.ts';
import type { Actor, Service } from './service.ts';

/**
 * The producing party takes a release back, with a reason. Its files are given to nobody but its privacy officers
 * any more, and it stays in the ledger: whoever had it has it still.
 * @throws DomainError `not-found`, `party-not-allowed`, `release-version-stale`, `release-step-not-allowed`,
 *   `reason-missing`.
 */
export function takeBackRelease(
  service: Service,
  actor: Actor,
  id: string,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<Recorded<StoredRelease>> {
  return commit(service, actor, async (now) => {
    const stored = await visibleRelease(service, actor, id);
    if (stored.row.producer !== actor.party) throw new DomainError('party-not-allowed');
    if (stored.row.version !== version)
      throw new DomainError('release-version-stale', { current: stored.row.version });
    const person = { kind: 'person', person: actor.person } as const;
    const outcome = withdrawRelease(stored.release, person, reason, new Date(now).toISOString());
    if (!outcome.ok) throw new DomainError(outcome.code);
    const { after, write } = step(stored, outcome.release, now);
    return {
      event: {
        action: 'release-withdrawn',
        subject: id,
        facts: { was: label(stored.release.state), version: after.row.version },
      },
      writes: [write],
      result: after,
    };
  });
}
