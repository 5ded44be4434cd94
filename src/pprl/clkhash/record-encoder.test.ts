import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../exchange/bytes.ts';
import { DomainError } from '../../problems.ts';
import { createRecordEncoder, type RecordEncoder } from '../encoder.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';

const root = join(import.meta.dirname, '../../..');
const febrl4 = () =>
  parseLinkageSchema(JSON.parse(readFileSync(join(root, 'specs/linkage/febrl4.json'), 'utf8')), 'febrl4');

function encoderOf(features: readonly object[], config: object = {}): RecordEncoder {
  const json = { version: 3, clkConfig: { l: 1024, kdf: { type: 'HKDF' }, ...config }, features };
  return createRecordEncoder(parseLinkageSchema(json, 'test'), utf8('secret'));
}
const hashing = { comparison: { type: 'ngram', n: 2 }, strategy: { bitsPerToken: 20 } };
const feature = (format: object, more: object = {}) => ({
  identifier: 'x',
  format,
  hashing: { ...hashing, ...more },
});
const codes = (encoder: RecordEncoder, cell: string) => encoder.check([cell]).map(({ code }) => code);

describe('a cell clkhash refuses', () => {
  it.each([
    [{ type: 'integer', minimum: 5, maximum: 7 }, ['5', ' 7', '+6'], '4', 'value-out-of-range'],
    [{ type: 'integer', minimum: 5, maximum: 7 }, ['6'], '8', 'value-out-of-range'],
    [{ type: 'integer' }, ['-3'], '', 'value-not-integer'],
    [{ type: 'date', format: '%Y-%m-%d' }, ['1990-02-28'], '1990-02-30', 'value-not-date'],
    [{ type: 'enum', values: ['M', 'F'] }, ['M'], 'm', 'value-not-listed'],
    [{ type: 'string', case: 'upper' }, ['ABC', '12'], 'aBC', 'value-case-differs'],
    [{ type: 'string', case: 'lower' }, ['abc'], 'Abc', 'value-case-differs'],
    [{ type: 'string', minLength: 2 }, ['ab'], '😀', 'value-length-out-of-range'],
    [{ type: 'string', maxLength: 2 }, ['😀😀'], 'abc', 'value-length-out-of-range'],
    [{ type: 'string', encoding: 'ascii' }, ['abc'], 'é', 'value-not-encodable'],
    [{ type: 'string', pattern: '[a-z]+' }, ['abc'], 'abc1', 'value-pattern-differs'],
  ])('by %j', (format, taken, refused, code) => {
    const encoder = encoderOf([feature(format)]);
    for (const cell of taken) expect(encoder.check([cell])).toEqual([]);
    expect(encoder.check([refused])).toEqual([{ column: 0, code }]);
  });

  it('is told by position and code, never by value', () => {
    const encoder = encoderOf([{ identifier: 'id', ignored: true }, feature({ type: 'integer' })]);
    const attempt = () => encoder.encode(['1', 'KANARI']);
    expect(attempt).toThrow(DomainError);
    try {
      attempt();
    } catch (error) {
      expect(
        JSON.stringify([error, (error as DomainError).facts, (error as DomainError).message]),
      ).not.toContain('KANARI');
      expect((error as DomainError).facts).toEqual({ column: 1 });
    }
  });

  it('is no number where numbers are compared', () => {
    const numeric = { comparison: { type: 'numeric', thresholdDistance: 1, resolution: 2 } };
    const encoder = encoderOf([feature({ type: 'string' }, numeric)]);
    expect(codes(encoder, '1,5')).toEqual(['value-not-number']);
    expect(codes(encoder, '1.5')).toEqual([]);
    expect(codes(encoder, '')).toEqual([]);
  });

  it('is a row of another width', () => {
    expect(encoderOf([feature({ type: 'string' })]).check(['a', 'b'])).toEqual([
      { column: 2, code: 'row-width-differs' },
    ]);
  });
});

