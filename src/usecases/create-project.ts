import type { Json } from '../exchange/canonical-json.ts';
import { canonicalJson } from '../exchange/canonical-json.ts';
import { parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { DomainError, label } from '../problems.ts';
import { findProject, insertProject, type ProjectRow } from '../storage/projects.ts';
import { commit, type Recorded } from './commit.ts';
import { newId } from './ids.ts';
import { type Project, seesProject, whole } from './projects.ts';
import { type Actor, partyIds, type Service } from './service.ts';
import { newVault } from './vaults.ts';

export interface ProjectWish {
  /** Chosen by the agencies: the project key's fingerprint is bound to it. */
  readonly id: string;
  readonly title: string;
  readonly agreement: string;
  /** A whole linkage schema of either profile. */
  readonly schema: Json;
  readonly requester: string;
  readonly registerHolder: string;
}

/**
 * A matching project of two agencies under the agreement.
 * @throws DomainError `agreement-unknown`, `party-unknown`, `project-parties`, `spec-invalid`, `project-exists`;
 *   `not-found` for an agency that is none of the two.
 */
export async function createProject(
  service: Service,
  actor: Actor,
  wish: ProjectWish,
): Promise<Recorded<Project>> {
  const { config, randomness } = service;
  if (wish.agreement !== config.agreement.id)
    throw new DomainError('agreement-unknown', { known: label(config.agreement.id) });
  for (const party of [wish.requester, wish.registerHolder])
    if (!partyIds(config).includes(party))
      throw new DomainError('party-unknown', { parties: partyIds(config).map(label) });
  if (wish.requester === wish.registerHolder) throw new DomainError('project-parties');
  const schema = parseLinkageSchema(wish.schema, 'schema');
  const vault = newId(randomness, 'vlt');
  return commit(service, actor, async (now) => {
    const row: ProjectRow = {
      id: wish.id,
      title: wish.title,
      agreement: wish.agreement,
      linkage_schema: canonicalJson(wish.schema),
      schema_hash: schema.hash,
      requester: wish.requester,
      register_holder: wish.registerHolder,
      vault,
      created_at: now,
      closed_at: null,
    };
    if (!seesProject(service, actor, row)) throw new DomainError('not-found');
    if (await findProject(service.database, wish.id)) throw new DomainError('project-exists');
    return {
      event: {
        action: 'project-created',
        subject: wish.id,
        facts: {
          schema: label(schema.hash),
          requester: label(wish.requester),
          registerHolder: label(wish.registerHolder),
          hardened: schema.hardened,
        },
      },
      writes: [newVault(service, vault), insertProject(row)],
      result: await whole(service, row),
    };
  });
}
