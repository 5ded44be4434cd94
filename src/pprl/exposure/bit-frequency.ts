/**
 * How unevenly the bits of a file are set: three measures of one thing, each with what chance alone gives.
 *
 * They say what an attacker could read from the frequencies of single bits. They do not say whether a person can be
 * named: filters whose bits are equally frequent fall to graph matching all the same.
 *
 * Unit:   0 is ideal in all three. Entropy deficit and Gini are ratios, Jensen-Shannon a distance in [0, 1].
 * Source: Franke, Sehili, Rohde and Rahm (EDBT 2021), as the Leipzig pprl-services 2.0 compute them, but for the
 *         Jensen-Shannon distance: they leave out bits that are never set, and so say less than is so; here each such
 *         bit counts with what it lacks.
 */

export interface Measured {
  readonly value: number;
  /** What as many random filters of the same fill would show: never 0 in a finite file. */
  readonly floor: number;
  /** `value` less `floor`, not below 0. */
  readonly excess: number;
}

export interface BitFrequencies {
  /** 1 - H / log2 m over the shares of all set bits. */
  readonly entropyDeficit: Measured;
  readonly gini: Measured;
  /** Jensen-Shannon distance (base 2) to the uniform distribution. */
  readonly jensenShannon: Measured;
}

/**
 * @param counts filters with each bit set.
 * Edge: no bit set at all, or a filter of one bit: all 0.
 */
export function bitFrequencies(counts: Float64Array, filters: number): BitFrequencies {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const m = counts.length;
  const none = { value: 0, floor: 0, excess: 0 };
  if (total === 0 || m < 2) return { entropyDeficit: none, gini: none, jensenShannon: none };
  // Squared coefficient of variation of a bit's count, where every bit is set with the same probability.
  const fill = total / (m * filters);
  const variation = (1 - fill) / (filters * fill);
  return {
    entropyDeficit: beyond(entropyDeficit(counts, total), variation / (2 * Math.LN2 * Math.log2(m))),
    gini: beyond(gini(counts, total), Math.sqrt(variation / Math.PI)),
    jensenShannon: beyond(jensenShannon(counts, total), Math.sqrt(variation / (8 * Math.LN2))),
  };
}

function beyond(value: number, floor: number): Measured {
  return { value, floor, excess: Math.max(0, value - floor) };
}

function entropyDeficit(counts: Float64Array, total: number): number {
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / total) * Math.log2(count / total);
  return Math.max(0, 1 - entropy / Math.log2(counts.length));
}

function gini(counts: Float64Array, total: number): number {
  const sorted = counts.slice().sort();
  const m = sorted.length;
  let sum = 0;
  for (let i = 0; i < m; i++) sum += (2 * (i + 1) - m - 1) * sorted[i]!;
  return sum / (m * total);
}

function jensenShannon(counts: Float64Array, total: number): number {
  const u = 1 / counts.length;
  let sum = 0;
  for (const count of counts) {
    const p = count / total;
    const middle = (p + u) / 2;
    sum += (u * Math.log2(u / middle)) / 2;
    if (p > 0) sum += (p * Math.log2(p / middle)) / 2;
  }
  return Math.sqrt(Math.max(0, sum));
}
