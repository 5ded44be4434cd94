/**
 * Confidence intervals of estimates from a complex sample.
 *
 * A proportion has the interval of Korn and Graubard, that of Clopper and Pearson for the effective sample size
 * n* = p (1 - p) / v x (t(n - 1) / t(df))^2: it stays inside [0, 1] and is at least as wide as promised near its ends.
 * Where no record, or every record, fits, v is 0 and says nothing: then n* is n x (t(n - 1) / t(df))^2, as if the
 * clusters did not matter. `logit` is Student's interval on ln(p / (1 - p)), and has none at 0 and 1. All other
 * estimates have Student's interval, estimate +- t(df) se.
 *
 * Edge:   null without a standard error, without a degree of freedom, and where a formula above has no value. An
 *         error of 0 gives no interval either (R: one without width, or nonsense), but for a proportion of 0 or 1: that
 *         all units agree, such as on a total of nobody, does not say that the population does.
 * Source: Korn and Graubard (1998), Survey Methodology 24; R survey `svyciprop` methods "beta" and "xlogit", and
 *         `confint` with `df = degf(design)`. n* at 0 and 1: NCHS, Vital and Health Statistics 2(175), 2017.
 */
import type { IntervalSpec } from './estimate-spec.ts';
import { betaQuantile, studentQuantile } from './interval-quantiles.ts';

export type Interval = readonly [low: number, high: number];

export interface Measured {
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  /** Unweighted records in the denominator. */
  readonly records: number;
  readonly proportion: boolean;
}

/** Whether a standard error is 0 but for rounding. */
export const isNothing = (se: number, estimate: number): boolean => se <= 1e-12 * Math.abs(estimate);

/** A sample of more effective records than this is one whose units happen to agree: an error of 0. */
const MOST_RECORDS = 1e12;

/** Intervals of one level; what depends on the degrees of freedom alone is computed once. */
export class Intervals {
  readonly #spec: IntervalSpec;
  readonly #quantiles = new Map<number, number>();

  constructor(spec: IntervalSpec) {
    this.#spec = spec;
  }

  of(measured: Measured): Interval | null {
    const { df, proportion } = measured;
    if (df < 1) return null;
    const found =
      proportion && this.#spec.proportions === 'beta'
        ? this.#beta(measured)
        : proportion
          ? this.#logit(measured)
          : this.#student(measured);
    return found.some(Number.isNaN) ? null : found;
  }

  #t(df: number): number {
    let found = this.#quantiles.get(df);
    if (found === undefined) {
      found = studentQuantile(this.#spec.level, df);
      this.#quantiles.set(df, found);
    }
    return found;
  }

  #student({ estimate, se, df }: Measured): Interval {
    const reach = isNothing(se, estimate) ? Number.NaN : this.#t(df) * se;
    return [estimate - reach, estimate + reach];
  }

  #beta({ estimate: p, se, df, records }: Measured): Interval {
    const plain = p === 0 || p === 1 ? records : (p * (1 - p)) / se ** 2;
    const effective = plain * (this.#t(records - 1) / this.#t(df)) ** 2;
    if (effective > MOST_RECORDS) return [Number.NaN, Number.NaN];
    const tail = (1 - this.#spec.level) / 2;
    const [fit, rest] = [effective * p, effective * (1 - p)];
    return [
      p === 0 ? 0 : betaQuantile(tail, fit, rest + 1),
      p === 1 ? 1 : betaQuantile(1 - tail, fit + 1, rest),
    ];
  }

  #logit({ estimate: p, se, df }: Measured): Interval {
    if (p === 0 || p === 1 || isNothing(se, p)) return [Number.NaN, Number.NaN];
    const centre = Math.log(p / (1 - p));
    const reach = (this.#t(df) * se) / (p * (1 - p));
    return [1 / (1 + Math.exp(reach - centre)), 1 / (1 + Math.exp(-reach - centre))];
  }
}
