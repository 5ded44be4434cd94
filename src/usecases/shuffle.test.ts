import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandomness } from '../../test/support/bytes.ts';
import { permutation, uniform } from './shuffle.ts';

describe('permutation', () => {
  it('holds every place once, and is the same for the same randomness', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 300 }), fc.nat(), (length, seed) => {
        const order = permutation(length, seededRandomness(seed));
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
        expect(permutation(length, seededRandomness(seed))).toEqual(order);
      }),
      { seed: 1, numRuns: 100 },
    ));

  it('gives all 24 orders of four rows alike: chi-square below its 0.1 % point', () => {
    const random = seededRandomness(5);
    const counts = new Map<string, number>();
    const draws = 4800;
    for (let i = 0; i < draws; i++) {
      const order = permutation(4, { bytes: (length) => beginning(random.bytes(64), length) });
      counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
    }
    const expected = draws / 24;
    const chi = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(24);
    expect(chi).toBeLessThan(49.73);
  });
});

/** A block of the length asked for whose beginning is random: all that a short permutation uses. */
function beginning(start: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  out.set(start);
  return out;
}

describe('uniform', () => {
  it('rejects what would favour small numbers', () => {
    const words = Uint32Array.of(0xffff_ffff, 0xffff_fffe, 5);
    const bytes = new Uint8Array(4 * 4096);
    bytes.set(new Uint8Array(words.buffer));
    // 2^32 = 3 * 1431655765 + 1: of the words only the last, 2^32 - 1, is in excess.
    const below = uniform({ bytes: () => bytes });
    expect(below(3)).toBe(0xffff_fffe % 3);
    expect(below(3)).toBe(2);
  });
});
