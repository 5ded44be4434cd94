/**
 * Design-based variance of linear statistics, by the ultimate cluster method with replacement within strata:
 *
 *   v = sum over strata h of (1 - f_h) n_h/(n_h - 1) * sum over PSUs i of (z_hi - mean of z in h)^2
 *
 * where z_hi is the PSU's weighted total of the statistic (a ratio enters linearised). A domain keeps all PSUs of the
 * stratum: those without a record in it count as zero.
 *
 * Edge:   a stratum with one PSU has no deviation from its own mean. `remove`, `certainty`: it adds nothing. `adjust`:
 *         it adds z^2, its distance from the centre zero. `average`: it is given the average of the other strata
 *         that have records in the domain; NaN when there is none. `fail`: refused.
 * Cost:   two passes over the (PSU, inner cell) pairs, each spread over the cells it is part of.
 * Source: ultimate clusters of Hansen, Hurwitz and Madow (1953), as BPS survey manuals print it; R survey 4.1.1 `svyrecvar` for the lonely PSU.
 */
import { DomainError } from '../problems.ts';
import type { ClusterSums } from './cluster-sums.ts';
import type { Cube } from './cube.ts';
import type { SurveyDesign } from './dictionary.ts';
import { lonelyStrata, type Units } from './sampling-units.ts';

/** A statistic that is linear in the measures, with its own coefficients in each cell. */
export interface LinearForm {
  /** Coefficient of `measure` in `cell`, at `cell * measures + measure`. */
  readonly coefficients: Float64Array;
  /** Measure that is positive in a PSU that belongs to the statistic's domain; null: every PSU with a record. */
  readonly presence: number | null;
  /** A statistic that takes part of its value from another cell, such as a share of a margin. */
  readonly base?: Base;
}

export interface Base {
  /** The other cell of each cell; whoever is in the cell is in its base. */
  readonly of: Int32Array;
  /** Coefficients of the measures of the base, laid out as those of the cell itself. */
  readonly coefficients: Float64Array;
}

export interface Sample {
  readonly sums: ClusterSums;
  readonly units: Units;
  readonly cube: Cube;
  /** Inner cell of the cube for each inner cell number in `sums`. */
  readonly innerOf: (cell: number) => number;
  /** Only units for which this holds are in the sample; all where it is left out. */
  readonly holds?: (unit: number) => boolean;
}

/** Sums over the whole sample, at `cell * measures + measure`. */
export function cellTotals({ sums, cube, innerOf }: Sample): Float64Array {
  const totals = new Float64Array(cube.cells * sums.measures);
  for (let slot = 0; slot < sums.size; slot++)
    for (const cell of cube.expand(innerOf(sums.inner(slot))))
      for (let m = 0; m < sums.measures; m++) totals[cell * sums.measures + m]! += sums.value(slot, m);
  return totals;
}

/**
 * Variance of each form in each cell; NaN where `average` finds no stratum to take the average of.
 * @throws {DomainError} `design-lonely-psu` under `fail`.
 */
export function linearVariances(
  sample: Sample,
  forms: readonly LinearForm[],
  lonelyPsu: SurveyDesign['lonelyPsu'],
): Float64Array[] {
  const lonely = lonelyStrata(sample.units);
  if (lonelyPsu === 'fail' && lonely > 0) throw new DomainError('design-lonely-psu', { strata: lonely });
  const results = forms.map((form) => new FormVariance(form, sample, lonelyPsu));
  const order = slotsByStratum(sample);
  const scratch = () => new Scratch(sample.cube.cells, sample.sums.measures);
  const scratches = { stratum: scratch(), unit: scratch() };
  for (let h = 0; h < order.length; h++) addStratum(sample, h, order[h]!, results, scratches);
  return results.map((result) => result.variances());
}

/** Slots of each stratum, one unit after the other. */
export function slotsByStratum({ sums, units, holds }: Sample): number[][] {
  const strata: number[][] = Array.from({ length: units.strata }, () => []);
  for (let slot = 0; slot < sums.size; slot++) {
    const unit = sums.unit(slot);
    if (holds === undefined || holds(unit)) strata[units.stratumOf[unit]!]!.push(slot);
  }
  for (const slots of strata) slots.sort((a, b) => sums.unit(a) - sums.unit(b) || a - b);
  return strata;
}

/** Sums of some cells, cleared in time proportional to the cells touched. */
class Scratch {
  readonly touched: number[] = [];
  readonly values: Float64Array;
  readonly #measures: number;
  readonly #seen: Uint8Array;

  constructor(cells: number, measures: number) {
    this.values = new Float64Array(cells * measures);
    this.#measures = measures;
    this.#seen = new Uint8Array(cells);
  }

