/**
 * What a statistician may ask of a table spec, and how a request becomes the dimensions of a table. Every refused
 * choice says what is allowed instead.
 *
 * Edge:   `where` restricts the population: codes left out are not in the table, and its `Total` is the total of the
 *         codes that stay. A code of a coarse level stands for all codes below it.
 * @throws {DomainError} `table-dataset-mismatch`, `table-dimension-unknown`, `table-dimension-required`,
 *   `table-level-unknown`, `table-filter-unknown`, `table-filter-code`, `table-choice-required`,
 *   `table-variable-unfit`, `table-region-too-fine`, `table-too-many-cells`, `region-system-differs`.
 */
import { z } from 'zod';
import type { ProblemCode } from '../problems.ts';
import { DomainError, label } from '../problems.ts';
import type { Dimension } from './cube.ts';
import type { Dictionary } from './dictionary.ts';
import { NOT_STATED } from './dictionary.ts';
import { allCodes, chooseForm, finestList, keepCodes, leavesOf, usableForms } from './dimension-forms.ts';
import type { DimensionCode } from './hierarchy.ts';
import type { SpecLibrary } from './library.ts';
import { codesOfSystem } from './region-codes.ts';
import { repeated, TOTAL } from './spec.ts';
import { rateOf } from './table-measure.ts';
import type { DimensionForm, TableDimension, TableSpec } from './table-spec.ts';

const name = z.string().max(64);

export const tableRequestSchema = z.strictObject({
  /** Names of the dimensions wanted; the usual ones of the spec where absent. */
  dimensions: z.array(name).max(16).optional(),
  /** The level wanted of a dimension, such as `{"region": "regency"}`. */
  levels: z.record(name, name).optional(),
  /** Restrictions, all of which hold: the variable's code is one of `in`. */
  where: z
    .array(z.strictObject({ variable: name, in: z.array(name).min(1).max(1000) }))
    .max(16)
    .optional(),
});
export type TableRequest = z.infer<typeof tableRequestSchema>;

/** Edition of the codes of a dimension, as a table carries it. */
export interface Classification {
  readonly codelist: string;
  readonly version: string;
  readonly system?: 'bps' | 'kemendagri';
}

/** A dimension of the table to be made, and which of its leaf codes each code of the data counts in. */
export interface ResolvedDimension extends Dimension {
  readonly spec: TableDimension;
  readonly form: DimensionForm;
  /** The list the data are coded in: of one edition, and of regions of one system. */
  readonly classification: Classification;
  /** Names of the levels, from coarse to fine. */
  readonly levels: readonly string[];
  /** Text of every leaf code; `NOT_STATED` stands for the missing codes that say so. */
  readonly leaves: readonly string[];
}

/** A restriction: of a dimension by the leaf codes of a form, or of another variable by its codes. */
export interface ResolvedFilter {
  readonly variable: string;
  readonly in: readonly string[];
  readonly form: DimensionForm | null;
}

export interface ResolvedRequest {
  readonly dimensions: readonly ResolvedDimension[];
  readonly where: readonly ResolvedFilter[];
}

/** Code of the category of those a question was not asked of. */
export const NOT_APPLICABLE = 'not-applicable';

/** Cells of the largest table that is made: it is held in memory, with the parts of a rate. */
export const MOST_CELLS = 250_000;

/** The request as dimensions in the spec's order, checked against spec and dictionary. */
export function resolveRequest(
  spec: TableSpec,
  dictionary: Dictionary,
  request: TableRequest,
  library: SpecLibrary,
): ResolvedRequest {
  refuseOtherSeries(spec, dictionary);
  const chosen = chooseDimensions(spec, request.dimensions);
  const levels = request.levels ?? {};
  for (const [of, level] of Object.entries(levels)) {
    const dimension = spec.dimensions.find(({ name }) => name === of);
    if (dimension === undefined)
      refuse(
        'table-dimension-unknown',
        spec.dimensions.map((each) => each.name),
      );
    // Also of a dimension that is left out: what is asked for is never passed over in silence.
    chooseForm(dimension, level, dictionary, library);
  }
  const where = (request.where ?? []).map((each) =>
    checkFilter(spec, dictionary, library, each, levels[each.variable]),
  );
  checkFilters(spec, dictionary, library, where);
  const dimensions = chosen.map((each) => {
    const filter = where.find((one) => one.variable === each.name);
    const form = filter?.form ?? chooseForm(each, levels[each.name], dictionary, library);
    return resolveDimension(each, form, dictionary, library, filter?.in);
  });
  checkSize(spec, dimensions);
  return { where, dimensions };
}

