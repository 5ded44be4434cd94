import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import placementsLinkage from '../../specs/linkage/placements.json' with { type: 'json' };
import type { ColumnRole } from '../pprl/linkage-schema.ts';
import type { DomainError } from '../problems.ts';
import { parseRecordType, type RecordField, type RecordType } from './record.ts';
import { checkColumnsOf, createRecordCheck } from './record-check.ts';
import { builtInRecordType, recordReferences } from './record-library.ts';

const references = recordReferences();

/** A row that nobody has, without fault, of each record type that comes with Padan. */
const CLEAN: Record<string, Record<string, string>> = {
  placements: {
    ...{ nik: '3507015708909001', nomor_kk: '3507011503129001', nomor_pendataan_pmi: 'EPMI-1' },
    ...{ nomor_paspor: 'C1234569', nomor_telepon: '+628001234567', alamat_email: 'siti@example.com' },
    ...{
      nama: 'SITI NUR AISYAH',
      jenis_kelamin: 'P',
      tanggal_lahir: '1990-08-17',
      alamat: 'DSN KRAJAN RT 001',
    },
    ...{ kecamatan: '35.07.01', kabupaten: '35.07', provinsi: '35', negara_tujuan: 'HK' },
    ...{ waktu_akhir_proses: '2025-07-01T09:00:00+07:00', tanggal_mulai_pk: '2025-08-01' },
    ...{ tanggal_akhir_pk: '2027-07-31', status_perkawinan: '2', pendidikan_terakhir: 'SMA/SMK' },
    ...{
      jabatan: 'Caregiver',
      proses_penempatan: 'P to P',
      gaji: '4990',
      mata_uang: 'HKD',
      p3mi: 'PT CONTOH',
    },
  },
  complaints: {
    ...{ id_kasus: 'K-1', nomor_pengaduan: 'P-1', nik: '3507015708909001', nomor_kk: '3507011503129001' },
    ...{ nama: 'SITI NUR AISYAH', nomor_paspor: 'C1234569', jenis_kelamin: 'P', alamat: 'DSN KRAJAN RT 001' },
    ...{
      kabupaten: '35.07',
      provinsi: '35',
      negara_penempatan: 'Taiwan',
      media_pengaduan: 'e-Pengaduan',
      p3mi: '',
    },
    ...{ tanggal_entri_pengaduan: '2025-09-30 08:15', kategori_kasus: 'Gaji tidak dibayar' },
    ...{ status_perkawinan: 'Kawin', status_penyelesaian_kasus: 'SELESAI' },
  },
  returns: {
    ...{ id_pmi: 'PMI-1', nik: '3507015708909001', nomor_kk: '3507011503129001', nomor_paspor: 'C1234569' },
    ...{ nama: 'SITI NUR AISYAH', jenis_kelamin: 'P', alamat: 'DSN KRAJAN RT 001', kabupaten: '35.07' },
    ...{ provinsi: '35', negara_penempatan: 'MY', jenis_kepulangan: 'g', tanggal_info_pulang: '2025-09-30' },
    ...{ tanggal_tiba: '01/10/2025' },
  },
};

const typeOf = (id: string): RecordType => builtInRecordType(id)!;
const checks = new Map(Object.keys(CLEAN).map((id) => [id, createRecordCheck(typeOf(id), references)]));

/** What is said of a clean row with `changes`: `+name code` where refused, `name code` where flagged. */
function said(id: string, changes: Record<string, string>, check = checks.get(id)!): string[] {
  const { fields } = typeOf(id);
  const row = fields.map(({ name }) => changes[name] ?? CLEAN[id]![name] ?? '');
  const { refused, flagged } = check.start()(row);
  const name = (column: number) => fields[column]!.name;
  return [
    ...refused.map((each) => `+${name(each.column)} ${each.code}`),
    ...flagged.map((each) => `${name(each.column)} ${each.code}`),
  ];
}

