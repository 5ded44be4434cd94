/**
 * The spec files that come with Padan, parsed once, and how a spec refers to another one by id.
 * Edge: an id that is not there is refused with the ids that are.
 */
import activityStatus from '../../specs/codelists/activity-status.json' with { type: 'json' };
import kbli202017 from '../../specs/codelists/kbli-2020-17.json' with { type: 'json' };
import provinceBps from '../../specs/codelists/province-bps.json' with { type: 'json' };
import provinceKemendagri from '../../specs/codelists/province-kemendagri.json' with { type: 'json' };
import sex from '../../specs/codelists/sex.json' with { type: 'json' };
import urbanRural from '../../specs/codelists/urban-rural.json' with { type: 'json' };
import sakernas202408 from '../../specs/datasets/sakernas-2024-08.json' with { type: 'json' };
import kbliHierarchy from '../../specs/hierarchies/kbli-2020-17.json' with { type: 'json' };
import regionHierarchy from '../../specs/hierarchies/region-bps-province.json' with { type: 'json' };
import sexHierarchy from '../../specs/hierarchies/sex.json' with { type: 'json' };
import table05 from '../../specs/tables/05.json' with { type: 'json' };
import table06 from '../../specs/tables/06.json' with { type: 'json' };
import type { ProblemCode } from '../problems.ts';
import { DomainError, label } from '../problems.ts';
import { type CodeList, parseCodeList } from './codelist.ts';
import { type Dictionary, parseDictionary } from './dictionary.ts';
import { type Hierarchy, parseHierarchy } from './hierarchy.ts';
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

/** A library over unparsed spec files; every one of them is checked here. @throws {DomainError} `spec-invalid`. */
function specLibrary(files: {
  readonly codeLists: readonly unknown[];
  readonly hierarchies: readonly unknown[];
  readonly tables: readonly unknown[];
  readonly dictionaries: readonly unknown[];
}): SpecLibrary {
  const codeList = finder(files.codeLists.map(parseCodeList), 'codelist-unknown');
  const hierarchies = files.hierarchies.map((file) => parseHierarchy(file, codeList));
  const tables = files.tables.map(parseTableSpec);
  return {
    codeList,
    hierarchy: finder(hierarchies, 'hierarchy-unknown'),
    table: finder(tables, 'table-unknown'),
    dictionary: finder(files.dictionaries.map(parseDictionary), 'dictionary-unknown'),
    tableIds: tables.map((table) => table.id),
  };
}

function finder<Spec extends { readonly id: string }>(specs: readonly Spec[], unknown: ProblemCode) {
  const byId = new Map(specs.map((spec) => [spec.id, spec]));
  return (id: string): Spec => {
    const found = byId.get(id);
    if (found === undefined) throw new DomainError(unknown, { allowed: [...byId.keys()].map(label) });
    return found;
  };
}

let builtIn: SpecLibrary | undefined;

/** The library of the spec files under `specs/`. */
export function builtInSpecs(): SpecLibrary {
  builtIn ??= specLibrary({
    codeLists: [activityStatus, kbli202017, provinceBps, provinceKemendagri, sex, urbanRural],
    hierarchies: [kbliHierarchy, regionHierarchy, sexHierarchy],
    tables: [table05, table06],
    dictionaries: [sakernas202408],
  });
  return builtIn;
}
