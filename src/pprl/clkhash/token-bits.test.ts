import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blakePositions, doublePositions } from './hash.ts';
import { createTokenBits } from './token-bits.ts';
import { bitsPerToken, tokensOf } from './tokens.ts';

const keys = {
  first: Uint8Array.from({ length: 64 }, (_, i) => i * 3),
  second: Uint8Array.from({ length: 64 }, (_, i) => 200 - i),
};
const utf8 = (text: string) => new TextEncoder().encode(text);
const KINDS = {
  double: () => doublePositions(keys, 1024, utf8, false),
  blake: () => blakePositions(keys, 1024, utf8),
};

/** Token by token, as the protocol says. */
it.each(['double', 'blake'] as const)('sets the bits of each token in turn, %s hashing', (kind) => {
  const slow = KINDS[kind]();
  const n = fc.constantFrom(1, 2, 3);
  const strategy = fc.oneof(
    fc.record({ bitsPerToken: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ bitsPerFeature: fc.integer({ min: 1, max: 200 }) }),
  );
  const unit = fc.constantFrom(...'aAbB 01290é', '😀');
  const values = fc.array(fc.string({ unit, maxLength: 20 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(n, fc.boolean(), strategy, values, fc.boolean(), (size, positional, bits, cells, long) => {
      const comparison = { type: 'ngram', n: size, positional } as const;
      const fast = createTokenBits(comparison, bits, KINDS[kind]());
      // One encoder for all values: what it learnt of one must not spoil another.
      for (const cell of long ? cells.map((text) => text.repeat(12)) : cells) {
        const [found, expected] = [new Uint8Array(128), new Uint8Array(128)];
        fast(found, cell);
        const tokens = tokensOf(cell, comparison);
        const counts = bitsPerToken(bits, tokens.length);
        tokens.forEach((token, t) => {
          for (const position of slow(token, counts[t]!).subarray(0, counts[t]!))
            expected[position >> 3]! |= 0x80 >> (position & 7);
        });
        expect(found).toEqual(expected);
      }
    }),
    { seed: 8, numRuns: 150 },
  );
});
