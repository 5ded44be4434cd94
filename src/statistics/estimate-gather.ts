/**
 * What the estimates of a spec need of the microdata, read once: sums per sampling unit and combination of codes.
 *
 * Shape:  the sums of estimate e begin at `layout.offsets[e]`: y, x, n, and for a ratio w. y and x are weighted; n counts
 *         records of the domain; w is their weight, which for all but a ratio is x.
 * Cost:   O(records x estimates); memory O(units x combinations that occur in them).
 */
import { DomainError } from '../problems.ts';
import { ClusterSums } from './cluster-sums.ts';
import { type Cube, makeCube } from './cube.ts';
import { compileRow, isCondition, type RecordValue } from './estimate-row.ts';
import type { Estimate, EstimateSpec } from './estimate-spec.ts';
import { SamplingUnits } from './sampling-units.ts';
import { TOTAL } from './spec.ts';
import type { MicrodataRows } from './tabulate.ts';

/** Cells times measures that one call may hold. */
const MAX_VALUES = 20_000_000;

/** Where the sums of each estimate are among the measures of a unit. */
export interface Layout {
  readonly offsets: readonly number[];
  readonly measures: number;
}

export function layoutOf({ estimates }: EstimateSpec): Layout {
  const offsets: number[] = [];
  let measures = 0;
  for (const each of estimates) {
    offsets.push(measures);
    measures += each.type === 'ratio' ? 4 : 3;
  }
  return { offsets, measures };
}

/** Measure of the weight of the records in an estimate's domain. */
export const domainWeight = (each: Estimate, offset: number): number =>
  each.type === 'ratio' ? offset + 3 : offset + 1;

/** One round of a survey: its units, their sums, and who contributes. */
export interface Round {
  readonly sums: ClusterSums;
  readonly units: SamplingUnits;
  /** Contributors at `group * estimates + estimate`, groups as `Groups` numbers them. */
  readonly contributors: readonly number[];
  /** Whether each estimate is a proportion: of records that fit, among records that might. */
  readonly proportions: readonly boolean[];
}

/** @throws as estimate.ts says. */
export async function gatherRound(
  spec: EstimateSpec,
  rows: MicrodataRows,
  groups: Groups,
  { offsets, measures }: Layout,
): Promise<Round> {
  const read = compileRow(spec, rows.header);
  const sums = new ClusterSums(measures);
  const units = new SamplingUnits();
  const contributors: number[] = [];
  const proportions = spec.estimates.map(isProportion);
  for await (const batch of rows.batches)
    for (let i = 0; i < batch.rows.length; i++) {
      const { stratum, psu, fpc, groups: codes, values, weight } = read(batch.rows[i]!, batch.firstRow + i);
      const unit = units.intern(stratum, psu, fpc, batch.firstRow + i);
      if (codes === null) continue;
      const group = groups.intern(codes);
      const slot = sums.slot(unit, group);
      while (contributors.length < groups.size * values.length) contributors.push(0);
      values.forEach((value, e) => {
        if (value === null) return;
        addRecord(sums, slot, offsets[e]!, spec.estimates[e]!, value, weight);
        if (value.contributes) contributors[group * values.length + e]!++;
        if (value.y > value.x) proportions[e] = false;
      });
    }
  return { sums, units, contributors, proportions };
}

function addRecord(
  sums: ClusterSums,
  slot: number,
  offset: number,
  each: Estimate,
  { y, x, contributes }: RecordValue,
  weight: number,
): void {
  const inDomain = each.type === 'total' || each.type === 'ratio' || contributes;
  sums.add(slot, offset, weight * y);
  sums.add(slot, offset + 1, weight * x);
  sums.add(slot, offset + 2, inDomain ? 1 : 0);
  if (each.type === 'ratio') sums.add(slot, offset + 3, contributes ? weight : 0);
}

/** By the spec alone; a ratio is none after all when a record is in the numerator only. */
function isProportion(each: Estimate): boolean {
  switch (each.type) {
    case 'total':
      return false;
    case 'ratio':
      return isCondition(each.numerator) && isCondition(each.denominator);
    case 'mean':
    case 'share':
      return isCondition(each.of);
  }
}

/** The combinations of codes that occur, numbered as they are met. */
export class Groups {
  readonly #by: readonly string[];
  readonly #known = new Map<string, number>();
  readonly #codes: (readonly string[])[] = [];

  constructor(by: readonly string[]) {
    this.#by = by;
  }

  get size(): number {
    return this.#codes.length;
  }

  intern(codes: readonly string[]): number {
    const key = codes.join('\u0000');
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const fresh = this.#codes.length;
    this.#known.set(key, fresh);
    this.#codes.push(codes);
    return fresh;
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
}

/** Contributors of every cell, at `cell * estimates + estimate`. */
export function cellContributors(
  cube: Cube,
  innerOf: (group: number) => number,
  contributors: readonly number[],
  estimates: number,
): Float64Array {
  const counts = new Float64Array(cube.cells * estimates);
  for (let at = 0; at < contributors.length; at++)
    for (const cell of cube.expand(innerOf(Math.floor(at / estimates))))
      counts[cell * estimates + (at % estimates)]! += contributors[at]!;
  return counts;
}
