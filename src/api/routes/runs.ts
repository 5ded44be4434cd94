/** Matching runs and the row-for-row hand-back of Lampiran 3. */
import { z } from '@hono/zod-openapi';
import { hardenedLabel } from '../../pprl/hardened.ts';
import { DomainError, type Language, problemBody } from '../../problems.ts';
import { cancelRun } from '../../usecases/cancel-run.ts';
import { handInFlags } from '../../usecases/hand-in-flags.ts';
import { runsIn } from '../../usecases/list-runs.ts';
import { readRegisterRequest } from '../../usecases/read-register-request.ts';
import { readRunResult } from '../../usecases/read-run-result.ts';
import { runProgress } from '../../usecases/run-progress.ts';
import { type Run, visibleRun } from '../../usecases/runs.ts';
import type { Service } from '../../usecases/service.ts';
import { startRun } from '../../usecases/start-run.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { PlanSchema, planView } from '../plan-schema.ts';
import { HardenedLabel, Id, iso, Line, ProblemSchema, ProjectId, receipt, Time } from '../schemas.ts';

const NDJSON = 'application/x-ndjson';

const count = z.number().int();
const QualitySchema = z.object({ precision: z.number(), recall: z.number() });

const RunSchema = z
  .object({
    id: Id,
    project: ProjectId,
    submissions: z.array(Id).length(2),
    state: z.enum(['comparing', 'waiting-for-flags', 'finished', 'cancelled', 'failed']),
    threshold: z.number().nullable().openapi({
      description: 'A ratio; null while a run that finds it from its scores has not found it',
    }),
    auto: z.object({ precision: z.number().nullable() }).nullable().openapi({
      description: 'The threshold is found from the scores, for this precision; null where it was given',
    }),
    hardened: z.boolean(),
    label: HardenedLabel,
    letter: z.object({
      number: z.string(),
      purpose: z.string(),
      dpiaReference: z.string(),
      flags: z.array(z.string()),
    }),
    summary: z
      .object({
        rows: z.array(count).length(2),
        linked: count,
        notLinked: count,
        ambiguous: count,
        duplicate: count,
        estimated: QualitySchema.nullable(),
        suggested: z.object({ precision: z.number(), threshold: z.number().nullable() }).nullable(),
        curve: z.array(QualitySchema.extend({ threshold: z.number(), links: count })),
        histogram: z.array(z.object({ from: z.number(), pairs: count, expectedMatches: z.number() })),
      })
      .nullable(),
    plan: PlanSchema.nullable(),
    problem: ProblemSchema.nullable(),
    createdAt: Time,
    settledAt: Time.nullable(),
  })
  .openapi('Run');

const RunWithProgress = RunSchema.extend({
  progress: z.object({ done: count, of: count }),
}).openapi('RunWithProgress');

const NewRun = z
  .strictObject({
    submissions: z.tuple([Id, Id]).openapi({ description: "The requester's, then the register holder's" }),
    threshold: z
      .union([z.number().min(0).max(1), z.literal('auto')])
      .optional()
      .openapi({
        description: "auto: found from the scores for the precision asked for. Without it the schema's own",
      }),
    precision: z.number().gt(0).lt(1).optional().openapi({
      description:
        "With threshold auto: share of the links wanted right. Without it the schema's own, or 0.995",
    }),
    compare: z.enum(['auto', 'exhaustive', 'blocked']).optional().openapi({
      description: 'Every pair, those that meet in a block, or (auto) every pair where that is affordable',
    }),
    letter: z.strictObject({
      number: Line(100, 0),
      purpose: Line(500, 0),
      dpiaReference: Line(200, 0),
      flags: z.array(Line(100, 0)).max(64),
    }),
  })
  .refine(({ threshold, precision }) => precision === undefined || threshold === 'auto', {
    path: ['precision'],
    message: 'only with threshold auto',
  })
  .openapi('NewRun');

const ProjectPath = z.object({ id: ProjectId });
const RunPath = z.object({ id: Id });

function view({ config }: Service, language: Language, run: Run): z.input<typeof RunSchema> {
  const { row, project, request, summary, problem, plan, auto } = run;
  return {
    id: row.id,
    project: row.project,
    submissions: [row.requester_submission, row.register_submission],
    state: row.state,
    threshold: auto !== null && summary === null ? null : row.threshold,
    auto: auto && { precision: auto.precision },
    hardened: project.schema.hardened,
    label: hardenedLabel(project.schema.hardened),
    letter: {
      number: request.letterNumber,
      purpose: request.purpose,
      dpiaReference: request.dpiaReference,
      flags: [...request.flags],
    },
    summary: summary && {
      rows: [...summary.rows],
      linked: summary.linked,
      notLinked: summary.notLinked,
      ambiguous: summary.ambiguous,
      duplicate: summary.duplicate,
      estimated: summary.estimated,
      suggested: summary.suggested ?? null,
      curve: [...(summary.curve ?? [])],
      histogram: [...(summary.histogram ?? [])],
    },
    plan: plan && planView(plan),
    problem: problem && problemBody(new DomainError(problem.code, problem.facts), language, config.baseUrl),
    createdAt: iso(row.created_at),
    settledAt: row.settled_at === null ? null : iso(row.settled_at),
  };
}