it.each(Object.keys(CLEAN))('a clean row of %s is neither refused nor flagged', (id) => {
  expect(Object.keys(CLEAN[id]!)).toEqual(typeOf(id).fields.map(({ name }) => name));
  expect(said(id, {})).toEqual([]);
});

describe('what is refused', () => {
  it.each([
    [
      'a birth date of another format',
      'placements',
      { tanggal_lahir: '32874' },
      ['+tanggal_lahir date-not-recognised'],
    ],
    [
      'a day that does not exist',
      'returns',
      { tanggal_tiba: '30/02/2025' },
      ['+tanggal_tiba date-impossible'],
    ],
    [
      'a time that is none',
      'placements',
      { waktu_akhir_proses: '2025-07-01T25:00:00Z' },
      ['+waktu_akhir_proses time-not-recognised'],
    ],
    [
      'a time on a day that does not exist',
      'complaints',
      { tanggal_entri_pengaduan: '2025-02-30 10:00' },
      ['+tanggal_entri_pengaduan date-impossible'],
    ],
    ['a wage with thousands', 'placements', { gaji: '4.990.000' }, ['+gaji number-not-recognised']],
    ['a wage with a currency', 'placements', { gaji: 'HKD 4990' }, ['+gaji number-not-recognised']],
    ['a sex of another list', 'complaints', { jenis_kelamin: '3' }, ['+jenis_kelamin sex-not-recognised']],
    [
      'a country that is none',
      'returns',
      { negara_penempatan: 'ZZ' },
      ['+negara_penempatan code-not-in-list'],
    ],
    ['a currency that is none', 'placements', { mata_uang: 'RP' }, ['+mata_uang code-not-in-list']],
    [
      'a kind of return that is none',
      'returns',
      { jenis_kepulangan: 'j' },
      ['+jenis_kepulangan code-not-in-list'],
    ],
    [
      'a regency without its system',
      'complaints',
      { kabupaten: '3507' },
      ['+kabupaten region-code-without-system'],
    ],
    [
      'a province of two meanings without its system',
      'returns',
      { provinsi: '94' },
      ['+provinsi region-code-without-system'],
    ],
    ['a regency of no list', 'complaints', { kabupaten: '35.99' }, ['+kabupaten code-not-in-list']],
    [
      'a district in the column of regencies',
      'returns',
      { kabupaten: '35.07.01' },
      ['+kabupaten code-not-in-list'],
    ],
    ['a district of no list', 'placements', { kecamatan: '35.07.99' }, ['+kecamatan code-not-in-list']],
    ['a NIK among the names', 'complaints', { nama: '3507015708909001' }, ['+nama digits-in-name']],
    ['a line break', 'returns', { alamat: 'DSN\nKRAJAN' }, ['+alamat cell-control-characters']],
    ['a cell that swallowed others', 'complaints', { p3mi: 'x'.repeat(121) }, ['+p3mi cell-too-long']],
  ] as const)('%s', (_, id, changes, expected) => {
    expect(said(id, changes as Record<string, string>)).toEqual(expected);
  });

  it('is what the spec says: a rule that a field does not have refuses nothing', () => {
    const provinsi = typeOf('returns').fields.find(({ name }) => name === 'provinsi')!;
    const only = (rule: 'region-system' | 'format') => {
      const refused = [{ rule: 'region-system' }, ...(rule === 'format' ? [{ rule }] : [])];
      const field = { ...provinsi, item: 1, refused, flagged: [] };
      const record = parseRecordType({ ...typeOf('returns'), fields: [field] });
      return createRecordCheck(record, references).start();
    };
    expect(only('region-system')(['94']).refused).toMatchObject([{ code: 'region-code-without-system' }]);
    expect(only('region-system')(['35.']).refused).toEqual([]);
    expect(only('format')(['35.']).refused).toMatchObject([{ code: 'region-not-recognised' }]);
    expect(only('format')(['35.99']).refused).toEqual([]);
  });

  it('is every cell at fault, not the first alone', () => {
    expect(said('returns', { provinsi: '94', kabupaten: '3507', tanggal_tiba: 'besok' })).toEqual([
      ...['+kabupaten region-code-without-system', '+provinsi region-code-without-system'],
      '+tanggal_tiba date-not-recognised',
    ]);
  });
});

