/**
 * What each record adds to a table: to which of the measures, and how much.
 *
 * Shape:  a record has one entry, or, of a sum, one for each number it reports. `fill` writes what the entry adds to
 *         each measure (the count; the numerator and the rest; or of a mean the count and the number) and says whether
 *         it adds anything.
 * Edge:   a number that was not reported adds nothing, and its record is counted among `silent` records. A part whose
 *         whole was not reported, or is smaller, is refused by row. Means are of numbers that cannot be below 0.
 * @throws {DomainError} `table-variable-unfit`, `table-part-of-whole`.
 */
import { DomainError, label } from '../problems.ts';
import type { Dictionary, Variable } from './dictionary.ts';
import type { SpecLibrary } from './library.ts';
import type { MicrodataBatch } from './microdata.ts';
import { compileConditions } from './record-test.ts';
import type { MeanMeasure, SumMeasure } from './table-measure.ts';
import type { TableSpec } from './table-spec.ts';

export interface Contributions {
  readonly measures: 1 | 2;
  readonly entries: number;
  /** Measure whose amounts are a number that the record tells of itself; its contributors are those of the count. */
  readonly told: number | null;
  of(
    records: MicrodataBatch,
  ): (i: number, entry: number, amounts: Float64Array) => 'adds' | 'none' | 'silent';
}

export function contributionsOf(
  spec: TableSpec,
  dictionary: Dictionary,
  library: SpecLibrary,
): Contributions {
  const { measure } = spec;
  if (measure.type === 'count')
    return {
      measures: 1,
      entries: 1,
      told: null,
      of: () => (_i, _entry, amounts) => {
        amounts[0] = 1;
        return 'adds';
      },
    };
  if (measure.type === 'sum') return sumContributions(measure, dictionary);
  if (measure.type === 'mean') return meanContributions(measure, dictionary);
  const numerator = compileConditions([measure.numerator], dictionary, library);
  const denominator = compileConditions([measure.denominator], dictionary, library);
  return {
    measures: 2,
    entries: 1,
    told: null,
    of(records) {
      const [top, bottom] = [numerator(records), denominator(records)];
      return (i, _entry, amounts) => {
        const isIn = top(i);
        if (!isIn && !bottom(i)) return 'none';
        amounts[0] = isIn ? 1 : 0;
        amounts[1] = isIn ? 0 : 1;
        return 'adds';
      };
    },
  };
}

function sumContributions({ of: numbers }: SumMeasure, dictionary: Dictionary): Contributions {
  for (const { variable, within } of numbers)
    for (const each of [variable, ...(within === undefined ? [] : [within])])
      requirePersons(dictionary, each);
  return {
    measures: numbers[0]!.within === undefined ? 1 : 2,
    entries: numbers.length,
    told: null,
    of(records) {
      const column = (name: string) => records.column(name).values as Float64Array;
      const parts = numbers.map(({ variable }) => column(variable));
      const wholes = numbers.map(({ within }) => (within === undefined ? null : column(within)));
      return (i, entry, amounts) => {
        const part = parts[entry]![i]!;
        const whole = wholes[entry]?.[i];
        if (whole !== undefined && (Number.isNaN(part) !== Number.isNaN(whole) || part > whole))
          throw new DomainError('table-part-of-whole', {
            row: records.firstRow + i,
            part: label(numbers[entry]!.variable),
            whole: label(numbers[entry]!.within!),
          });
        if (Number.isNaN(part)) return 'silent';
        amounts[0] = part;
        if (whole !== undefined) amounts[1] = whole - part;
        return 'adds';
      };
    },
  };
}

/** The second amount is the number told. */
function meanContributions({ of: name }: MeanMeasure, dictionary: Dictionary): Contributions {
  requireNumber(dictionary, name, ({ minimum = -1 }) => minimum >= 0);
  return {
    measures: 2,
    entries: 1,
    told: 1,
    of(records) {
      const values = records.column(name).values as Float64Array;
      return (i, _entry, amounts) => {
        const value = values[i]!;
        if (Number.isNaN(value)) return 'silent';
        amounts[0] = 1;
        amounts[1] = value;
        return 'adds';
      };
    },
  };
}

/** Numbers of persons are whole and not below zero, as the dictionary says and every cell was checked. */
function requirePersons(dictionary: Dictionary, name: string): void {
  requireNumber(dictionary, name, ({ integer, minimum = -1 }) => integer && minimum >= 0);
}

type NumberVariable = Variable & { type: 'number' };

function requireNumber(
  dictionary: Dictionary,
  name: string,
  fits: (variable: NumberVariable) => boolean,
): void {
  const fitting = dictionary.variables.filter((each) => each.type === 'number' && fits(each));
  if (fitting.some((each) => each.name === name)) return;
  throw new DomainError('table-variable-unfit', {
    variable: label(name),
    allowed: fitting.map((each) => label(each.name)),
  });
}
