import type { z } from 'zod';
import { DomainError, label } from '../problems.ts';

type Issue = z.core.$ZodIssue;

/** `json` read by `schema`. Throws: `spec-invalid` with the file, the path of the first issue and its reason. */
export function parseSpec<T>(schema: z.ZodType<T>, json: unknown, file: string): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  const [path, reason] = deepest(read.error.issues, []);
  throw specRefusal(file, path, reason);
}

export function specRefusal(file: string, path: readonly PropertyKey[], reason: string): DomainError {
  return new DomainError('spec-invalid', {
    file: label(file),
    path: label(`/${path.map(String).join('/')}`),
    reason: label(reason),
  });
}

/** Of a choice none of whose branches fits, the branch that got furthest is the one the author meant. */
function deepest(issues: readonly Issue[], above: readonly PropertyKey[]): [readonly PropertyKey[], string] {
  const [first] = issues;
  if (first === undefined) return [above, 'Invalid input'];
  const path = [...above, ...first.path];
  if (first.code !== 'invalid_union' || first.errors.length === 0) return [path, first.message];
  return first.errors
    .map((branch) => deepest(branch, path))
    .reduce((best, found) => (found[0].length > best[0].length ? found : best));
}
