/** Files of filters on their way in: announced, sent in chunks, checked as a whole. */
import { z } from '@hono/zod-openapi';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64 } from '../../exchange/bytes.ts';
import type { Json } from '../../exchange/canonical-json.ts';
import { hardenedLabel } from '../../pprl/hardened.ts';
import { formatName } from '../../usecases/bare-filters.ts';
import { beginSubmission } from '../../usecases/begin-submission.ts';
import { completeSubmission } from '../../usecases/complete-submission.ts';
import { submissionsIn } from '../../usecases/list-submissions.ts';
import { readSubmissionFile } from '../../usecases/read-submission-file.ts';
import { readSubmissionReport } from '../../usecases/read-submission-report.ts';
import { storeChunk } from '../../usecases/store-chunk.ts';
import { receivedChunks, visibleSubmission } from '../../usecases/submissions.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import { Id, ProjectId, receipt } from '../schemas.ts';
import {
  NewSubmission,
  ReportSchema,
  SubmissionSchema,
  SubmissionWithChunks,
  submissionView,
} from '../submission-schemas.ts';

const FILE_TYPES = {
  'padan-encoded': 'application/vnd.apache.arrow.stream',
  'clkhash-json': 'application/json',
  'raw-filters': 'application/octet-stream',
} as const;

const IdempotencyKey = z.object({
  'idempotency-key': z.string().regex(/^[\x21-\x7e]{8,128}$/),
});
const DIGEST = /^sha-256=:([A-Za-z0-9+/]{43}=):$/;
const ContentDigest = z.object({ 'content-digest': z.string().regex(DIGEST) });
const ProjectPath = z.object({ id: ProjectId });
const SubmissionPath = z.object({ id: Id });
const ChunkPath = z.object({ id: Id, number: z.coerce.number().int().min(0).max(1_000_000) });

export const submissionRoutes: readonly Endpoint[] = [
  endpoint({
    method: 'get',
    path: '/projects/{id}/submissions',
    id: 'listSubmissions',
    summary: 'Files submitted to a project, oldest first',
    tag: 'submissions',
    roles: ['agency', 'privacy-officer', 'operator'],
    params: ProjectPath,
    reply: { status: 200, description: 'Submissions of both parties', schema: z.array(SubmissionSchema) },
    problems: ['not-found'],
    handle: async ({ service, actor, params, language }) =>
      (await submissionsIn(service, actor, params.id)).map((found) =>
        submissionView(service, language, found),
      ),
  }),
  endpoint({
    method: 'post',
    path: '/projects/{id}/submissions',
    id: 'beginSubmission',
    summary:
      'Announce an encoded file by its signed manifest, or bare filters; checked before any byte is taken',
    tag: 'submissions',
    roles: ['agency'],
    params: ProjectPath,
    headers: IdempotencyKey,
    body: NewSubmission,
    reply: { status: 201, description: 'Announced, now or before', schema: receipt(SubmissionSchema) },
    problems: [
      'not-found',
      'project-closed',
      'manifest-invalid',
      'json-not-canonical',
      'manifest-signature',
      'manifest-not-for-project',
      'manifest-signer',
      'custodian-not-registered',
      'fingerprint-not-confirmed',
      'fingerprint-differs',
      'raw-filters-length',
      'submission-too-large',
      'too-many-chunks',
      'idempotency-key-reused',
      'service-busy',
    ],
    handle: async ({ service, actor, params, body, headers, language }) => {
      const wish = {
        announced: body.filters
          ? { filters: { ...body.filters, hardened: false as const } }
          : { manifest: body.manifest as Json },
        chunkBytes: body.chunkBytes,
        idempotencyKey: headers['idempotency-key'],
      };
      const { result, head } = await beginSubmission(service, actor, params.id, wish);
      return { result: submissionView(service, language, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/submissions/{id}',
    id: 'readSubmission',
    summary: 'State of a submission and the chunks that have arrived',
    tag: 'submissions',
    roles: ['agency', 'privacy-officer', 'operator'],
    params: SubmissionPath,
    reply: { status: 200, description: 'The submission', schema: SubmissionWithChunks },
    problems: ['not-found'],
    handle: async ({ service, actor, params, language }) => {
      const found = await visibleSubmission(service, actor, params.id);
      return {
        ...submissionView(service, language, found),
        received: await receivedChunks(service, params.id),
      };
    },
  }),
  endpoint({
    method: 'put',
    path: '/submissions/{id}/chunks/{number}',
    id: 'storeChunk',
    summary: 'Send one chunk; the same again is fine',
    tag: 'submissions',
    roles: ['agency'],
    params: ChunkPath,
    headers: ContentDigest,
    bytesIn: {
      type: 'application/octet-stream',
      description: 'chunkBytes bytes; the last chunk may be shorter',
    },
    reply: { status: 204, description: 'Stored, now or before' },
    problems: [
      'not-found',
      'party-not-allowed',
      'project-closed',
      'submission-not-receiving',
      'chunk-out-of-range',
      'chunk-length-differs',
      'chunk-digest-differs',
      'chunk-differs',
    ],
    handle: async ({ service, actor, params, headers, bytes }) => {
      const digest = bytesToHex(fromBase64(DIGEST.exec(headers['content-digest'])![1]!)!);
      await storeChunk(service, actor, params.id, params.number, digest, bytes());
      return null;
    },
  }),
  endpoint({
    method: 'post',
    path: '/submissions/{id}/complete',
    id: 'completeSubmission',
    summary: 'Say that all chunks are there; the check of the whole file begins',
    tag: 'submissions',
    roles: ['agency'],
    params: SubmissionPath,
    reply: { status: 202, description: 'Being checked, now or before', schema: receipt(SubmissionSchema) },
    problems: ['not-found', 'party-not-allowed', 'project-closed', 'submission-incomplete', 'service-busy'],
    handle: async ({ service, actor, params, language }) => {
      const { result, head } = await completeSubmission(service, actor, params.id);
      return { result: submissionView(service, language, result), auditHead: head };
    },
  }),
  endpoint({
    method: 'get',
    path: '/submissions/{id}/report',
    id: 'readSubmissionReport',
    summary: 'What the check found: counts and shares over the whole file',
    tag: 'submissions',
    roles: ['agency', 'privacy-officer', 'operator'],
    params: SubmissionPath,
    reply: { status: 200, description: 'The report', schema: ReportSchema },
    problems: ['not-found', 'submission-not-accepted'],
    handle: async ({ service, actor, params }) => {
      const report = await readSubmissionReport(service, actor, params.id);
      return { ...report, exact: [...report.exact], label: hardenedLabel(report.hardened) };
    },
  }),
  endpoint({
    method: 'get',
    path: '/submissions/{id}/file',
    id: 'readSubmissionFile',
    summary: 'The file as it was sent: for its sender, and for the receiver of a sealed payload',
    tag: 'submissions',
    roles: ['agency'],
    params: SubmissionPath,
    reply: {
      status: 200,
      description: 'Arrow IPC stream; bare filters under their own type',
      type: 'application/vnd.apache.arrow.stream',
    },
    problems: ['not-found', 'party-not-allowed', 'submission-not-accepted', 'data-erased', 'service-busy'],
    handle: async ({ service, actor, params }) => {
      const { submission, bytes } = await readSubmissionFile(service, actor, params.id);
      const { manifest } = submission;
      const type = { 'content-type': FILE_TYPES[formatName(manifest)] };
      return { bytes, headers: { ...type, 'content-length': String(manifest.bytes) } };
    },
  }),
];
