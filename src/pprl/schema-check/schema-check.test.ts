import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../exchange/bytes.ts';
import { createRecordEncoder } from '../encoder.ts';
import { parseLinkageSchema } from '../linkage-schema.ts';
import { PROPOSED_BOUNDS } from './bounds.ts';
import { expectedFilter } from './expected.ts';
import { schemaReport, schemaReportLines } from './report.ts';
import { NOTICES, WEAK_SPOTS } from './texts.ts';

const spec = (id: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../specs/linkage/${id}.json`), 'utf8'));
const HASHING = { comparison: { type: 'ngram', n: 2 }, strategy: { bitsPerToken: 10 } };
const feature = (format: object, hashing: object = {}, identifier = 'x') => ({
  identifier,
  format,
  hashing: { ...HASHING, ...hashing },
});
const schemaOf = (features: readonly object[], config: object = {}) =>
  parseLinkageSchema(
    { version: 3, clkConfig: { l: 1024, kdf: { type: 'HKDF', salt: 'cGFkYW4=' }, ...config }, features },
    'test',
  );
const codes = (features: readonly object[], config: object = {}) => {
  const { weakSpots, notices } = schemaReport(schemaOf(features, config), PROPOSED_BOUNDS, null);
  return [...weakSpots, ...notices].map(({ code }) => code);
};
const tokensOf = (format: object, hashing: object = {}) =>
  expectedFilter(schemaOf([feature(format, hashing)]), PROPOSED_BOUNDS).fields[0]!.tokens;

describe('expected tokens', () => {
  it.each<[string, object, object, number]>([
    ['bigrams of text', { type: 'string' }, {}, 9],
    ['text that is always four long', { type: 'string', minLength: 4, maxLength: 4 }, {}, 5],
    ['short text', { type: 'string', maxLength: 3 }, {}, 4],
    ['long text', { type: 'string', minLength: 20 }, {}, 21],
    ['unigrams of a date', { type: 'date', format: '%d/%m/%Y' }, { comparison: { type: 'ngram', n: 1 } }, 8],
    ['trigrams of codes', { type: 'enum', values: ['A', 'BBB'] }, { comparison: { type: 'ngram', n: 3 } }, 4],
    ['a whole value', { type: 'string' }, { comparison: { type: 'exact' } }, 1],
    ['numbers up to 130', { type: 'integer', maximum: 130 }, { comparison: { type: 'ngram', n: 1 } }, 3],
    [
      'numbers near each other',
      { type: 'integer' },
      { comparison: { type: 'numeric', thresholdDistance: 2, resolution: 5 } },
      11,
    ],
  ])('of %s', (_what, format, hashing, tokens) => {
    expect(tokensOf(format, hashing)).toBe(tokens);
  });
});

describe('expected fill', () => {
  it('is 1 - (1 - 1/m)^B, by hand', () => {
    const { fill, filterBits } = expectedFilter(
      schemaOf([feature({ type: 'string' }, { strategy: { bitsPerFeature: 1024 } })]),
      PROPOSED_BOUNDS,
    );
    expect(filterBits).toBe(1024);
    expect(fill).toBeCloseTo(0.6323, 4);
  });

  it('is that of real filters, folded or not, with either hash', () => {
    const random = fc.sample(
      fc.string({ unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'), minLength: 8, maxLength: 8 }),
      { seed: 3, numRuns: 300 },
    );
    for (const folds of [0, 1, 2])
      for (const type of ['blakeHash', 'doubleHash']) {
        const format = { type: 'string', minLength: 8, maxLength: 8 };
        const hash = type === 'blakeHash' ? { type } : { type, prevent_singularity: true };
        const schema = schemaOf([feature(format, { hash, strategy: { bitsPerToken: 45 } })], {
          xor_folds: folds,
        });
        const encoder = createRecordEncoder(schema, utf8('secret'));
        const set = random.map((name) =>
          encoder
            .encode([name])
            .clk.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0),
        );
        const mean = set.reduce((sum, bits) => sum + bits, 0) / set.length / 1024;
        expect(Math.abs(mean - expectedFilter(schema, PROPOSED_BOUNDS).fill)).toBeLessThan(0.02);
      }
  });

  it('shares out to one, and a heavier field has the larger share', () => {
    const heavy = feature({ type: 'string' }, { strategy: { bitsPerFeature: 300 } }, 'heavy');
    const light = feature({ type: 'string' }, { strategy: { bitsPerFeature: 100 } }, 'light');
    const { fields } = expectedFilter(schemaOf([heavy, light]), PROPOSED_BOUNDS);
    expect(fields.map(({ share }) => share)).toEqual([0.75, 0.25]);
    const { weakSpots } = schemaReport(schemaOf([heavy, light]), PROPOSED_BOUNDS, null);
    const found = weakSpots.filter(({ code }) => code === 'field-too-heavy');
    expect(found).toEqual([expect.objectContaining({ field: 'heavy', value: 0.75, bound: 0.3 })]);
    expect(found[0]!.en).toContain('Field heavy makes 75.0 % of all bits, above 30.0 %');
  });
});

describe('weak spots', () => {
  const text = { type: 'string' };
  const date = (format: string) => feature({ type: 'date', format }, { missingValue: { sentinel: '' } });
  it.each<[string, object[], object, string]>([
    ['double hashing', [feature(text, { hash: { type: 'doubleHash' } })], {}, 'double-hash'],
    [
      'tokens that set one bit',
      [feature(text, { hash: { type: 'doubleHash' } })],
      {},
      'no-singularity-prevention',
    ],
    ['folds that do nothing', [feature(text)], { xorFolds: 1 }, 'xor-folds-ignored'],
    ['no salt', [feature(text)], { kdf: { type: 'HKDF' } }, 'no-salt'],
    ['integers that may not be empty', [feature({ type: 'integer' })], {}, 'sentinel-missing'],
    ['codes that may not be empty', [feature({ type: 'enum', values: ['M'] })], {}, 'sentinel-missing'],
    [
      'missing values that agree',
      [feature(text, { missingValue: { sentinel: '', replaceWith: 'NA' } })],
      {},
      'missing-values-agree',
    ],
    [
      'a sentinel that is kept',
      [feature(text, { missingValue: { sentinel: '9' } })],
      {},
      'missing-values-agree',
    ],
    [
      'more tokens than bits',
      [feature(text, { strategy: { bitsPerFeature: 5 } })],
      {},
      'tokens-without-bits',
    ],
    [
      'a few whole values',
      [feature({ type: 'enum', values: ['M', 'F', ''] }, { comparison: { type: 'exact' } })],
      {},
      'few-values',
    ],
    ['two-digit years', [date('%d/%m/%y')], {}, 'date-two-digit-year'],
    ['years alone', [date('%Y')], {}, 'date-parts-missing'],
    ['dates without separators', [date('%Y%m%d')], {}, 'date-unseparated'],
    ['a filter nearly empty', [feature(text)], { l: 4096 }, 'fill-low'],
    ['a filter nearly full', [feature(text, { strategy: { bitsPerToken: 200 } })], {}, 'fill-high'],
    ['ignored columns', [{ identifier: 'i', ignored: true }, feature(text)], {}, 'ignored-columns-count'],
  ])('names %s', (_what, features, config, code) => {
    expect(codes(features, config)).toContain(code);
  });

  it('finds none of them where there is none', () => {
    const four = ['a', 'b', 'c', 'd'].map((name) =>
      feature({ type: 'string' }, { strategy: { bitsPerFeature: 100 } }, name),
    );
    expect(codes(four)).toEqual(['not-hardened']);
    const dated = [
      ...four,
      { ...date('%Y-%m-%d'), identifier: 'e' },
      feature({ type: 'enum', values: ['M', ''] }, { strategy: { bitsPerFeature: 50 } }, 'f'),
    ];
    expect(codes(dated)).toEqual(['not-hardened']);
  });

  it('says each in both languages, with its figures filled in', () => {
    const { weakSpots, notices } = schemaReport(
      parseLinkageSchema({ ...spec('febrl4') }, 'febrl4'),
      PROPOSED_BOUNDS,
      null,
    );
    for (const { id, en } of [...weakSpots, ...notices]) expect(`${id} ${en}`).not.toMatch(/[{}]/);
    expect([...NOTICES].every((code) => code in WEAK_SPOTS)).toBe(true);
  });
});

it.each(['febrl4', 'placements', 'placements-register'])('explains %s in both languages', (id) => {
  const schema = parseLinkageSchema(spec(id), id);
  const report = schemaReport(schema, PROPOSED_BOUNDS, null);
  expect(report).toMatchObject({
    profile: schema.profile,
    filterBits: 1024,
    bits: schema.diffusion === null ? 1024 : 2048,
    hash: schema.hash,
  });
  expect(report.fields.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12);
  for (const language of ['id', 'en'] as const) {
    const lines = schemaReportLines(report, language);
    for (const { name } of report.fields) expect(lines.some((line) => line.startsWith(name))).toBe(true);
    expect(lines.filter((line) => line.startsWith('- '))).toHaveLength(
      report.weakSpots.length + report.notices.length,
    );
  }
});
