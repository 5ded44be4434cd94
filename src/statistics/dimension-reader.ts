/**
 * In which leaf code of a dimension each record of a batch counts.
 * Shape:  position in `leaves`, or a negative number: `MISSING` for a missing code, `OTHER` for a code not among them.
 * @throws {DomainError} `table-variable-unfit`.
 */
import { DomainError, label } from '../problems.ts';
import { NO_CELL } from './coded-cells.ts';
import type { Dictionary } from './dictionary.ts';
import type { SpecLibrary } from './library.ts';
import { MISSING, type MicrodataBatch } from './microdata.ts';
import { codeLookup } from './record-test.ts';
import type { DimensionForm } from './table-spec.ts';

/** The record has a code that a filter left out. */
const OTHER = -3;

export type LeafOf = (i: number) => number;

/** @param form of a dimension that a variable tells. */
export function leafReader(
  form: DimensionForm & { readonly variable: string },
  leaves: readonly string[],
  dictionary: Dictionary,
  library: SpecLibrary,
): (records: MicrodataBatch) => LeafOf {
  const { variable, bands } = form;
  const position = new Map(leaves.map((code, at) => [code, at]));
  const place = (code: string): number => position.get(code) ?? OTHER;
  if (bands === undefined) {
    const lookup = codeLookup(dictionary, library, variable, place);
    return (records) => {
      const values = records.column(variable).values as Int32Array;
      return (i) => (values[i]! < 0 ? values[i]! : lookup[values[i]!]!);
    };
  }
  const found = dictionary.variables.find((each) => each.name === variable);
  if (found?.type !== 'number') throw new DomainError('table-variable-unfit', { variable: label(variable) });
  const ranges = Object.entries(bands).map(([code, [from, to]]) => ({ from, to, leaf: place(code) }));
  const leafOf = (number: number): number =>
    ranges.find(({ from, to }) => number >= from && number <= to)?.leaf ?? OTHER;
  return (records) => {
    const values = records.column(variable).values as Float64Array;
    return (i) => (Number.isNaN(values[i]!) ? MISSING['not-applicable'] : leafOf(values[i]!));
  };
}

/** What each code of a variable adds to the number of the cell; `NO_CELL` for a code not among `leaves`. */
export function leafSteps(
  variable: string,
  leaves: readonly string[],
  stride: number,
  dictionary: Dictionary,
  library: SpecLibrary,
): Int32Array {
  const steps = new Map(leaves.map((code, leaf) => [code, leaf * stride]));
  return codeLookup(dictionary, library, variable, (code) => steps.get(code) ?? NO_CELL);
}
