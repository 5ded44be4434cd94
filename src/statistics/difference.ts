/**
 * Differences between two rounds of a survey whose samples overlap, such as a rotating panel.
 *
 *   v(B - A) = v(A) + v(B) - 2 c,   c = sum over strata of (1 - sqrt(n_A n_B f_A f_B) / n_C) n_C/(n_C - 1)
 *                                       * sum over common PSUs of (a_i - mean of a)(b_i - mean of b)
 *
 * where a_i and b_i are a PSU's weighted totals of the linearised estimate in each round, n_C the PSUs in both, f the
 * sampling fractions (0 without a correction). Each round keeps the variance it has by itself. Were all PSUs of both
 * rounds put into one sample instead, those rotated in or out would count as units that happened to hold nothing, and a
 * total would look worse than it is; where the samples are the same or have no stratum in common, both ways agree.
 *
 * Edge:   units are the same when stratum and PSU are; without PSUs nothing is. A stratum with one common PSU adds no
 *         covariance, unless it is the whole stratum in both rounds: then it follows `lonelyPsu`. `average` is refused.
 *         v can come out below 0, since c is estimated from fewer units: the error is null then.
 *         Null where a round has no estimate.
 * Source: Tam (1984), American Statistician 38; Qualite and Tille (2008), Survey Methodology 34. Held to R survey,
 *         fixtures/oracles/survey-rounds.json.
 */
import { DomainError, label } from '../problems.ts';
import { type JoinedRounds, joinRounds } from './difference-rounds.ts';
import { codesOf, type EstimateRow, RoundEstimates } from './estimate.ts';
import { domainWeight, Groups, gatherRound, layoutOf } from './estimate-gather.ts';
import type { EstimateSpec } from './estimate-spec.ts';
import { type Interval, Intervals } from './interval.ts';
import type { MicrodataRows } from './tabulate.ts';
import { type LinearForm, linearVariances } from './variance.ts';
import { degreesOfFreedom } from './variance-degrees.ts';

type OneRound = Pick<EstimateRow, 'estimate' | 'se' | 'contributors'>;

export interface DifferenceRow {
  readonly name: string;
  readonly codes: Readonly<Record<string, string>>;
  readonly before: OneRound;
  readonly after: OneRound;
  /** `after` less `before`. */
  readonly estimate: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly ci: Interval | null;
}

/** The estimates of the later round as estimate.ts has them, and how they differ from those of the earlier one. */
export async function estimateDifferences(
  spec: EstimateSpec,
  earlier: MicrodataRows,
  later: MicrodataRows,
): Promise<{ readonly rows: EstimateRow[]; readonly differences: DifferenceRow[] }> {
  if (spec.design?.lonelyPsu === 'average')
    throw new DomainError('spec-invalid', {
      spec: label('estimate spec'),
      reasons: [label('lonelyPsu: average has no meaning for a difference')],
    });
  const layout = layoutOf(spec);
  const groups = new Groups(spec.by);
  const rounds = [
    await gatherRound(spec, earlier, groups, layout),
    await gatherRound(spec, later, groups, layout),
  ] as const;
  const cube = groups.cube(2 * layout.measures);
  const innerOf = groups.innerOf(cube);
  const [before, after] = rounds.map((round) => new RoundEstimates(spec, layout, round, cube, innerOf));
  const [old, rows] = [before!.rows(), after!.rows()];
  const joined = joinRounds(rounds[0], rounds[1], cube, innerOf);
  const variances =
    spec.design === null ? null : differenceVariances(before!, after!, joined, spec.design.lonelyPsu);
  const intervals = new Intervals(spec.interval);
  const differences = spec.estimates.flatMap((each, e) => {
    const weight = domainWeight(each, layout.offsets[e]!);
    const degrees = degreesOfFreedom(joined.all, [weight, weight + layout.measures]);
    return Array.from({ length: cube.cells }, (_, cell): DifferenceRow => {
      const [a, b] = [old[e * cube.cells + cell]!, rows[e * cube.cells + cell]!];
      const row = { name: each.name, codes: codesOf(cube, cell), before: oneRound(a), after: oneRound(b) };
      if (a.estimate === null || b.estimate === null) return { ...row, estimate: null, ...NO_PRECISION };
      const estimate = b.estimate - a.estimate;
      const se = variances === null ? null : errorOf(variances[e]![cell]!, a.se, b.se);
      if (se === null) return { ...row, estimate, ...NO_PRECISION };
      const df = degrees[after!.estimates[e]!.domainOf(cell)]!;
      return {
        ...row,
        estimate,
        se,
        df,
        ci: intervals.of({ estimate, se, df, records: 0, proportion: false }),
      };
    });
  });
  return { rows, differences };
}

const NO_PRECISION = { se: null, df: null, ci: null };

const oneRound = ({ estimate, se, contributors }: EstimateRow): OneRound => ({ estimate, se, contributors });

/** What of a variance is rounding, relative to the variances it is the difference of. */
const ROUNDING = 1e-12;

function errorOf(variance: number, a: number | null, b: number | null): number | null {
  if (variance >= 0) return Math.sqrt(variance);
  return variance > -ROUNDING * ((a ?? 0) ** 2 + (b ?? 0) ** 2) ? 0 : null;
}

function differenceVariances(
  before: RoundEstimates,
  after: RoundEstimates,
  joined: JoinedRounds,
  way: NonNullable<EstimateSpec['design']>['lonelyPsu'],
): Float64Array[] {
  const { cells } = joined.all.cube;
  const a = before.estimates.map(({ form }) => widened(form, cells, 0));
  const b = after.estimates.map(({ form }) => widened(form, cells, 1));
  const combined = (sign: 1 | -1) => a.map((form, e) => added(b[e]!, form, sign));
  const same = linearVariances(joined.same, combined(-1), way);
  const [ofA, ofB] = [linearVariances(joined.before, a, way), linearVariances(joined.after, b, way)];
  // c from the variances of sum and difference: v(a + b) - v(a - b) = 4 c. A lone common unit adds nothing.
  const [sum, difference] = ([1, -1] as const).map((sign) =>
    linearVariances(joined.common, combined(sign), 'remove'),
  );
  return same.map((variances, e) =>
    variances.map(
      (variance, cell) =>
        variance + ofA[e]![cell]! + ofB[e]![cell]! - (sum![e]![cell]! - difference![e]![cell]!) / 2,
    ),
  );
}

/** The form over the measures of both rounds, those of the other round at 0. */
function widened({ coefficients, base }: LinearForm, cells: number, round: 0 | 1): LinearForm {
  const wide = (narrow: Float64Array) => {
    const measures = narrow.length / cells;
    const all = new Float64Array(2 * narrow.length);
    for (let cell = 0; cell < cells; cell++)
      all.set(narrow.subarray(cell * measures, (cell + 1) * measures), (2 * cell + round) * measures);
    return all;
  };
  return {
    coefficients: wide(coefficients),
    presence: null,
    ...(base === undefined ? {} : { base: { of: base.of, coefficients: wide(base.coefficients) } }),
  };
}

/** `to` plus `sign` times `form`. */
function added(to: LinearForm, form: LinearForm, sign: 1 | -1): LinearForm {
  const plus = (a: Float64Array, b: Float64Array) => a.map((value, i) => value + sign * b[i]!);
  return {
    coefficients: plus(to.coefficients, form.coefficients),
    presence: null,
    ...(to.base === undefined
      ? {}
      : { base: { of: to.base.of, coefficients: plus(to.base.coefficients, form.base!.coefficients) } }),
  };
}
