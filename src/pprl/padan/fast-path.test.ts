/** What is done fast against what is said plainly. */
import { blake3 } from '@noble/hashes/blake3.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ValueBits } from '../value-bits.ts';
import { createDiffuseMany } from './diffuse-many.ts';
import { createDiffusion, leakageLambda } from './diffusion.ts';
import { createKeyedBlake3 } from './keyed-blake3.ts';
import { LeakageMeter } from './leakage.ts';
import { createBigramHashing, createRandomHashing } from './random-hashing.ts';
import { createTokenRoom } from './token-room.ts';
import { filterTokens } from './tokens.ts';

const KEY = Uint8Array.from({ length: 32 }, (_, i) => 11 * i + 5);

describe('diffusion of many filters', () => {
  it.each([
    [1024, 2048, 6],
    [1024, 2048, 5],
    [64, 64, 2],
    [128, 192, 7],
  ])('of %d bits to %d with %d terms is that of each of them', (bits, outputBits, terms) => {
    const shape = { bits, outputBits, terms };
    const [one, many] = [createDiffusion(KEY, shape), createDiffuseMany(KEY, shape)];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 70 }), fc.infiniteStream(fc.nat(255)), (rows, stream) => {
        const filters = Uint8Array.from({ length: (rows * bits) / 8 }, () => stream.next().value as number);
        const expected = Array.from({ length: rows }, (_, row) => [
          ...one(filters.subarray((row * bits) / 8, ((row + 1) * bits) / 8)),
        ]);
        expect([...many(filters, rows)]).toEqual(expected.flat());
      }),
      { seed: 5, numRuns: 25 },
    );
  });
});

describe('keyed BLAKE3 of short messages', () => {
  it('is BLAKE3, at every length about a block and a chunk', () => {
    const hash = createKeyedBlake3(KEY);
    const message = Uint8Array.from({ length: 1100 }, (_, i) => (i * 29 + 3) & 255);
    const lengths = [...Array.from({ length: 200 }, (_, i) => i), 960, 961, 1023, 1024, 1025, 1100];
    for (const length of lengths)
      expect([...hash(message, length)], `${length}`).toEqual([
        ...blake3(message.subarray(0, length), { key: KEY }),
      ]);
  });

  it('answers with bytes of its own, whatever is hashed next', () => {
    const hash = createKeyedBlake3(KEY);
    const first = hash(Uint8Array.of(1, 2, 3), 3);
    const kept = [...first];
    hash(new Uint8Array(90).fill(7), 90);
    expect([...first]).toEqual(kept);
  });
});

describe('tokens out of one room', () => {
  it('keep apart, across the pieces it is made of', () => {
    const hash = createKeyedBlake3(KEY, createTokenRoom());
    const messages = Array.from({ length: 600 }, (_, i) => Uint8Array.of(i, i >> 8));
    const tokens = messages.map((message) => hash(message, 2));
    for (const [i, token] of tokens.entries())
      expect([...token]).toEqual([...blake3(messages[i]!, { key: KEY })]);
  });
});

describe('the leakage of a file', () => {
  // About 255 filters a counter of one byte is full.
  it.each([2, 99, 254, 255, 256, 511, 700])(
    'of %d filters is that of their bits counted one by one',
    (filters) => {
      const meter = new LeakageMeter({ bits: 64, terms: 2 });
      const counts = new Float64Array(64);
      for (let row = 0; row < filters; row++) {
        // The first byte is full in every filter, the last empty; between them lies another pattern each time.
        const filter = Uint8Array.from({ length: 8 }, (_, at) =>
          at === 0 ? 255 : at === 7 ? 0 : Math.imul(row + 1, 0x9e3779b1 + 2 * at) >>> 24,
        );
        meter.add(filter);
        for (let bit = 0; bit < 64; bit++) counts[bit]! += (filter[bit >> 3]! >> (7 - (bit & 7))) & 1;
      }
      expect(meter.lambda()).toBe(Math.ceil(leakageLambda(counts, filters, 2) * 1e6) / 1e6);
    },
  );
});

describe('bigrams', () => {
  it('set the bits of their tokens, of any text', () => {
    const positionsOf = createRandomHashing(KEY, 1024, 5);
    const hash = createBigramHashing(createRandomHashing(KEY, 1024, 5));
    const text = fc.oneof(
      fc
        .array(fc.constantFrom('SITI', 'NUR', 'ÉA', '😀', 'B', '', 'IÑ'), { maxLength: 6 })
        .map((all) => all.join(' ')),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    fc.assert(
      fc.property(text, (value) => {
        const [fast, slow] = [new Uint8Array(128), new Uint8Array(128)];
        hash(fast, value);
        for (const token of filterTokens(value, 'word-bigrams'))
          for (const position of positionsOf(token)) slow[position >> 3]! |= 0x80 >> (position & 7);
        expect(fast).toEqual(slow);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});

describe('bits of values met before', () => {
  it('are what they were, across an overflow of its memory and for values too long to keep', () => {
    let learnt = 0;
    const learn = (value: string, filter: Uint8Array) => {
      learnt++;
      for (let i = 0; i < 4; i++) filter[i] = value.length + value.charCodeAt(value.length - 1) * i;
      return value.length;
    };
    const values = new ValueBits(64, learn);
    const known = (value: string) => {
      const expected = new Uint8Array(8);
      learn(value, expected);
      const words = Int32Array.of(0, 1 << 30);
      expect(values.addTo(words, value)).toBe(value.length);
      const found = new Uint8Array(words.buffer);
      expect([...found.subarray(0, 4)]).toEqual([...expected.subarray(0, 4)]);
      expect(words[1]).toBe(1 << 30);
      expect(values.about(value)).toBe(value.length);
    };
    const long = 'x'.repeat(500);
    for (const value of ['a', 'b', 'a', long, long]) known(value);
    for (let i = 0; i < 17_000; i++) values.about(`v${i}`);
    for (const value of ['a', 'v16999', 'v3', 'v3', 'b', long]) known(value);
    learnt = 0;
    values.about('v3');
    expect(learnt).toBe(0);
  });
});
