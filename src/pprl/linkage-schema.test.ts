import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../problems.ts';
import { parseLinkageSchema } from './linkage-schema.ts';

type Document = Record<string, unknown> & {
  fields: Record<string, unknown>[];
  columns: Record<string, unknown>[];
  exactTokens: Record<string, unknown>[];
};
const read = (id: string): Document =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../specs/linkage/${id}.json`), 'utf8'));
const hashOf = (document: unknown) => parseLinkageSchema(document, 'test').hash;
const edited = (id: string, edit: (document: Document) => void) => {
  const document = read(id);
  edit(document);
  return document;
};

function refusal(document: unknown): Record<string, unknown> {
  try {
    parseLinkageSchema(document, 'test.json');
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe('spec-invalid');
    return { ...(error as DomainError).facts };
  }
  throw new Error('not refused');
}

describe('the hash of a padan schema', () => {
  it('is one for both sides of placements', () => {
    expect(hashOf(read('placements'))).toBe(hashOf(read('placements-register')));
    expect(hashOf(read('placements'))).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, (document: Document) => void]>([
    ['payload columns', (d) => d.columns.pop()],
    ['the order of fields', (d) => d.fields.reverse()],
    ['the threshold', (d) => Object.assign(d, { decision: { threshold: 0.7 } })],
    ['confirmAt', (d) => Object.assign(d.exactTokens[0]!, { confirmAt: 0.9 })],
    [
      'the name of a column',
      (d) => {
        d.columns[0]!.name = 'no_nik';
        d.fields[0]!.column = 'no_nik';
      },
    ],
  ])('does not depend on %s', (_what, edit) => {
    expect(hashOf(edited('placements', edit))).toBe(hashOf(read('placements')));
  });

  it.each<[string, (document: Document) => void]>([
    ['the filter length', (d) => Object.assign(d, { bits: 2048 })],
    ['the hashes of a field', (d) => Object.assign(d.fields[3]!.filter as object, { hashesPerToken: 9 })],
    ['the tokeniser', (d) => Object.assign(d.fields[3]!.filter as object, { tokenise: 'whole' })],
    ['a normaliser', (d) => Object.assign(d.fields[6]!, { normalise: 'person-name/1' })],
    ['the order of exact tokens', (d) => d.exactTokens.reverse()],
    ['the order of parts', (d) => (d.exactTokens[1]!.parts as string[]).reverse()],
    ['the name of a token', (d) => Object.assign(d.exactTokens[1]!, { name: 'passport' })],
  ])('depends on %s', (_what, edit) => {
    expect(hashOf(edited('placements', edit))).not.toBe(hashOf(read('placements')));
  });
});

describe('a padan schema is refused where', () => {
  it.each<[string, (document: Document) => void, string, RegExp]>([
    [
      'a NIK would enter the filter',
      (d) => Object.assign(d.fields[0]!, { filter: { tokenise: 'whole', hashesPerToken: 5 } }),
      '/fields/0',
      /never enter the filter/,
    ],
    [
      'a passport would enter the filter',
      (d) => Object.assign(d.fields[2]!, { filter: { tokenise: 'word-bigrams', hashesPerToken: 5 } }),
      '/fields/2',
      /never enter the filter/,
    ],
    ['bits is no power of two', (d) => Object.assign(d, { bits: 1000 }), '/bits', /power of two/],
    [
      'a field names no column',
      (d) => Object.assign(d.fields[0]!, { column: 'x' }),
      '/fields/0',
      /not among the columns/,
    ],
    [
      'a token part names no field',
      (d) => Object.assign(d.exactTokens[0]!, { parts: ['nik', 'x'] }),
      '/exactTokens/0/parts',
      /no field/,
    ],
    [
      'a role contradicts the fields',
      (d) => Object.assign(d.columns[0]!, { role: 'linkage' }),
      '/columns/0/role',
      /role/,
    ],
    [
      'an ignored column is called exact',
      (d) => Object.assign(d.columns[2]!, { role: 'exact' }),
      '/columns/2/role',
      /role/,
    ],
    [
      'a column occurs twice',
      (d) => d.columns.push({ name: 'nik', role: 'exact' }),
      '/columns/24/name',
      /twice/,
    ],
    ['a member is misspelt', (d) => Object.assign(d, { threshhold: 1 }), '/', /threshhold/],
    [
      'a normaliser is not known',
      (d) => Object.assign(d.fields[3]!, { normalise: 'person-name/9' }),
      '/fields/3/normalise',
      /person-name/,
    ],
    [
      'the format is another',
      (d) => Object.assign(d, { format: 'padan-linkage/2' }),
      '/format',
      /padan-linkage/,
    ],
    [
      'the identifier names no field',
      (d) => Object.assign(d, { identifier: 'x' }),
      '/identifier',
      /no field/,
    ],
    [
      'a date is tokenised as words',
      (d) => Object.assign(d.fields[5]!.filter as object, { tokenise: 'whole' }),
      '/fields/5',
      /date-parts/,
    ],
  ])('%s', (_what, edit, path, reason) => {
    const facts = refusal(edited('placements', edit));
    expect(facts).toMatchObject({ file: 'test.json', path });
    expect(facts.reason).toMatch(reason);
  });
});

describe('a clkhash schema', () => {
  type Clkhash = { version: number; clkConfig: Record<string, unknown>; features: Record<string, unknown>[] };
  const febrl4 = (edit: (document: Clkhash) => void) =>
    edited('febrl4', edit as unknown as (d: Document) => void);

  it('is hashed whole', () => {
    expect(hashOf(febrl4((d) => (d.features[0]!.description = 'x')))).not.toBe(hashOf(read('febrl4')));
    const reordered = Object.fromEntries(Object.entries(read('febrl4')).reverse());
    expect(hashOf(reordered)).toBe(hashOf(read('febrl4')));
  });

  it('says so where xorFolds is ignored', () => {
    const folded = parseLinkageSchema(
      febrl4((d) => (d.clkConfig.xorFolds = 1)),
      'test',
    );
    expect(folded.warnings).toEqual(['xor-folds-ignored']);
    expect(parseLinkageSchema(read('febrl4'), 'test').warnings).toEqual([]);
  });

  it('tells the columns and their roles', () => {
    const { columns, bits, exactTokens, hardened } = parseLinkageSchema(read('febrl4'), 'test');
    expect(columns.map(({ role }) => role[0]).join('')).toBe('illllllllli');
    expect(columns[1]).toEqual({ name: 'given_name', role: 'linkage' });
    expect({ bits, exactTokens, hardened }).toEqual({ bits: 1024, exactTokens: [], hardened: false });
  });

  const hashing = (d: Clkhash, at: number) => d.features[at]!.hashing as Record<string, unknown>;
  it.each<[string, (document: Clkhash) => void, string, RegExp]>([
    ['is of version 4', (d) => (d.version = 4), '/version', /1, 2 or 3/],
    ['is of version 3 but says 2', (d) => (d.version = 2), '/features/1/hashing/ngram', /expected number/],
    [
      'needs blakeHash in 1000 bits',
      (d) => (d.clkConfig.l = 1000),
      '/features/3/hashing/hash',
      /power of two/,
    ],
    ['has a length that is no byte', (d) => (d.clkConfig.l = 1023), '/clkConfig/l', /multiple of 8/],
    [
      'has more features than HKDF has bytes',
      (d) => {
        while (d.features.length < 64)
          d.features.push({ identifier: `x${d.features.length}`, ignored: true });
      },
      '/features',
      /HKDF/,
    ],
    [
      'has a pattern that is not read exactly',
      (d) => (d.features[1]!.format = { type: 'string', pattern: '\\w+' }),
      '/features/1/format/pattern',
      /character 1/,
    ],
    [
      'has a date format that is not read exactly',
      (d) => (d.features[1]!.format = { type: 'date', format: '%d %B %Y' }),
      '/features/1/format/format',
      /%B/,
    ],
    ['misspells a member of hashing', (d) => (hashing(d, 1).stratgy = {}), '/features/1/hashing', /stratgy/],
    [
      'has salt that is no base64',
      (d) => ((d.clkConfig.kdf as Record<string, unknown>).salt = 'x'),
      '/clkConfig/kdf/salt',
      /base64/,
    ],
    [
      'has a column twice',
      (d) => (d.features[2]!.identifier = 'given_name'),
      '/features/2/identifier',
      /twice/,
    ],
    [
      'gives both strategies',
      (d) => (hashing(d, 1).strategy = { bitsPerToken: 1, bitsPerFeature: 1 }),
      '/features/1/hashing/strategy',
      /./,
    ],
    [
      'has a numeric grid without distance',
      (d) => (hashing(d, 1).comparison = { type: 'numeric', thresholdDistance: 0.1, resolution: 1 }),
      '/features/1/hashing/comparison',
      /no distance/,
    ],
  ])('is refused where it %s', (_what, edit, path, reason) => {
    const facts = refusal(febrl4(edit));
    expect(facts).toMatchObject({ file: 'test.json', path });
    expect(facts.reason).toMatch(reason);
  });
});

it.each([[null], [[]], ['x'], [{}], [{ version: 3 }]])('%j is no linkage schema', (document) => {
  expect(refusal(document)).toMatchObject({ path: '/' });
});
