/** From sums to a table: estimates, standard errors and flags of every cell, and of every rate. */

import { Figures, precision } from './cell-figures.ts';
import type { Dictionary } from './dictionary.ts';
import { indicatorFigures, indicatorsOf } from './indicator-figures.ts';
import { rankCodes } from './ranking.ts';
import { lonelyStrata } from './sampling-units.ts';
import { COMPONENT, rateOf } from './table-measure.ts';
import type { ResolvedRequest } from './table-request.ts';
import type { TableSpec } from './table-spec.ts';
import { citationOf, titleOf } from './table-title.ts';
import type { Tally } from './tabulate.ts';
import type { TabulatedTable } from './tabulated-table.ts';

export function assembleTable(
  spec: TableSpec,
  dictionary: Dictionary,
  request: ResolvedRequest,
  tally: Tally,
): TabulatedTable {
  const figures = new Figures(spec, dictionary, tally);
  const rate = rateOf(spec.measure);
  const share = 'share' in spec.measure ? spec.measure.share : undefined;
  const mean = spec.measure.type === 'mean' ? spec.measure : null;
  const { design } = dictionary;
  return {
    format: 'padan-table/1',
    protected: false,
    table: spec.id,
    title: titleOf(spec, request),
    unit: spec.unit,
    population: spec.population.label,
    dataset: {
      id: dictionary.id,
      vintage: dictionary.vintage,
      round: dictionary.round,
      reference: dictionary.reference,
      producer: dictionary.producer,
      synthetic: dictionary.synthetic,
    },
    where: request.where.map((each) => ({ variable: each.variable, in: [...each.in] })),
    measure: { type: 'count', weighted: design !== null, label: mean?.counted ?? spec.measure.label },
    ...(rate === null
      ? {}
      : {
          rate: {
            component: COMPONENT,
            numerator: 'numerator',
            scale: rate.scale,
            decimals: rate.decimals,
            label: rate.label,
          },
        }),
    ...(share === undefined
      ? {}
      : {
          share: {
            within: shareWithin(share.within, request),
            scale: PER_CENT,
            decimals: share.decimals,
            label: share.label,
          },
        }),
    ...(mean === null
      ? {}
      : {
          mean: {
            variable: mean.of,
            unit: mean.unit,
            decimals: mean.decimals,
            label: mean.label,
            total: mean.total,
          },
        }),
    ...indicatorMembers(spec, dictionary, request, tally),
    dimensions: [...dimensionsOf(request), ...(rate === null ? [] : [COMPONENT_DIMENSION])],
    cells: rate === null ? figures.cells({}, [0]) : figures.componentCells(),
    ...(rate === null ? {} : { rates: figures.rates(rate.scale) }),
    ...(share === undefined ? {} : { shares: figures.shares(shareWithin(share.within, request)) }),
    ...(mean === null ? {} : { totals: figures.totals(tally), means: figures.means() }),
    records: {
      read: tally.read,
      inPopulation: tally.inPopulation,
      ...(['sum', 'mean'].includes(spec.measure.type) ? { silent: tally.silent } : {}),
    },
    design:
      design === null
        ? null
        : {
            strata: tally.units.strata,
            psus: tally.units.stratumOf.length,
            lonelyStrata: lonelyStrata(tally.units),
            lonelyPsu: design.lonelyPsu,
          },
    footnotes: spec.footnotes,
    citation: citationOf(spec, dictionary),
  };
}

const PER_CENT = 100;

/** The dimensions shares are within; where the table has no others, shares are of the whole. */
function shareWithin(within: readonly string[], { dimensions }: ResolvedRequest): string[] {
  const kept = dimensions.map(({ name }) => name).filter((name) => within.includes(name));
  return kept.length === dimensions.length ? [] : kept;
}

function dimensionsOf(request: ResolvedRequest): TabulatedTable['dimensions'] {
  return request.dimensions.map(({ name, spec, form, classification, codes }) => ({
    name,
    label: spec.label,
    level: form.level,
    classification,
    codes: [...codes],
  }));
}

/** Indicators, their figures and the order they give. */
function indicatorMembers(
  spec: TableSpec,
  dictionary: Dictionary,
  request: ResolvedRequest,
  tally: Tally,
): Pick<TabulatedTable, 'indicators' | 'indicatorValues' | 'ranking'> {
  const of = indicatorsOf(spec, request);
  const { ranking } = spec;
  if (ranking === undefined || of.length === 0) return {};
  const { dimension } = ranking;
  const values = of
    .flatMap((each) => indicatorFigures(each, dimension, request, dictionary, tally))
    .map(({ indicator, code, estimate, variance, contributors }) => ({
      indicator,
      codes: { [dimension]: code },
      ...precision(spec, estimate, variance),
      contributors,
    }));
  const { codes, levels } = request.dimensions.find(({ name }) => name === dimension)!;
  const figure = (code: string) =>
    values.find((each) => each.indicator === ranking.by && each.codes[dimension] === code)?.estimate ?? null;
  return {
    indicators: { dimension, of },
    indicatorValues: values,
    ...(of.some(({ name }) => name === ranking.by)
      ? { ranking: rankCodes(ranking, codes, levels, figure) }
      : {}),
  };
}

const COMPONENT_DIMENSION: TabulatedTable['dimensions'][number] = {
  name: COMPONENT,
  label: { id: 'Bagian', en: 'Component' },
  codes: [
    { code: 'Total', parent: null, label: { id: 'Penyebut', en: 'Denominator' } },
    { code: 'numerator', parent: 'Total', label: { id: 'Pembilang', en: 'Numerator' } },
    { code: 'rest', parent: 'Total', label: { id: 'Selebihnya', en: 'Rest' } },
  ],
};
