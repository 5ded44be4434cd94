/** Matching projects: two agencies, one linkage schema, one project key that this service never sees. */
import { z } from '@hono/zod-openapi';
import type { Json } from '../../exchange/canonical-json.ts';
import { isFingerprint } from '../../exchange/encoded-header.ts';
import { hardenedLabel } from '../../pprl/hardened.ts';
import { closeProject } from '../../usecases/close-project.ts';
import { confirmFingerprint } from '../../usecases/confirm-fingerprint.ts';
import { createProject } from '../../usecases/create-project.ts';
import { projects } from '../../usecases/list-projects.ts';
import { hostIsCustodian, type Project, visibleProject } from '../../usecases/projects.ts';
import { registerCustodian } from '../../usecases/register-custodian.ts';
import type { Service } from '../../usecases/service.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { HardenedLabel, Hash, iso, Line, PartyId, ProjectId, receipt, Time } from '../schemas.ts';

const CustodianSchema = z
  .object({
    party: PartyId,
    publicKey: Hash,
    recipient: z.string(),
    fingerprint: z.string().nullable(),
  })
  .openapi('Custodian');

const ProjectSchema = z
  .object({
    id: ProjectId,
    title: z.string(),
    agreement: z.string(),
    schema: z.object({
      id: z.string(),
      hash: Hash,
      profile: z.enum(['padan', 'clkhash']),
      recordType: z.string(),
      bits: z.number().int(),
      hardened: z.boolean(),
      /** Said on every screen while it is so. */
      label: HardenedLabel,
      /** Codes of what whoever encodes should know of the schema itself. */
      warnings: z.array(z.string()),
    }),
    requester: PartyId,
    registerHolder: PartyId,
    custodians: z.array(CustodianSchema),
    fingerprint: z.enum(['unconfirmed', 'confirmed', 'differs']),
    hostedBy: z.string(),
    /** The host is one of the two agencies: it may hold the key and the register besides the encodings. */
    hostIsCustodian: z.boolean(),
    createdAt: Time,
    closedAt: Time.nullable(),
  })
  .openapi('Project');

function view(service: Service, project: Project): z.input<typeof ProjectSchema> {
  const { schema } = project;
  return {
    id: project.id,
    title: project.title,
    agreement: project.agreement,
    schema: {
      id: schema.id,
      hash: schema.hash,
      profile: schema.profile,
      recordType: schema.recordType,
      bits: schema.bits,
      hardened: schema.hardened,
      label: hardenedLabel(schema.hardened),
      warnings: [...schema.warnings],
    },
    requester: project.requester,
    registerHolder: project.register_holder,
    custodians: project.custodians.map(({ party, public_key, recipient, fingerprint }) => ({
      party,
      publicKey: public_key,
      recipient,
      fingerprint,
    })),
    fingerprint: project.fingerprintState,
    hostedBy: service.config.host,
    hostIsCustodian: hostIsCustodian(service, project),
    createdAt: iso(project.created_at),
    closedAt: project.closed_at === null ? null : iso(project.closed_at),
  };
}

const NewProject = z
  .strictObject({
    id: ProjectId,
    title: Line(200),
    agreement: z.string().max(100),
    schema: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'A linkage schema of either profile, whole' }),
    requester: PartyId,
    registerHolder: PartyId,
  })
  .openapi('NewProject');

const ProjectPath = z.object({ id: ProjectId });
const CustodianPath = z.object({ id: ProjectId, party: PartyId });
const PublicIdentity = z
  .strictObject({ publicKey: Hash, recipient: z.string().max(200) })
  .openapi('PublicIdentity');
const Fingerprint = z.strictObject({ fingerprint: z.string().refine(isFingerprint) }).openapi('Fingerprint');

