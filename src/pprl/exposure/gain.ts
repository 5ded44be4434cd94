/**
 * What an attack gained beyond guessing, from how many it named.
 *
 * In a small simulation a lucky guess is a large share: one of 60 is 1.7 %. So a gain counts only where guessing would
 * name as many in fewer than `unlikely` of all tries; else it is 0.
 * Source: upper tail of the Poisson distribution, to which the binomial one comes near for few expected hits.
 */
import type { AttackResult } from '../attack/attack-result.ts';

type Named = Pick<AttackResult, 'attacked' | 'named' | 'share' | 'chance'>;

export function gainOf({ attacked, named, share, chance }: Named, unlikely: number): number {
  if (named === 0 || atLeast(named, attacked * chance) >= unlikely) return 0;
  return Math.max(0, share - chance);
}

/** Probability of `count` or more where `expected` are expected. */
function atLeast(count: number, expected: number): number {
  let term = Math.exp(-expected);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += term;
    term *= expected / (k + 1);
  }
  return Math.max(0, 1 - below);
}
