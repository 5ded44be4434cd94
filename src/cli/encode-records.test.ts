/** Complaints, returns and a record type that Padan has never heard of, by the command line alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText } from '../../fixtures/synthetic/csv.ts';
import { cliFolder } from '../../test/support/cli.ts';
import { readOrderMap } from '../exchange/order-map.ts';

const SPECS = join(import.meta.dirname, '../../specs');
const { path, run, remove } = cliFolder();
afterAll(remove);

const columnsOf = (id: string): string[] =>
  JSON.parse(readFileSync(join(SPECS, 'linkage', `${id}.json`), 'utf8')).columns.map(
    ({ name }: { name: string }) => name,
  );

type Row = Record<string, string>;
/** Persons who do not exist: the register's view of four, by the columns it exports. */
const REGISTER: readonly Row[] = [
  [
    '3507015708909001',
    '3507011503129001',
    'C1234569',
    'SITI NUR AISYAH',
    'P',
    '1990-08-17',
    '35.07.01',
    '35.07',
    '35',
  ],
  [
    '3301021203889001',
    '3301021101109001',
    'C7654320',
    'BUDI SANTOSO',
    'L',
    '1988-03-12',
    '33.01.02',
    '33.01',
    '33',
  ],
  ['5203054512929001', '5203050908159001', '', 'DEWI LESTARI', 'P', '1992-12-05', '52.03.05', '52.03', '52'],
  [
    '1807012001859001',
    '1807010203059001',
    'B2468135',
    'AGUS SETIAWAN',
    'L',
    '1985-01-20',
    '18.07.01',
    '18.07',
    '18',
  ],
].map((cells) => Object.fromEntries(columnsOf('complaints-register').map((name, i) => [name, cells[i]!])));

const person = (at: number, changes: Row = {}): Row => {
  const { nik, nomor_kk, nomor_paspor, nama, jenis_kelamin, kabupaten, provinsi } = REGISTER[at]!;
  return { nik, nomor_kk, nomor_paspor, nama, jenis_kelamin, kabupaten, provinsi, ...changes } as Row;
};
const COMPLAINT = {
  ...{ id_kasus: 'K-1', alamat: 'DSN KRAJAN', negara_penempatan: 'HK', media_pengaduan: 'TELEPON', p3mi: '' },
  ...{ tanggal_entri_pengaduan: '2025-09-30', kategori_kasus: 'GAJI', status_perkawinan: '2' },
  ...{ status_penyelesaian_kasus: 'PROSES' },
};
const RETURN = {
  ...{ id_pmi: 'PMI-1', alamat: 'DSN KRAJAN', negara_penempatan: 'MY', jenis_kepulangan: 'g' },
  ...{ tanggal_info_pulang: '2025-09-30', tanggal_tiba: '2025-10-01' },
};

const write = (name: string, columns: readonly string[], rows: readonly Row[]) =>
  writeFileSync(
    path(name),
    csvText(
      columns,
      rows.map((row) => columns.map((column) => row[column] ?? '')),
    ),
  );

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

let recipient = '';
beforeAll(async () => {
  await run('keys', 'identity', '-o', path('id'));
  await run('keys', 'project', '--project', 'p', '-o', path('key'));
  recipient = JSON.parse(readFileSync(path('id'), 'utf8')).recipient;
});

const encode = (schema: string, csv: string, ...more: string[]) =>
  run(
    ...['encode', '--schema', schema, '--key-file', path('key'), '--custodian', 'kp2mi', '--json-errors'],
    ...['--identity', path('id'), ...more, path(csv), '-o', path(`${csv}.padan`)],
  );

/** Rows of the input behind the links of two encoded files, by their order maps. */
async function linked(a: string, b: string): Promise<string[]> {
  const done = await run(
    'link',
    path(`${a}.padan`),
    path(`${b}.padan`),
    '--threshold',
    '0.8',
    '-o',
    path('links.json'),
  );
  expect(done.exit, done.err).toBe(0);
  const inputRows = async (name: string): Promise<number[]> => {
    const { rows } = await readOrderMap(pieces(readFileSync(path(`${name}.padan.order.ndjson`))));
    return [...rows].map((_, encoded) => [...rows].indexOf(encoded));
  };
  const [left, right] = [await inputRows(a), await inputRows(b)];
  const { links } = JSON.parse(readFileSync(path('links.json'), 'utf8')) as {
    links: { a: number; b: number; stage: string }[];
  };
  return links.map(({ a: x, b: y, stage }) => `${left[x]}-${right[y]} ${stage}`).sort();
}