export const projectRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/projects',
    id: 'listProjects',
    summary: 'Projects that you take part in or watch over',
    tag: 'projects',
    roles: ['agency', 'privacy-officer', 'operator'],
    reply: { status: 200, description: 'Oldest first', schema: z.array(ProjectSchema) },
    problems: [],
    handle: async ({ service, actor }) =>
      (await projects(service, actor)).map((project) => view(service, project)),
  }),
  endpoint({
    method: 'post',
    path: '/projects',
    id: 'createProject',
    summary: 'Make a matching project of two agencies under the agreement',
    tag: 'projects',
    roles: ['agency', 'operator'],
    body: NewProject,
    reply: { status: 201, description: 'Made', schema: receipt(ProjectSchema) },
    problems: [
      'agreement-unknown',
      'party-unknown',
      'project-parties',
      'project-exists',
      'spec-invalid',
      'json-not-canonical',
      'not-found',
      'service-busy',
    ],
    handle: async ({ service, actor, body }) => {
      const { result, head } = await createProject(service, actor, { ...body, schema: body.schema as Json });
      return { result: view(service, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/projects/{id}',
    id: 'readProject',
    summary: 'A project, its schema and the keys of its parties',
    tag: 'projects',
    roles: ['agency', 'privacy-officer', 'operator'],
    params: ProjectPath,
    reply: { status: 200, description: 'The project', schema: ProjectSchema },
    problems: ['not-found'],
    handle: async ({ service, actor, params }) =>
      view(service, await visibleProject(service, actor, params.id)),
  }),
  endpoint({
    method: 'get',
    path: '/projects/{id}/schema',
    id: 'readProjectSchema',
    summary: 'The linkage schema of a project, whole, to encode with',
    tag: 'projects',
    roles: ['agency', 'privacy-officer', 'operator'],
    params: ProjectPath,
    reply: { status: 200, description: 'The linkage schema', schema: z.record(z.string(), z.unknown()) },
    problems: ['not-found'],
    handle: async ({ service, actor, params }) => {
      const { linkage_schema } = await visibleProject(service, actor, params.id);
      return JSON.parse(linkage_schema) as Record<string, unknown>;
    },
  }),
  endpoint({
    method: 'put',
    path: '/projects/{id}/custodians/{party}',
    id: 'registerCustodian',
    summary: "Register your party's public identity with a project",
    tag: 'projects',
    roles: ['agency'],
    params: CustodianPath,
    body: PublicIdentity,
    reply: { status: 200, description: 'Registered', schema: receipt(ProjectSchema) },
    problems: [
      'not-found',
      'party-not-allowed',
      'project-closed',
      'identity-not-valid',
      'identity-fixed',
      'service-busy',
    ],
    handle: async ({ service, actor, params, body }) => {
      const { result, head } = await registerCustodian(service, actor, params.id, params.party, body);
      return { result: view(service, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'put',
    path: '/projects/{id}/custodians/{party}/fingerprint',
    id: 'confirmFingerprint',
    summary: "Confirm the fingerprint of your party's copy of the project key (never the key)",
    tag: 'projects',
    roles: ['agency'],
    params: CustodianPath,
    body: Fingerprint,
    reply: {
      status: 200,
      description: 'Confirmed; the member fingerprint says whether both agree',
      schema: receipt(ProjectSchema),
    },
    problems: [
      'not-found',
      'party-not-allowed',
      'project-closed',
      'custodian-not-registered',
      'fingerprint-fixed',
      'service-busy',
    ],
    handle: async ({ service, actor, params, body }) => {
      const { id, party } = params;
      const { result, head } = await confirmFingerprint(service, actor, id, party, body.fingerprint);
      return { result: view(service, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/projects/{id}/close',
    id: 'closeProject',
    summary: 'Close a project and erase its files, pairs and flags',
    tag: 'projects',
    roles: ['agency', 'operator'],
    params: ProjectPath,
    reply: { status: 200, description: 'Closed, now or before', schema: receipt(ProjectSchema) },
    problems: ['not-found', 'service-busy'],
    handle: async ({ service, actor, params }) => {
      const { result, head } = await closeProject(service, actor, params.id);
      return { result: view(service, result), auditHead: head };
    },
  }),
];