describe('what is only flagged', () => {
  it.each([
    [
      'a NIK that disagrees with the birth date',
      'placements',
      { tanggal_lahir: '1990-08-18' },
      ['nik nik-birth-date-differs'],
    ],
    ['a NIK that disagrees with the sex', 'complaints', { jenis_kelamin: 'L' }, ['nik nik-sex-differs']],
    ['no NIK', 'returns', { nik: '' }, ['nik nik-missing']],
    ['a NIK that cannot be', 'returns', { nik: '9999999999999999' }, ['nik nik-impossible']],
    [
      'a NIK of a region in no list',
      'complaints',
      { nik: '9999015708909001' },
      ['nik region-digits-unknown'],
    ],
    [
      'a NIK of a person who is too young, or too old, in any century',
      'complaints',
      { nik: '3507015708109001' },
      ['nik nik-age-unusual'],
    ],
    [
      'a telephone number without its 0',
      'placements',
      { nomor_telepon: '81234567890' },
      ['nomor_telepon phone-unusual'],
    ],
    ['no family card', 'complaints', { nomor_kk: '' }, ['nomor_kk cell-absent']],
    [
      'a passport of another form',
      'returns',
      { nomor_paspor: 'AB765431' },
      ['nomor_paspor passport-unusual'],
    ],
    ['a dash for a passport', 'returns', { nomor_paspor: '-' }, ['nomor_paspor cell-absent']],
    [
      'a telephone number that is none',
      'placements',
      { nomor_telepon: '123' },
      ['nomor_telepon phone-unusual'],
    ],
    ['a mailbox that is none', 'placements', { alamat_email: 'tidak ada' }, ['alamat_email email-unusual']],
    [
      'a time without its zone',
      'placements',
      { waktu_akhir_proses: '2025-07-01 09:00:00' },
      ['waktu_akhir_proses time-without-zone'],
    ],
    [
      'a contract that ends as it begins',
      'placements',
      { tanggal_akhir_pk: '2025-08-01' },
      ['tanggal_akhir_pk date-not-after'],
    ],
    [
      'a worker of seventeen',
      'placements',
      { nik: '3507014208079001', tanggal_lahir: '2007-08-02' },
      ['tanggal_lahir age-below'],
    ],
    ['P to P without its company', 'placements', { p3mi: '' }, ['p3mi cell-expected']],
    [
      'a category outside the open list',
      'complaints',
      { kategori_kasus: 'Majikan bangkrut' },
      ['kategori_kasus code-not-in-list'],
    ],
    [
      'marital status in three groups',
      'complaints',
      { status_perkawinan: 'Cerai' },
      ['status_perkawinan code-of-alternative-list'],
    ],
    ['a BPS code that says so', 'returns', { kabupaten: 'bps:3507' }, ['kabupaten code-of-alternative-list']],
    ['a regency of another province', 'returns', { kabupaten: '33.01' }, ['kabupaten region-outside-region']],
    [
      'a district of another regency',
      'placements',
      { kecamatan: '35.08.01' },
      ['kecamatan region-outside-region'],
    ],
    [
      'a BPS code of another province than Kemendagri says',
      'returns',
      { kabupaten: 'bps:3301' },
      ['kabupaten code-of-alternative-list', 'kabupaten region-outside-region'],
    ],
    [
      'a district by a BPS code, of which there is no list',
      'placements',
      { kecamatan: 'bps:3507010' },
      ['kecamatan code-not-checked'],
    ],
  ] as const)('%s', (_, id, changes, expected) => {
    expect(said(id, changes as Record<string, string>)).toEqual(expected);
  });

  it('is nothing on the eighteenth birthday, and of a leap day on the first of March', () => {
    expect(said('placements', { nik: '3507014108079001', tanggal_lahir: '2007-08-01' })).toEqual([]);
    const leap = { nik: '3507016902089001', tanggal_lahir: '2008-02-29' };
    expect(said('placements', { ...leap, tanggal_mulai_pk: '2026-02-28' })).toEqual([
      'tanggal_lahir age-below',
    ]);
    expect(said('placements', { ...leap, tanggal_mulai_pk: '2026-03-01' })).toEqual([]);
  });

  it('is a code no longer in force, which lies in the province that succeeded', () => {
    const old = { kabupaten: '91.01', provinsi: 'kemendagri:93' };
    expect(said('returns', old)).toEqual(['kabupaten code-no-longer-in-force']);
    expect(said('returns', { ...old, provinsi: 'kemendagri:91' })).toEqual([
      ...['kabupaten code-no-longer-in-force', 'kabupaten region-outside-region'],
    ]);
    expect(said('returns', { ...old, provinsi: 'bps:95' })).toEqual([
      ...['kabupaten code-no-longer-in-force', 'provinsi code-of-alternative-list'],
    ]);
  });

  it('is nothing of a NIK issued under a historical code', () => {
    expect(said('returns', { nik: '9101015708909001' })).toEqual([]);
  });

  it('is an empty row, once', () => {
    const empty = Object.fromEntries(typeOf('complaints').fields.map(({ name }) => [name, ' ']));
    expect(said('complaints', empty)).toEqual(['id_kasus row-empty']);
  });

  it('is a number that occurs again in the same file, and not in the next', () => {
    const check = checks.get('complaints')!;
    const row = typeOf('complaints').fields.map(({ name }) => CLEAN.complaints![name]!);
    const read = check.start();
    expect([read(row).flagged, read(row).flagged]).toEqual([[], [{ column: 1, code: 'value-repeated' }]]);
    expect(check.start()(row).flagged).toEqual([]);
  });
});

