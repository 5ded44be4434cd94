import { pseudoRandom } from '../../exchange/pseudo-random.ts';

/** Repeatable draws for made-up people and attacks; never for secrets. */
export interface Draw {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, n). */
  below(n: number): number;
}

export function drawFrom(seed: number): Draw {
  const next = pseudoRandom(seed);
  return { next, below: (n) => Math.floor(next() * n) };
}

/** 0 .. n - 1 in a random order. */
export function shuffled(n: number, draw: Draw): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** Ranks 0 .. n - 1 drawn with weight 1 / (rank + 1) ^ exponent: few are frequent, most are rare. */
export function zipf(n: number, exponent: number, draw: Draw): () => number {
  const sums = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += 1 / (i + 1) ** exponent;
    sums[i] = sum;
  }
  return () => {
    const at = draw.next() * sum;
    let low = 0;
    let high = n - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
