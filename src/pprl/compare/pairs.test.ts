import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairs, plainKernel, randomFilters, sortedPairs } from '../../../test/support/filters.ts';
import { anonlinkOrder, PairSink, parsePairs, serialisePairs } from './pairs.ts';
import { compareSlice, joinPairs, planSlices } from './slices.ts';

const row = fc.nat(2 ** 32 - 1);
const anyPairs = fc
  .array(fc.tuple(row, row, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 50 })
  .map(pairs);

describe('pairs', () => {
  it('come back from their binary form', () =>
    fc.assert(
      fc.property(anyPairs, fc.nat(7), (list, offset) => {
        const bytes = serialisePairs(list);
        expect(bytes.length).toBe(8 + 16 * list.a.length);
        const moved = new Uint8Array(bytes.length + offset);
        moved.set(bytes, offset);
        expect(parsePairs(moved.subarray(offset))).toEqual(list);
      }),
      { seed: 1, numRuns: 200 },
    ));

  it('have one binary form, little-endian', () => {
    expect(Buffer.from(serialisePairs(pairs([[1, 0x01020304, 1]]))).toString('hex')).toBe(
      '5044503101000000010000000403020' + '1000000000000f03f',
    );
  });

  it.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1)],
    ['too long', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0])],
    ['of another kind', (bytes: Uint8Array) => bytes.map((byte, k) => (k === 0 ? byte + 1 : byte))],
    ['shorter than a header', (bytes: Uint8Array) => bytes.subarray(0, 7)],
    [
      'with a score above 1',
      (bytes: Uint8Array) => bytes.map((byte, k) => (k === bytes.length - 1 ? 0x7f : byte)),
    ],
  ])('are refused when %s', (_name, damage) => {
    expect(() => parsePairs(damage(serialisePairs(pairs([[1, 2, 0.5]]))))).toThrow('pairs-invalid');
  });

  it('are ordered by score downwards, then by rows upwards', () => {
    const list = pairs([
      [2, 1, 0.8],
      [1, 9, 0.8],
      [1, 3, 0.8],
      [7, 7, 0.9],
    ]);
    expect([...anonlinkOrder(list)]).toEqual([3, 2, 1, 0]);
  });

  it('are no more than the limit', () => {
    const sink = new PairSink(2);
    sink.add(0, 0, 1);
    sink.add(0, 1, 1);
    expect(() => sink.add(0, 2, 1)).toThrow('too-many-candidates');
    expect(sink.count).toBe(2);
  });

  it('grow without loss', () => {
    const sink = new PairSink();
    for (let k = 0; k < 5000; k++) sink.add(k, k + 1, k / 5000);
    const { a, b, score } = sink.pairs();
    expect(a.length).toBe(5000);
    expect(a.every((value, k) => value === k && b[k] === k + 1 && score[k] === k / 5000)).toBe(true);
  });
});

describe('slices', () => {
  it('cover every pair of rows once, in pieces of the size asked for', () =>
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1, max: 15 }), (rowsA, rowsB, step) => {
        const times = new Uint8Array(rowsA * rowsB);
        for (const [index, slice] of planSlices(rowsA, rowsB, step).entries()) {
          expect(slice.index).toBe(index);
          expect(slice.aTo - slice.aFrom).toBeLessThanOrEqual(step);
          expect(slice.bTo - slice.bFrom).toBeLessThanOrEqual(step);
          for (let i = slice.aFrom; i < slice.aTo; i++)
            for (let j = slice.bFrom; j < slice.bTo; j++) times[i * rowsB + j]! += 1;
        }
        expect(times.every((count) => count === 1)).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    ));

  it('give together what one comparison gives', () => {
    const a = randomFilters(1, 128, 37, 0.5);
    const b = randomFilters(2, 128, 23, 0.5);
    const parts = planSlices(37, 23, 10).map((slice) => compareSlice(plainKernel, a, b, slice, 0.5));
    expect(sortedPairs(joinPairs(parts))).toEqual(sortedPairs(plainKernel.compare(a, b, 0.5)));
    expect(joinPairs(parts).a.length).toBeGreaterThan(100);
  });

  it('are not joined beyond the limit', () => {
    const part = pairs([
      [0, 0, 1],
      [1, 1, 1],
    ]);
    expect(joinPairs([part, part], 4).a.length).toBe(4);
    expect(() => joinPairs([part, part], 3)).toThrow('too-many-candidates');
  });
});
