/** What requests and answers about submissions look like. */
import { z } from '@hono/zod-openapi';
import { MAX_BITS, MAX_ROWS } from '../exchange/encoded-header.ts';
import { exposureReportShape } from '../pprl/exposure/report-shape.ts';
import { hardenedLabel } from '../pprl/hardened.ts';
import { DomainError, type Language, problemBody } from '../problems.ts';
import { BARE_FORMATS, formatName } from '../usecases/bare-filters.ts';
import type { Service } from '../usecases/service.ts';
import { chunkCount, type Submission } from '../usecases/submissions.ts';
import { HardenedLabel, Hash, Id, iso, PartyId, ProblemSchema, ProjectId, Time } from './schemas.ts';

/** Largest chunk: well below the request limit of the edge (100 MB). */
const MAX_CHUNK_BYTES = 50_000_000;
const MIN_CHUNK_BYTES = 1024;

export const SubmissionSchema = z
  .object({
    id: Id,
    project: ProjectId,
    party: PartyId,
    state: z.enum(['receiving', 'checking', 'accepted', 'refused', 'erased']),
    format: z
      .enum(['padan-encoded', ...BARE_FORMATS])
      .openapi({ description: 'Bare filters come without manifest, signature and shuffle' }),
    rows: z.number().int(),
    bytes: z.number().int(),
    sha256: Hash,
    hardened: z.boolean(),
    label: HardenedLabel,
    leakageLambda: z.number().nullable().openapi({
      description:
        'Leakage of the filters before diffusion, as the sender declared it; null where none were diffused',
    }),
    chunkBytes: z.number().int(),
    chunks: z.number().int(),
    problem: ProblemSchema.nullable(),
    createdAt: Time,
    settledAt: Time.nullable(),
  })
  .openapi('Submission');

export const SubmissionWithChunks = SubmissionSchema.extend({
  received: z.array(z.number().int()).openapi({ description: 'Numbers of the chunks that have arrived' }),
}).openapi('SubmissionWithChunks');

export const ReportSchema = z
  .object({
    rows: z.number().int(),
    bits: z.number().int(),
    fillMean: z.number().openapi({ description: 'Mean share of bits set' }),
    weightDeviation: z.number().openapi({ description: 'Standard deviation of the number of bits set' }),
    weightLeast: z.number().int(),
    weightMost: z.number().int(),
    uniqueShare: z.number().openapi({ description: 'Share of rows whose filter no other row has' }),
    mostEqual: z.number().int().openapi({ description: 'Rows of the filter that occurs most' }),
    empty: z.number().int(),
    exact: z.array(z.object({ name: z.string(), present: z.number().int() })),
    sealedBytes: z.number().int(),
    hardened: z.boolean(),
    label: HardenedLabel,
    exposure: exposureReportShape,
  })
  .openapi('SubmissionReport');

const BareFiltersSchema = z
  .strictObject({
    format: z.enum(BARE_FORMATS),
    rows: z.number().int().min(1).max(MAX_ROWS),
    bits: z.number().int().min(8).max(MAX_BITS).multipleOf(8),
    bytes: z.number().int().min(1),
    sha256: Hash,
  })
  .openapi('BareFilters', {
    description:
      'clkhash JSON or raw filters back to back: how many, how long, and the file. clkhash profile only',
  });
export const NewSubmission = z
  .strictObject({
    manifest: z
      .record(z.string(), z.unknown())
      .optional()
      .openapi({ description: 'padan-manifest/1, signed: of an encoded file' }),
    filters: BareFiltersSchema.optional(),
    chunkBytes: z.number().int().min(MIN_CHUNK_BYTES).max(MAX_CHUNK_BYTES),
  })
  .refine(({ manifest, filters }) => (manifest === undefined) !== (filters === undefined), {
    path: ['manifest'],
    error: 'one of manifest and filters',
  })
  .openapi('NewSubmission', { description: 'One of `manifest` and `filters`' });

export function submissionView(
  service: Service,
  language: Language,
  found: Submission,
): z.input<typeof SubmissionSchema> {
  const { row, manifest, problem } = found;
  return {
    id: row.id,
    project: row.project,
    party: row.party,
    state: row.state,
    format: formatName(manifest),
    rows: manifest.rows,
    bytes: manifest.bytes,
    sha256: manifest.sha256,
    hardened: manifest.hardened,
    label: hardenedLabel(manifest.hardened),
    leakageLambda: 'leakageLambda' in manifest ? manifest.leakageLambda : null,
    chunkBytes: row.chunk_bytes,
    chunks: chunkCount(found),
    problem:
      problem && problemBody(new DomainError(problem.code, problem.facts), language, service.config.baseUrl),
    createdAt: iso(row.created_at),
    settledAt: row.settled_at === null ? null : iso(row.settled_at),
  };
}
