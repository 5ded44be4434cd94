/**
 * What a statistician may ask of a table spec, and how a request becomes the dimensions of a table. Every refused
 * choice says what is allowed instead.
 *
 * Edge:   `where` restricts the population: codes left out are not in the table, and its `Total` is the total of the
 *         codes that stay. A code of a coarse level stands for all codes below it.
 * @throws {DomainError} `table-dataset-mismatch`, `table-dimension-unknown`, `table-dimension-required`,
 *   `table-filter-unknown`, `table-filter-code`, `table-variable-unfit`, `table-region-too-fine`.
 */
import { z } from 'zod';
import type { ProblemCode } from '../problems.ts';
import { DomainError, label } from '../problems.ts';
import type { CodeList } from './codelist.ts';
import type { Dimension } from './cube.ts';
import type { Dictionary, Variable } from './dictionary.ts';
import { NOT_STATED } from './dictionary.ts';
import type { DimensionCode } from './hierarchy.ts';
import type { SpecLibrary } from './library.ts';
import { repeated, TOTAL } from './spec.ts';
import type { TableSpec } from './table-spec.ts';

export const tableRequestSchema = z.strictObject({
  /** Names of the dimensions wanted; all of the spec's where absent. */
  dimensions: z.array(z.string().max(64)).max(16).optional(),
  /** Restrictions, all of which hold: the variable's code is one of `in`. */
  where: z
    .array(z.strictObject({ variable: z.string().max(64), in: z.array(z.string().max(64)).min(1).max(1000) }))
    .max(16)
    .optional(),
});
export type TableRequest = z.infer<typeof tableRequestSchema>;

/** A dimension of the table to be made, and which of its leaf codes each code of the data counts in. */
export interface ResolvedDimension extends Dimension {
  /** Text of every leaf code; `NOT_STATED` stands for the missing codes that say so. */
  readonly leaves: readonly string[];
}

export interface ResolvedRequest {
  readonly dimensions: readonly ResolvedDimension[];
  readonly where: readonly { readonly variable: string; readonly in: readonly string[] }[];
}

/** The request as dimensions in the spec's order, checked against spec and dictionary. */
export function resolveRequest(
  spec: TableSpec,
  dictionary: Dictionary,
  request: TableRequest,
  library: SpecLibrary,
): ResolvedRequest {
  if (spec.series !== dictionary.series)
    throw new DomainError('table-dataset-mismatch', {
      expected: label(spec.series),
      found: label(dictionary.series),
    });
  const chosen = chooseDimensions(spec, request.dimensions);
  const where = (request.where ?? []).map((each) => checkFilter(spec, dictionary, library, each));
  const [twice] = repeated(where.map((each) => each.variable));
  if (twice !== undefined)
    refuse(
      'table-filter-unknown',
      allowedFilters(spec).filter((name) => name !== twice),
    );
  return {
    where,
    dimensions: chosen.map((each) => {
      const filter = where.find((one) => one.variable === each.name);
      return resolveDimension(each, dictionary, library, filter?.in);
    }),
  };
}

function refuse(code: ProblemCode, allowed: readonly string[]): never {
  throw new DomainError(code, { allowed: allowed.map(label) });
}

function chooseDimensions(spec: TableSpec, wanted: readonly string[] | undefined): TableSpec['dimensions'] {
  const names = spec.dimensions.map((each) => each.name);
  if (wanted === undefined) return spec.dimensions;
  if (wanted.some((name) => !names.includes(name)) || repeated(wanted).length > 0)
    refuse('table-dimension-unknown', names);
  const required = spec.dimensions.filter((each) => !each.optional).map((each) => each.name);
  if (required.some((name) => !wanted.includes(name))) refuse('table-dimension-required', required);
  if (wanted.length === 0) refuse('table-dimension-required', names);
  return spec.dimensions.filter((each) => wanted.includes(each.name));
}

const allowedFilters = (spec: TableSpec): string[] => [
  ...spec.dimensions.map((each) => each.name),
  ...spec.filters,
];

