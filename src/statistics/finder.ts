/** Looking a spec up by its id; an id that is not there is refused with the ids that are. */
import { DomainError, label, type ProblemCode } from '../problems.ts';

export function finder<Spec extends { readonly id: string }>(specs: readonly Spec[], unknown: ProblemCode) {
  return lazyFinder(specs, (spec) => spec, unknown);
}

/** The same over files that are parsed when they are first asked for: most requests need few of many specs. */
export function lazyFinder<File extends { readonly id: string }, Spec>(
  files: readonly File[],
  parse: (file: File) => Spec,
  unknown: ProblemCode,
): (id: string) => Spec {
  const byId = new Map(files.map((file) => [file.id, file]));
  const parsed = new Map<string, Spec>();
  return (id) => {
    const known = parsed.get(id);
    if (known !== undefined) return known;
    const file = byId.get(id);
    if (file === undefined) throw new DomainError(unknown, { allowed: [...byId.keys()].map(label) });
    const spec = parse(file);
    parsed.set(id, spec);
    return spec;
  };
}
