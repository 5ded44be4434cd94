/**
 * What a table of a spec counts, as sets of codes: its population, its request's restrictions and the parts of its
 * rate. Stated so, the employed of a rate table are those of a table of the employed, and persons of 16 and over lie
 * within those of 15 and over.
 */
import { DomainError, label } from '../problems.ts';
import type { Condition } from '../statistics/condition.ts';
import { COMPONENT, type SumMeasure } from '../statistics/table-measure.ts';
import type { TableSpec } from '../statistics/table-spec.ts';
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
  spec: Pick<TableSpec, 'population' | 'measure' | 'unit' | 'dimensions'>,
  restrictions: readonly Restriction[],
  dataset: string,
): TableMeaning {
  const { population, measure, unit } = spec;
  const where = intersections([
    ...population.where.map(codesOfCondition),
    ...restrictions.map(inBands(spec)),
  ]);
  const base = { dataset, population: unit, measure: 'count', ...bandsOf(spec) };
  if (measure.type === 'count') return { ...base, where };
  if (measure.type === 'sum') return { ...base, where, ...sumMeaning(measure) };
  // Who told a number is told by no code: those are persons of their own.
  if (measure.type === 'mean')
    return { ...base, where, population: JSON.stringify([unit, 'told', measure.of]) };
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

/** Persons reported under the same items are the same persons, whichever table adds them up. */
function sumMeaning({ of }: SumMeasure): Pick<TableMeaning, 'population' | 'components'> {
  const reported = (items: readonly (string | undefined)[]) => JSON.stringify(['reported', ...items]);
  const parts = of.map(({ variable }) => variable);
  const wholes = of.map(({ within }) => within);
  if (wholes[0] === undefined) return { population: reported(parts) };
  const populations = {
    Total: reported(wholes),
    numerator: reported(parts),
    rest: reported([...wholes, 'less', ...parts]),
  };
  return { population: reported(wholes), components: { dimension: COMPONENT, populations } };
}

type Bands = Pick<TableMeaning, 'finest'>;

/** The numbers behind the bands of dimensions that a number tells. */
function bandsOf({ dimensions }: Pick<TableSpec, 'dimensions'>): Bands {
  const finest = dimensions.flatMap(({ name, forms }) => {
    const bands = Object.assign({}, ...forms.map((form) => form.bands ?? {})) as Record<
      string,
      [number, number]
    >;
    const numbers = Object.entries(bands).map(([code, [from, to]]) => [code, numbersBetween(from, to)]);
    return numbers.length === 0 ? [] : [[name, Object.fromEntries(numbers)] as const];
  });
  return finest.length === 0 ? {} : { finest: Object.fromEntries(finest) };
}

/** A restriction to bands as one to the numbers in them. */
function inBands(spec: Pick<TableSpec, 'dimensions'>): (each: Restriction) => Restriction {
  const { finest = {} } = bandsOf(spec);
  return ({ variable, in: codes }) => ({
    variable,
    in: codes.flatMap((code) => finest[variable]?.[code] ?? [code]),
  });
}

const numbersBetween = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => String(from + i));

function codesOfCondition({ variable, in: codes, atLeast, atMost }: Condition): Restriction {
  if (codes !== undefined) return { variable, in: codes };
  const least = atLeast ?? NUMBERS.least;
  const most = atMost ?? NUMBERS.most;
  if (least < NUMBERS.least || most > NUMBERS.most || !Number.isInteger(least) || !Number.isInteger(most))
    throw new DomainError('disclosure-range-too-wide', { variable: label(variable) });
  return { variable, in: numbersBetween(least, most) };
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
