/** The figures of every cell of a tally: sums, rates, means and shares, with errors and flags. */
import type { Dictionary } from './dictionary.ts';
import { basesOf } from './estimate-forms.ts';
import { relativeError, reliabilityOf } from './reliability.ts';
import { COMPONENT } from './table-measure.ts';
import type { TableSpec } from './table-spec.ts';
import type { Tally } from './tabulate.ts';
import type { TabulatedCell, TabulatedRate, TabulatedTotal } from './tabulated-table.ts';
import { cellTotals, type LinearForm, linearVariances, type Sample } from './variance.ts';

type Codes = Record<string, string>;

const PER_CENT = 100;

/** Sums of the measures that make up a component, as the codes of the dimension `component` list them. */
const COMPONENTS = [
  { code: 'Total', measures: [0, 1] },
  { code: 'numerator', measures: [0] },
  { code: 'rest', measures: [1] },
] as const;

/** An estimate with its error, in the unit of the estimate, and its flag. */
export function precision<E extends number | null>(
  spec: TableSpec,
  estimate: E,
  variance: number | undefined,
): { estimate: E } & Pick<TabulatedCell, 'se' | 'rse' | 'reliability'> {
  const se =
    estimate === null || variance === undefined || Number.isNaN(variance) ? null : Math.sqrt(variance);
  const rse = estimate === null ? null : relativeError(estimate, se);
  return { estimate, se, rse, reliability: reliabilityOf(rse, spec.reliability) };
}

export class Figures {
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

  /** Of a mean: the sums of what was told, by as many as told it. */
  totals({ largest, cube }: Tally): TabulatedTotal[] {
    const all = largest!.spread(cube);
    return this.cells({}, [1]).map((total, cell) => ({
      ...total,
      contributors: this.#contributors[cell * 2]!,
      largest: all.of(cell),
    }));
  }

  /** The rates: numerator over numerator and rest. */
  rates(scale: number): TabulatedRate[] {
    return this.#quotients(scale, 0, [0, 1]);
  }

  /** The means: the sum over the count. */
  means(): TabulatedRate[] {
    return this.#quotients(1, 1, [0]);
  }

  /** One measure over a sum of measures, with the standard error by linearisation z = (y - R x) / X. */
  #quotients(scale: number, above: number, below: readonly number[]): TabulatedRate[] {
    const coefficients = new Float64Array(this.#totals.length);
    const ratios = this.#all().map((cell) => {
      const denominator = this.#sum(this.#totals, cell, below);
      if (denominator === 0) return null;
      const ratio = this.#totals[cell * 2 + above]! / denominator;
      coefficients[cell * 2 + above] = scale / denominator;
      for (const m of below) coefficients[cell * 2 + m]! -= (scale * ratio) / denominator;
      return scale * ratio;
    });
    const [variance] = this.#variances([{ coefficients, presence: null }]);
    return ratios.map((ratio, cell) => ({
      codes: this.#codes(cell),
      ...precision(this.#spec, ratio, variance?.[cell]),
      contributors: this.#sum(this.#contributors, cell, below),
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
