/** From sums to a table: estimates, standard errors and flags of every cell, and of every rate. */
import type { Dictionary } from './dictionary.ts';
import { basesOf } from './estimate-forms.ts';
import { indicatorFigures, indicatorsOf } from './indicator-figures.ts';
import { rankCodes } from './ranking.ts';
import { relativeError, reliabilityOf } from './reliability.ts';
import { lonelyStrata } from './sampling-units.ts';
import { COMPONENT, rateOf } from './table-measure.ts';
import type { ResolvedRequest } from './table-request.ts';
import type { TableSpec } from './table-spec.ts';
import { citationOf, titleOf } from './table-title.ts';
import type { Tally } from './tabulate.ts';
import type { TabulatedCell, TabulatedRate, TabulatedTable } from './tabulated-table.ts';
import { cellTotals, type LinearForm, linearVariances, type Sample } from './variance.ts';

type Codes = Record<string, string>;

/** Sums of the measures that make up a component, as the codes of the dimension `component` list them. */
const COMPONENTS = [
  { code: 'Total', measures: [0, 1] },
  { code: 'numerator', measures: [0] },
  { code: 'rest', measures: [1] },
] as const;

export function assembleTable(
  spec: TableSpec,
  dictionary: Dictionary,
  request: ResolvedRequest,
  tally: Tally,
): TabulatedTable {
  const figures = new Figures(spec, dictionary, tally);
  const rate = rateOf(spec.measure);
  const share = spec.measure.type === 'ratio' ? undefined : spec.measure.share;
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
    measure: { type: 'count', weighted: design !== null, label: spec.measure.label },
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
    ...indicatorMembers(spec, dictionary, request, tally),
    dimensions: [...dimensionsOf(request), ...(rate === null ? [] : [COMPONENT_DIMENSION])],
    cells: rate === null ? figures.cells({}, [0]) : figures.componentCells(),
    ...(rate === null ? {} : { rates: figures.rates(rate.scale) }),
    ...(share === undefined ? {} : { shares: figures.shares(shareWithin(share.within, request)) }),
    records: {
      read: tally.read,
      inPopulation: tally.inPopulation,
      ...(spec.measure.type === 'sum' ? { silent: tally.silent } : {}),
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

/** An estimate with its error, in the unit of the estimate, and its flag. */
function precision<E extends number | null>(
  spec: TableSpec,
  estimate: E,
  variance: number | undefined,
): { estimate: E } & Pick<TabulatedCell, 'se' | 'rse' | 'reliability'> {
  const se =
    estimate === null || variance === undefined || Number.isNaN(variance) ? null : Math.sqrt(variance);
  const rse = estimate === null ? null : relativeError(estimate, se);
  return { estimate, se, rse, reliability: reliabilityOf(rse, spec.reliability) };
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

class Figures {
  readonly #spec: TableSpec;
  readonly #dictionary: Dictionary;
  readonly #sample: Sample;
  readonly #measures: number;
  readonly #totals: Float64Array;
  readonly #contributors: Float64Array;

  constructor(spec: TableSpec, dictionary: Dictionary, tally: Tally) {
    this.#spec = spec;
    this.#dictionary = dictionary;
    this.#sample = { sums: tally.sums, units: tally.units, cube: tally.cube, innerOf: (inner) => inner };
    this.#measures = tally.sums.measures;
    this.#totals = cellTotals(this.#sample);
    this.#contributors = expandCounts(tally);
  }

  /** Cells of the sum of `measures`, in order; `extra` codes are added to each. */
  cells(extra: Codes, measures: readonly number[]): TabulatedCell[] {
    const [variance] = this.#variances([this.#sumForm(measures)]);
    return this.#all().map((cell) => ({
      codes: { ...this.#codes(cell), ...extra },
      ...precision(this.#spec, this.#sum(this.#totals, cell, measures), variance?.[cell]),
      contributors: this.#sum(this.#contributors, cell, measures),
    }));
  }

  componentCells(): TabulatedCell[] {
    const parts = COMPONENTS.map(({ code, measures }) => this.cells({ [COMPONENT]: code }, measures));
    return this.#all().flatMap((cell) => parts.map((part) => part[cell]!));
  }

  /** The rates: numerator over denominator, with the standard error by linearisation z = (y - R x) / X. */
  rates(scale: number): TabulatedRate[] {
    const coefficients = new Float64Array(this.#totals.length);
    const ratios = this.#all().map((cell) => {
      const [numerator, denominator] = [this.#totals[cell * 2]!, this.#sum(this.#totals, cell, [0, 1])];
      if (denominator === 0) return null;
      const ratio = numerator / denominator;
      coefficients[cell * 2] = (scale * (1 - ratio)) / denominator;
      coefficients[cell * 2 + 1] = (scale * -ratio) / denominator;
      return scale * ratio;
    });
    const [variance] = this.#variances([{ coefficients, presence: null }]);
    return ratios.map((ratio, cell) => ({
      codes: this.#codes(cell),
      ...precision(this.#spec, ratio, variance?.[cell]),
      contributors: this.#sum(this.#contributors, cell, [0, 1]),
    }));
  }

  /** Each cell in per cent of its base: z = (y - R x) / X, where x is of the base. */
  shares(within: readonly string[]): TabulatedRate[] {
    const base = basesOf(this.#sample.cube, within);
    const coefficients = new Float64Array(this.#totals.length);
    const ofBase = new Float64Array(this.#totals.length);
    const values = this.#all().map((cell) => {
      const under = this.#totals[base[cell]!]!;
      if (under === 0) return null;
      const share = this.#totals[cell]! / under;
      coefficients[cell] = PER_CENT / under;
      ofBase[cell] = (-PER_CENT * share) / under;
      return PER_CENT * share;
    });
    const form = { coefficients, presence: null, base: { of: base, coefficients: ofBase } };
    const [variance] = this.#variances([form]);
    return values.map((value, cell) => ({
      codes: this.#codes(cell),
      ...precision(this.#spec, value, variance?.[cell]),
      contributors: this.#contributors[base[cell]!]!,
    }));
  }

  #all(): number[] {
    return Array.from({ length: this.#sample.cube.cells }, (_, cell) => cell);
  }

  #variances(forms: readonly LinearForm[]): Float64Array[] {
    const { design } = this.#dictionary;
    return design === null ? [] : linearVariances(this.#sample, forms, design.lonelyPsu);
  }

  #sumForm(measures: readonly number[]): LinearForm {
    const coefficients = new Float64Array(this.#totals.length);
    for (let at = 0; at < coefficients.length; at++)
      if (measures.includes(at % this.#measures)) coefficients[at] = 1;
    return { coefficients, presence: null };
  }

  #sum(values: Float64Array, cell: number, measures: readonly number[]): number {
    return measures.reduce((sum, m) => sum + values[cell * this.#measures + m]!, 0);
  }

  #codes(cell: number): Codes {
    const { cube } = this.#sample;
    return Object.fromEntries(
      cube.positions(cell).map((at, d) => [cube.dimensions[d]!.name, cube.dimensions[d]!.codes[at]!.code]),
    );
  }
}

function expandCounts({ cube, contributors, sums }: Tally): Float64Array {
  const counts = new Float64Array(cube.cells * sums.measures);
  for (let inner = 0; inner < cube.innerCells; inner++)
    for (let m = 0; m < sums.measures; m++) {
      const count = contributors[inner * sums.measures + m]!;
      if (count > 0) for (const cell of cube.expand(inner)) counts[cell * sums.measures + m]! += count;
    }
  return counts;
}
