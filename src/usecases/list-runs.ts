import { runsOf } from '../storage/runs.ts';
import { visibleProject } from './projects.ts';
import { type Run, run } from './runs.ts';
import type { Actor, Service } from './service.ts';

/** The runs of a project, oldest first. @throws DomainError `not-found`. */
export async function runsIn(service: Service, actor: Actor, project: string): Promise<Run[]> {
  const found = await visibleProject(service, actor, project);
  return (await runsOf(service.database, project)).map((row) => run(row, found));
}
