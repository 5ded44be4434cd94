/**
 * The spec files that come with Padan, parsed once, and how a spec refers to another one by id.
 * Edge: an id that is not there is refused with the ids that are.
 */
import type { CodeList } from './codelist.ts';
import { builtInCodeLists, type CodeListLibrary } from './codelist-library.ts';
import { type Dictionary, parseDictionary } from './dictionary.ts';
import { finder, lazyFinder } from './finder.ts';
import { type Hierarchy, parseHierarchy } from './hierarchy.ts';
import { HIERARCHY_FILES } from './hierarchy-files.ts';
import { DICTIONARIES } from './survey-specs.ts';
import { TABLE_FILES } from './table-files.ts';
import { parseTableSpec, type TableSpec } from './table-spec.ts';

/** Where specs that others refer to are found. */
export interface SpecLibrary {
  /** @throws {DomainError} `codelist-unknown`. */
  codeList(id: string): CodeList;
  /** @throws {DomainError} `hierarchy-unknown`. */
  hierarchy(id: string): Hierarchy;
  /** @throws {DomainError} `table-unknown`. */
  table(id: string): TableSpec;
  /** Dictionaries that come with Padan. @throws {DomainError} `dictionary-unknown`. */
  dictionary(id: string): Dictionary;
  readonly tableIds: readonly string[];
}

/** A library over unparsed spec files: tables are checked here, hierarchies and dictionaries when they are asked for. */
function specLibrary(files: {
  readonly codeLists: CodeListLibrary;
  readonly hierarchies: readonly { readonly id: string }[];
  readonly tables: readonly unknown[];
  readonly dictionaries: readonly { readonly id: string }[];
}): SpecLibrary {
  const { codeList } = files.codeLists;
  const tables = files.tables.map(parseTableSpec);
  return {
    codeList,
    hierarchy: lazyFinder(files.hierarchies, (file) => parseHierarchy(file, codeList), 'hierarchy-unknown'),
    table: finder(tables, 'table-unknown'),
    dictionary: lazyFinder(files.dictionaries, parseDictionary, 'dictionary-unknown'),
    tableIds: tables.map((table) => table.id),
  };
}

let builtIn: SpecLibrary | undefined;

/** The library of the spec files under `specs/`. */
export function builtInSpecs(): SpecLibrary {
  builtIn ??= specLibrary({
    codeLists: builtInCodeLists(),
    hierarchies: HIERARCHY_FILES,
    tables: TABLE_FILES,
    dictionaries: DICTIONARIES,
  });
  return builtIn;
}

/** `library` with more tables. @throws {DomainError} `hierarchy-unknown` for one that refers to what is not there. */
export function withTables(library: SpecLibrary, more: readonly TableSpec[]): SpecLibrary {
  for (const { dimensions } of more)
    for (const { forms } of dimensions) for (const { hierarchy } of forms) library.hierarchy(hierarchy);
  const tables = [...library.tableIds.map((id) => library.table(id)), ...more];
  return { ...library, table: finder(tables, 'table-unknown'), tableIds: tables.map(({ id }) => id) };
}