describe.each([
  ['complaints', COMPLAINT, { nomor_pengaduan: 'N' }],
  ['returns', RETURN, { id_pmi: 'PMI' }],
])('%s', (id, rest, numbered) => {
  const [number] = Object.keys(numbered);
  const rows: Row[] = [
    person(2),
    person(0, { nik: REGISTER[0]!.nik!.replace(/9001$/, '9010'), nama: 'SITI NUR AISAH' }),
    person(1, { nik: '', nomor_kk: '' }),
    person(3, { nik: '1807012001859999', nomor_kk: '', nomor_paspor: '', nama: 'JOKO SUSILO' }),
  ].map((row, i) => ({ ...row, ...rest, [number!]: `${i}` }));

  it('are encoded, and linked to the register by NIK, by passport and by what their NIK says of the birth date', async () => {
    write(`${id}.csv`, columnsOf(id), rows);
    write(`${id}-register.csv`, columnsOf(`${id}-register`), REGISTER);
    const sent = await encode(join(SPECS, 'linkage', `${id}.json`), `${id}.csv`, '--recipient', recipient);
    expect(sent).toMatchObject({ exit: 0, out: expect.stringContaining('4 rows encoded') });
    const held = await encode(join(SPECS, 'linkage', `${id}-register.json`), `${id}-register.csv`);
    expect(held.exit, held.err).toBe(0);
    expect(await linked(`${id}.csv`, `${id}-register.csv`)).toEqual([
      ...['0-2 exact:nik', '1-0 filter', '2-1 exact:passport+name'],
    ]);
  });

  it('tell flags by column, and count them', async () => {
    const flagged = rows.map((row) => ({ ...row, jenis_kelamin: row.jenis_kelamin === 'L' ? 'P' : 'L' }));
    write(`${id}-flagged.csv`, columnsOf(id), flagged);
    const { exit, err } = await encode(
      ...([join(SPECS, 'linkage', `${id}.json`), `${id}-flagged.csv`, '--recipient', recipient] as const),
    );
    expect(exit).toBe(0);
    expect(err).toContain('[nik-sex-differs]: nik, 3 rows');
    expect(err).toContain('[nik-missing]: nik, 1 rows');
  });

  it('seal to the receiver every field that is no identifier, and none that is', async () => {
    const out = await run(
      'unseal',
      path(`${id}.csv.padan`),
      '--identity',
      path('id'),
      '-o',
      path('payload.csv'),
    );
    expect(out.exit, out.err).toBe(0);
    expect([out.out.includes('negara_penempatan: country ISO 3166-1'), out.err]).toEqual([true, '']);
    const text = readFileSync(path('payload.csv'), 'utf8');
    const header = text.split('\n')[0]!.split(',').slice(1);
    const identifiers = Object.keys(person(0));
    expect(header).toEqual(columnsOf(id).filter((name) => !identifiers.includes(name)));
    expect(text).toContain('DSN KRAJAN');
    for (const { nik, nama } of REGISTER)
      for (const value of [nik!, nama!]) expect(text).not.toContain(value);
  });

  it('are refused by row and column, without any value, the first hundred and how many', async () => {
    const bad = Array.from({ length: 130 }, (_, i) => ({
      ...rows[i % 4]!,
      [number!]: `${i}`,
      negara_penempatan: 'ATLANTIS',
      ...(i === 0 ? { kabupaten: '3507' } : {}),
    }));
    write(`${id}-bad.csv`, columnsOf(id), bad);
    const { exit, err } = await encode(
      ...([join(SPECS, 'linkage', `${id}.json`), `${id}-bad.csv`, '--recipient', recipient] as const),
    );
    expect(exit).toBe(3);
    const { facts } = JSON.parse(err);
    const at = (name: string) => columnsOf(id).indexOf(name) + 1;
    expect([facts.problems, facts.rows, facts.first.length]).toEqual([131, 130, 100]);
    expect(facts.first.slice(0, 2)).toEqual([
      { row: 1, column: at('kabupaten'), code: 'region-code-without-system' },
      { row: 1, column: at('negara_penempatan'), code: 'code-not-in-list', list: 'country ISO 3166-1' },
    ]);
    for (const value of ['ATLANTIS', '3507', ...REGISTER.map(({ nama }) => nama!)])
      expect(err).not.toContain(value);
  });
});

