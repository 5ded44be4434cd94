/**
 * What every statistics spec file shares: bilingual texts, standing, source, and the one way such files are read.
 * Leaks:  spec files hold no record; their member names and reasons may appear in a refusal.
 */
import { z } from 'zod';
import { DomainError, label } from '../problems.ts';

/** One text in the two languages a user reads. */
export const bilingual = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });
export type Bilingual = z.infer<typeof bilingual>;

/**
 * How far a statement can be relied upon: `official` a decree or the agreement itself, `published` a page or file
 * of the agency, `proposed` this project's own wording or choice, to be confirmed by the parties.
 */
export const standing = z.enum(['official', 'published', 'proposed']);

/** Identifier of a spec file: lower case, as in its file name. */
export const specId = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);

/** Name of a variable: a column header of the microdata. */
export const variableName = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/);

/** A calendar day, YYYY-MM-DD. */
export const day = z.iso.date();

/**
 * First and last day a spec holds for; null where it is not known to this project, or has no end. A null is said, not
 * left out: nobody is to read "always" into a missing member.
 */
export const validity = { validFrom: day.nullable(), validTo: day.nullable() };

/** `Total` is the code of every margin and nobody's own code. */
export const TOTAL = 'Total';

/** A code as it stands in the data: printable, without spaces at the ends, never `Total`. */
export const code = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)
  .refine((text) => text !== TOTAL, { error: 'Total is the code of the margin' });

/**
 * `value` as `schema` says, or a refusal that gives every path and reason.
 * @param what name of the kind of file, for the message.
 * @throws {DomainError} `spec-invalid`.
 */
export function parseSpec<Out>(schema: z.ZodType<Out>, value: unknown, what: string): Out {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => label(`/${issue.path.join('/')}: ${issue.message}`));
  throw new DomainError('spec-invalid', { spec: label(what), reasons: reasons.slice(0, 20) });
}

/** The texts that occur more than once. */
export function repeated(texts: readonly string[]): string[] {
  const seen = new Set<string>();
  const twice = texts.filter((text) => {
    const known = seen.has(text);
    seen.add(text);
    return known;
  });
  return [...new Set(twice)];
}

/** What hierarchies and crosswalks say of themselves before anything else. */
export const specHead = {
  $schema: z.string().optional(),
  id: specId,
  title: bilingual,
  version: z.string().min(1),
  ...validity,
  standing,
  source: z.string().min(1),
  note: z.string().optional(),
};
