import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nikFacts } from './identifiers.ts';
import { DIGIT_NORMALISERS, NORMALISERS, type NormaliserName } from './normalise.ts';

const value = (name: NormaliserName, cell: string) => NORMALISERS[name](cell).value;

describe('person-name/1', () => {
  it.each([
    ['siti nur aisyah', 'SITI NUR AISYAH'],
    ["Ma'ruf  Amin", 'MARUF AMIN'],
    ['NUR’AINI', 'NURAINI'],
    ['Nur´aini', 'NURAINI'],
    ['José Müller', 'JOSE MULLER'],
    ['SUPARMI-WATI', 'SUPARMI WATI'],
    ['H. ABDUL RAHMAN', 'ABDUL RAHMAN'],
    ['H.ABDUL RAHMAN', 'ABDUL RAHMAN'],
    ['HJ SITI', 'SITI'],
    ['DR.IR.BUDI SANTOSO', 'BUDI SANTOSO'],
    ['DRS. H. SLAMET, S.PD, M.SI', 'SLAMET'],
    ['BUDI SANTOSO, SE', 'BUDI SANTOSO'],
    ['BUDI SANTOSO S.KOM.', 'BUDI SANTOSO'],
    ['R AGUNG', 'R AGUNG'],
    ['M. YUSUF', 'M YUSUF'],
    ['MUH. YUSUF', 'MUH YUSUF'],
    ['ANI ST', 'ANI ST'],
    ['H.', 'H'],
    ['  ', ''],
    ['', ''],
  ])('%j is %j', (cell, normal) => {
    expect(value('person-name/1', cell.trim())).toBe(normal);
  });

  it('flags a name without letters and counts it as empty', () => {
    expect(NORMALISERS['person-name/1']('-')).toEqual({ value: '', warning: 'name-without-letters' });
  });

  it.each([
    '3507015708900001',
    '3507 0157 0890 0001',
    '35.07.01.57.08.90.0001',
    'SITI 3507015708900001',
    'SITI0812345678AISYAH',
    'S1I2T3I4A5I6S7Y8A9H0',
    '３５０７０１５７０８９０００01',
    '٣٥٠٧٠١٥٧٠٨٩٠٠٠٠١',
    '³⁵⁰⁷⁰¹⁵⁷⁰⁸⁹⁰⁰⁰⁰¹',
    '3507-0157/0890–0001',
  ])('%j is refused: digits-in-name', (cell) => {
    expect(NORMALISERS['person-name/1'](cell)).toEqual({ value: '', problem: 'digits-in-name' });
  });

  it('takes up to nine digits', () => {
    expect(value('person-name/1', 'SITI 123456789')).toBe('SITI 123456789');
    expect(NORMALISERS['person-name/1']('SITI 1234567890').problem).toBe('digits-in-name');
  });

  it('is settled: normalising again changes nothing, for words without dots and commas', () => {
    const words = fc.array(fc.stringMatching(/^[A-Za-z'é]{4,9}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(words, (list) => {
        const once = value('person-name/1', list.join(' '));
        return value('person-name/1', once) === once && once === once.toUpperCase();
      }),
      { seed: 1, numRuns: 300 },
    );
  });
});

describe('date/1', () => {
  it.each([
    ['1990-02-03', '1990-02-03'],
    ['1990-2-3', '1990-02-03'],
    ['03/02/1990', '1990-02-03'],
    ['3-2-1990', '1990-02-03'],
    ['1990-02-03 00:00:00', '1990-02-03'],
    ['1990-02-03T00:00:00.000', '1990-02-03'],
    ['2000-02-29', '2000-02-29'],
    ['', ''],
  ])('%j is %j', (cell, date) => {
    expect(NORMALISERS['date/1'](cell)).toEqual({ value: date });
  });

  it.each([
    ['1990-02-30', 'date-impossible'],
    ['1900-02-29', 'date-impossible'],
    ['02/13/1990', 'date-impossible'],
    ['1879-12-31', 'date-impossible'],
    ['2100-01-01', 'date-impossible'],
    ['1990-00-10', 'date-impossible'],
    ['03/02-1990', 'date-not-recognised'],
    ['03/02/90', 'date-not-recognised'],
    ['19900203', 'date-not-recognised'],
    ['32906', 'date-not-recognised'],
    ['1990-02-03 07:00:00', 'date-not-recognised'],
    ['3 Feb 1990', 'date-not-recognised'],
  ])('%j is refused: %s', (cell, problem) => {
    expect(NORMALISERS['date/1'](cell)).toEqual({ value: '', problem });
  });
});

it.each([
  ['1 L l LK Laki-laki LAKI_LAKI Pria M male', 'M'],
  ['2 P p PR Perempuan WANITA F Female', 'F'],
])('sex/1 reads %s as %s', (cells, sex) => {
  for (const cell of cells.split(' ')) expect(NORMALISERS['sex/1'](cell)).toEqual({ value: sex });
});

it.each(['0', '3', 'X', 'LP', '-'])('sex/1 refuses %s', (cell) => {
  expect(NORMALISERS['sex/1'](cell)).toEqual({ value: '', problem: 'sex-not-recognised' });
});

