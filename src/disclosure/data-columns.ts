/**
 * The columns of DATA that a spec names, and how their cells are read.
 * Leaks: refusals name rows and columns, never what stands there.
 */
import { DomainError, label } from '../problems.ts';
import { type Decimal, decimalOf } from './decimal.ts';
import type { DisclosureSpec } from './spec.ts';

export interface DataColumns {
  /** For each dimension the columns of its levels, and of each further hierarchy down to a level. */
  readonly levels: readonly (readonly number[])[];
  readonly hierarchies: readonly (readonly (readonly number[])[])[];
  readonly value: number | null;
  readonly contributors: number | null;
  readonly contributor: number | null;
  readonly weight: number | null;
  readonly waiver: number | null;
  readonly request: number | null;
  readonly cost: number | null;
  readonly preference: number | null;
  /** Columns of flags, by name: given, published and forced cells. */
  readonly flags: ReadonlyMap<string, number>;
}

/** @throws {DomainError} `disclosure-column-missing`. */
export function dataColumns(spec: DisclosureSpec, header: readonly string[]): DataColumns {
  const column = (name: string): number => columnAt(header, name);
  const optional = (name: string | null | undefined): number | null => (name ? column(name) : null);
  const { measure, cost } = spec;
  const request = spec.primary.find((rule) => rule.rule === 'request');
  return {
    levels: spec.dimensions.map((dimension) => dimension.levels.map(column)),
    hierarchies: spec.dimensions.map(({ hierarchies = [], levels: own }) =>
      hierarchies.map(({ levels }) =>
        levels.slice(0, levels.findIndex((each) => own.includes(each)) + 1).map(column),
      ),
    ),
    value: optional('value' in measure ? measure.value : measure.frequency),
    contributors: optional('contributors' in measure ? measure.contributors : null),
    contributor: optional('contributor' in measure ? measure.contributor : null),
    weight: optional('weight' in measure ? measure.weight : null),
    waiver: optional('waiver' in measure ? measure.waiver : null),
    request: optional(request?.column),
    cost: optional(typeof cost === 'object' && 'column' in cost ? cost.column : null),
    preference: optional(spec.preference),
    flags: new Map(flagColumns(spec).map((name) => [name, column(name)])),
  };
}

/** @throws {DomainError} `disclosure-column-missing`. */
export function columnAt(header: readonly string[], name: string): number {
  const at = header.indexOf(name);
  if (at < 0) throw new DomainError('disclosure-column-missing', { column: label(name) });
  return at;
}

/** Names of the columns of flags, each once. */
export function flagColumns(spec: DisclosureSpec): string[] {
  const given = spec.primary.flatMap((rule) => (rule.rule === 'given' ? [rule.column] : []));
  const kept = [spec.published, spec.forced].filter((name) => name !== undefined);
  return [...new Set([...given, ...kept])];
}

/** One cell of DATA; `row` counts from 1, `column` is its position. */
export interface Place {
  readonly text: string;
  readonly row: number;
  readonly column: number;
}

export function wholeCount({ text, row, column }: Place): number {
  if (!/^\d{1,15}$/.test(text)) throw new DomainError('disclosure-not-a-count', { row, column: column + 1 });
  return Number(text);
}

export function weightedCount({ text, row, column }: Place): number {
  if (!/^\d{1,15}(\.\d{1,20})?([eE][+-]?\d{1,2})?$/.test(text))
    throw new DomainError('disclosure-not-a-count', { row, column: column + 1 });
  return Number(text);
}

export function magnitude({ text, row, column }: Place, negative: boolean): Decimal {
  const found = decimalOf(text);
  if (found === null) throw new DomainError('disclosure-not-a-magnitude', { row, column: column + 1 });
  if (found.digits < 0 && !negative)
    throw new DomainError('disclosure-not-a-magnitude', { row, column: column + 1, negative: true });
  return found;
}

/** A factor or weight: above 0. */
export function factor(place: Place): number {
  const value = weightedCount(place);
  if (value > 0) return value;
  throw new DomainError('disclosure-not-a-count', { row: place.row, column: place.column + 1 });
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
  ['', false],
]);

export function flag({ text, row, column }: Place): boolean {
  const found = FLAGS.get(text.toLowerCase());
  if (found === undefined) throw new DomainError('disclosure-not-a-flag', { row, column: column + 1 });
  return found;
}

export function requestClass({ text, row, column }: Place): 0 | 1 | 2 {
  if (text === '' || text === '0') return 0;
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw new DomainError('disclosure-not-a-flag', { row, column: column + 1 });
}
