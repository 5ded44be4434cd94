import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDiffusion, diffusionPositions, leakageLambda } from './diffusion.ts';

const key = (seed: number) => Uint8Array.from({ length: 32 }, (_, i) => (seed * 31 + i * 7) & 0xff);
const bit = (filter: Uint8Array, at: number) => (filter[at >> 3]! >> (7 - (at & 7))) & 1;
const shape = { bits: 128, outputBits: 256, terms: 5 };

/** The definition, bit by bit. */
function slowly(filter: Uint8Array, seed: number): Uint8Array {
  const positions = diffusionPositions(key(seed), shape);
  const output = new Uint8Array(shape.outputBits / 8);
  for (let j = 0; j < shape.outputBits; j++) {
    let value = 0;
    for (let t = 0; t < shape.terms; t++) value ^= bit(filter, positions[j * shape.terms + t]!);
    if (value) output[j >> 3]! |= 0x80 >> (j & 7);
  }
  return output;
}

const filters = fc.uint8Array({ minLength: shape.bits / 8, maxLength: shape.bits / 8 });

test('is the exclusive or of its positions', () => {
  fc.assert(
    fc.property(filters, fc.integer({ min: 0, max: 50 }), (filter, seed) => {
      expect(createDiffusion(key(seed), shape)(filter)).toEqual(slowly(filter, seed));
    }),
    { seed: 1, numRuns: 60 },
  );
});

test('is linear: the exclusive or of two filters becomes that of their diffusions', () => {
  const diffuse = createDiffusion(key(3), shape);
  const xor = (a: Uint8Array, b: Uint8Array) => a.map((byte, i) => byte ^ b[i]!);
  fc.assert(
    fc.property(filters, filters, (a, b) => {
      expect(diffuse(xor(a, b))).toEqual(xor(diffuse(a), diffuse(b)));
    }),
    { seed: 1, numRuns: 100 },
  );
});

test('no output bit has a position twice, and all positions are used equally often', () => {
  for (let seed = 0; seed < 20; seed++) {
    const positions = diffusionPositions(key(seed), shape);
    const uses = new Array<number>(shape.bits).fill(0);
    for (let j = 0; j < shape.outputBits; j++) {
      const own = positions.subarray(j * shape.terms, (j + 1) * shape.terms);
      expect(new Set(own).size).toBe(shape.terms);
      for (const position of own) uses[position]!++;
    }
    expect(new Set(uses)).toEqual(new Set([(shape.outputBits * shape.terms) / shape.bits]));
  }
});

test('another key gives other positions, the same key the same', () => {
  expect(diffusionPositions(key(1), shape)).toEqual(diffusionPositions(key(1), shape));
  expect(diffusionPositions(key(1), shape)).not.toEqual(diffusionPositions(key(2), shape));
});

test('leakage: none where every bit is set in half the filters, all where one is never or always set', () => {
  expect(leakageLambda(Float64Array.of(50, 50), 100, 8)).toBe(0);
  expect(leakageLambda(Float64Array.of(0, 100), 100, 8)).toBe(1);
  expect(leakageLambda(Float64Array.of(30, 30), 100, 3)).toBeCloseTo(0.16, 12);
  expect(leakageLambda(new Float64Array(2), 0, 8)).toBe(1);
});
