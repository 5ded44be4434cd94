/**
 * How alike two filters are, from their counts of set bits: one IEEE division each, so that every kernel that counts
 * right gives the very same score.
 *
 * `common` bits are set in both, `total` are those of one plus those of the other, `bits` is the length of a filter.
 * All three are similarities in [0, 1]; a pair passes where its score is >= the threshold. For one `total` the score
 * never falls when `common` grows, rounding included.
 *
 * - `dice`:    2 common / total; 0 where both are empty (as anonlink has it).
 * - `jaccard`: common / (total - common), the bits set in both of those set in either; 0 where both are empty.
 * - `hamming`: (bits - distance) / bits, where distance = total - 2 common bits differ: a threshold t lets
 *              (1 - t) * bits of them differ. Two empty filters differ nowhere: 1.
 */
export const METRICS = ['dice', 'jaccard', 'hamming'] as const;
export type Metric = (typeof METRICS)[number];

export type Score = (common: number, total: number, bits: number) => number;

const SCORES: Readonly<Record<Metric, Score>> = {
  dice: (common, total) => (total === 0 ? 0 : (2 * common) / total),
  jaccard: (common, total) => (total === 0 ? 0 : common / (total - common)),
  hamming: (common, total, bits) => (bits - total + 2 * common) / bits,
};

/** The score of `metric`; Dice unless said otherwise. */
export const scoreBy = (metric: Metric = 'dice'): Score => SCORES[metric];
