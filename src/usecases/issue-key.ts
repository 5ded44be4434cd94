import { toBase64 } from '../exchange/bytes.ts';
import { DomainError, label } from '../problems.ts';
import { findPerson, insertKey } from '../storage/people.ts';
import { secretHash } from './authenticate.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import type { Actor, Role, Service } from './service.ts';

/** A new API key of a person, for one role. It is in the result once and nowhere else, ever. @throws DomainError `not-found`. */
export async function issueKey(
  service: Service,
  actor: Actor,
  person: string,
  role: Role,
): Promise<Recorded<{ readonly id: string; readonly apiKey: string }>> {
  const { database, randomness } = service;
  const id = newId(randomness, 'key');
  const secret = toBase64(randomness.bytes(32)).replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
  return commit(service, actor, async (now) => {
    if (!(await findPerson(database, person))) throw new DomainError('not-found');
    const row = { id, person, role, secret_sha256: secretHash(secret), issued_at: now, revoked_at: null };
    return {
      event: { action: 'key-issued', subject: person, facts: { key: label(id), role: label(role) } },
      writes: [insertKey(row)],
      result: { id, apiKey: `padan_${id}_${secret}` },
    };
  });
}