/** @throws {DomainError} `table-dataset-mismatch`. */
export function refuseOtherSeries(spec: TableSpec, dictionary: Dictionary): void {
  if (!spec.series.includes(dictionary.series))
    throw new DomainError('table-dataset-mismatch', {
      expected: spec.series.map(label),
      found: label(dictionary.series),
    });
}

function refuse(code: ProblemCode, allowed: readonly string[]): never {
  throw new DomainError(code, { allowed: allowed.map(label) });
}

function chooseDimensions(spec: TableSpec, wanted: readonly string[] | undefined): TableSpec['dimensions'] {
  const names = spec.dimensions.map((each) => each.name);
  if (wanted === undefined)
    return spec.dimensions.filter((each) => spec.usual === undefined || spec.usual.includes(each.name));
  if (wanted.some((each) => !names.includes(each)) || repeated(wanted).length > 0)
    refuse('table-dimension-unknown', names);
  const required = spec.dimensions.filter((each) => !each.optional).map((each) => each.name);
  if (required.some((each) => !wanted.includes(each))) refuse('table-dimension-required', required);
  if (wanted.length === 0) refuse('table-dimension-required', names);
  return spec.dimensions.filter((each) => wanted.includes(each.name));
}

const allowedFilters = (spec: TableSpec): string[] => [
  ...spec.dimensions.map((each) => each.name),
  ...spec.filters,
  ...spec.single,
];

function checkFilter(
  spec: TableSpec,
  dictionary: Dictionary,
  library: SpecLibrary,
  filter: { readonly variable: string; readonly in: readonly string[] },
  level: string | undefined,
): ResolvedFilter {
  const { variable } = filter;
  if (!allowedFilters(spec).includes(variable)) refuse('table-filter-unknown', allowedFilters(spec));
  const dimension = spec.dimensions.find((each) => each.name === variable);
  if (dimension === undefined) {
    checkCodes(filter.in, codesOfVariable(dictionary, variable, library));
    return { variable, in: [...filter.in], form: null };
  }
  const list = finestList(chooseForm(dimension, level, dictionary, library), library);
  const wanted = codesOfSystem(filter.in, list);
  const form = formOfFilter(dimension, wanted, level, dictionary, library);
  const codes = allCodes(form.hierarchy, library);
  checkCodes(
    wanted,
    codes.map(({ code }) => code),
  );
  return { variable, in: leavesOf(keepCodes(codes, wanted)), form };
}

/** The form asked for; without a level the first that knows all codes of the filter. */
function formOfFilter(
  dimension: TableDimension,
  codes: readonly string[],
  level: string | undefined,
  dictionary: Dictionary,
  library: SpecLibrary,
): DimensionForm {
  const usual = chooseForm(dimension, level, dictionary, library);
  if (level !== undefined) return usual;
  const knows = (form: DimensionForm) => {
    const known = new Set(allCodes(form.hierarchy, library).map(({ code }) => code));
    return codes.every((each) => known.has(each));
  };
  if (knows(usual)) return usual;
  const found = usableForms(dimension, dictionary, library).find(knows);
  if (found !== undefined) return found;
  // A code of a level the round is not published for: said as such, not as an unknown code.
  const finer = dimension.forms.find(
    (form) => !usableForms(dimension, dictionary, library).includes(form) && knows(form),
  );
  return finer === undefined ? usual : chooseForm(dimension, finer.level, dictionary, library);
}

