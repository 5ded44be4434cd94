/**
 * What a table of a spec counts, as sets of codes: its population, its request's restrictions and the parts of its
 * rate. Stated so, the employed of a rate table are those of a table of the employed, and persons of 16 and over lie
 * within those of 15 and over.
 */
import { DomainError, label } from '../problems.ts';
import type { Condition } from '../statistics/condition.ts';
import { COMPONENT, type TableSpec } from '../statistics/table-spec.ts';
import type { TableMeaning } from './table-meaning.ts';

type Restriction = { readonly variable: string; readonly in: readonly string[] };

/** Whole numbers that a range of a population may hold: ages in years. */
const NUMBERS = { least: 0, most: 150 };

/**
 * @param dataset what the data are about: producer, series and round; not the vintage.
 * @param restrictions of the request, beyond the spec's population.
 * @throws {DomainError} `disclosure-range-too-wide`: a condition on numbers outside 0 .. 150 cannot be compared.
 */
export function meaningOf(
  { population, measure, unit }: Pick<TableSpec, 'population' | 'measure' | 'unit'>,
  restrictions: readonly Restriction[],
  dataset: string,
): TableMeaning {
  const where = intersections([...population.where.map(codesOfCondition), ...restrictions]);
  const base = { dataset, population: unit, measure: 'count' };
  if (measure.type === 'count') return { ...base, where };
  const { numerator, denominator } = measure;
  const all = denominator.in ?? [];
  const sets = {
    Total: all,
    numerator: numerator.in ?? [],
    rest: all.filter((code) => !numerator.in?.includes(code)),
  };
  const parts = { dimension: COMPONENT, variable: denominator.variable, sets };
  return { ...base, where: intersections([...where, { variable: denominator.variable, in: all }]), parts };
}

function codesOfCondition({ variable, in: codes, atLeast, atMost }: Condition): Restriction {
  if (codes !== undefined) return { variable, in: codes };
  const least = atLeast ?? NUMBERS.least;
  const most = atMost ?? NUMBERS.most;
  if (least < NUMBERS.least || most > NUMBERS.most || !Number.isInteger(least) || !Number.isInteger(most))
    throw new DomainError('disclosure-range-too-wide', { variable: label(variable) });
  return { variable, in: Array.from({ length: most - least + 1 }, (_, i) => String(least + i)) };
}

/** One restriction for each variable: what all of its restrictions leave. */
function intersections(all: readonly Restriction[]): Restriction[] {
  const byVariable = new Map<string, readonly string[]>();
  for (const { variable, in: codes } of all) {
    const known = byVariable.get(variable);
    byVariable.set(variable, known ? known.filter((code) => codes.includes(code)) : codes);
  }
  return [...byVariable].map(([variable, codes]) => ({ variable, in: codes }));
}
