import type { Randomness } from '../ports/randomness.ts';

const WORDS = 4096;

/**
 * A permutation of 0 .. length - 1, each of them equally likely.
 *
 * Deterministic: from the bytes `randomness` gives.
 * Cost: O(length) time; 4 bytes an element.
 * Source: Fisher-Yates, with rejection so that no residue is favoured.
 */
export function permutation(length: number, randomness: Randomness): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  const below = uniform(randomness);
  for (let i = length - 1; i > 0; i--) {
    const j = below(i + 1);
    const held = order[i]!;
    order[i] = order[j]!;
    order[j] = held;
  }
  return order;
}

/** Whole numbers in [0, bound), all equally likely. Edge: `bound` is 1 to 2^32. */
export function uniform(randomness: Randomness): (bound: number) => number {
  let words = new Uint32Array(0);
  let at = 0;
  const word = (): number => {
    if (at === words.length) {
      words = new Uint32Array(randomness.bytes(4 * WORDS).buffer);
      at = 0;
    }
    return words[at++]!;
  };
  return (bound) => {
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const drawn = word();
      if (drawn < limit) return drawn % bound;
    }
  };
}
