import { submissionsOf } from '../storage/submissions.ts';
import { visibleProject } from './projects.ts';
import type { Actor, Service } from './service.ts';
import { type Submission, submission } from './submissions.ts';

/** The submissions of a project, oldest first. @throws DomainError `not-found`. */
export async function submissionsIn(service: Service, actor: Actor, project: string): Promise<Submission[]> {
  const found = await visibleProject(service, actor, project);
  return (await submissionsOf(service.database, project)).map((row) => submission(row, found));
}
