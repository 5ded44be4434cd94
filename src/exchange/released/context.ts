/** What an output says of a released table beyond the table itself: from the specs it was made by, never from data. */
import type { PublicTableJson } from '../../disclosure/protect-table.ts';
import type { CodeList } from '../../statistics/codelist.ts';
import type { Dictionary } from '../../statistics/dictionary.ts';
import type { Hierarchy } from '../../statistics/hierarchy.ts';
import type { SpecLibrary } from '../../statistics/library.ts';
import { TOTAL } from '../../statistics/spec.ts';
import type { TableSpec } from '../../statistics/table-spec.ts';
import { type Period, periodOf } from './period.ts';

/** The classification that the codes of a dimension come from. */
export interface Classification {
  readonly id: string;
  readonly version: string;
  readonly title: { readonly id: string; readonly en: string };
  readonly source: string;
  /** Its codes are regions; `system` says whose. */
  readonly region: boolean;
  readonly system: string | null;
  readonly lists: readonly CodeList[];
  /** Code of a finer list to the one just above it. */
  readonly parents: Readonly<Record<string, string>>;
}

export interface ReleaseContext {
  readonly period: Period;
  /** By name of the dimension; one whose hierarchy is not known has none. */
  readonly classifications: ReadonlyMap<string, Classification>;
  /** Null for a table of no spec: PUBLIC.csv. */
  readonly spec: TableSpec | null;
  /** Null where the dataset's dictionary is not at hand. */
  readonly dictionary: Dictionary | null;
}

/**
 * @param hierarchies of the dimensions of a table without a spec, by name.
 * @throws {DomainError} `hierarchy-unknown`, `codelist-unknown`.
 */
export function releaseContext(
  table: PublicTableJson,
  spec: TableSpec | null,
  dictionary: Dictionary | null,
  library: Pick<SpecLibrary, 'hierarchy' | 'codeList'>,
  hierarchies: ReadonlyMap<string, readonly string[]> = new Map(),
): ReleaseContext {
  const classifications = new Map<string, Classification>();
  for (const { name, codes } of table.dimensions) {
    const ids = spec?.dimensions.find((each) => each.name === name)?.forms.map((form) => form.hierarchy);
    const own = codes.map(({ code }) => code).filter((code) => code !== TOTAL);
    const found = (ids ?? hierarchies.get(name) ?? []).map((id) =>
      classification(library.hierarchy(id), library),
    );
    const fits = found.find(({ lists }) => own.every((code) => isIn(lists, code)));
    if (fits !== undefined) classifications.set(name, fits);
  }
  return { period: periodOf(table.dataset.reference), classifications, spec, dictionary };
}

function classification(
  { id, version, title, source, levels, parents }: Hierarchy,
  library: Pick<SpecLibrary, 'codeList'>,
): Classification {
  const lists = levels.map(({ codelist }) => library.codeList(codelist));
  const system = lists.find((list) => list.kind === 'region')?.system ?? null;
  return { id, version, title, source, region: system !== null, system, lists, parents };
}

function isIn(lists: readonly CodeList[], code: string): boolean {
  return lists.some(({ codes }) => codes.some((each) => each.code === code));
}
