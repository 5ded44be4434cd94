/** Shapes that more than one resource uses. */
import { z } from '@hono/zod-openapi';
import { type CivilDate, isCivilDate } from '../agreement/civil-date.ts';

/** An identifier that the service drew: a prefix and letters. */
export const Id = z.string().regex(/^[a-z]{2,4}_[a-z]{26}$/);
/** A day that exists. */
export const Day = z
  .string()
  .refine((text): text is CivilDate => isCivilDate(text))
  .openapi({ format: 'date' });
export const Time = z.string().openapi({ format: 'date-time' });
export const PartyId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
/** Chosen by the agencies. Short digit runs only: an identifier travels in clear and may not be able to carry a NIK. */
export const ProjectId = z.string().regex(/^(?!.*\d{7})[a-z][a-z0-9-]{2,62}[a-z0-9]$/);
/**
 * Ordinary text of one line that a person types: it is kept and shown as it is, so it may hold no person's number:
 * no ten digits in a row, no sixteen in groups.
 */
export const Line = (most: number, least = 1) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .regex(/^(?!.*\d{10})(?!.*(?:\d[ .-]?){15}\d)\P{Cc}*$/u);
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    instance: z.string().optional(),
    facts: z.record(z.string(), z.unknown()),
  })
  .openapi('Problem');

export const SignedHeadSchema = z
  .object({
    format: z.literal('padan-audit-head/1'),
    seq: z.number().int(),
    hash: Hash,
    signature: z.string(),
  })
  .openapi('SignedHead', {
    description:
      'Head of the audit log after this action, signed. Keep it: it shows whether the log is rebuilt later.',
  });

/** Said of filters that were not diffused, in both languages; null of those that were. */
export const HardenedLabel = z
  .object({ id: z.string(), en: z.string() })
  .nullable()
  .openapi('HardenedLabel', { description: '"not hardened" where filters were not diffused, else null' });

/** Every answer to a change: what it made, and the signed head of the log that holds it. */
export function receipt<S extends z.ZodType>(result: S) {
  return z.object({ result, auditHead: SignedHeadSchema });
}

/** RFC 3339 in UTC. */
export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

export function timeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : iso(milliseconds);
}
