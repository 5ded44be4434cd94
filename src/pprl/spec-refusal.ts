import type { z } from 'zod';
import { DomainError, label } from '../problems.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** What is wrong with a document, and where. */
export interface SpecFault {
  readonly path: Path;
  readonly reason: string;
}

/** Faults told in one refusal. */
const FAULTS_TOLD = 100;

/** `json` read by `schema`. Throws: `spec-invalid` as `specRefusal` says it. */
export function parseSpec<T>(schema: z.ZodType<T>, json: unknown, file: string): T {
  const read = schema.safeParse(json);
  if (read.success) return read.data;
  throw specRefusal(
    file,
    read.error.issues.map((issue) => faultOf(issue, [])),
  );
}

/** Every fault that `schema` finds in `json`, which stands at `above` in its document. */
export function faultsIn(schema: z.ZodType, json: unknown, above: Path = []): SpecFault[] {
  const read = schema.safeParse(json);
  return read.success ? [] : read.error.issues.map((issue) => faultOf(issue, above));
}

/**
 * `spec-invalid` with the file, the JSON pointer of the first fault and its reason; where there are more, how many
 * and the first hundred of them.
 */
export function specRefusal(file: string, faults: readonly SpecFault[]): DomainError {
  const [first] = faults;
  const all = faults.slice(0, FAULTS_TOLD).map(told);
  return new DomainError('spec-invalid', {
    file: label(file),
    ...told(first ?? { path: [], reason: 'Invalid input' }),
    ...(faults.length > 1 ? { faults: faults.length, all } : {}),
  });
}

function told({ path, reason }: SpecFault) {
  return { path: label(jsonPointer(path)), reason: label(reason) };
}

/** Source: RFC 6901, but `/` for the whole document, which as an empty text would not be seen. */
function jsonPointer(path: Path): string {
  return `/${path.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;
}

/** Of a choice none of whose branches fits, the branch that got furthest is the one the author meant. */
function faultOf(issue: Issue, above: Path): SpecFault {
  const path = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { path, reason: issue.message };
  return issue.errors
    .flatMap((branch) => branch.slice(0, 1).map((found) => faultOf(found, path)))
    .reduce((best, found) => (found.path.length > best.path.length ? found : best), {
      path,
      reason: issue.message,
    });
}
