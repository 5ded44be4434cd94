/** Releases: protected tables on their way out, judged by a privacy officer. */
import { z } from '@hono/zod-openapi';
import { readReleaseOutput } from '../../usecases/read-release-output.ts';
import { OUTPUT_NAMES } from '../../usecases/release-outputs.ts';
import { readableOutputs, releasesFor, type StoredRelease, visibleRelease } from '../../usecases/releases.ts';
import { reviewRelease } from '../../usecases/review-release.ts';
import type { Actor } from '../../usecases/service.ts';
import { takeBackRelease } from '../../usecases/withdraw-release.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Hash, Id, iso, Line, PartyId, receipt, Time } from '../schemas.ts';

const Texts = z.object({ id: z.string(), en: z.string() });
const OutputSchema = z.object({
  name: z.enum(OUTPUT_NAMES),
  type: z.string(),
  audience: z.enum(['public', 'officer']),
  bytes: z.number().int(),
  sha256: Hash,
});

const ReleaseSchema = z
  .object({
    id: Id,
    request: Id,
    dataset: Id,
    tables: z.array(z.string()),
    title: Texts,
    citation: Texts,
    producer: PartyId,
    receiver: PartyId,
    state: z.enum(['draft', 'checked', 'approved', 'handed-over', 'refused', 'withdrawn']),
    version: z
      .number()
      .int()
      .openapi({ description: 'Goes up with every step; a review names the one it saw' }),
    contentSha256: Hash,
    audit: z.object({
      outcome: z.enum(['holds', 'does-not-hold', 'undecided']),
      reportSha256: Hash,
      checkedAt: Time,
      with: z.array(Id).openapi({ description: 'Earlier releases of the same data it was audited with' }),
    }),
    reason: z.string().nullable().openapi({ description: 'Of a refusal or withdrawal' }),
    outputs: z.array(OutputSchema).openapi({ description: 'The files one may read now' }),
    createdAt: Time,
    changedAt: Time,
  })
  .openapi('Release');

const REASON = Line(1000, 0);
const Version = z.int().min(1);

const NewReview = z
  .strictObject({
    decision: z.enum(['approve', 'refuse']),
    version: Version,
    contentSha256: Hash,
    reason: REASON.default(''),
  })
  .openapi('NewReview');
const Withdrawal = z.strictObject({ version: Version, reason: REASON }).openapi('Withdrawal');

const IdPath = z.object({ id: Id });
const READERS = ['agency', 'statistician', 'privacy-officer'] as const;

function view(actor: Actor, stored: StoredRelease): z.input<typeof ReleaseSchema> {
  const { row, release, audit, title, citation } = stored;
  return {
    id: row.id,
    request: row.request,
    dataset: row.dataset,
    tables: [...release.tables],
    title,
    citation,
    producer: row.producer,
    receiver: row.receiver,
    state: release.state,
    version: row.version,
    contentSha256: release.contentSha256,
    audit: { ...audit, with: [...audit.with] },
    reason: 'reason' in release ? release.reason : null,
    outputs: readableOutputs(actor, stored),
    createdAt: iso(row.created_at),
    changedAt: iso(row.changed_at),
  };
}

export const releaseRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/releases',
    id: 'listReleases',
    summary: 'Releases that one may know of, oldest first',
    tag: 'releases',
    roles: READERS,
    reply: { status: 200, description: 'Releases', schema: z.array(ReleaseSchema) },
    problems: [],
    handle: async ({ service, actor }) =>
      (await releasesFor(service, actor)).map((stored) => view(actor, stored)),
  }),
  endpoint({
    method: 'get',
    path: '/releases/{id}',
    id: 'readRelease',
    summary:
      'A release; before approval it exists for its producer’s statisticians and privacy officers only',
    tag: 'releases',
    roles: READERS,
    params: IdPath,
    reply: { status: 200, description: 'Release', schema: ReleaseSchema },
    problems: ['not-found'],
    handle: async ({ service, actor, params }) =>
      view(actor, await visibleRelease(service, actor, params.id)),
  }),
  endpoint({
    method: 'post',
    path: '/releases/{id}/reviews',
    id: 'reviewRelease',
    summary: 'Approve or refuse a release, as a privacy officer of its producer who did not ask for it',
    tag: 'releases',
    roles: ['privacy-officer'],
    params: IdPath,
    body: NewReview,
    reply: { status: 200, description: 'Decided', schema: receipt(ReleaseSchema) },
    problems: [
      'not-found',
      'party-not-allowed',
      'release-version-stale',
      'release-content-differs',
      'release-same-person',
      'release-audit-does-not-hold',
      'release-ledger-not-audited',
      'release-step-not-allowed',
      'reason-missing',
      'service-busy',
    ],
    handle: async ({ service, actor, params, body }) => {
      const { result, head } = await reviewRelease(service, actor, params.id, body);
      return { result: view(actor, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'post',
    path: '/releases/{id}/withdrawal',
    id: 'withdrawRelease',
    summary: 'Take a release back, with a reason; it stays in the ledger',
    tag: 'releases',
    roles: ['statistician', 'privacy-officer'],
    params: IdPath,
    body: Withdrawal,
    reply: { status: 200, description: 'Withdrawn', schema: receipt(ReleaseSchema) },
    problems: [
      'not-found',
      'party-not-allowed',
      'release-version-stale',
      'release-step-not-allowed',
      'reason-missing',
      'service-busy',
    ],
    handle: async ({ service, actor, params, body }) => {
      const { result, head } = await takeBackRelease(service, actor, params.id, body);
      return { result: view(actor, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/releases/{id}/outputs/{name}',
    id: 'readReleaseOutput',
    summary: 'One file of a release, with its source in the header `padan-citation` (percent-encoded)',
    tag: 'releases',
    roles: READERS,
    params: z.object({ id: Id, name: z.enum(OUTPUT_NAMES) }),
    reply: {
      status: 200,
      description: 'The file, with the media type that its entry in `outputs` names',
      type: 'application/octet-stream',
    },
    problems: ['not-found', 'service-busy'],
    handle: async ({ service, actor, params, language }) => {
      const { stored, output, bytes } = await readReleaseOutput(service, actor, params.id, params.name);
      return {
        bytes,
        headers: {
          'content-type': output.type.startsWith('text/') ? `${output.type}; charset=utf-8` : output.type,
          'content-disposition': `attachment; filename="${stored.row.id}-${output.name}"`,
          'padan-citation': encodeURIComponent(stored.citation[language]),
        },
      };
    },
  }),
];
