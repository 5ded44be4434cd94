/** The code lists and hierarchies that come with Padan, against the facts they carry. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { haveRegionSources, readRegions, regionSpecs } from '../../scripts/region-specs.ts';
import { type CodeList, parseCodeList } from '../../src/statistics/codelist.ts';
import { codeListLibrary } from '../../src/statistics/codelist-library.ts';
import { parseHierarchy } from '../../src/statistics/hierarchy.ts';

const specs = join(import.meta.dirname, '..');
const read = (path: string) => JSON.parse(readFileSync(join(specs, path), 'utf8'));
const inFolder = (folder: string) =>
  readdirSync(join(specs, folder)).filter((name) => name.endsWith('.json'));
const files = inFolder('codelists').map((name) => read(`codelists/${name}`));
const { codeList } = codeListLibrary(files);
const codes = (id: string) => codeList(id).codes.map((each) => each.code);
const entry = (list: CodeList, code: string) => list.codes.find((each) => each.code === code);

it.each([
  ['province-bps', 38],
  ['province-kemendagri', 38],
  ['regency-bps', 514],
  ['regency-kemendagri', 514],
  ['regency-kemendagri-historical', 26],
  ['district-kemendagri', 7285],
  ['district-kemendagri-historical', 594],
  ['sex', 2],
  ['education-8', 8],
  ['education-6', 6],
  ['education-kp2mi', 6],
  ['marital-status', 4],
  ['marital-status-kp2mi', 3],
  ['kbli-2020-section', 21],
  ['kbli-2020-17', 17],
  ['kbli-2025-section', 22],
  ['employment-status', 7],
  ['isced-f-broad', 11],
  ['isced-f-narrow', 29],
  ['country', 249],
  ['placement-scheme', 5],
  ['return-type', 9],
  ['complaint-media', 8],
  ['complaint-category', 11],
  ['complaint-state', 2],
  ['house-ownership-susenas-2013', 7],
  ['house-ownership-bdt-2015', 5],
])('%s has %d codes', (id, count) => {
  expect(codes(id)).toHaveLength(count);
});

it('all have labels in both languages, a source, a standing, a version and days of validity that are said', () => {
  for (const file of files) {
    const list = parseCodeList(file);
    expect(file).toHaveProperty('validFrom');
    expect(file).toHaveProperty('validTo');
    expect(list.source.length, list.id).toBeGreaterThan(10);
    for (const each of list.codes)
      expect(Math.min(each.label.id.length, each.label.en.length)).toBeGreaterThan(0);
  }
});

it('have no spelling that means two codes of one list, so that a label can stand for its code', () => {
  const fold = (text: string) =>
    text
      .normalize('NFKD')
      .replaceAll(/[^\p{L}\p{N}]/gu, '')
      .toUpperCase();
  for (const list of files.map(parseCodeList).filter(({ kind }) => kind === 'classification')) {
    const meant = new Map<string, string>();
    for (const { code, label, aliases = [] } of list.codes)
      for (const spelling of [code, label.id, label.en, ...aliases].map(fold)) {
        expect([list.id, spelling, meant.get(spelling) ?? code]).toEqual([list.id, spelling, code]);
        meant.set(spelling, code);
      }
  }
});

describe('countries', () => {
  it('are the two letters of ISO 3166-1, each with its three', () => {
    const three = codeList('country').codes.map(({ also }) => also!['alpha-3']!);
    expect(codes('country').every((code) => /^[A-Z]{2}$/.test(code))).toBe(true);
    expect(three.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
    expect(new Set(three).size).toBe(249);
  });

  it('hold Hong Kong and Taiwan under names the ministry counts them by', () => {
    const list = codeList('country');
    expect(['HK', 'TW', 'CN'].map((code) => entry(list, code)!.label.id)).toEqual([
      'Hong Kong',
      'Taiwan',
      'Tiongkok',
    ]);
    for (const code of ['HK', 'TW']) expect(entry(list, code)!.note).toContain('ministry');
  });

  it('and currencies hold every one of the twenty largest countries of placement of 2024, and what is paid there', () => {
    const largest = 'HK TW MY JP SG KR SA IT BN TR PL AE ZM QA KW MV PG HU SK RO'.split(' ');
    expect(largest.filter((code) => !codes('country').includes(code))).toEqual([]);
    const paid = 'HKD TWD MYR JPY SGD KRW SAR EUR BND TRY PLN AED ZMW QAR KWD MVR PGK HUF RON USD IDR'.split(
      ' ',
    );
    expect(paid.filter((code) => !codes('currency').includes(code))).toEqual([]);
    for (const code of ['XXX', 'XTS', 'XAU', 'CLF']) expect(codes('currency')).not.toContain(code);
  });
});

describe('KBLI', () => {
  it('gives ten letters another meaning in 2025: versions are different lists of one classification', () => {
    const [old, now] = [codeList('kbli-2020-section'), codeList('kbli-2025-section')];
    expect([old.classification, now.classification]).toEqual(['kbli', 'kbli']);
    expect(entry(old, 'K')!.label.en).toMatch(/^Financial/);
    expect(entry(now, 'K')!.label.en).toMatch(/^Telecommunications/);
    expect(entry(now, 'L')!.label.en).toMatch(/^Financial/);
    expect(entry(old, 'V')).toBeUndefined();
    expect(codes('kbli-2025-section').join('')).toBe('ABCDEFGHIJKLMNOPQRSTUV');
  });

  it('has 17 categories into which the 21 sections fold, unsplit ones being one and the same', () => {
    const { parents, unsplit } = parseHierarchy(read('hierarchies/kbli-2020.json'), codeList);
    expect(parents).toEqual({ M: 'MN', N: 'MN', R: 'RSTU', S: 'RSTU', T: 'RSTU', U: 'RSTU' });
    expect([...unsplit, ...Object.keys(parents)].sort()).toEqual(codes('kbli-2020-section').sort());
    expect(
      [...unsplit, ...Object.values(parents)].filter((c, i, all) => all.indexOf(c) === i).sort(),
    ).toEqual(codes('kbli-2020-17').sort());
  });
});

describe('hierarchies', () => {
  it.each(inFolder('hierarchies'))('%s holds together', (name) => {
    const hierarchy = parseHierarchy(read(`hierarchies/${name}`), codeList);
    expect(`${hierarchy.id}.json`).toBe(name);
  });

  it('put every regency in its province and every district in its regency, by their codes', () => {
    const { parents } = parseHierarchy(read('hierarchies/region-kemendagri-district.json'), codeList);
    expect(Object.keys(parents)).toHaveLength(514 + 7285);
    expect([parents['35.07'], parents['35.07.01'], parents['91.71']]).toEqual(['35', '35.07', '91']);
    const bps = parseHierarchy(read('hierarchies/region-bps.json'), codeList).parents;
    expect([bps['3507'], bps['9471'], Object.keys(bps).length]).toEqual(['35', '94', 514]);
    const cities = codeList('regency-kemendagri').codes.filter(({ label }) => label.id.startsWith('Kota '));
    expect([cities.length, 514 - cities.length]).toEqual([98, 416]);
  });

  it('fold eight levels of education to six groups', () => {
    const { parents } = parseHierarchy(read('hierarchies/education.json'), codeList);
    expect(codes('education-8').map((code) => parents[code])).toEqual([
      ...[
        'SD_KE_BAWAH',
        'SD_KE_BAWAH',
        'SD_KE_BAWAH',
        'SMP',
        'SMA',
        'SMK',
        'DIPLOMA_I_II_III',
        'DIV_S1_S2_S3',
      ],
    ]);
  });

  it('put 29 narrow fields of study in 11 broad ones', () => {
    const { parents } = parseHierarchy(read('hierarchies/isced-f.json'), codeList);
    expect(new Set(Object.values(parents))).toEqual(new Set(codes('isced-f-broad')));
    expect(parents['104']).toBe('10');
  });

  it.each([
    ['a code left without parent', { unsplit: [...'ABCDEFGHIJKLOP'] }, 'belongs to two levels'],
    ['an unsplit code with parts', { unsplit: [...'ABCDEFGHIJKLOPQ', 'MN'] }, 'stands in one list only'],
    [
      'an unsplit code that takes part in another',
      { parents: { M: 'A', N: 'MN', R: 'RSTU', S: 'RSTU', T: 'RSTU', U: 'RSTU' } },
      'has parts',
    ],
    ['parents beside prefix nesting', { nesting: 'prefix' }, 'prefix nesting lists no parents'],
  ])('are refused with %s', (_, change, reason) => {
    expect(() => parseHierarchy({ ...read('hierarchies/kbli-2020.json'), ...change }, codeList)).toThrow(
      expect.objectContaining({
        facts: expect.objectContaining({
          reasons: expect.arrayContaining([expect.stringContaining(reason)]),
        }),
      }),
    );
  });
});

describe('region specs', () => {
  it.skipIf(!haveRegionSources())(
    'say what the reference files say; else run node scripts/region-specs.ts (skipped where those are absent)',
    () => {
      for (const [path, spec] of regionSpecs(readRegions()))
        expect([path, read(path)]).toEqual([path, JSON.parse(JSON.stringify(spec))]);
    },
  );

  it('are of a sensible size: all specs under 1.5 MB', () => {
    const sizes = readdirSync(specs, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.json'))
      .map((name) => statSync(join(specs, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(1.5e6);
  });
});
