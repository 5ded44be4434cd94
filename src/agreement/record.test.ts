import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import placementsSpec from '../../specs/records/placements.json' with { type: 'json' };
import { DomainError } from '../problems.ts';
import { CELL_TYPES } from './cell-types.ts';
import { parseRecordType } from './record.ts';

const root = resolve(import.meta.dirname, '../..');
const spec = (path: string) => JSON.parse(readFileSync(join(root, 'specs', path), 'utf8'));
const record = (id: string) => parseRecordType(spec(`records/${id}.json`));
const agreementText = resolve(root, '../shared/agreement/perjanjian-kerja-sama.txt');

/** Sections of Lampiran 1 as printed: from their title to that of the next. */
const SECTIONS = [
  ['placements', 24, '- Penempatan\n', '- Pengaduan\n'],
  ['complaints', 17, '- Pengaduan\n', '- Kepulangan\n'],
  ['returns', 13, '- Kepulangan\n', '- Data lainnya'],
] as const;

describe.each(SECTIONS)('the record type of %s', (id, count, from, to) => {
  const type = record(id);

  it(`has the ${count} fields of Lampiran 1 in their order`, () => {
    expect(type.fields.map(({ item }) => item)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
  });

  it('agrees with the linkage schema, column by column', () => {
    const expected = type.fields.map(({ name, role }) => [name, role]);
    const found = spec(`linkage/${id}.json`).columns.map(({ name, role }: { name: string; role: string }) => [
      name,
      role === 'exact' || role === 'linkage' ? 'identifier' : 'payload',
    ]);
    expect(found).toEqual(expected);
  });

  it('flags numbers of persons and never refuses a file for them', () => {
    for (const field of type.fields.filter((each) => ['nik', 'family-card', 'passport'].includes(each.type)))
      expect(field.refused.map(({ rule }) => rule)).toEqual(['control-characters', 'max-length']);
    const nik = type.fields.find((field) => field.type === 'nik')!;
    const against = nik.flagged.flatMap((flag) => ('field' in flag ? [flag.field] : []));
    expect(against).toEqual(id === 'placements' ? ['tanggal_lahir', 'jenis_kelamin'] : ['jenis_kelamin']);
  });

  it('refuses region codes without their system, and codes of no list but where the list is open', () => {
    const listed = type.fields.filter((field) => field.type === 'region' || field.type === 'code');
    const open = listed.filter((field) => !field.refused.some(({ rule }) => rule === 'in-codelist'));
    expect(open.map(({ name }) => name)).toEqual(id === 'complaints' ? ['kategori_kasus'] : []);
    const regions = listed.filter((field) => field.type === 'region');
    expect(regions.map(({ name }) => name)).toEqual(
      id === 'placements' ? ['kecamatan', 'kabupaten', 'provinsi'] : ['kabupaten', 'provinsi'],
    );
    for (const { refused } of regions) expect(refused.map(({ rule }) => rule)).toContain('region-system');
  });

  it('holds for the term of the agreement and says what it is sure of', () => {
    const { term } = spec('agreement/pks-2025.json');
    expect(type.validFrom).toBe(term.signed);
    expect(Number(type.validTo!.slice(0, 4))).toBe(Number(term.signed.slice(0, 4)) + term.years);
    expect(type.standing).toBe('official');
  });

  it.skipIf(!existsSync(agreementText))(
    'is worded as the agreement words it (skipped where the text of the agreement is not at hand)',
    () => {
      const text = readFileSync(agreementText, 'utf8').slice(0);
      const annex = text.slice(text.indexOf('LAMPIRAN 1'));
      const list = annex.slice(annex.indexOf(from), annex.indexOf(to));
      const wording = [...list.matchAll(/^\s*(\d+)\.\s+(.+?)[;.]?\s*$/gm)].map(([, , words]) => words);
      expect(type.fields.map(({ label }) => label.id)).toEqual(wording);
    },
  );
});

it('only placements have a birth date, and returns neither phone, email nor district', () => {
  const has = (id: string, name: string) => record(id).fields.some((field) => field.name === name);
  expect(['placements', 'complaints', 'returns'].map((id) => has(id, 'tanggal_lahir'))).toEqual([
    true,
    false,
    false,
  ]);
  expect(['nomor_telepon', 'alamat_email', 'kecamatan'].map((name) => has('returns', name))).toEqual([
    ...[false, false, false],
  ]);
});

describe('a record spec', () => {
  type Spec = typeof placementsSpec & Record<string, unknown>;
  const problem = (change: (spec: Spec) => void): unknown => {
    const copy = structuredClone(placementsSpec) as Spec;
    change(copy);
    try {
      return parseRecordType(copy).id;
    } catch (error) {
      if (error instanceof DomainError) return error.facts;
      throw error;
    }
  };
  const field = (name: string, change: object) => (copy: Spec) =>
    Object.assign(copy.fields.find((each) => each.name === name)!, change);

  it('is refused with path and reason when it does not hang together', () => {
    expect(problem(() => {})).toBe('placements');
    expect(problem((copy) => copy.fields.splice(2, 1))).toMatchObject({
      path: 'fields.2.item',
      reason: 'items must count up',
    });
    expect(problem(field('nomor_kk', { name: 'nik' }))).toMatchObject({ reason: 'two fields have one name' });
    expect(problem(field('tanggal_lahir', { name: 'lahir' }))).toMatchObject({
      path: 'fields.0',
      reason: 'names a field that is not there',
    });
    expect(problem(field('nik', { flagged: [{ rule: 'guess' }] }))).toMatchObject({
      path: 'fields.0.flagged.0.rule',
    });
  });

  it.each([
    ['nik', { role: 'payload' }, 'a number of a person is no payload'],
    ['nik', { normalise: 'date/1' }, 'normalise is not that of its type'],
    [
      'nik',
      { flagged: [{ rule: 'agrees-with', field: 'nama' }] },
      'agrees-with does not fit the types of its two fields',
    ],
    ['nik', { codelist: undefined, historical: undefined }, 'has no code list'],
    ['kabupaten', { refused: [] }, 'a region refuses codes without their system'],
    [
      'kabupaten',
      { flagged: [{ rule: 'inside', field: 'nama' }] },
      'inside does not fit the types of its two fields',
    ],
    ['negara_tujuan', { codelist: undefined }, 'has no code list'],
    ['nama', { refused: [{ rule: 'in-codelist' }] }, 'in-codelist is for codes and regions'],
    ['nama', { flagged: [{ rule: 'in-force' }] }, 'has a rule of regions'],
    [
      'gaji',
      { flagged: [{ rule: 'after', field: 'tanggal_mulai_pk' }] },
      'after does not fit the types of its two fields',
    ],
  ])('is refused where %s has %j', (name, change, reason) => {
    expect(problem(field(name, change))).toMatchObject({ reason });
  });

  it.each([
    ['a type outside the vocabulary', field('nama', { type: 'colour' })],
    ['no version', (copy: Spec) => Object.assign(copy, { version: undefined })],
    ['days of validity left out', (copy: Spec) => Object.assign(copy, { validTo: undefined })],
    ['a day that does not exist', (copy: Spec) => Object.assign(copy, { validTo: '2030-02-30' })],
    ['evidence that is none', field('nama', { evidence: 'sure' })],
  ])('is refused with %s', (_, change) => {
    expect(problem(change)).toMatchObject({ spec: 'record type' });
  });

  it('names for every type of the vocabulary how it is read', () => {
    for (const [type, { normalise }] of Object.entries(CELL_TYPES))
      expect([type, normalise]).toEqual([type, expect.stringMatching(/^[a-z-]+\/\d+$/)]);
  });
});
