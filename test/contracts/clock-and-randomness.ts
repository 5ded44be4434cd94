import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import type { Randomness } from '../../src/ports/randomness.ts';

/** Behaviour of every `Clock` and `Randomness` that ships. */
export function clockAndRandomnessContract(name: string, clock: Clock, randomness: Randomness): void {
  describe(`${name}: clock and randomness`, () => {
    it('tells whole milliseconds since 1970 that do not run backwards', () => {
      const first = clock.now();
      expect(Number.isInteger(first)).toBe(true);
      expect(first).toBeGreaterThan(Date.UTC(2025, 0, 1));
      expect(clock.now()).toBeGreaterThanOrEqual(first);
    });

    it('gives as many bytes as were asked for, new ones each time, of every value', () => {
      expect(randomness.bytes(0)).toHaveLength(0);
      expect(randomness.bytes(33)).toHaveLength(33);
      const seen = new Set(Array.from({ length: 100 }, () => randomness.bytes(16).join()));
      expect(seen.size).toBe(100);
      // A byte value misses 20,000 draws with a chance of 10^-34.
      expect(new Set(randomness.bytes(20_000)).size).toBe(256);
    });
  });
}
