/**
 * Quantiles of the beta and of Student's t distribution.
 *
 * Edge:   NaN where a parameter is not positive or the probability is not inside (0, 1).
 * Cost:   some ten evaluations of a continued fraction of O(sqrt(a + b)) terms.
 * Source: regularised incomplete beta by continued fraction, Abramowitz and Stegun (1964) 26.5.8, evaluated after
 *         Lentz (1976); Stirling's series 6.1.41. Held to R's qbeta and qt, fixtures/oracles/survey-cases.json.
 */

/** Terms of Stirling's series: B_2k / (2k (2k - 1)). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];
/** From here on six terms of the series are exact to double precision. */
const STIRLING_FROM = 12;

/** ln Gamma(x) - [(x - 1/2) ln x - x + ln(2 pi)/2]. */
function stirlingRest(x: number): number {
  if (x < STIRLING_FROM) {
    // Gamma(x + 1) = x Gamma(x), so that the rest at x follows from that at x + 1.
    return stirlingRest(x + 1) + (x + 0.5) * Math.log1p(1 / x) - 1;
  }
  const square = 1 / (x * x);
  return STIRLING.reduceRight((sum, term) => sum * square + term, 0) / x;
}

/** x^a y^b / (a B(a, b)) with y = 1 - x; its factors stay near 1 where the density is large. */
function leading(a: number, b: number, x: number, y: number): number {
  const sum = a + b;
  const aboveMean = x < y ? x * sum - a : b - y * sum;
  const log =
    a * logOfRatio(x * sum, a, aboveMean) +
    b * logOfRatio(y * sum, b, -aboveMean) +
    0.5 * Math.log(b / (2 * Math.PI * a * sum)) +
    stirlingRest(sum) -
    stirlingRest(a) -
    stirlingRest(b);
  return Math.exp(log);
}

/** ln(value / of), where value = of + difference; a large `of` would multiply the rounding of the plain quotient. */
function logOfRatio(value: number, of: number, difference: number): number {
  return Math.abs(difference) < of / 2 ? Math.log1p(difference / of) : Math.log(value / of);
}

/** The continued fraction of I_x(a, b), which converges fast for x below the mean. */
function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let c = 1;
  let value = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return value;
}

/** Lower and upper tail of the beta distribution at x = 1 - y. */
function betaTails(a: number, b: number, x: number, y: number): readonly [lower: number, upper: number] {
  if (x * (a + b + 2) < a + 1) {
    const lower = leading(a, b, x, y) * fraction(a, b, x);
    return [lower, 1 - lower];
  }
  const upper = leading(b, a, y, x) * fraction(b, a, y);
  return [1 - upper, upper];
}

/** The x below which a share `probability` of the beta distribution with shapes `a` and `b` lies. */
export function betaQuantile(probability: number, a: number, b: number): number {
  if (!(probability > 0 && probability < 1 && a > 0 && b > 0 && a < Infinity && b < Infinity))
    return Number.NaN;
  // Newton on the logit, kept inside a bracket that every step narrows; halved where Newton would leave it.
  let [low, high] = [-745, 745];
  let at = Math.log(a / b);
  for (let step = 0; step < 300; step++) {
    const x = 1 / (1 + Math.exp(-at));
    const y = 1 / (1 + Math.exp(at));
    const [lower, upper] = betaTails(a, b, x, y);
    // The smaller tail holds more digits.
    const miss = probability < 0.5 ? lower - probability : 1 - probability - upper;
    if (miss > 0) high = at;
    else low = at;
    const newton = at - miss / (leading(a, b, x, y) * a);
    if (Math.abs(newton - at) <= 4e-16 * Math.max(1, Math.abs(at)) || high - low < 1e-15) return x;
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    at = next;
  }
  return 1 / (1 + Math.exp(-at));
}

/** The t that |T| exceeds with probability 1 - `level`, T of Student's distribution with `df` degrees of freedom. */
export function studentQuantile(level: number, df: number): number {
  if (!(df > 0)) return Number.NaN;
  // T^2 / (df + T^2) is beta(1/2, df/2); this end of it keeps its digits for many degrees of freedom.
  const x = betaQuantile(level, 0.5, df / 2);
  return Math.sqrt((df * x) / (1 - x));
}
