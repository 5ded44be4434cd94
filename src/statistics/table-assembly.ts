/** From sums to a table: estimates, standard errors and flags of every cell, and of every rate. */
import type { Dictionary } from './dictionary.ts';
import { relativeError, reliabilityOf } from './reliability.ts';
import type { ResolvedRequest } from './table-request.ts';
import { COMPONENT, type TableSpec } from './table-spec.ts';
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
  const period = `${dictionary.reference.from} - ${dictionary.reference.to}`;
  const cite = (language: 'id' | 'en') =>
    spec.citation[language].replace('{source}', dictionary.source[language]).replace('{period}', period);
  const { measure } = spec;
  return {
    format: 'padan-table/1',
    protected: false,
    table: spec.id,
    title: { id: spec.title.id, en: spec.title.en },
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
    measure: { type: 'count', weighted: dictionary.design !== null },
    ...(measure.type === 'ratio'
      ? {
          rate: {
            component: COMPONENT,
            numerator: 'numerator',
            scale: measure.scale,
            decimals: measure.decimals,
            label: measure.label,
          },
        }
      : {}),
    dimensions: [...dimensionsOf(spec, request), ...(measure.type === 'ratio' ? [COMPONENT_DIMENSION] : [])],
    cells: measure.type === 'count' ? figures.cells({}, [0]) : figures.componentCells(),
    ...(measure.type === 'ratio' ? { rates: figures.rates(measure.scale) } : {}),
    records: { read: tally.read, inPopulation: tally.inPopulation },
    citation: { id: cite('id'), en: cite('en') },
  };
}

function dimensionsOf(spec: TableSpec, request: ResolvedRequest): TabulatedTable['dimensions'] {
  return request.dimensions.map(({ name, codes }) => ({
    name,
    label: spec.dimensions.find((each) => each.name === name)!.label,
    codes: [...codes],
  }));
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
      ...this.#precision(this.#sum(this.#totals, cell, measures), variance?.[cell]),
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
      ...(ratio === null
        ? { estimate: null, se: null, rse: null, reliability: null }
        : this.#precision(ratio, variance?.[cell])),
      contributors: this.#sum(this.#contributors, cell, [0, 1]),
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

  #precision(estimate: number, variance: number | undefined): Omit<TabulatedCell, 'codes' | 'contributors'> {
    const se = variance === undefined || Number.isNaN(variance) ? null : Math.sqrt(variance);
    const rse = relativeError(estimate, se);
    return { estimate, se, rse, reliability: reliabilityOf(rse, this.#spec.reliability) };
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
