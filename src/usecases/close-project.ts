import { closeProjectRow } from '../storage/projects.ts';
import { runsOf, updateRun } from '../storage/runs.ts';
import { eraseSubmissions, submissionsOf } from '../storage/submissions.ts';
import { commit, type Recorded } from './commit.ts';
import { type Project, visibleProject } from './projects.ts';
import type { Actor, Service } from './service.ts';
import { eraseSalt } from './vaults.ts';

/**
 * The end of a project: its stored files, pairs and flags become unreadable at once (their salt goes in the same
 * batch) and are removed after; unfinished runs are cancelled. What stays is the record, this act included.
 * Closing twice is the same as once. @throws DomainError `not-found`.
 */
export async function closeProject(service: Service, actor: Actor, id: string): Promise<Recorded<Project>> {
  const recorded = await commit(service, actor, async (now) => {
    const project = await visibleProject(service, actor, id);
    if (project.closed_at !== null) return { unchanged: null };
    const submissions = await submissionsOf(service.database, id);
    const runs = await runsOf(service.database, id);
    const unfinished = runs.filter(({ state }) => state === 'comparing' || state === 'waiting-for-flags');
    return {
      event: {
        action: 'project-closed-and-erased',
        subject: id,
        facts: { submissions: submissions.length, runs: runs.length, runsCancelled: unfinished.length },
      },
      writes: [
        closeProjectRow(id, now),
        eraseSalt(project.vault, now),
        eraseSubmissions(id),
        ...unfinished.map((run) => updateRun(run.id, { state: 'cancelled', settled_at: now })),
      ],
      tasks: [{ kind: 'erase-vault', id: project.vault }],
      result: null,
    };
  });
  return { ...recorded, result: await visibleProject(service, actor, id) };
}
