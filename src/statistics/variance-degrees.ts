import { type Sample, slotsByStratum } from './variance.ts';

/**
 * Degrees of freedom of a variance estimate in each cell: primary sampling units less strata, of those that hold a
 * record of the cell with a weight.
 *
 * @param weights measures that are sums of weights of the records that count; any of them will do.
 * Source: Korn and Graubard (1999) 5.2; R survey's `degf` of a subset.
 */
export function degreesOfFreedom(sample: Sample, weights: readonly number[]): Int32Array {
  const { sums, cube, innerOf } = sample;
  const degrees = new Int32Array(cube.cells);
  const lastUnit = new Int32Array(cube.cells).fill(-1);
  const lastStratum = new Int32Array(cube.cells).fill(-1);
  for (const [h, slots] of slotsByStratum(sample).entries())
    for (const slot of slots) {
      if (!weights.some((measure) => sums.value(slot, measure) > 0)) continue;
      const unit = sums.unit(slot);
      for (const cell of cube.expand(innerOf(sums.inner(slot)))) {
        if (lastUnit[cell] !== unit) degrees[cell]!++;
        if (lastStratum[cell] !== h) degrees[cell]!--;
        lastUnit[cell] = unit;
        lastStratum[cell] = h;
      }
    }
  return degrees;
}