export const runRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/projects/{id}/runs',
    id: 'listRuns',
    summary: 'Runs of a project, oldest first',
    tag: 'runs',
    roles: ['agency', 'privacy-officer', 'operator'],
    params: ProjectPath,
    reply: { status: 200, description: 'Runs', schema: z.array(RunSchema) },
    problems: ['not-found'],
    handle: async ({ service, actor, params, language }) =>
      (await runsIn(service, actor, params.id)).map((run) => view(service, language, run)),
  }),
  endpoint({
    method: 'post',
    path: '/projects/{id}/runs',
    id: 'startRun',
    summary: 'Start a matching of two accepted files on the strength of an official letter',
    tag: 'runs',
    roles: ['agency'],
    params: ProjectPath,
    body: NewRun,
    reply: { status: 201, description: 'Started', schema: receipt(RunSchema) },
    problems: [
      'not-found',
      'party-not-allowed',
      'project-closed',
      'run-request-incomplete',
      'agreement-not-in-force',
      'run-submission-unfit',
      'submission-not-accepted',
      'run-threshold-missing',
      'service-busy',
    ],
    handle: async ({ service, actor, params, body, language }) => {
      const wish = {
        ...body,
        threshold: body.threshold ?? null,
        precision: body.precision ?? null,
        compare: body.compare ?? 'auto',
      };
      const { result, head } = await startRun(service, actor, params.id, wish);
      return { result: view(service, language, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/runs/{id}',
    id: 'readRun',
    summary: 'State, plan and progress of a run; counts and estimated quality once decided',
    tag: 'runs',
    roles: ['agency', 'privacy-officer', 'operator'],
    params: RunPath,
    reply: { status: 200, description: 'The run', schema: RunWithProgress },
    problems: ['not-found'],
    handle: async ({ service, actor, params, language }) => {
      const run = await visibleRun(service, actor, params.id);
      return { ...view(service, language, run), progress: await runProgress(service, run) };
    },
  }),
  endpoint({
    method: 'post',
    path: '/runs/{id}/cancel',
    id: 'cancelRun',
    summary: 'Stop a run; nothing of it stays but the record',
    tag: 'runs',
    roles: ['agency', 'operator'],
    params: RunPath,
    reply: { status: 200, description: 'Cancelled, now or before', schema: receipt(RunSchema) },
    problems: ['not-found', 'run-step-not-allowed', 'service-busy'],
    handle: async ({ service, actor, params, language }) => {
      const { result, head } = await cancelRun(service, actor, params.id);
      return { result: view(service, language, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/runs/{id}/register-request',
    id: 'readRegisterRequest',
    summary: 'padan-register-request/1: the rows for which flags are asked, for the register holder',
    tag: 'runs',
    roles: ['agency'],
    params: RunPath,
    reply: { status: 200, description: 'NDJSON', type: NDJSON },
    problems: [
      'not-found',
      'party-not-allowed',
      'data-erased',
      'run-not-ready',
      'run-step-not-allowed',
      'service-busy',
    ],
    handle: async ({ service, actor, params }) => ({
      bytes: await readRegisterRequest(service, actor, params.id),
    }),
  }),
  endpoint({
    method: 'put',
    path: '/runs/{id}/flags',
    id: 'handInFlags',
    summary:
      'padan-flags/1: the flags named in the letter, sealed to the requester, from the register holder',
    tag: 'runs',
    roles: ['agency'],
    params: RunPath,
    bytesIn: { type: NDJSON, description: 'padan-flags/1' },
    reply: { status: 200, description: 'Handed in, now or before', schema: receipt(RunSchema) },
    problems: [
      'not-found',
      'party-not-allowed',
      'data-erased',
      'exchange-file-invalid',
      'flags-not-those-requested',
      'run-not-ready',
      'run-step-not-allowed',
      'service-busy',
    ],
    handle: async ({ service, actor, params, bytes, language }) => {
      const { result, head } = await handInFlags(service, actor, params.id, bytes());
      return { result: view(service, language, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/runs/{id}/result',
    id: 'readRunResult',
    summary: 'padan-row-result/1: a word on every row, in order, for the requester',
    tag: 'runs',
    roles: ['agency'],
    params: RunPath,
    reply: { status: 200, description: 'NDJSON, as many rows as were submitted', type: NDJSON },
    problems: [
      'not-found',
      'party-not-allowed',
      'data-erased',
      'run-not-ready',
      'run-step-not-allowed',
      'service-busy',
    ],
    handle: async ({ service, actor, params }) => ({ bytes: await readRunResult(service, actor, params.id) }),
  }),
];
