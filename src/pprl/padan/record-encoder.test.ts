import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blake3 } from '@noble/hashes/blake3.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, toBase64, utf8 } from '../../exchange/bytes.ts';
import { createRecordEncoder } from '../encoder.ts';
import { deriveFieldKey } from '../keys.ts';
import { type PadanSchema, parseLinkageSchema } from '../linkage-schema.ts';
import { diffusionPositions } from './diffusion.ts';
import { NORMALISERS } from './normalise.ts';
import { createRandomHashing } from './random-hashing.ts';
import { filterTokens } from './tokens.ts';

const root = join(import.meta.dirname, '../../..');
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const schemaOf = (id: string) => parseLinkageSchema(json(`specs/linkage/${id}.json`), id) as PadanSchema;
const KEY = Uint8Array.from({ length: 32 }, (_, i) => 3 * i + 1);
const register = schemaOf('placements-register');
const encoder = createRecordEncoder(register, KEY);

const ROW = [
  '3507015708900001',
  '3507011503120001',
  'B1234568',
  'SITI NUR AISYAH',
  'P',
  '1990-08-17',
  'KEPANJEN',
  'MALANG',
  'JAWA TIMUR',
];
const row = (changes: Readonly<Record<number, string>>) => ROW.map((cell, i) => changes[i] ?? cell);
const COLUMN = { nik: 0, familyCard: 1, passport: 2, name: 3, sex: 4, birthDate: 5, district: 6, regency: 7 };

/** The filter before diffusion, the slow and obvious way: a set of positions, nothing remembered. */
function referenceFilter({ document }: PadanSchema, cells: readonly string[]): Uint8Array {
  const set = new Set<number>();
  for (const { name, column, normalise, filter } of document.fields) {
    if (filter === undefined) continue;
    const at = document.columns.findIndex((entry) => entry.name === column);
    const { value } = NORMALISERS[normalise](cells[at]!.trim());
    for (const token of filterTokens(value, filter.tokenise)) {
      const stream = blake3(utf8(token), {
        key: deriveFieldKey(KEY, 'filter', name),
        dkLen: 2 * filter.hashesPerToken,
      });
      for (let i = 0; i < filter.hashesPerToken; i++)
        set.add((stream[2 * i]! + 256 * stream[2 * i + 1]!) % document.bits);
    }
  }
  const text = Array.from({ length: document.bits }, (_, i) => (set.has(i) ? '1' : '0')).join('');
  return Uint8Array.from(text.match(/.{8}/g)!, (octet) => Number.parseInt(octet, 2));
}

/** What leaves, bit by bit from the positions of the diffusion. */
function referenceClk(schema: PadanSchema, cells: readonly string[]): Uint8Array {
  const filter = referenceFilter(schema, cells);
  const { bits: outputBits, terms } = schema.document.diffusion!;
  const shape = { bits: schema.document.bits, outputBits, terms };
  const positions = diffusionPositions(deriveFieldKey(KEY, 'diffusion', 'filter'), shape);
  const clk = new Uint8Array(outputBits / 8);
  positions.forEach((position, i) => {
    const output = Math.floor(i / terms);
    const bit = (filter[position >> 3]! >> (7 - (position & 7))) & 1;
    clk[output >> 3]! ^= bit << (7 - (output & 7));
  });
  return clk;
}

const cellsOf = fc.tuple(
  fc.constantFrom('SITI', 'MUHAMMAD HIDAYAT', "MA'RUF AMIN", 'SITI SITI', 'É', ''),
  fc.constantFrom('L', '2', ''),
  fc.constantFrom('1990-08-17', '01/02/1975', ''),
  fc.constantFrom('35.07.01', 'Kec. Kepanjen', ''),
  fc.constantFrom('35.07', 'bps:3507', 'Kab. Malang', ''),
);

