/**
 * Names in SDMX: identifiers, versions and URNs of the structures that describe a released table.
 *
 * Edge:   the structures are maintained by `PADAN`, since BPS has published none for these tables; their codes are BPS's.
 *         A code's dot, which SDMX does not allow, becomes `@`, which no code of a spec has; `Total` is `_T`.
 */
import { TOTAL } from '../../statistics/spec.ts';
import type { ReleaseContext } from '../released/context.ts';
import type { ReleasedDimension, ReleasedView } from '../released/view.ts';

export const AGENCY = 'PADAN';
/** Of the data structures, concepts and flows themselves; raised when they change. */
export const STRUCTURE_VERSION = '1.0.0';
export const INDICATOR = 'INDICATOR';
export const TIME = 'TIME_PERIOD';
export const MEASURE = 'OBS_VALUE';

const upper = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]+/g, '_');

export function dimensionId({ name }: ReleasedDimension): string {
  return upper(name);
}

export function codeId(code: string): string {
  return code === TOTAL ? '_T' : code.replaceAll('.', '@');
}

export function indicatorId(measure: string): string {
  return upper(measure);
}

/** Tables of one item with other dimensions are of another structure. */
export function structureId({ table, dimensions }: ReleasedView): string {
  return `TABLE_${upper(table.table)}_${dimensions.map(dimensionId).join('_')}`;
}

export interface CodelistName {
  readonly id: string;
  readonly version: string;
}

export function codelistOf(dimension: ReleasedDimension, { classifications }: ReleaseContext): CodelistName {
  const known = classifications.get(dimension.name);
  if (known === undefined) return { id: `CL_${dimensionId(dimension)}`, version: STRUCTURE_VERSION };
  return { id: `CL_${upper(known.id)}`, version: semantic(known.version) };
}

/** A version as SDMX writes it: `KBLI 2020` is 2020.0.0. */
function semantic(version: string): string {
  const [major = '1'] = /\d+/.exec(version) ?? [];
  return `${Number(major)}.0.0`;
}

const PACKAGES = {
  Codelist: 'codelist',
  ConceptScheme: 'conceptscheme',
  Concept: 'conceptscheme',
  DataStructure: 'datastructure',
  Dataflow: 'datastructure',
} as const;

export function urn(kind: keyof typeof PACKAGES, { id, version }: CodelistName, item = ''): string {
  return `urn:sdmx:org.sdmx.infomodel.${PACKAGES[kind]}.${kind}=${AGENCY}:${id}(${version})${item && `.${item}`}`;
}

export const CONCEPTS: CodelistName = { id: 'CS_TABLES', version: STRUCTURE_VERSION };
export const OBS_STATUS_LIST: CodelistName = { id: 'CL_OBS_STATUS', version: STRUCTURE_VERSION };
export const CONF_STATUS_LIST: CodelistName = { id: 'CL_CONF_STATUS', version: STRUCTURE_VERSION };

export function indicatorList(view: ReleasedView): CodelistName {
  return { id: `CL_INDICATOR_${upper(view.table.table)}`, version: STRUCTURE_VERSION };
}