function checkFilter(
  spec: TableSpec,
  dictionary: Dictionary,
  library: SpecLibrary,
  filter: { readonly variable: string; readonly in: readonly string[] },
): { variable: string; in: string[] } {
  if (!allowedFilters(spec).includes(filter.variable)) refuse('table-filter-unknown', allowedFilters(spec));
  const dimension = spec.dimensions.find((each) => each.name === filter.variable);
  const variable = codeVariable(dictionary, filter.variable);
  const codes =
    dimension === undefined ? flatCodes(variable.codelist, library) : allCodes(dimension.hierarchy, library);
  const allowed = codes.map((each) => each.code);
  if (filter.in.some((code) => !allowed.includes(code)) || repeated(filter.in).length > 0)
    refuse('table-filter-code', allowed);
  return { variable: filter.variable, in: leavesOf(keepCodes(codes, filter.in)) };
}

function flatCodes(id: string, library: SpecLibrary): DimensionCode[] {
  return library.codeList(id).codes.map((each) => ({ code: each.code, parent: TOTAL, label: each.label }));
}

function leavesOf(codes: readonly DimensionCode[]): string[] {
  const parents = new Set(codes.map((each) => each.parent));
  return codes.map((each) => each.code).filter((code) => !parents.has(code));
}

function codeVariable(dictionary: Dictionary, name: string): Variable & { type: 'code' } {
  const found = dictionary.variables.find((each) => each.name === name);
  if (found?.type !== 'code')
    throw new DomainError('table-variable-unfit', {
      variable: label(name),
      allowed: dictionary.variables.filter((each) => each.type === 'code').map((each) => label(each.name)),
    });
  return found;
}

/** All codes of a hierarchy, `Total` first, then depth first in the order of the code lists. */
function allCodes(id: string, library: SpecLibrary): DimensionCode[] {
  const hierarchy = library.hierarchy(id);
  const listed = hierarchy.levels.flatMap((level) => library.codeList(level.codelist).codes);
  // A code that two levels share is one category (`unsplit`): it is listed once.
  const entries = [...new Map(listed.map((each) => [each.code, each])).values()];
  const below = (parent: string): DimensionCode[] =>
    entries
      .filter((each) => (hierarchy.parents[each.code] ?? TOTAL) === parent)
      .flatMap((each) => [{ code: each.code, parent, label: each.label }, ...below(each.code)]);
  return below(TOTAL);
}

function resolveDimension(
  dimension: TableSpec['dimensions'][number],
  dictionary: Dictionary,
  library: SpecLibrary,
  kept: readonly string[] | undefined,
): ResolvedDimension {
  const { levels } = library.hierarchy(dimension.hierarchy);
  const finest = library.codeList(levels.at(-1)!.codelist);
  const variable = codeVariable(dictionary, dimension.name);
  if (variable.codelist !== finest.id || variable.version !== finest.version)
    throw new DomainError('table-variable-unfit', {
      variable: label(dimension.name),
      expectedCodeList: label(`${finest.id} ${finest.version}`),
      foundCodeList: label(`${variable.codelist} ${variable.version}`),
    });
  checkRegionFloor(finest, levels.at(-1)!.name, dictionary);
  const codes = keepCodes(allCodes(dimension.hierarchy, library), kept);
  if (kept === undefined && variable.missing.some((each) => each.means === 'not-stated'))
    codes.push({ code: NOT_STATED, parent: TOTAL, label: { id: 'Tidak terjawab', en: 'Not stated' } });
  return {
    name: dimension.name,
    codes: [{ code: TOTAL, parent: null, label: { id: 'Jumlah', en: 'Total' } }, ...codes],
    leaves: leavesOf(codes),
  };
}

const FINENESS = ['country', 'province', 'regency', 'district'];

function checkRegionFloor(list: CodeList, level: string, dictionary: Dictionary): void {
  if (list.kind === 'region' && FINENESS.indexOf(level) > FINENESS.indexOf(dictionary.regionFloor))
    throw new DomainError('table-region-too-fine', { allowed: [label(dictionary.regionFloor)] });
}

/** The codes that stay: those kept, all below them, and what is above a code that stays. */
function keepCodes(codes: readonly DimensionCode[], kept: readonly string[] | undefined): DimensionCode[] {
  if (kept === undefined) return [...codes];
  const byCode = new Map(codes.map((each) => [each.code, each]));
  const above = (code: string): string[] => {
    const parent = byCode.get(code)?.parent;
    return parent === undefined || parent === null || parent === TOTAL ? [code] : [code, ...above(parent)];
  };
  const leaves = leavesOf(codes).filter((code) => above(code).some((each) => kept.includes(each)));
  const staying = new Set(leaves.flatMap(above));
  return codes.filter(({ code }) => staying.has(code));
}
