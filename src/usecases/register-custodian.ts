import { isRecipient } from '../exchange/sealing.ts';
import { isPublicKey } from '../exchange/signing.ts';
import { DomainError, label } from '../problems.ts';
import { putCustodian } from '../storage/projects.ts';
import { submissionsOf } from '../storage/submissions.ts';
import { commit, type Recorded } from './commit.ts';
import { openProject, type Project, visibleProject } from './projects.ts';
import type { Actor, Service } from './service.ts';

export interface PublicIdentity {
  /** Ed25519, 64 hexadecimal digits: signs manifests. */
  readonly publicKey: string;
  /** age recipient: flags and payload are sealed to it. */
  readonly recipient: string;
}

/**
 * The public half of a party's identity, for one project. It can be replaced until the party has submitted a file.
 * @throws DomainError `not-found`, `party-not-allowed`, `project-closed`, `identity-not-valid`,
 *   `identity-fixed`.
 */
export async function registerCustodian(
  service: Service,
  actor: Actor,
  projectId: string,
  party: string,
  { publicKey, recipient }: PublicIdentity,
): Promise<Recorded<Project>> {
  if (!isPublicKey(publicKey) || !isRecipient(recipient)) throw new DomainError('identity-not-valid');
  const recorded = await commit(service, actor, async () => {
    const project = await openProject(service, actor, projectId);
    if (actor.party !== party) throw new DomainError('party-not-allowed');
    const before = project.custodians.find((custodian) => custodian.party === party);
    if (before?.public_key === publicKey && before.recipient === recipient) return { unchanged: null };
    const submitted = await submissionsOf(service.database, projectId);
    if (submitted.some((submission) => submission.party === party)) throw new DomainError('identity-fixed');
    return {
      event: {
        action: before ? 'custodian-identity-replaced' : 'custodian-registered',
        subject: projectId,
        facts: { party: label(party), publicKey: label(publicKey) },
      },
      writes: [
        putCustodian({
          project: projectId,
          party,
          public_key: publicKey,
          recipient,
          fingerprint: before?.fingerprint ?? null,
        }),
      ],
      result: null,
    };
  });
  return { ...recorded, result: await visibleProject(service, actor, projectId) };
}
