/** Distributions over bins of the form exp(base + x t1 + y t2): the gamma and the log-quadratic are of this kind. */

/** A family by its two statistics, one value for each bin, and the lowest or highest weights it allows. */
export interface Family {
  /** Logarithm of what each bin weighs before the statistics speak; 0 without it. */
  readonly base?: Float64Array;
  readonly t1: Float64Array;
  readonly t2: Float64Array;
  readonly lowest: readonly [number, number];
  readonly highest: readonly [number, number];
}

export type Weights = readonly [number, number];

/** Mass of each bin under `weights`; the sum is 1. */
export function shapeOf({ base, t1, t2 }: Family, [x, y]: Weights): Float64Array {
  const logs = t1.map((value, k) => (base?.[k] ?? 0) + x * value + y * t2[k]!);
  const top = logs.reduce((most, log) => Math.max(most, log), Number.NEGATIVE_INFINITY);
  const mass = logs.map((log) => Math.exp(log - top));
  const total = sum(mass);
  return mass.map((value) => value / total);
}

export const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** Mean and covariance of the two statistics. */
function moments({ t1, t2 }: Family, mass: Float64Array) {
  let m1 = 0;
  let m2 = 0;
  for (let k = 0; k < mass.length; k++) {
    m1 += mass[k]! * t1[k]!;
    m2 += mass[k]! * t2[k]!;
  }
  let v11 = 0;
  let v12 = 0;
  let v22 = 0;
  for (let k = 0; k < mass.length; k++) {
    const [d1, d2] = [t1[k]! - m1, t2[k]! - m2];
    v11 += mass[k]! * d1 * d1;
    v12 += mass[k]! * d1 * d2;
    v22 += mass[k]! * d2 * d2;
  }
  return { m1, m2, v11, v12, v22 };
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/**
 * The most likely weights for bins seen with frequencies `seen`: Newton's method on a concave likelihood, each
 * step halved until the likelihood rises, kept within the family's bounds.
 *
 * Edge: null where `seen` is empty.
 * Cost: O(bins) for each of at most 40 steps; from a near `guess`, few are needed.
 */
export function mostLikely(family: Family, seen: Float64Array, guess: Weights): Weights | null {
  const total = sum(seen);
  if (!(total > 0)) return null;
  const { m1, m2 } = moments(
    family,
    seen.map((weight) => weight / total),
  );
  const { lowest, highest } = family;
  const likelihood = ([x, y]: Weights) => x * m1 + y * m2 - logTotal(family, [x, y]);
  let weights = guess;
  let best = likelihood(weights);
  for (let step = 0; step < 40; step++) {
    const now = moments(family, shapeOf(family, weights));
    const move = newtonStep(weights, [m1 - now.m1, m2 - now.m2], now, family);
    let scale = 1;
    let next = weights;
    let value = best;
    for (; scale > 1e-6; scale /= 2) {
      next = [
        clamp(weights[0] + scale * move[0], lowest[0], highest[0]),
        clamp(weights[1] + scale * move[1], lowest[1], highest[1]),
      ];
      value = likelihood(next);
      if (value > best) break;
    }
    if (!(value > best + 1e-12)) break;
    weights = next;
    best = value;
  }
  return weights;
}

/** The Newton step; along one weight only where the other stands at its bound and would leave it. */
function newtonStep(
  [x, y]: Weights,
  [g1, g2]: Weights,
  { v11, v12, v22 }: ReturnType<typeof moments>,
  { lowest, highest }: Family,
): Weights {
  const stuck = (at: number, gradient: number, k: 0 | 1) =>
    (at <= lowest[k] && gradient < 0) || (at >= highest[k] && gradient > 0);
  if (stuck(y, g2, 1)) return [g1 / v11, 0];
  if (stuck(x, g1, 0)) return [0, g2 / v22];
  const determinant = v11 * v22 - v12 * v12;
  if (!(determinant > 1e-12 * v11 * v22)) return [g1 / v11, 0];
  return [(v22 * g1 - v12 * g2) / determinant, (v11 * g2 - v12 * g1) / determinant];
}

function logTotal({ base, t1, t2 }: Family, [x, y]: Weights): number {
  const log = (k: number) => (base?.[k] ?? 0) + x * t1[k]! + y * t2[k]!;
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < t1.length; k++) top = Math.max(top, log(k));
  let total = 0;
  for (let k = 0; k < t1.length; k++) total += Math.exp(log(k) - top);
  return top + Math.log(total);
}
