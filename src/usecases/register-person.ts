import { DomainError, label } from '../problems.ts';
import { insertPerson, type PersonRow } from '../storage/people.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import type { Person } from './list-people.ts';
import { type Actor, INDEPENDENT, partyIds, type Service } from './service.ts';

/** Somebody of one of the agencies, or of the linkage unit, who may be given keys. @throws DomainError `party-unknown`. */
export async function registerPerson(
  service: Service,
  actor: Actor,
  wish: { readonly name: string; readonly party: string },
): Promise<Recorded<Person>> {
  const { config, randomness } = service;
  if (!partyIds(config).includes(wish.party) && wish.party !== INDEPENDENT)
    throw new DomainError('party-unknown', { parties: partyIds(config).map(label) });
  const id = newId(randomness, 'prs');
  return commit(service, actor, async (now) => {
    const row: PersonRow = { id, name: wish.name, party: wish.party, registered_at: now };
    return {
      event: { action: 'person-registered', subject: id, facts: { party: label(wish.party) } },
      writes: [insertPerson(row)],
      result: { ...row, keys: [] },
    };
  });
}
