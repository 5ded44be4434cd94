import { listProjects } from '../storage/projects.ts';
import { type Project, seesProject, whole } from './projects.ts';
import type { Actor, Service } from './service.ts';

/** The projects that `actor` may know of, oldest first. */
export async function projects(service: Service, actor: Actor): Promise<Project[]> {
  const rows = await listProjects(service.database);
  return Promise.all(
    rows.filter((row) => seesProject(service, actor, row)).map((row) => whole(service, row)),
  );
}
