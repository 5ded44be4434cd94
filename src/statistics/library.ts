/**
 * The spec files that come with Padan, parsed once, and how a spec refers to another one by id.
 * Edge: an id that is not there is refused with the ids that are.
 */
import educationHierarchy from '../../specs/hierarchies/education.json' with { type: 'json' };
import iscedHierarchy from '../../specs/hierarchies/isced-f.json' with { type: 'json' };
import kbli2020Hierarchy from '../../specs/hierarchies/kbli-2020.json' with { type: 'json' };
import kbliHierarchy from '../../specs/hierarchies/kbli-2020-17.json' with { type: 'json' };
import regionBpsHierarchy from '../../specs/hierarchies/region-bps.json' with { type: 'json' };
import regionHierarchy from '../../specs/hierarchies/region-bps-province.json' with { type: 'json' };
import regionKemendagriHierarchy from '../../specs/hierarchies/region-kemendagri.json' with { type: 'json' };
import sexHierarchy from '../../specs/hierarchies/sex.json' with { type: 'json' };
import table05 from '../../specs/tables/05.json' with { type: 'json' };
import table06 from '../../specs/tables/06.json' with { type: 'json' };
import type { CodeList } from './codelist.ts';
import { builtInCodeLists, type CodeListLibrary } from './codelist-library.ts';
import { type Dictionary, parseDictionary } from './dictionary.ts';
import { finder, lazyFinder } from './finder.ts';
import { type Hierarchy, parseHierarchy } from './hierarchy.ts';
import { DICTIONARIES } from './survey-specs.ts';
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
    hierarchies: [
      educationHierarchy,
      iscedHierarchy,
      kbli2020Hierarchy,
      kbliHierarchy,
      regionBpsHierarchy,
      regionHierarchy,
      regionKemendagriHierarchy,
      sexHierarchy,
    ],
    tables: [table05, table06],
    dictionaries: DICTIONARIES,
  });
  return builtIn;
}