/** A record type that nobody has agreed on: trainings before departure. Two spec files and a code list, no code. */
describe('a fourth record type', () => {
  const columns = [
    'nik',
    'nama',
    'tanggal_lahir',
    'kabupaten',
    'jenis_pelatihan',
    'tanggal_mulai',
    'tanggal_selesai',
  ];
  const field = (item: number, name: string, type: string, normalise: string, more: object) => ({
    ...{ name, item, label: { id: name, en: name }, type, format: 'x', normalise, evidence: 'proposed' },
    ...{ role: item > 4 ? 'payload' : 'identifier', refused: [{ rule: 'format' }], flagged: [] },
    ...more,
  });
  const record = {
    ...{ format: 'padan-record/2', id: 'trainings', version: '1', validFrom: '2026-01-01', validTo: null },
    ...{
      standing: 'proposed',
      title: { id: 'Pelatihan', en: 'Trainings' },
      from: 'kp2mi',
      to: 'bps',
      unit: 'training',
    },
    ...{ source: { document: 'a test', annex: 'none', section: 'none' }, absentRow: 'kept' },
    fields: [
      field(1, 'nik', 'nik', 'nik/1', {
        refused: [],
        flagged: [{ rule: 'absent' }, { rule: 'agrees-with', field: 'tanggal_lahir' }],
      }),
      field(2, 'nama', 'person-name', 'person-name/1', {}),
      field(3, 'tanggal_lahir', 'date', 'date/1', {}),
      field(4, 'kabupaten', 'region', 'region/1', {
        codelist: { id: 'regency-kemendagri', version: '2025' },
        refused: [{ rule: 'region-system' }, { rule: 'in-codelist' }],
      }),
      field(5, 'jenis_pelatihan', 'code', 'code/1', {
        codelist: { id: 'training-type', version: '1' },
        refused: [{ rule: 'in-codelist' }],
      }),
      field(6, 'tanggal_mulai', 'date', 'date/1', {}),
      field(7, 'tanggal_selesai', 'date', 'date/1', { flagged: [{ rule: 'after', field: 'tanggal_mulai' }] }),
    ],
  };
  const list = {
    ...{
      id: 'training-type',
      title: { id: 'Jenis', en: 'Kind' },
      classification: 'training-type',
      version: '1',
    },
    ...{ validFrom: null, validTo: null, kind: 'classification', standing: 'proposed', source: 'a test' },
    codes: [
      ['BHS', 'Bahasa', 'Language'],
      ['KRW', 'Perawatan', 'Care'],
    ],
  };
  const linkage = {
    ...{
      format: 'padan-linkage/1',
      id: 'trainings',
      status: 'proposed',
      recordType: 'trainings',
      bits: 1024,
    },
    ...{ fill: { low: 0.1, high: 0.5 }, identifier: 'nik', decision: null },
    columns: columns.map((name, i) => ({ name, role: i === 0 ? 'exact' : i < 4 ? 'linkage' : 'payload' })),
    fields: [
      { name: 'nik', column: 'nik', normalise: 'nik/1' },
      {
        name: 'name',
        column: 'nama',
        normalise: 'person-name/1',
        filter: { tokenise: 'word-bigrams', hashesPerToken: 12 },
      },
      {
        name: 'birth-date',
        column: 'tanggal_lahir',
        normalise: 'date/1',
        filter: { tokenise: 'date-parts', hashesPerToken: 40 },
      },
      {
        name: 'regency',
        column: 'kabupaten',
        normalise: 'region/1',
        filter: { tokenise: 'whole', hashesPerToken: 12 },
      },
    ],
    exactTokens: [{ name: 'nik', parts: ['nik'], confirmAt: null }],
  };
  const training = (at: number, changes: Row = {}): Row => ({
    ...REGISTER[at]!,
    ...{ jenis_pelatihan: 'Bahasa', tanggal_mulai: '2026-01-05', tanggal_selesai: '2026-02-05' },
    ...changes,
  });
  const send = (csv: string) =>
    encode(
      ...([path('trainings.json'), csv, '--recipient', recipient, '--record', path('record.json')] as const),
      ...['--codelists', path('list.json')],
    );

  beforeAll(() => {
    writeFileSync(path('record.json'), JSON.stringify(record));
    writeFileSync(path('list.json'), JSON.stringify(list));
    writeFileSync(path('trainings.json'), JSON.stringify(linkage));
  });

  it('is checked, encoded, linked and unsealed by its spec files alone', async () => {
    write('trainings-a.csv', columns, [
      training(1),
      training(0, { tanggal_selesai: '2026-01-05' }),
      training(2),
    ]);
    write('trainings-b.csv', columns, [training(2), training(3, { jenis_pelatihan: 'KRW' }), training(0)]);
    const { exit, out, err } = await send('trainings-a.csv');
    expect({ exit, err: err.split('\n').filter((line) => line.includes('[date')) }).toEqual({
      exit: 0,
      err: ['Date is not after the one it follows [date-not-after]: tanggal_selesai, 1 rows'],
    });
    expect(out).toContain('3 rows encoded');
    expect((await send('trainings-b.csv')).exit).toBe(0);
    expect(await linked('trainings-a.csv', 'trainings-b.csv')).toEqual(['1-2 exact:nik', '2-0 exact:nik']);
    await run('unseal', path('trainings-a.csv.padan'), '--identity', path('id'), '-o', path('trainings.out'));
    expect(readFileSync(path('trainings.out'), 'utf8')).toMatch(
      /^row,jenis_pelatihan,tanggal_mulai,tanggal_selesai\n/,
    );
  });

  it('is coded by lists whose versions travel with it, and whoever has other ones is told so', async () => {
    const other = { ...record, fields: structuredClone(record.fields) };
    Object.assign(other.fields[4]!, { codelist: { id: 'country', version: '2030' } });
    writeFileSync(path('record.json'), JSON.stringify(other));
    const edition = { ...list, id: 'country', classification: 'country', version: '2030' };
    writeFileSync(path('list.json'), JSON.stringify(edition));
    write('trainings-2030.csv', columns, [training(1)]);
    expect((await send('trainings-2030.csv')).exit).toBe(0);
    const told = await run(
      ...['unseal', path('trainings-2030.csv.padan'), '--identity', path('id'), '-o', path('trainings.out')],
    );
    expect(told.err).toBe('jenis_pelatihan: country 2030 (country ISO 3166-1)');
    writeFileSync(path('record.json'), JSON.stringify(record));
    writeFileSync(path('list.json'), JSON.stringify(list));
  });

  it('is refused by its spec files alone', async () => {
    const bad = [
      training(0, { kabupaten: '3507' }),
      training(1, { jenis_pelatihan: 'Menari', tanggal_lahir: '1988' }),
    ];
    write('trainings-bad.csv', columns, bad);
    const { exit, err } = await send('trainings-bad.csv');
    expect(exit).toBe(3);
    expect(JSON.parse(err).facts).toEqual({
      problems: 3,
      rows: 2,
      first: [
        { row: 1, column: 4, code: 'region-code-without-system' },
        { row: 2, column: 3, code: 'date-not-recognised' },
        { row: 2, column: 5, code: 'code-not-in-list', list: 'training-type 1' },
      ],
    });
  });

  it('is refused before any row where it does not fit its linkage schema', async () => {
    writeFileSync(
      path('trainings.json'),
      JSON.stringify({ ...linkage, columns: linkage.columns.toReversed() }),
    );
    const { exit, err } = await send('trainings-a.csv');
    expect([exit, JSON.parse(err).code]).toEqual([3, 'record-columns-differ']);
  });
});
