/**
 * Which form of a dimension a request gets: the level asked for, or else the first that the dictionary carries and
 * that its round may be published for.
 *
 * Edge:   a form fits a dictionary whose variable is coded in the very list and version that the hierarchy is finest
 *         in. KBLI 2020 and KBLI 2025, and regions of BPS and Kemendagri, are lists of their own: none is read as another.
 * @throws {DomainError} `table-level-unknown`, `table-region-too-fine`, `table-variable-unfit`; each says what is allowed.
 */
import { DomainError, label } from '../problems.ts';
import { type CodeList, listName } from './codelist.ts';
import type { Dictionary, Variable } from './dictionary.ts';
import type { DimensionCode } from './hierarchy.ts';
import type { SpecLibrary } from './library.ts';
import { TOTAL } from './spec.ts';
import type { DimensionForm, TableDimension } from './table-spec.ts';

const FINENESS = ['country', 'province', 'regency', 'district'];

/** The list that the data of a form are coded in. */
export function finestList(form: DimensionForm, library: SpecLibrary): CodeList {
  return library.codeList(library.hierarchy(form.hierarchy).levels.at(-1)!.codelist);
}

/** Levels of a dimension that a table of this dictionary may have, in the order of the spec. */
function usableLevels(dimension: TableDimension, dictionary: Dictionary, library: SpecLibrary): string[] {
  const usable = usableForms(dimension, dictionary, library).map(({ level }) => level);
  return [...new Set(usable)];
}

export function usableForms(
  { forms }: TableDimension,
  dictionary: Dictionary,
  library: SpecLibrary,
): DimensionForm[] {
  return forms.filter((form) => fits(form, dictionary, library) && !isTooFine(form, dictionary, library));
}

export function chooseForm(
  dimension: TableDimension,
  level: string | undefined,
  dictionary: Dictionary,
  library: SpecLibrary,
): DimensionForm {
  const named = dimension.forms.filter((form) => level === undefined || form.level === level);
  if (named.length === 0)
    throw new DomainError('table-level-unknown', {
      dimension: label(dimension.name),
      allowed: usableLevels(dimension, dictionary, library).map(label),
    });
  const fitting = named.filter((form) => fits(form, dictionary, library));
  const found = fitting.find((form) => !isTooFine(form, dictionary, library));
  if (found !== undefined) return found;
  if (fitting.length > 0 || named.some((form) => isTooFine(form, dictionary, library)))
    throw new DomainError('table-region-too-fine', {
      round: label(dictionary.round),
      allowed: [label(dictionary.regionFloor)],
    });
  throw unfit(dimension, named[0]!, dictionary, library);
}

function fits(form: DimensionForm, dictionary: Dictionary, library: SpecLibrary): boolean {
  if (form.variable === undefined) return true;
  const found = dictionary.variables.find((each) => each.name === form.variable);
  if (form.bands !== undefined) return found?.type === 'number';
  const finest = finestList(form, library);
  return found?.type === 'code' && found.codelist === finest.id && found.version === finest.version;
}

function isTooFine(form: DimensionForm, { regionFloor }: Dictionary, library: SpecLibrary): boolean {
  const level = library.hierarchy(form.hierarchy).levels.at(-1)!.name;
  return (
    finestList(form, library).kind === 'region' && FINENESS.indexOf(level) > FINENESS.indexOf(regionFloor)
  );
}

function unfit(
  dimension: TableDimension,
  form: DimensionForm,
  dictionary: Dictionary,
  library: SpecLibrary,
): DomainError {
  const found: Variable | undefined = dictionary.variables.find((each) => each.name === form.variable);
  return new DomainError('table-variable-unfit', {
    variable: label(form.variable ?? dimension.name),
    expectedCodeLists: dimension.forms.map((each) => label(listName(finestList(each, library)))),
    ...(found?.type === 'code' ? { foundCodeList: label(`${found.codelist} ${found.version}`) } : {}),
    allowed: usableLevels(dimension, dictionary, library).map(label),
  });
}

/** All codes of a hierarchy, depth first in the order of the code lists; `Total` is above them and not among them. */
export function allCodes(id: string, library: SpecLibrary): DimensionCode[] {
  const hierarchy = library.hierarchy(id);
  const listed = hierarchy.levels.flatMap((level) => library.codeList(level.codelist).codes);
  // A code that two levels share is one category (`unsplit`): it is listed once.
  const entries = [...new Map(listed.map((each) => [each.code, each])).values()];
  const byParent = Map.groupBy(entries, (each) => hierarchy.parents[each.code] ?? TOTAL);
  const below = (parent: string): DimensionCode[] =>
    (byParent.get(parent) ?? []).flatMap((each) => [
      { code: each.code, parent, label: each.label },
      ...below(each.code),
    ]);
  return below(TOTAL);
}

export function leavesOf(codes: readonly DimensionCode[]): string[] {
  const parents = new Set(codes.map((each) => each.parent));
  return codes.map((each) => each.code).filter((code) => !parents.has(code));
}

/** The codes that stay: those kept, all below them, and what is above a code that stays. */
export function keepCodes(
  codes: readonly DimensionCode[],
  kept: readonly string[] | undefined,
): DimensionCode[] {
  if (kept === undefined) return [...codes];
  const byCode = new Map(codes.map((each) => [each.code, each]));
  const above = (code: string): string[] => {
    const parent = byCode.get(code)?.parent;
    return parent === undefined || parent === null || parent === TOTAL ? [code] : [code, ...above(parent)];
  };
  const wanted = new Set(kept);
  const leaves = leavesOf(codes).filter((code) => above(code).some((each) => wanted.has(each)));
  const staying = new Set(leaves.flatMap(above));
  return codes.filter(({ code }) => staying.has(code));
}