  add({ sums, cube, innerOf }: Sample, slot: number): void {
    for (const cell of cube.expand(innerOf(sums.inner(slot)))) {
      if (this.#seen[cell] === 0) {
        this.#seen[cell] = 1;
        this.touched.push(cell);
      }
      for (let m = 0; m < this.#measures; m++) this.values[cell * this.#measures + m]! += sums.value(slot, m);
    }
  }

  clear(): void {
    for (const cell of this.touched) {
      this.#seen[cell] = 0;
      this.values.fill(0, cell * this.#measures, (cell + 1) * this.#measures);
    }
    this.touched.length = 0;
  }
}

function addStratum(
  sample: Sample,
  h: number,
  slots: readonly number[],
  results: readonly FormVariance[],
  { stratum, unit }: { readonly stratum: Scratch; readonly unit: Scratch },
): void {
  for (const slot of slots) stratum.add(sample, slot);
  for (const result of results) result.openStratum(h, stratum);
  for (let i = 0; i < slots.length; ) {
    const current = sample.sums.unit(slots[i]!);
    for (; i < slots.length && sample.sums.unit(slots[i]!) === current; i++) unit.add(sample, slots[i]!);
    for (const result of results) result.addUnit(unit);
    unit.clear();
  }
  for (const result of results) result.closeStratum(stratum);
  stratum.clear();
}

/** Gathers the variance of one form, stratum by stratum. */
class FormVariance {
  readonly #form: LinearForm;
  readonly #units: Units;
  readonly #measures: number;
  readonly #way: SurveyDesign['lonelyPsu'];
  /** Cells by base, where the form has one. */
  readonly #parts: readonly (readonly number[])[] | null;
  readonly #variance: Float64Array;
  /** Per cell of the open stratum: mean of z, squared deviations so far, units seen. */
  readonly #mean: Float64Array;
  readonly #squares: Float64Array;
  readonly #seen: Int32Array;
  /** Per cell: strata with records in the domain, and those of them with more than one unit. */
  readonly #present: Int32Array;
  readonly #usable: Int32Array;
  #n = 0;
  #scale = 0;

  constructor(form: LinearForm, { sums, units, cube }: Sample, way: SurveyDesign['lonelyPsu']) {
    this.#form = form;
    this.#units = units;
    this.#measures = sums.measures;
    this.#way = way;
    this.#parts = form.base === undefined ? null : cellsByBase(form.base.of);
    this.#variance = new Float64Array(cube.cells);
    this.#mean = new Float64Array(cube.cells);
    this.#squares = new Float64Array(cube.cells);
    this.#seen = new Int32Array(cube.cells);
    this.#present = new Int32Array(cube.cells);
    this.#usable = new Int32Array(cube.cells);
  }

  openStratum(h: number, stratum: Scratch): void {
    this.#n = this.#units.unitsIn[h]!;
    const left = this.#units.remaining(h);
    this.#scale = this.#n > 1 ? (left * this.#n) / (this.#n - 1) : left;
    // `adjust` measures a lonely unit from zero; in every other case the centre is the mean of the stratum.
    const centred = this.#n > 1 || this.#way !== 'adjust';
    for (const cell of this.#touched(stratum))
      this.#mean[cell] = centred ? this.#value(stratum, cell) / this.#n : 0;
  }

  addUnit(unit: Scratch): void {
    for (const cell of this.#touched(unit)) {
      this.#squares[cell]! += (this.#value(unit, cell) - this.#mean[cell]!) ** 2;
      this.#seen[cell]!++;
    }
  }

  closeStratum(stratum: Scratch): void {
    for (const cell of this.#touched(stratum)) {
      const absent = (this.#n - this.#seen[cell]!) * this.#mean[cell]! ** 2;
      this.#variance[cell]! += this.#scale * (this.#squares[cell]! + absent);
      this.#squares[cell] = 0;
      this.#seen[cell] = 0;
      const { presence, base } = this.#form;
      const domain = base === undefined ? cell : base.of[cell]!;
      if (presence !== null && !(stratum.values[domain * this.#measures + presence]! > 0)) continue;
      this.#present[cell]!++;
      if (this.#n > 1 || this.#scale === 0) this.#usable[cell]!++;
    }
  }

  variances(): Float64Array {
    if (this.#way !== 'average') return this.#variance;
    return this.#variance.map((value, cell) =>
      this.#present[cell] === 0 ? value : (value * this.#present[cell]!) / this.#usable[cell]!,
    );
  }

  /** Cells in which the form can differ from zero: with a base, all whose base has a record. */
  #touched({ touched }: Scratch): readonly number[] {
    const parts = this.#parts;
    return parts === null ? touched : touched.flatMap((cell) => parts[cell]!);
  }

  #value(scratch: Scratch, cell: number): number {
    const { coefficients, base } = this.#form;
    const own = this.#sum(coefficients, scratch, cell, cell);
    return base === undefined ? own : own + this.#sum(base.coefficients, scratch, cell, base.of[cell]!);
  }

  #sum(coefficients: Float64Array, { values }: Scratch, cell: number, from: number): number {
    let sum = 0;
    for (let m = 0; m < this.#measures; m++)
      sum += coefficients[cell * this.#measures + m]! * values[from * this.#measures + m]!;
    return sum;
  }
}

function cellsByBase(baseOf: Int32Array): number[][] {
  const parts: number[][] = Array.from(baseOf, () => []);
  for (const [cell, base] of baseOf.entries()) parts[base]!.push(cell);
  return parts;
}
