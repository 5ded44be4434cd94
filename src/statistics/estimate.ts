/**
 * Totals, means, ratios and shares of microdata by groups, with design-based standard errors and intervals.
 *
 * Shape:  one row per estimate and combination of the observed codes of `by` and `Total`; groups in order of their
 *         code units, `Total` first.
 * Unit:   means, ratios and shares are fractions; totals in the unit of the variable; `rse` in per cent.
 * Edge:   a mean, ratio or share of nobody (denominator 0) is null with null standard error; a total of nobody is 0
 *         with 0. Contributors are unweighted records: in the denominator (ratio, share), in `among` (mean), in `of`
 *         (total). Without a design (census, projection) there are estimates and nothing about their precision.
 *         An error of 0 from a sample says nothing (all units agree, or only lone ones hold the group): it has no flag.
 * Throws: `estimate-variable-unknown`, `estimate-value-missing`, `microdata-number-malformed`,
 *         `microdata-weight-invalid`, `estimate-code-reserved`, `estimate-too-many-cells`, those of variance.ts.
 * Cost:   O(records x estimates); memory as tabulate.ts.
 * Source: checked against R survey, fixtures/oracles/survey.json and survey-cases.json.
 */
import type { Cube } from './cube.ts';
import { type CellEstimates, estimateCells } from './estimate-forms.ts';
import {
  cellContributors,
  domainWeight,
  Groups,
  gatherRound,
  type Layout,
  layoutOf,
  type Round,
} from './estimate-gather.ts';
import type { EstimateSpec } from './estimate-spec.ts';
import { type Interval, Intervals, isNothing } from './interval.ts';
import { relativeError, reliabilityOf } from './reliability.ts';
import type { MicrodataRows } from './tabulate.ts';
import type { Reliability } from './tabulated-table.ts';
import { cellTotals, linearVariances, type Sample } from './variance.ts';
import { degreesOfFreedom } from './variance-degrees.ts';

export interface EstimateRow {
  readonly name: string;
  readonly codes: Readonly<Record<string, string>>;
  readonly estimate: number | null;
  readonly se: number | null;
  readonly contributors: number;
  readonly rse: number | null;
  /** `withheld`: too imprecise to publish by the bounds of the spec; a status of its own, no confidentiality. */
  readonly reliability: Reliability | null;
  readonly df: number | null;
  readonly ci: Interval | null;
}

/** Compute `spec` over `rows`. */
export async function estimate(spec: EstimateSpec, rows: MicrodataRows): Promise<EstimateRow[]> {
  const layout = layoutOf(spec);
  const groups = new Groups(spec.by);
  const round = await gatherRound(spec, rows, groups, layout);
  const cube = groups.cube(layout.measures);
  return new RoundEstimates(spec, layout, round, cube, groups.innerOf(cube)).rows();
}

/** The estimates of one round. */
export class RoundEstimates {
  readonly sample: Sample;
  readonly estimates: readonly CellEstimates[];
  readonly #spec: EstimateSpec;
  readonly #round: Round;
  readonly #counts: Float64Array;

  constructor(
    spec: EstimateSpec,
    layout: Layout,
    round: Round,
    cube: Cube,
    innerOf: (group: number) => number,
  ) {
    this.#spec = spec;
    this.#round = round;
    this.sample = { sums: round.sums, units: round.units, cube, innerOf };
    const totals = cellTotals(this.sample);
    this.estimates = spec.estimates.map((each, e) => estimateCells(each, e, layout, cube, totals));
    this.#counts = cellContributors(cube, innerOf, round.contributors, spec.estimates.length);
  }

  rows(): EstimateRow[] {
    const { design, interval } = this.#spec;
    const forms = this.estimates.map(({ form }) => form);
    const variances = design === null ? null : linearVariances(this.sample, forms, design.lonelyPsu);
    const intervals = new Intervals(interval);
    return this.estimates.flatMap((found, e) => {
      const degrees = degreesOfFreedom(this.sample, [domainWeight(found.each, found.offset)]);
      return found.values.map((value, cell): EstimateRow => {
        const contributors = this.contributors(e, cell);
        const row = { name: found.each.name, codes: codesOf(this.sample.cube, cell), estimate: value };
        const variance = variances?.[e]?.[cell];
        if (variance === undefined) return { ...row, se: null, contributors, ...NO_PRECISION };
        const df = degrees[found.domainOf(cell)]!;
        if (value === null || Number.isNaN(variance))
          return { ...row, se: null, contributors, ...NO_PRECISION, df };
        const se = Math.sqrt(variance);
        const rse = relativeError(value, se);
        const certain = this.#certain(found, cell);
        return {
          ...row,
          se,
          contributors,
          rse,
          reliability: isNothing(se, value) && !certain ? null : reliabilityOf(rse, this.#spec.reliability),
          df,
          ci: certain
            ? [value, value]
            : intervals.of({
                estimate: value,
                se,
                df,
                records: contributors,
                proportion: this.#round.proportions[e]!,
              }),
        };
      });
    });
  }

  /** Unweighted records that estimate `e` rests on in `cell`. */
  contributors(e: number, cell: number): number {
    return this.#counts[this.estimates[e]!.domainOf(cell) * this.estimates.length + e]!;
  }

  /** A margin is all of itself; and a sample of everything has no sampling error. */
  #certain({ each, domainOf }: CellEstimates, cell: number): boolean {
    return (each.type === 'share' && domainOf(cell) === cell) || this.#exhaustive();
  }

  #exhaustive(): boolean {
    const { units } = this.#round;
    for (let h = 0; h < units.strata; h++) if (units.remaining(h) > 0) return false;
    return true;
  }
}

const NO_PRECISION = { rse: null, reliability: null, df: null, ci: null };

export function codesOf(cube: Cube, cell: number): Record<string, string> {
  return Object.fromEntries(
    cube.positions(cell).map((at, d) => [cube.dimensions[d]!.name, cube.dimensions[d]!.codes[at]!.code]),
  );
}