describe('versions', () => {
  const field = (codelist: object, more: object = {}): RecordField =>
    ({
      ...{
        name: 'lapangan_usaha',
        item: 1,
        label: { id: 'x', en: 'x' },
        type: 'code',
        format: 'x',
        role: 'payload',
      },
      ...{
        normalise: 'code/1',
        codelist,
        refused: [{ rule: 'in-codelist' }],
        flagged: [],
        evidence: 'proposed',
      },
      ...more,
    }) as unknown as RecordField;
  const one = (codelist: object, more: object = {}) =>
    parseRecordType({ ...typeOf('returns'), fields: [field(codelist, more)] });
  const of2020 = one({ id: 'kbli-2020-section', version: 'KBLI 2020' });
  const read = (record: RecordType, cell: string) =>
    createRecordCheck(record, references).start()([cell]).refused;

  it('are never mixed silently: a code of another version is refused by the names of both', () => {
    expect(read(of2020, 'K')).toEqual([]);
    const differs = {
      ...{ column: 0, code: 'code-of-other-version' },
      facts: { expectedList: 'kbli-2020-section KBLI 2020', foundList: 'kbli-2025-section KBLI 2025' },
    };
    expect(read(of2020, 'V')).toEqual([differs]);
    expect(read(of2020, 'kbli-2025-section:K')).toEqual([differs]);
    expect(read(of2020, 'kbli-2020-section:K')).toEqual([]);
    expect(read(of2020, 'MN')[0]!.facts).toMatchObject({ foundList: 'kbli-2020-17 KBLI 2020' });
    expect(read(of2020, 'X')).toMatchObject([
      { code: 'code-not-in-list', facts: { list: 'kbli-2020-section KBLI 2020' } },
    ]);
  });

  it('of a record type are those of the lists at hand, else both are named', () => {
    expect(() =>
      createRecordCheck(one({ id: 'kbli-2025-section', version: 'KBLI 2020' }), references),
    ).toThrow(
      expect.objectContaining({
        code: 'record-list-version',
        facts: {
          field: 'lapangan_usaha',
          expectedList: 'kbli-2025-section KBLI 2020',
          foundList: 'kbli-2025-section KBLI 2025',
        },
      }),
    );
    expect(() => createRecordCheck(one({ id: 'kbli-2030', version: '1' }), references)).toThrow(
      'codelist-unknown',
    );
  });

  it('may be replaced by a new edition that is a file', () => {
    const edition = {
      ...{
        id: 'country',
        title: { id: 'x', en: 'x' },
        classification: 'country',
        version: '2030',
        validFrom: '2030-01-01',
      },
      ...{
        validTo: null,
        kind: 'classification',
        standing: 'proposed',
        source: 'a test',
        codes: [['QQ', 'Negeri Baru']],
      },
    };
    const record = one({ id: 'country', version: '2030' });
    const check = createRecordCheck(record, recordReferences([edition])).start();
    expect([check(['Negeri Baru']).refused, check(['HK']).refused.length]).toEqual([[], 1]);
    expect(() => createRecordCheck(record, references)).toThrow('record-list-version');
  });

  it('of region lists are told apart by system and edition', () => {
    expect(said('returns', { provinsi: 'bps:97', kabupaten: 'bps:9702' })).toEqual([
      ...['kabupaten code-of-alternative-list', 'provinsi code-of-alternative-list'],
    ]);
    expect(said('returns', { provinsi: 'kemendagri:97' })).toEqual(['+provinsi code-not-in-list']);
  });
});

