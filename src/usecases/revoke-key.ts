import { DomainError, label } from '../problems.ts';
import { findKey, revokeKeyRow } from '../storage/people.ts';
import { commit, type Recorded } from './commit.ts';
import type { Actor, Service } from './service.ts';

/** From now on the key opens nothing. Revoking twice is the same as once. @throws DomainError `not-found`. */
export async function revokeKey(
  service: Service,
  actor: Actor,
  person: string,
  key: string,
): Promise<Recorded<null>> {
  return commit(service, actor, async (now) => {
    const row = await findKey(service.database, key);
    if (row?.person !== person) throw new DomainError('not-found');
    if (row.revoked_at !== null) return { unchanged: null };
    return {
      event: { action: 'key-revoked', subject: person, facts: { key: label(key) } },
      writes: [revokeKeyRow(key, now)],
      result: null,
    };
  });
}
