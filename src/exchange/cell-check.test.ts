import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandomness } from '../../test/support/bytes.ts';
import { utf8 } from './bytes.ts';
import { cellFault } from './cell-check.ts';

const NIK = '3171234509870001';
const utf16 = (text: string, little: boolean) =>
  Uint8Array.from([...text].flatMap((c) => (little ? [c.charCodeAt(0), 0] : [0, c.charCodeAt(0)])));
const utf32 = (text: string) => Uint8Array.from([...text].flatMap((c) => [c.charCodeAt(0), 0, 0, 0]));
const packed = (text: string) =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const int64 = (text: string, little: boolean) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text), little);
  return bytes;
};

const FORMS: [string, Uint8Array][] = [
  ['ASCII', utf8(NIK)],
  ['UTF-16LE', utf16(NIK, true)],
  ['UTF-16BE', utf16(NIK, false)],
  ['UTF-32', utf32(NIK)],
  ['packed decimal', packed(NIK)],
  ['64-bit little-endian', int64(NIK, true)],
  ['64-bit big-endian', int64(NIK, false)],
];

/** A cell of `width` bytes that holds as much of `text` as fits, at `at`, and `filler` elsewhere. */
function planted(text: Uint8Array, width: number, at: number, filler: number): Uint8Array {
  const cell = new Uint8Array(width).fill(filler);
  cell.set(text.subarray(0, width - at), at);
  return cell;
}

describe('cellFault', () => {
  it.each(FORMS)('finds a NIK as %s in a token, padded with anything', (_name, text) => {
    for (const filler of [0x00, 0x20, 0xff])
      expect(cellFault(planted(text, 32, 0, filler), 0, 32, 'random')).not.toBeNull();
  });

  it.each(FORMS)('finds a NIK as %s in a filter of zeros, wherever it stands', (_name, text) => {
    for (let at = 0; at + text.length <= 128; at++)
      expect(cellFault(planted(text, 128, at, 0), 0, 128, 'filter'), `at ${at}`).not.toBeNull();
  });

  it.each(FORMS.slice(0, 3))('finds a NIK as %s among random bytes, wherever it stands', (_name, text) => {
    const random = seededRandomness(1);
    for (const kind of ['random', 'filter'] as const)
      for (let at = 0; at + text.length <= 96; at++) {
        const cell = random.bytes(96);
        cell.set(text, at);
        expect(cellFault(cell, 0, 96, kind), `at ${at}`).toBe('digits');
      }
  });

  it('finds printable cells, and only where every byte is', () => {
    const name = utf8('SITI NURHALIZA BINTI ABDUL HAMID');
    expect(cellFault(name, 0, 32, 'random')).toBe('printable');
    expect(
      cellFault(
        Uint8Array.from(name, (byte, i) => (i === 31 ? 0x1f : byte)),
        0,
        32,
        'random',
      ),
    ).toBeNull();
  });

  const NAMES = [
    'SITI NURHALIZAH BINTI AHMAD',
    'SITI NURHALIZAH BINTI ABD.HAMID',
    'BUDI SANTOSO 1990-01-02',
    'NURHALIZAH SITI',
  ];

  it.each(NAMES)('finds %s in a token or filter that zeros fill up, on either side', (name) => {
    for (const [width, kind] of [
      [32, 'random'],
      [128, 'filter'],
    ] as const)
      for (const at of [0, 1, width - name.length])
        expect(cellFault(planted(utf8(name), width, at, 0), 0, width, kind), `${width} ${at}`).not.toBeNull();
  });

  it.each(NAMES)('finds %s in UTF-16 in a token or filter, wherever it stands', (name) => {
    const random = seededRandomness(4);
    for (const little of [true, false])
      for (const at of [0, 1, 2, 7]) {
        const token = random.bytes(32);
        token.set(utf16(name, little).subarray(0, 32 - at), at);
        expect(cellFault(token, 0, 32, 'random'), `token ${at}`).toBe('printable');
        expect(cellFault(planted(utf16(name, little), 128, at, 0), 0, 128, 'filter')).toBe('printable');
      }
  });

  it('finds four packed decimal numbers that fill a token', () => {
    const numbers = packed(['3171234509870001', '3171234509870002', '0123456789012345', NIK].join(''));
    expect(cellFault(numbers, 0, 32, 'random')).toBe('digits');
  });

  it('lets sparse filters pass, whose bytes are mostly zero and now and then printable', () => {
    const random = seededRandomness(6);
    let faults = 0;
    for (let i = 0; i < 50_000; i++) {
      const filter = new Uint8Array(128);
      const draws = random.bytes(2 * (5 + (i % 100)));
      for (let d = 0; d < draws.length; d += 2) {
        const bit = ((draws[d]! << 8) | draws[d + 1]!) & 1023;
        filter[bit >> 3]! |= 0x80 >> (bit & 7);
      }
      if (cellFault(filter, 0, 128, 'filter') !== null) faults++;
    }
    expect(faults).toBe(0);
  });

  it('draws the lines where it says: 10 digits, 8 equal bytes', () => {
    const cell = (run: number[]) => Uint8Array.from([...run, ...seededRandomness(7).bytes(32)].slice(0, 32));
    const digits = (n: number) => [0x80, ...Array.from({ length: n }, (_, i) => 0x31 + (i % 9)), 0x80];
    expect(cellFault(cell(digits(9)), 0, 32, 'random')).toBeNull();
    expect(cellFault(cell(digits(10)), 0, 32, 'random')).toBe('digits');
    const equal = (n: number) => [0x80, ...Array.from({ length: n }, () => 0x41), 0x80];
    expect(cellFault(cell(equal(7)), 0, 32, 'random')).toBeNull();
    expect(cellFault(cell(equal(8)), 0, 32, 'random')).toBe('filler');
  });

  it('lets an empty filter and filters of a few bits pass', () => {
    expect(cellFault(new Uint8Array(128), 0, 128, 'filter')).toBeNull();
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1023 }), { maxLength: 60 }), (bits) => {
        const filter = new Uint8Array(128);
        for (const bit of bits) filter[bit >> 3]! |= 0x80 >> (bit & 7);
        expect(cellFault(filter, 0, 128, 'filter')).toBeNull();
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('never refuses genuine tokens: 200,000 of them', () => {
    const random = seededRandomness(2);
    let faults = 0;
    for (let block = 0; block < 200; block++) {
      const tokens = random.bytes(32_000);
      for (let i = 0; i < 1000; i++) if (cellFault(tokens, i * 32, 32, 'random') !== null) faults++;
    }
    expect(faults).toBe(0);
  });
});