describe('a NIK in a column of text', () => {
  it.each([
    '3507015708900001',
    '3507 0157 0890 0001',
    '35.07.01.57.08.90.0001',
    'SITI 3507-0157-0890-0001',
    '３５０７０１５７０８９０００01',
  ])('is refused, though clkhash takes it: %s', (cell) => {
    expect(codes(encoderOf([feature({ type: 'string' })]), cell)).toEqual(['digits-in-name']);
  });

  it.each([
    '350701570890000',
    'JL MAWAR 12 RT 003 RW 004 KODE POS 40123 HP 081234567',
    '1990-02-03 00:00:00.000000',
  ])('is not every row of digits: %s', (cell) => {
    expect(codes(encoderOf([feature({ type: 'string' })]), cell)).toEqual([]);
  });

  it('is left alone in columns that the schema declares to be numbers or identifiers, and as a sentinel', () => {
    const nik = '3507015708900001';
    const exact = { comparison: { type: 'exact' } };
    const sentinel = { missingValue: { sentinel: nik, replaceWith: '' } };
    for (const column of [
      feature({ type: 'integer' }),
      feature({ type: 'string' }, exact),
      feature({ type: 'string' }, sentinel),
    ])
      expect(codes(encoderOf([column]), nik)).toEqual([]);
  });
});

describe('a missing value', () => {
  const sentinel = (replaceWith?: string) =>
    encoderOf([
      feature(
        { type: 'integer' },
        { missingValue: { sentinel: '', ...(replaceWith === undefined ? {} : { replaceWith }) } },
      ),
    ]);

  it('is taken though it is no integer, and an empty one sets no bit', () => {
    expect(
      sentinel()
        .encode([''])
        .clk.every((byte) => byte === 0),
    ).toBe(true);
  });

  it('is replaced as it is, without formatting', () => {
    const plain = encoderOf([feature({ type: 'string' })]);
    expect(sentinel('+7').encode(['']).clk).toEqual(plain.encode(['+7']).clk);
    expect(sentinel('+7').encode(['+7']).clk).toEqual(plain.encode(['7']).clk);
  });
});

it('neither trims nor folds case', () => {
  const encoder = encoderOf([feature({ type: 'string' })]);
  expect(encoder.encode(['ana']).clk).not.toEqual(encoder.encode(['ana ']).clk);
  expect(encoder.encode(['ana']).clk).not.toEqual(encoder.encode(['Ana']).clk);
});

it('refuses an empty secret', () => {
  expect(() => createRecordEncoder(febrl4(), new Uint8Array(0))).toThrow('key-file-empty');
});

const shared = join(root, '../shared/data/linkage');
const absent = !existsSync(shared);
describe.skipIf(absent)(
  `FEBRL 4, both files against each other${absent ? ' (skipped: ../shared/data/linkage is absent)' : ''}`,
  () => {
    it('gives the candidate pairs that clkhash and anonlink give at Dice 0.8', { timeout: 60_000 }, () => {
      const oracle = JSON.parse(readFileSync(join(root, 'fixtures/oracles/clkhash-0.18.3.json'), 'utf8'));
      const schema = febrl4();
      const a = encoded(schema, 'dataset4a.csv');
      const b = encoded(schema, 'dataset4b.csv');
      const { candidates, trueCandidates } = pairsAt(oracle.febrl4.threshold, a, b);
      expect({ candidates, trueCandidates }).toEqual({
        candidates: oracle.febrl4.candidates,
        trueCandidates: oracle.febrl4.trueCandidates,
      });
    });
  },
);

interface Encoded {
  readonly persons: string[];
  readonly words: Int32Array;
  readonly counts: number[];
}
const WORDS = 32;

function encoded(schema: ReturnType<typeof febrl4>, file: string): Encoded {
  const encoder = createRecordEncoder(schema, utf8('secret'));
  const rows = readFileSync(join(shared, file), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map((cell) => cell.trim()));
  const bytes = new Uint8Array(rows.length * WORDS * 4);
  rows.forEach((row, i) => {
    bytes.set(encoder.encode(row).clk, i * WORDS * 4);
  });
  const words = new Int32Array(bytes.buffer);
  const counts = rows.map((_, i) =>
    words.subarray(i * WORDS, (i + 1) * WORDS).reduce((n, w) => n + ones(w), 0),
  );
  return { persons: rows.map((row) => row[0]!.split('-')[1]!), words, counts };
}

function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function pairsAt(threshold: number, a: Encoded, b: Encoded) {
  let candidates = 0;
  let trueCandidates = 0;
  for (let i = 0; i < a.persons.length; i++)
    for (let j = 0; j < b.persons.length; j++) {
      let common = 0;
      for (let w = 0; w < WORDS; w++) common += ones(a.words[i * WORDS + w]! & b.words[j * WORDS + w]!);
      if ((2 * common) / (a.counts[i]! + b.counts[j]!) < threshold) continue;
      candidates++;
      if (a.persons[i] === b.persons[j]) trueCandidates++;
    }
  return { candidates, trueCandidates };
}