describe('the filter', () => {
  it('is what the reference says', () => {
    fc.assert(
      fc.property(cellsOf, ([name, sex, date, district, regency]) => {
        const cells = ['', '', '', name, sex, date, district, regency, 'JAWA TIMUR'];
        const { clk, undiffused } = encoder.encode(cells);
        expect(undiffused).toEqual(referenceFilter(register, cells));
        expect(clk).toEqual(referenceClk(register, cells));
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  it('does not change with NIK, family card or passport: their digits never enter it', () => {
    const digits = fc.stringMatching(/^[0-9]{16}$/);
    const { clk } = encoder.encode(ROW);
    fc.assert(
      fc.property(digits, digits, fc.stringMatching(/^[A-Z][0-9]{7}$/), (nik, card, passport) =>
        encoder.encode(row({ 0: nik, 1: card, 2: passport })).clk.every((byte, i) => byte === clk[i]),
      ),
      { seed: 4, numRuns: 100 },
    );
  });

  it('does change with every field that enters it', () => {
    const changed = { 3: 'SITI NUR AISAH', 4: 'L', 5: '1990-08-18', 6: 'TUREN', 7: 'BLITAR', 8: 'BALI' };
    for (const [at, cell] of Object.entries(changed))
      expect(encoder.encode(row({ [at]: cell })).clk).not.toEqual(encoder.encode(ROW).clk);
  });

  it('is the same for two ways of writing the same', () => {
    const other = row({
      3: ' Hj. Siti  Nur Aisyah ',
      4: '2',
      5: '17/08/1990',
      7: 'Kab. Malang',
      8: 'PROV. JAWA TIMUR',
    });
    expect(encoder.encode(other).clk).toEqual(encoder.encode(ROW).clk);
  });

  it('is empty for a row without attributes', () => {
    expect(encoder.encode(ROW.map(() => '')).clk).toEqual(new Uint8Array(256));
    expect(encoder.encode(ROW.map(() => '')).undiffused).toEqual(new Uint8Array(128));
  });

  it('has another key in every field: equal text in two fields sets other bits', () => {
    const blank = ROW.map(() => '');
    const as = (at: number) => encoder.encode(blank.with(at, 'MALANG')).clk;
    expect(as(COLUMN.district)).not.toEqual(as(COLUMN.regency));
  });

  it('remembers positions across an overflow of its memory', () => {
    const positions = createRandomHashing(KEY, 1024, 4);
    const first = [...positions('AB')];
    for (let i = 0; i < 20_000; i++) positions(String(i));
    expect([...positions('AB')]).toEqual(first);
    for (const token of ['19999', '1', '19', '1'])
      expect([...positions(token)]).toEqual([...createRandomHashing(KEY, 1024, 4)(token)]);
  });
});

describe('the tokens of a field', () => {
  it.each([
    ['word-bigrams', 'ANI NI', [' A', 'AN', 'NI', 'I ', ' N']],
    ['word-bigrams', 'A', [' A', 'A ']],
    ['word-bigrams', '😀B', [' 😀', '😀B', 'B ']],
    ['date-parts', '1990-08-17', ['D17', 'M08', 'Y1990']],
    ['whole', 'JAWA TIMUR', ['JAWA TIMUR']],
    ['whole', '', []],
    ['word-bigrams', '', []],
    ['date-parts', '', []],
  ] as const)('%s of %j', (tokeniser, text, tokens) => {
    expect(filterTokens(text, tokeniser)).toEqual(tokens);
  });
});

describe('exact tokens', () => {
  const tokens = (cells: readonly string[]) =>
    encoder.encode(cells).exact.map((token) => (token === null ? null : bytesToHex(token)));

  it('are keyed BLAKE3 of the parts behind their lengths', () => {
    const part = (text: string) => [Uint8Array.of(text.length, 0, 0, 0), utf8(text)];
    const key = deriveFieldKey(KEY, 'exact', 'family-card+name+birth-date');
    const message = concat(['3507011503120001', 'SITI NUR AISYAH', '1990-08-17'].flatMap(part));
    expect(tokens(ROW)[2]).toBe(bytesToHex(blake3(message, { key })));
    expect(tokens(ROW).every((token) => token?.length === 64)).toBe(true);
  });

  it.each([
    [{ 0: '' }, [null, 1, 1]],
    [{ 0: '9999999999999999' }, [null, 1, 1]],
    [{ 2: '' }, [1, null, 1]],
    [{ 5: '' }, [1, null, null]],
    [{ 1: '0000000000000000' }, [1, 1, null]],
    [{ 3: '-' }, [1, 1, null]],
  ])('of a row with %j are there where no part is missing', (changes, present) => {
    const original = tokens(ROW);
    const expected = present.map((there, i) => (there === null ? null : original[i]));
    expect(tokens(row(changes as Record<number, string>))).toEqual(expected);
  });

  it('differ by key, and by name of the token for the same parts', () => {
    const document = {
      ...json('specs/linkage/placements-register.json'),
      exactTokens: [
        { name: 'one', parts: ['nik', 'passport', 'family-card'], confirmAt: null },
        { name: 'two', parts: ['nik', 'passport', 'family-card'], confirmAt: null },
        { name: 'three', parts: ['passport', 'nik', 'family-card'], confirmAt: null },
      ],
    };
    const schema = parseLinkageSchema(document, 'test');
    const all = [KEY, KEY.toReversed()].flatMap((key) => createRecordEncoder(schema, key).encode(ROW).exact);
    expect(new Set(all.map((token) => bytesToHex(token!))).size).toBe(6);
  });
});

describe('a row', () => {
  it.each([
    ['3507015708900001', false],
    ['', true],
    ['0000000000000000', true],
    ['3507013002900001', true],
  ])('with NIK %j has no usable identifier: %s', (nik, invalid) => {
    expect(encoder.encode(row({ 0: nik })).identifierInvalid).toBe(invalid);
  });

  it('whose NIK disagrees with birth date or sex is flagged, not refused', () => {
    const warned = (changes: Record<number, string>) =>
      encoder.warnings(row(changes)).map(({ code }) => code);
    expect(warned({})).toEqual([]);
    expect(warned({ 5: '1990-08-18' })).toEqual(['nik-birth-date-differs']);
    expect(warned({ 5: '1990-09-17' })).toEqual(['nik-birth-date-differs']);
    expect(warned({ 5: '1991-08-17' })).toEqual(['nik-birth-date-differs']);
    expect(warned({ 5: '2090-08-17' })).toEqual([]);
    expect(warned({ 4: 'L' })).toEqual(['nik-sex-differs']);
    expect(warned({ 4: '', 5: '' })).toEqual([]);
    expect(encoder.check(row({ 4: 'L', 5: '1991-01-01' }))).toEqual([]);
    expect(encoder.warnings(row({ 4: 'L' }))).toEqual([{ column: 0, code: 'nik-sex-differs' }]);
  });

  it('is refused by column and code, and all problems are told at once', () => {
    const bad = row({ 4: 'X', 5: '1990-13-01', 7: '3507' });
    expect(encoder.check(bad)).toEqual([
      { column: 4, code: 'sex-not-recognised' },
      { column: 5, code: 'date-impossible' },
      { column: 7, code: 'region-code-without-system' },
    ]);
    expect(() => encoder.encode(bad)).toThrow('sex-not-recognised');
    expect(encoder.check(ROW.slice(1))).toEqual([{ column: 8, code: 'row-width-differs' }]);
    expect(() => encoder.encode(ROW.slice(1))).toThrow('row-width-differs');
  });
});

describe('payload', () => {
  const placements = schemaOf('placements');
  const cells = placements.columns.map(({ name }, i) =>
    name === 'tanggal_lahir' ? '1990-01-02' : i < 13 ? '' : `v"${i}`,
  );

  it('is a JSON object of columns 14 to 24 in their order', () => {
    const text = new TextDecoder().decode(createRecordEncoder(placements, KEY).payload(cells));
    const members = placements.columns.slice(13).map(({ name }, i) => [name, `v"${i + 13}`]);
    expect(text).toBe(JSON.stringify(Object.fromEntries(members)));
    expect(members).toHaveLength(11);
  });

  it('is nothing where the schema has none', () => {
    expect(encoder.payload(ROW)).toEqual(new Uint8Array(0));
  });
});

it('refuses a key that is not a project key', () => {
  for (const key of [utf8('secret'), new Uint8Array(32), new Uint8Array(0)])
    expect(() => createRecordEncoder(register, key)).toThrow('project-key-invalid');
});

describe.each(['padan-1', 'padan-2'])('vector %s', (name) => {
  const vector = json(`fixtures/vectors/linkage/${name}.json`);
  const { diffusion: _, blocking: _none, ...undiffused } = json('specs/linkage/placements-register.json');
  const document = { ...undiffused, ...(vector.diffusion === null ? {} : { diffusion: vector.diffusion }) };
  const schema = parseLinkageSchema(document, name);

  it('encodes as it did when files were first written so', () => {
    const { clk, exact } = createRecordEncoder(schema, KEY).encode(vector.row);
    expect({ clk: toBase64(clk), exact: exact.map((token) => bytesToHex(token!)) }).toEqual({
      clk: vector.clk,
      exact: vector.exact,
    });
    expect(schema.hash).toBe(vector.schemaHash);
  });
});
