/** What is wrong with a table spec beyond the shape of its members. */
import { COMPONENT, type Measure, rateOf } from './table-measure.ts';
import type { TableSpec } from './table-spec.ts';

interface Fault {
  readonly path: string[];
  readonly message: string;
}

const fault = (path: string, message: string): Fault => ({ path: [path], message });

export function specFaults(spec: TableSpec): Fault[] {
  const names = spec.dimensions.map((each) => each.name);
  const unknown = (path: string, wanted: readonly string[]) =>
    wanted.filter((name) => !names.includes(name)).map((name) => fault(path, `${name} is no dimension`));
  const share = 'share' in spec.measure ? spec.measure.share : undefined;
  return [
    ...(names.includes(COMPONENT) ? [fault('dimensions', `${COMPONENT} names the parts of a rate`)] : []),
    ...measureFaults(spec.measure).map((message) => fault('measure', message)),
    ...unknown('measure', share?.within ?? []),
    ...unknown('usual', spec.usual ?? []),
    ...requiredFaults(spec),
    ...sumFaults(spec),
    ...indicatorFaults(spec, unknown),
    ...citationFaults(spec),
    ...spec.open
      .filter(({ parameter }) => valueAt(spec, parameter) === undefined)
      .map(({ parameter }) => fault('open', `${parameter} is not there`)),
  ];
}

function requiredFaults({ dimensions, usual }: TableSpec): Fault[] {
  return dimensions
    .filter((each) => !each.optional && usual !== undefined && !usual.includes(each.name))
    .map((each) => fault('usual', `${each.name} must not be left out`));
}

/** A rate is a share of its denominator, so that numerator and rest are parts of one whole. */
function measureFaults(each: Measure): string[] {
  if (each.type === 'count' || each.type === 'mean') return [];
  if (each.type === 'sum') {
    const parts = each.of.filter(({ within }) => within !== undefined).length;
    if (parts !== 0 && parts !== each.of.length) return ['all numbers are parts of another, or none is'];
    if (parts > 0 !== (each.rate !== undefined)) return ['a rate is of parts, and parts have a rate'];
    return parts > 0 && each.share !== undefined ? ['a rate has no share besides'] : [];
  }
  const { numerator, denominator } = each;
  const within =
    numerator.variable === denominator.variable &&
    numerator.in?.every((one) => denominator.in?.includes(one)) === true;
  return within ? [] : ['the numerator lists codes of the denominator, of the same variable'];
}

/** Dimensions without a variable are those that each number of a sum names a code of. */
function sumFaults({ dimensions, measure, contributors }: TableSpec): Fault[] {
  const told = dimensions.filter(({ forms }) => forms.some(({ variable }) => variable === undefined));
  const names = told.map(({ name }) => name).sort();
  if ((measure.type === 'sum') !== (contributors === 'reported-persons'))
    return [fault('contributors', 'reported persons are those that a sum adds up')];
  if (measure.type !== 'sum')
    return names.map((name) => fault('dimensions', `${name} has no variable to be read from`));
  return measure.of
    .filter(({ codes }) => JSON.stringify(Object.keys(codes).sort()) !== JSON.stringify(names))
    .map(({ variable }) => fault('measure', `${variable} does not say its codes of ${names.join(', ')}`));
}

function indicatorFaults(
  { indicators = [], ranking, measure }: TableSpec,
  unknown: (path: string, wanted: readonly string[]) => Fault[],
): Fault[] {
  if (indicators.length === 0)
    return ranking === undefined ? [] : [fault('ranking', 'there is no indicator to rank by')];
  if (ranking === undefined) return [fault('indicators', 'the ranking says for which areas they are')];
  if (rateOf(measure) !== null || measure.type === 'mean')
    return [fault('indicators', 'indicators are of counts')];
  return [
    ...indicators.flatMap(({ numerator, denominator = {} }) =>
      unknown('indicators', [...Object.keys(numerator), ...Object.keys(denominator)]),
    ),
    ...unknown('ranking', [ranking.dimension]),
    ...(indicators.some(({ name }) => name === ranking.by)
      ? []
      : [fault('ranking', `${ranking.by} is no indicator`)]),
  ];
}

function citationFaults({ citation }: TableSpec): Fault[] {
  return (['id', 'en'] as const)
    .filter(
      (language) => !citation[language].includes('{source}') || !citation[language].includes('{period}'),
    )
    .map((language) => ({ path: ['citation', language], message: 'must hold {source} and {period}' }));
}

/** The value at a pointer such as `/ranking/by`; undefined where there is none. */
export function valueAt(spec: unknown, pointer: string): unknown {
  let at: unknown = spec;
  for (const member of pointer.slice(1).split('/'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[member] : undefined;
  return at;
}
