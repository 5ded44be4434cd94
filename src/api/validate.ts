import type { z } from '@hono/zod-openapi';
import { DomainError, label } from '../problems.ts';

/** At most this many places are named; one is enough to go on. */
const NAMED = 20;

/**
 * `value` as `schema` makes it.
 * Leaks:  paths and the kind of each fault; never what was found there (zod's own messages may quote it).
 * @throws DomainError `request-invalid`.
 */
export function parsed<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  where: string,
): z.output<S> {
  if (!schema) return undefined as z.output<S>;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.slice(0, NAMED);
  throw new DomainError('request-invalid', {
    paths: issues.map((issue) => label([where, ...issue.path.map(String)].join('.'))),
    reasons: issues.map((issue) => label(reason(issue))),
  });
}

function reason(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return `must be ${issue.expected}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'unrecognized_keys') return 'unknown member';
  return issue.code.replaceAll('_', ' ');
}