describe('region/1', () => {
  it.each([
    ['35.07', 'kemendagri:35.07'],
    ['35.07.01', 'kemendagri:35.07.01'],
    ['35.07.01.2001', 'kemendagri:35.07.01.2001'],
    ['kemendagri:35.07', 'kemendagri:35.07'],
    ['bps:3507', 'bps:3507'],
    ['BPS : 3507010', 'bps:3507010'],
    ['35', 'province:35'],
    ['bps:35', 'province:35'],
    ['kemendagri:35', 'province:35'],
    ['bps:91', 'bps:91'],
    ['kemendagri:91', 'kemendagri:91'],
    ['Kab. Malang', 'MALANG'],
    ['KABUPATEN MALANG', 'MALANG'],
    ['kota malang', 'MALANG'],
    ['Kec. Kota', 'KOTA'],
    ['KOTAWARINGIN BARAT', 'KOTAWARINGIN BARAT'],
    ['DKI Jakarta', 'JAKARTA'],
    ['D.I. Yogyakarta', 'YOGYAKARTA'],
    ['Daerah Istimewa Yogyakarta', 'YOGYAKARTA'],
    ['', ''],
  ])('%j is %j', (cell, region) => {
    expect(NORMALISERS['region/1'](cell)).toEqual({ value: region });
  });

  it.each(['3507', '350701', '91', '5', '3507012001'])('%s has no system and is refused', (cell) => {
    expect(NORMALISERS['region/1'](cell)).toEqual({ value: '', problem: 'region-code-without-system' });
  });

  it.each(['KEPANJEN 3507015708900001', 'Kec. 0812-3456-78 Kepanjen'])('%s hides a number', (cell) => {
    expect(NORMALISERS['region/1'](cell)).toEqual({ value: '', problem: 'digits-in-name' });
  });

  it.each(['bps:3507012001', '35.07.01.2001'])('%s is a code of ten digits and stays one', (cell) => {
    expect(NORMALISERS['region/1'](cell).problem).toBeUndefined();
  });

  it.each(['3507015708900001', '3507 0157 0890 0001', '35.07.01.57.08.90.0001'])(
    'a NIK, %s, is no region',
    (cell) => {
      expect(NORMALISERS['region/1'](cell).problem).toBeDefined();
    },
  );

  it.each(['bps:35.07', 'bps:350', 'kemendagri:3507', '-', '35.7'])('%s is no region', (cell) => {
    expect(NORMALISERS['region/1'](cell)).toEqual({ value: '', problem: 'region-not-recognised' });
  });
});

describe('nik/1', () => {
  it.each([
    ['3507015708900001', { sex: 'F', day: 17, month: 8, year: 90 }],
    ['3507011708900001', { sex: 'M', day: 17, month: 8, year: 90 }],
    ['3204114609970001', { sex: 'F', day: 6, month: 9, year: 97 }],
    ['9101012902960001', { sex: 'M', day: 29, month: 2, year: 96 }],
    ['9101012902000001', { sex: 'M', day: 29, month: 2, year: 0 }],
    ['3507017112900001', { sex: 'F', day: 31, month: 12, year: 90 }],
  ])('%s says %j', (nik, facts) => {
    expect(nikFacts(nik)).toEqual(facts);
    expect(NORMALISERS['nik/1'](nik)).toEqual({ value: nik });
  });

  it.each([
    '0000000000000000',
    '9999999999999999',
    '1111111111111111',
    '1234567890123456',
    '3507011708900000',
    '3507014008900001',
    '3507017208900001',
    '3507010008900001',
    '3507011713900001',
    '3507013002900001',
    '3507012902010001',
    '0007011708900001',
    '3500011708900001',
    '3507001708900001',
    '350701170890001',
    '35070117089000011',
    '3.20411E+15',
    'TIDAK ADA',
  ])('%s is impossible', (nik) => {
    expect(NORMALISERS['nik/1'](nik)).toEqual({ value: '', warning: 'nik-impossible' });
  });

  it('takes separators off and tells an absent number from an impossible one', () => {
    expect(value('nik/1', "'3507 0117.0890-0001")).toBe('3507011708900001');
    expect(NORMALISERS['nik/1']('')).toEqual({ value: '', warning: 'nik-missing' });
  });
});

it.each([
  ['3507011503120001', '3507011503120001', undefined],
  ['3507015503120001', '', 'family-card-impossible'],
  ['3507011503120000', '', 'family-card-impossible'],
  ['0000000000000000', '', 'family-card-impossible'],
  ['', '', undefined],
])('family-card/1 of %s', (cell, normal, warning) => {
  expect(NORMALISERS['family-card/1'](cell)).toEqual({ value: normal, ...(warning ? { warning } : {}) });
});

it.each([
  ['b1234568', 'B1234568', undefined],
  ['B 1234568', 'B1234568', undefined],
  ['B1234567', '', 'passport-impossible'],
  ['A0000000', '', 'passport-impossible'],
  ['AB123458', 'AB123458', 'passport-unusual'],
  ['PASPOR', '', 'passport-impossible'],
  ['-', '', undefined],
  ['', '', undefined],
])('passport/1 of %s', (cell, normal, warning) => {
  expect(NORMALISERS['passport/1'](cell)).toEqual({ value: normal, ...(warning ? { warning } : {}) });
});

it('no normaliser tells the value in what it refuses or flags', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...(Object.keys(NORMALISERS) as NormaliserName[])),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      (name, cell) => {
        const { problem, warning, value: normal } = NORMALISERS[name](cell.trim());
        return (
          (problem === undefined || normal === '') && (warning === undefined || /^[a-z-]+$/.test(warning))
        );
      },
    ),
    { seed: 2, numRuns: 500 },
  );
  expect([...DIGIT_NORMALISERS]).toEqual(['nik/1', 'family-card/1', 'passport/1', 'phone/1']);
});
