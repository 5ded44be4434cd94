/**
 * Totals, means and ratios of microdata by groups, with design-based standard errors.
 *
 * Shape:  one row per estimate and combination of the observed codes of `by` and `Total`; groups in order of their
 *         code units, `Total` first.
 * Unit:   means and ratios are fractions; totals in the unit of the variable.
 * Edge:   a mean or ratio of nobody (denominator 0) is null with null standard error; a total of nobody is 0 with 0.
 *         Contributors are unweighted records: in the denominator (ratio), in `among` (mean), in `of` (total).
 * Throws: `estimate-variable-unknown`, `estimate-value-missing`, `microdata-number-malformed`,
 *         `microdata-weight-invalid`, `estimate-code-reserved`, `estimate-too-many-cells`, those of variance.ts.
 * Cost:   O(records x estimates); memory as tabulate.ts.
 * Source: linearisation z = (y - R x) / X (Woodruff 1971); checked against R survey, fixtures/oracles/survey.json.
 */
import { DomainError } from '../problems.ts';
import { ClusterSums } from './cluster-sums.ts';
import { type Cube, makeCube } from './cube.ts';
import { compileRow, type RowReader } from './estimate-row.ts';
import type { Estimate, EstimateSpec } from './estimate-spec.ts';
import { SamplingUnits } from './sampling-units.ts';
import { TOTAL } from './spec.ts';
import type { MicrodataRows } from './tabulate.ts';
import { cellTotals, type LinearForm, linearVariances, type Sample } from './variance.ts';

export interface EstimateRow {
  readonly name: string;
  readonly codes: Readonly<Record<string, string>>;
  readonly estimate: number | null;
  readonly se: number | null;
  readonly contributors: number;
}

/** Cells times measures that one call may hold. */
const MAX_VALUES = 20_000_000;

/** Sums that an estimate needs: y; for a mean or ratio also x, and for a mean the unweighted records behind x. */
const MEASURES = { total: 1, ratio: 2, mean: 3 } as const;

/** Compute `spec` over `rows`. */
export async function estimate(spec: EstimateSpec, rows: MicrodataRows): Promise<EstimateRow[]> {
  const gathered = await gather(spec, rows, compileRow(spec, rows.header));
  const { sample, offsets, counts } = gathered;
  const totals = cellTotals(sample);
  const measures = sample.sums.measures;
  const forms = spec.estimates.map((each, e) => formOf(each, offsets[e]!, totals, measures));
  const variances = linearVariances(sample, forms, spec.design.lonelyPsu);
  return spec.estimates.flatMap((each, e) =>
    Array.from({ length: sample.cube.cells }, (_, cell) => {
      const value = pointEstimate(each, totals, cell * measures + offsets[e]!);
      const variance = variances[e]![cell]!;
      return {
        name: each.name,
        codes: codesOf(sample.cube, cell),
        estimate: value,
        se: value === null || Number.isNaN(variance) ? null : Math.sqrt(variance),
        contributors: counts[cell * spec.estimates.length + e]!,
      };
    }),
  );
}

interface Gathered {
  readonly sample: Sample;
  /** First measure of each estimate. */
  readonly offsets: readonly number[];
  /** Contributors at `cell * estimates + estimate`. */
  readonly counts: Float64Array;
}

async function gather(spec: EstimateSpec, rows: MicrodataRows, read: RowReader): Promise<Gathered> {
  const offsets: number[] = [];
  let measures = 0;
  for (const each of spec.estimates) {
    offsets.push(measures);
    measures += MEASURES[each.type];
  }
  const sums = new ClusterSums(measures);
  const units = new SamplingUnits();
  const groups = new Groups(spec.by, spec.estimates.length);
  for await (const batch of rows.batches)
    for (let i = 0; i < batch.rows.length; i++) {
      const record = read(batch.rows[i]!, batch.firstRow + i);
      const unit = units.intern(record.stratum, record.psu, record.fpc, batch.firstRow + i);
      if (record.groups === null) continue;
      const inner = groups.intern(record.groups);
      const slot = sums.slot(unit, inner);
      record.values.forEach((value, e) => {
        if (value === null) return;
        sums.add(slot, offsets[e]!, record.weight * value.y);
        const { type } = spec.estimates[e]!;
        if (type !== 'total') sums.add(slot, offsets[e]! + 1, record.weight * value.x);
        if (type === 'mean') sums.add(slot, offsets[e]! + 2, value.contributes ? 1 : 0);
        if (value.contributes) groups.contribute(inner, e);
      });
    }
  const cube = groups.cube(measures);
  const innerOf = groups.innerOf(cube);
  return { sample: { sums, units, cube, innerOf }, offsets, counts: groups.counts(cube, innerOf) };
}

