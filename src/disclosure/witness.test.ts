import { describe, expect, it } from 'vitest';
import { systemOf } from './system.ts';
import { holds, keepsBands } from './witness.ts';

/** x0 = x1 + x2 within 2 either way, and x1 = x3 exactly; x0 misses by 1 now. */
const system = systemOf(
  4,
  [
    { cells: [0, 1, 2], signs: [-1, 1, 1], lower: -2, upper: 2, generating: true },
    { cells: [1, 3], signs: [1, -1], lower: 0, upper: 0, generating: true },
  ],
  { whole: true },
);
const values = Float64Array.of(9, 6, 4, 6);
const hidden = Uint8Array.of(1, 1, 1, 1);
const change = (...deltas: readonly (readonly [number, number])[]) => ({
  cells: Int32Array.from(deltas, ([cell]) => cell),
  delta: Float64Array.from(deltas, ([, by]) => by),
});

describe('changes within relations that leave room', () => {
  it.each([
    [[[2, 1]], true],
    [[[2, 2]], false],
    [[[2, -3]], true],
    [[[2, -4]], false],
    [[[0, 3]], true],
    [[[0, 4]], false],
    [
      [
        [0, 5],
        [2, 4],
      ],
      true,
    ],
  ] as const)('%j: %s', (deltas, kept) => {
    expect(keepsBands(system, values, change(...deltas))).toBe(kept);
    expect(holds(system, values, hidden, change(...deltas))).toBe(kept);
  });

  it('equations are not looked at among the bands, and bind a witness', () => {
    const half = change([1, 1]);
    expect(keepsBands(system, values, half)).toBe(true);
    expect(holds(system, values, hidden, half)).toBe(false);
    expect(holds(system, values, hidden, change([1, 1], [3, 1]))).toBe(true);
  });
});