it('says where and which code, never a part of a cell', () => {
  const type = typeOf('placements');
  const check = checks.get('placements')!;
  fc.assert(
    fc.property(
      fc.nat({ max: type.fields.length - 1 }),
      fc.oneof(fc.stringMatching(/^[A-Z]{5} [0-9]{6}$/), fc.string({ minLength: 5, unit: 'binary' })),
      (at, text) => {
        const row = type.fields.map(({ name }, i) => (i === at ? text : CLEAN.placements![name]!));
        const { refused, flagged } = check.start()(row);
        const told = JSON.stringify([refused, flagged]);
        if (text.trim().length >= 5) expect(told).not.toContain(text.trim());
        for (const { code } of [...refused, ...flagged]) expect(code).toMatch(/^[a-z-]+$/);
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});

describe('the columns of a linkage schema', () => {
  const record = typeOf('placements');
  const columns = placementsLinkage.columns as { name: string; role: ColumnRole }[];
  const refused = (change: (list: { name: string; role: ColumnRole }[]) => unknown) => {
    const list = structuredClone(columns);
    change(list);
    try {
      checkColumnsOf(record, list);
      return null;
    } catch (error) {
      return (error as DomainError).facts;
    }
  };

  it('are the fields of the record type, in their order', () => {
    expect(refused(() => {})).toBeNull();
    expect(refused((list) => list.pop())).toMatchObject({
      column: 24,
      expected: 'p3mi (payload)',
      foundColumns: 23,
    });
    expect(refused((list) => list.reverse())).toMatchObject({ column: 1, expected: 'nik (identifier)' });
    expect(refused((list) => list.push({ name: 'lain', role: 'payload' }))).toMatchObject({ column: 25 });
  });

  it('have no identifier for payload, and no payload in the filter', () => {
    expect(refused((list) => Object.assign(list[0]!, { role: 'payload' }))).toMatchObject({ column: 1 });
    expect(refused((list) => Object.assign(list[21]!, { role: 'linkage' }))).toMatchObject({ column: 22 });
    expect(refused((list) => Object.assign(list[21]!, { role: 'ignored' }))).toBeNull();
  });
});
