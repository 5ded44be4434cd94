/** What all actions on projects share: who may see one, and what is true of its parties' keys. */
import { type LinkageSchema, parseLinkageSchema } from '../pprl/linkage-schema.ts';
import { DomainError } from '../problems.ts';
import { type CustodianRow, custodiansOf, findProject, type ProjectRow } from '../storage/projects.ts';
import { type Actor, INDEPENDENT, type Service } from './service.ts';

/** Do both parties hold one key? `differs` stops the project until one of them finds the right one. */
export type FingerprintState = 'unconfirmed' | 'confirmed' | 'differs';

export interface Project extends ProjectRow {
  readonly schema: LinkageSchema;
  readonly custodians: readonly CustodianRow[];
  readonly fingerprintState: FingerprintState;
  /** The fingerprint, once both parties have confirmed the same. */
  readonly fingerprint: string | null;
}

/**
 * The project, for somebody who may know of it: agencies that take part, privacy officers of a party or of the
 * host, the operator.
 * @throws DomainError `not-found`.
 */
export async function visibleProject(service: Service, actor: Actor, id: string): Promise<Project> {
  const row = await findProject(service.database, id);
  if (!row || !seesProject(service, actor, row)) throw new DomainError('not-found');
  return whole(service, row);
}

export function seesProject({ config }: Service, actor: Actor, row: ProjectRow): boolean {
  const takesPart = actor.party === row.requester || actor.party === row.register_holder;
  if (actor.role === 'agency') return takesPart;
  if (actor.role === 'privacy-officer')
    return takesPart || actor.party === config.host || actor.party === INDEPENDENT;
  return actor.role === 'operator' || actor.role === 'service';
}

/** As `visibleProject`, for a change by one of the two agencies. @throws DomainError `not-found`, `project-closed`. */
export async function openProject(service: Service, actor: Actor, id: string): Promise<Project> {
  const project = await visibleProject(service, actor, id);
  if (project.closed_at !== null) throw new DomainError('project-closed');
  return project;
}

export async function whole({ database }: Service, row: ProjectRow): Promise<Project> {
  const custodians = await custodiansOf(database, row.id);
  const schema = parseLinkageSchema(JSON.parse(row.linkage_schema), 'project');
  const shown = custodians.flatMap(({ fingerprint }) => (fingerprint === null ? [] : [fingerprint]));
  const fingerprintState = shown.length < 2 ? 'unconfirmed' : shown[0] === shown[1] ? 'confirmed' : 'differs';
  return {
    ...row,
    schema,
    custodians,
    fingerprintState,
    fingerprint: fingerprintState === 'confirmed' ? shown[0]! : null,
  };
}

/** The host is one of the two agencies: it holds the key, and its operators can have it. */
export function hostIsCustodian({ config }: Service, project: ProjectRow): boolean {
  return config.host === project.requester || config.host === project.register_holder;
}

/** @throws DomainError `fingerprint-not-confirmed`, `fingerprint-differs`. */
export function confirmedFingerprint({ fingerprint, fingerprintState }: Project): string {
  if (fingerprintState === 'differs') throw new DomainError('fingerprint-differs');
  if (fingerprint === null) throw new DomainError('fingerprint-not-confirmed');
  return fingerprint;
}
