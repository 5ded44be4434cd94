/**
 * What may be asked of a table for one dataset: every choice that a request is checked against, so that a form can be
 * filled in without trying.
 */
import { z } from 'zod';
import type { Dictionary } from './dictionary.ts';
import { finestList, usableForms } from './dimension-forms.ts';
import type { SpecLibrary } from './library.ts';
import { bilingual } from './spec.ts';
import { codesOfVariable, MOST_CELLS, refuseOtherSeries } from './table-request.ts';
import type { TableDimension, TableSpec } from './table-spec.ts';

const level = z.strictObject({
  level: z.string(),
  codelist: z.string(),
  version: z.string(),
  system: z.enum(['bps', 'kemendagri']).optional(),
  /** Levels of its codes, from coarse to fine. */
  hierarchy: z.array(z.string()),
});

export const tableChoicesSchema = z.strictObject({
  table: z.string(),
  dataset: z.string(),
  round: z.string(),
  regionFloor: z.string(),
  dimensions: z.array(
    z.strictObject({
      name: z.string(),
      label: bilingual,
      mayBeLeftOut: z.boolean(),
      /** In the table of a request that names no dimensions. */
      usual: z.boolean(),
      /** Empty: this dataset does not carry the dimension. */
      levels: z.array(level),
    }),
  ),
  /** Variables the population may be restricted by, with their codes; a dimension by those of its levels. */
  filters: z.array(z.strictObject({ variable: z.string(), codes: z.array(z.string()).nullable() })),
  /** Variables of which exactly one code must be named. */
  chooseOne: z.array(z.strictObject({ variable: z.string(), codes: z.array(z.string()) })),
  mostCells: z.int(),
});
export type TableChoices = z.infer<typeof tableChoicesSchema>;

/** @throws {DomainError} `table-dataset-mismatch`. */
export function tableChoices(spec: TableSpec, dictionary: Dictionary, library: SpecLibrary): TableChoices {
  refuseOtherSeries(spec, dictionary);
  const codes = (variable: string) => codesOfVariable(dictionary, variable, library);
  return {
    table: spec.id,
    dataset: dictionary.id,
    round: dictionary.round,
    regionFloor: dictionary.regionFloor,
    dimensions: spec.dimensions.map((each) => ({
      name: each.name,
      label: each.label,
      mayBeLeftOut: each.optional,
      usual: spec.usual === undefined || spec.usual.includes(each.name),
      levels: levelsOf(each, dictionary, library),
    })),
    filters: [
      ...spec.dimensions.map(({ name }) => ({ variable: name, codes: null })),
      ...spec.filters.map((variable) => ({ variable, codes: codes(variable) })),
    ],
    chooseOne: spec.single.map((variable) => ({ variable, codes: codes(variable) })),
    mostCells: MOST_CELLS,
  };
}

function levelsOf(dimension: TableDimension, dictionary: Dictionary, library: SpecLibrary) {
  return usableForms(dimension, dictionary, library).map((form) => {
    const { id, version, system } = finestList(form, library);
    return {
      level: form.level,
      codelist: id,
      version,
      ...(system === undefined ? {} : { system }),
      hierarchy: library.hierarchy(form.hierarchy).levels.map(({ name }) => name),
    };
  });
}