function checkCodes(wanted: readonly string[], allowed: readonly string[]): void {
  const known = new Set(allowed);
  if (wanted.some((each) => !known.has(each)) || repeated(wanted).length > 0)
    refuse('table-filter-code', allowed);
}

/** Most whole numbers that a variable may take to be chosen by. */
const MOST_NUMBERS = 500;

/** Codes that a variable beside the dimensions may be restricted to: of its list, or its whole numbers. */
export function codesOfVariable(dictionary: Dictionary, wanted: string, library: SpecLibrary): string[] {
  const found = dictionary.variables.find((each) => each.name === wanted);
  if (found?.type === 'code') return library.codeList(found.codelist).codes.map(({ code }) => code);
  if (found?.type === 'number' && found.integer) {
    const { minimum = 0, maximum = Number.POSITIVE_INFINITY } = found;
    if (maximum - minimum < MOST_NUMBERS)
      return Array.from({ length: maximum - minimum + 1 }, (_, i) => String(minimum + i));
  }
  throw new DomainError('table-variable-unfit', {
    variable: label(wanted),
    allowed: dictionary.variables.filter((each) => each.type === 'code').map((each) => label(each.name)),
  });
}

/** No variable twice, and one code of each that a request must choose. */
function checkFilters(
  spec: TableSpec,
  dictionary: Dictionary,
  library: SpecLibrary,
  where: readonly ResolvedFilter[],
): void {
  const [twice] = repeated(where.map((each) => each.variable));
  if (twice !== undefined)
    refuse(
      'table-filter-unknown',
      allowedFilters(spec).filter((each) => each !== twice),
    );
  for (const variable of spec.single) {
    if (where.find((each) => each.variable === variable)?.in.length === 1) continue;
    throw new DomainError('table-choice-required', {
      variable: label(variable),
      allowed: codesOfVariable(dictionary, variable, library).map(label),
    });
  }
}

function resolveDimension(
  dimension: TableDimension,
  form: DimensionForm,
  dictionary: Dictionary,
  library: SpecLibrary,
  kept: readonly string[] | undefined,
): ResolvedDimension {
  const codes = keepCodes(allCodes(form.hierarchy, library), kept);
  const { id, version, system } = finestList(form, library);
  const variable = dictionary.variables.find((each) => each.name === form.variable);
  const extra = (code: string, text: { id: string; en: string }): DimensionCode => ({
    code,
    parent: TOTAL,
    label: text,
  });
  if (kept === undefined && variable?.missing.some((each) => each.means === 'not-stated'))
    codes.push(extra(NOT_STATED, { id: 'Tidak terjawab', en: 'Not stated' }));
  if (kept === undefined && dimension.notApplicable !== undefined)
    codes.push(extra(NOT_APPLICABLE, dimension.notApplicable));
  return {
    name: dimension.name,
    spec: dimension,
    form,
    classification: { codelist: id, version, ...(system === undefined ? {} : { system }) },
    levels: library.hierarchy(form.hierarchy).levels.map((each) => each.name),
    codes: [{ code: TOTAL, parent: null, label: { id: 'Jumlah', en: 'Total' } }, ...codes],
    leaves: leavesOf(codes),
  };
}

/** @throws {DomainError} `table-too-many-cells`: without which dimension it would fit. */
function checkSize(spec: TableSpec, dimensions: readonly ResolvedDimension[]): void {
  const parts = rateOf(spec.measure) === null ? 1 : 3;
  const cells = dimensions.reduce((product, { codes }) => product * codes.length, parts);
  if (cells <= MOST_CELLS) return;
  const without = dimensions.filter(
    ({ codes, spec: { optional } }) => optional && cells / codes.length <= MOST_CELLS,
  );
  throw new DomainError('table-too-many-cells', {
    cells,
    most: MOST_CELLS,
    withoutOneOf: without.map((each) => label(each.name)),
  });
}
