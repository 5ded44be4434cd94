import { DomainError, label } from '../problems.ts';
import { putCustodian } from '../storage/projects.ts';
import { commit, type Recorded } from './commit.ts';
import { openProject, type Project, visibleProject } from './projects.ts';
import type { Actor, Service } from './service.ts';

/**
 * A party says which fingerprint its copy of the project key has. When both have said the same, files may come;
 * when they differ, none may until one party has the right key and says so.
 *
 * @throws DomainError `not-found`, `party-not-allowed`, `project-closed`, `custodian-not-registered`, `fingerprint-fixed`.
 */
export async function confirmFingerprint(
  service: Service,
  actor: Actor,
  projectId: string,
  party: string,
  fingerprint: string,
): Promise<Recorded<Project>> {
  const recorded = await commit(service, actor, async () => {
    const project = await openProject(service, actor, projectId);
    if (actor.party !== party) throw new DomainError('party-not-allowed');
    const before = project.custodians.find((custodian) => custodian.party === party);
    if (!before) throw new DomainError('custodian-not-registered');
    if (before.fingerprint === fingerprint) return { unchanged: null };
    if (project.fingerprintState === 'confirmed') throw new DomainError('fingerprint-fixed');
    const other = project.custodians.find((custodian) => custodian.party !== party)?.fingerprint ?? null;
    return {
      event: {
        action: 'fingerprint-confirmed',
        subject: projectId,
        facts: {
          party: label(party),
          fingerprint: label(fingerprint),
          ...(other === null ? {} : { agrees: other === fingerprint }),
        },
      },
      writes: [putCustodian({ ...before, fingerprint })],
      result: null,
    };
  });
  return { ...recorded, result: await visibleProject(service, actor, projectId) };
}
