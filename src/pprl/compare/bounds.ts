/** The threshold as whole numbers, which is what the fast kernel compares. */
import { type Metric, scoreBy } from './metric.ts';

/** More common bits than any filter has. */
const NEVER = 0xffff_ffff;

/**
 * For each number of set bits in both filters together, the fewest common bits whose score reaches `threshold`.
 * A score never falls when `common` grows, rounding included, so one bound says for all pairs of this total exactly
 * what the reference's own division says.
 *
 * Edge: 2^32 - 1 where no pair of this total reaches it.
 * Cost: about log2(bits) divisions for each of 2 * bits + 1 totals.
 */
export function fewestCommon(bits: number, threshold: number, metric?: Metric): Uint32Array {
  const score = scoreBy(metric);
  const table = new Uint32Array(2 * bits + 1);
  for (let total = 0; total < table.length; total++) {
    const most = total >> 1;
    let from = 0;
    let to = most + 1;
    while (from < to) {
      const common = (from + to) >> 1;
      if (score(common, total, bits) >= threshold) to = common;
      else from = common + 1;
    }
    table[total] = from <= most ? from : NEVER;
  }
  return table;
}