/** The combinations of codes that occur, numbered as they are met. */
class Groups {
  readonly #by: readonly string[];
  readonly #estimates: number;
  readonly #known = new Map<string, number>();
  readonly #codes: (readonly string[])[] = [];
  readonly #contributors: number[] = [];

  constructor(by: readonly string[], estimates: number) {
    this.#by = by;
    this.#estimates = estimates;
  }

  intern(codes: readonly string[]): number {
    const key = codes.join('\u0000');
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const fresh = this.#codes.length;
    this.#known.set(key, fresh);
    this.#codes.push(codes);
    for (let e = 0; e < this.#estimates; e++) this.#contributors.push(0);
    return fresh;
  }

  contribute(inner: number, e: number): void {
    this.#contributors[inner * this.#estimates + e]!++;
  }

  /** @throws {DomainError} `estimate-too-many-cells`. */
  cube(measures: number): Cube {
    const dimensions = this.#by.map((name, d) => {
      const observed = [...new Set(this.#codes.map((codes) => codes[d]!))].sort();
      return {
        name,
        codes: [{ code: TOTAL, parent: null }, ...observed.map((code) => ({ code, parent: TOTAL }))],
      };
    });
    const cells = dimensions.reduce((product, { codes }) => product * codes.length, 1);
    const limit = Math.floor(MAX_VALUES / measures);
    if (cells > limit) throw new DomainError('estimate-too-many-cells', { cells, limit });
    return makeCube(dimensions);
  }

  innerOf(cube: Cube): (group: number) => number {
    const positions = this.#by.map((_, d) => new Map(cube.leafCodes(d).map((code, at) => [code, at])));
    const inner = this.#codes.map((codes) => cube.inner(codes.map((code, d) => positions[d]!.get(code)!)));
    return (group) => inner[group]!;
  }

  counts(cube: Cube, innerOf: (group: number) => number): Float64Array {
    const counts = new Float64Array(cube.cells * this.#estimates);
    for (let group = 0; group < this.#codes.length; group++)
      for (const cell of cube.expand(innerOf(group)))
        for (let e = 0; e < this.#estimates; e++)
          counts[cell * this.#estimates + e]! += this.#contributors[group * this.#estimates + e]!;
    return counts;
  }
}

function pointEstimate(each: Estimate, totals: Float64Array, at: number): number | null {
  if (each.type === 'total') return totals[at]!;
  return totals[at + 1] === 0 ? null : totals[at]! / totals[at + 1]!;
}

function formOf(each: Estimate, offset: number, totals: Float64Array, measures: number): LinearForm {
  const coefficients = new Float64Array(totals.length);
  for (let at = offset; at < totals.length; at += measures) {
    const value = pointEstimate(each, totals, at);
    if (each.type === 'total') coefficients[at] = 1;
    else if (value !== null) {
      coefficients[at] = 1 / totals[at + 1]!;
      coefficients[at + 1] = -value / totals[at + 1]!;
    }
  }
  return { coefficients, presence: each.type === 'mean' ? offset + 2 : null };
}

function codesOf(cube: Cube, cell: number): Record<string, string> {
  return Object.fromEntries(
    cube.positions(cell).map((at, d) => [cube.dimensions[d]!.name, cube.dimensions[d]!.codes[at]!.code]),
  );
}
