import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { csvText } from '../../fixtures/synthetic/csv.ts';
import { FLAG_COLUMNS, REGISTER_COLUMNS, registerWithFlags } from '../../fixtures/synthetic/people.ts';
import { PLACEMENT_COLUMNS, placements } from '../../fixtures/synthetic/placements.ts';
import { pieces } from '../../test/support/bytes.ts';
import { cliFolder, type Ran } from '../../test/support/cli.ts';
import { collect } from '../exchange/bytes.ts';
import { readEncodedFile } from '../exchange/encoded-reader.ts';
import { parsePadanLinks } from '../exchange/links.ts';
import { utf8Chunks } from '../exchange/ndjson.ts';
import { printRequest, printResult, type ResultLine, readFlags } from '../exchange/row-for-row.ts';
import { createRecordEncoder } from '../pprl/encoder.ts';
import { NOT_HARDENED } from '../pprl/hardened.ts';
import { parseLinkageSchema } from '../pprl/linkage-schema.ts';

const ROOT = join(import.meta.dirname, '../..');
const SHARED = join(ROOT, '../shared/data/linkage');
const PLACEMENTS = join(ROOT, 'specs/linkage/placements.json');
const REGISTER = join(ROOT, 'specs/linkage/placements-register.json');
const FEBRL = join(ROOT, 'specs/linkage/febrl4.json');

const { path, run, remove, folder } = cliFolder();
afterAll(remove);
const text = (name: string) => readFileSync(path(name), 'utf8');
/** Lines that `padan link` says before it compares. */
const PLAN = /^(?:plan|pairs to compare at most|expected|memory at least|\d+ pairs for review)\b/;
const ok = async (...args: string[]): Promise<Ran> => {
  const ran = await run(...args);
  // The plan of a comparison and what is said of plain filters, and nothing else.
  const said = args[0] === 'link' ? ran.err.split('\n').filter((line) => !PLAN.test(line)) : [ran.err];
  expect([NOT_HARDENED.en, '']).toContain(said.join('\n'));
  expect(ran.exit).toBe(0);
  return ran;
};

describe('padan, from two exports to rows handed back', async () => {
  const people = { seed: 21, rows: 500, canaries: 2 };
  /** Rows that the schema does not refuse, so that what is tested here is the way and not the data. */
  const accepted = (schemaPath: string, rows: Iterable<string[]>): string[][] => {
    const schema = parseLinkageSchema(JSON.parse(readFileSync(schemaPath, 'utf8')), 'schema');
    const encoder = createRecordEncoder(schema, new Uint8Array(32).fill(1).fill(2, 1));
    return [...rows].filter((row) => encoder.check(row.slice(0, schema.columns.length)).length === 0);
  };
  const sent = accepted(PLACEMENTS, placements({ register: people, rows: 120 }).rows);
  const registered = accepted(REGISTER, registerWithFlags(people));
  const registerRows = registered.map((row) => row.slice(0, REGISTER_COLUMNS.length));
  const letter = { number: 'B-7/2025', purpose: 'Pemadanan Lampiran 3', flags: ['pkh', 'desil'] };
  let link: ReturnType<typeof parsePadanLinks>;
  const known = { publicKey: '', recipient: '' };

  it('makes identities and one key for two custodians', async () => {
    const { out } = await ok('keys', 'identity', '-o', path('kp2mi.id'));
    await ok('keys', 'identity', '-o', path('bps.id'));
    known.publicKey = /public key ([0-9a-f]{64})/.exec(out)![1]!;
    known.recipient = /(age1[a-z0-9]{58})/.exec(out)![1]!;
    const bps = JSON.parse(text('bps.id')).recipient;
    const made = await ok('keys', 'project', '--project', 'p-2025', '-o', path('kp2mi.key'));
    await ok(
      'keys',
      'seal',
      path('kp2mi.key'),
      '--to',
      bps,
      '--identity',
      path('kp2mi.id'),
      '-o',
      path('sealed'),
    );
    const opened = await ok(
      'keys',
      'open',
      path('sealed'),
      '--from',
      known.publicKey,
      '--identity',
      path('bps.id'),
      '-o',
      path('bps.key'),
    );
    expect(text('bps.key')).toBe(text('kp2mi.key'));
    expect(opened.out).toContain(made.out.split(' ').at(-1));
    expect((await ok('keys', 'fingerprint', path('bps.key'))).out).toBe(made.out.split(' ').at(-1));
    expect(text('sealed')).not.toContain(JSON.parse(text('bps.key')).key);
    const forged = await run(
      'keys',
      'open',
      path('sealed'),
      '--from',
      '0'.repeat(64),
      '--identity',
      path('bps.id'),
      '-o',
      path('x'),
    );
    expect([forged.exit, existsSync(path('x'))]).toEqual([3, false]);
    const again = await run('keys', 'project', '--project', 'p-2025', '-o', path('kp2mi.key'));
    expect(again.err).toContain('file-exists');
  });

  it('encodes both', async () => {
    writeFileSync(path('sent.csv'), csvText(PLACEMENT_COLUMNS, sent));
    writeFileSync(path('register.csv.gz'), gzipSync(csvText(REGISTER_COLUMNS, registerRows)));
    const bps = JSON.parse(text('bps.id')).recipient;
    await run(
      'encode',
      '--schema',
      PLACEMENTS,
      '--key-file',
      path('kp2mi.key'),
      '--custodian',
      'kp2mi',
      '--identity',
      path('kp2mi.id'),
      '--recipient',
      bps,
      path('sent.csv'),
      '-o',
      path('sent.arrow'),
    );
    await run(
      'encode',
      '--schema',
      REGISTER,
      '--key-file',
      path('bps.key'),
      '--custodian',
      'bps',
      '--identity',
      path('bps.id'),
      path('register.csv.gz'),
      '-o',
      path('register.arrow'),
    );
    const { header } = await readEncodedFile(pieces(readFileSync(path('sent.arrow'))));
    expect(header).toMatchObject({
      rows: sent.length,
      custodian: 'kp2mi',
      project: 'p-2025',
      recordType: 'placements',
    });
    const manifest = JSON.parse(text('register.arrow.manifest.json'));
    expect(manifest).toMatchObject({
      rows: registered.length,
      keyFingerprint: header.keyFingerprint,
      schema: { hash: header.schemaHash },
    });
  });

  it('says nothing of the records in what leaves', () => {
    const names = new Set(sent.flatMap((row) => [row[0]!, row[6]!]).filter((cell) => cell.length >= 6));
    for (const file of ['sent.arrow', 'sent.arrow.manifest.json', 'sent.arrow.order.ndjson'])
      for (const name of names) expect(readFileSync(path(file), 'latin1').includes(name), file).toBe(false);
  });

  it('links them', async () => {
    await ok(
      'link',
      path('sent.arrow'),
      path('register.arrow'),
      '--threshold',
      '0.8',
      '-o',
      path('links.json'),
    );
    link = parsePadanLinks(text('links.json'));
    expect(link.counts).toEqual([sent.length, registered.length]);
    expect(link.links.length).toBeGreaterThan(60);
  });

  it('hands links back on the rows that were sent', async () => {
    await ok(
      'join',
      path('links.json'),
      '--order',
      path('sent.arrow.order.ndjson'),
      path('sent.csv'),
      '-o',
      path('joined.csv'),
    );
    if (process.platform !== 'win32') expect(statSync(path('joined.csv')).mode & 0o777).toBe(0o600);
    const rows = text('joined.csv').trimEnd().split('\n');
    const original = text('sent.csv').trimEnd().split('\n');
    expect(rows[0]).toBe(`${original[0]},status_padan,catatan`);
    expect(rows).toHaveLength(original.length);
    rows.slice(1).forEach((row, i) => {
      expect(row.startsWith(`${original[i + 1]},`)).toBe(true);
    });
    expect(rows.filter((row) => /,linked,/.test(row)).length).toBe(
      link.links.filter(({ status }) => status === 'linked').length,
    );
  });

  it('answers a letter with the flags it names, and joins them', async () => {
    const linked = link.links.filter(({ status }) => status === 'linked');
    const ids = linked.map((_, i) => `${'x'.repeat(22)}${i}`);
    const request = { run: 'run-1', letter, recipient: known.recipient, rows: linked.length };
    const lines = linked.map(({ b }, i) => ({ row: b, link: ids[i]! }));
    writeFileSync(path('request'), await collect(utf8Chunks(printRequest(request, lines))));
    writeFileSync(path('flags.csv'), csvText([...REGISTER_COLUMNS, ...FLAG_COLUMNS], registered));
    await ok(
      'answer',
      path('request'),
      '--recipient',
      known.recipient,
      '--order',
      path('register.arrow.order.ndjson'),
      path('register.csv.gz'),
      '--flags',
      path('flags.csv'),
      '-o',
      path('flags'),
    );
    const flags = await readFlags(pieces(readFileSync(path('flags'))));
    const sealed = new Map<string, Uint8Array>();
    for await (const line of flags.lines) sealed.set(line.link, line.sealed);
    const ofRow = new Map(linked.map(({ a }, i) => [a, ids[i]!]));
    const result = Array.from({ length: sent.length }, (_, row): ResultLine => {
      const id = ofRow.get(row);
      return id === undefined
        ? { row, status: 'not-linked' }
        : { row, status: 'linked', link: id, sealed: sealed.get(id)! };
    });
    const file = JSON.parse(text('sent.arrow.manifest.json')).sha256;
    const header = { run: 'run-1', file, rows: sent.length, letter, ...pick(flags.header) };
    writeFileSync(path('result'), await collect(utf8Chunks(printResult(header, result))));
    await ok(
      'join',
      path('result'),
      '--order',
      path('sent.arrow.order.ndjson'),
      '--identity',
      path('kp2mi.id'),
      path('sent.csv'),
      '-o',
      path('with-flags.csv'),
    );
    const order = text('sent.arrow.order.ndjson')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => Number.parseInt(line.replace('[', ''), 10));
    const registerOrder = text('register.arrow.order.ndjson')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => Number.parseInt(line.replace('[', ''), 10));
    const expected = (i: number) => {
      const match = linked.find(({ a }) => a === order[i]);
      if (!match) return ',';
      const person = registered[registerOrder.indexOf(match.b)]!;
      const flag = (name: (typeof FLAG_COLUMNS)[number]) =>
        person[REGISTER_COLUMNS.length + FLAG_COLUMNS.indexOf(name)];
      return `${flag('pkh')},${flag('desil')}`;
    };
    const out = text('with-flags.csv').trimEnd().split('\n');
    expect(out[0]!.endsWith(',status_padan,catatan,pkh,desil')).toBe(true);
    expect(out.slice(1).map((row) => row.split(',').slice(-2).join())).toEqual(
      sent.map((_, i) => expected(i)),
    );
  });

  it('opens the payload for its receiver', async () => {
    await ok('unseal', path('sent.arrow'), '--identity', path('bps.id'), '-o', path('payload.csv'));
    const rows = text('payload.csv').trimEnd().split('\n');
    expect(rows).toHaveLength(sent.length + 1);
    expect(rows[0]).toMatch(/^row,negara_tujuan,/);
    const other = await run('unseal', path('sent.arrow'), '--identity', path('kp2mi.id'), '-o', path('x'));
    expect([other.exit, existsSync(path('x'))]).toEqual([3, false]);
  });

  it('ends the key with a signed record', async () => {
    await ok('keys', 'destroy', path('bps.key'), '--identity', path('bps.id'), '-o', path('destroyed.json'));
    expect(existsSync(path('bps.key'))).toBe(false);
    expect(JSON.parse(text('destroyed.json'))).toMatchObject({
      format: 'padan-destruction/1',
      project: 'p-2025',
      destroyedAt: '2025-07-14T03:00:00.000Z',
    });
  });

  it('refuses to link files of different keys', async () => {
    await run('keys', 'project', '--project', 'p-2025', '-o', path('other.key'));
    await run(
      'encode',
      '--schema',
      REGISTER,
      '--key-file',
      path('other.key'),
      '--custodian',
      'bps',
      '--identity',
      path('bps.id'),
      path('register.csv.gz'),
      '-o',
      path('other.arrow'),
    );
    const ran = await run(
      'link',
      path('sent.arrow'),
      path('other.arrow'),
      '--threshold',
      '0.8',
      '-o',
      path('x'),
    );
    expect(ran.exit).toBe(3);
    expect(ran.err).toContain('[files-not-linkable]: member keyFingerprint');
  });

  it('refuses to link files of different schemas, and one of another version', async () => {
    const document = JSON.parse(readFileSync(REGISTER, 'utf8'));
    writeFileSync(path('seven.json'), JSON.stringify({ ...document, diffusion: { terms: 7, bits: 2048 } }));
    const inputs = ['--key-file', path('kp2mi.key'), '--custodian', 'bps', '--identity', path('bps.id')];
    const out = ['-o', path('seven.arrow')];
    await run('encode', '--schema', path('seven.json'), ...inputs, path('register.csv.gz'), ...out);
    const link = (b: string) =>
      run('link', path('sent.arrow'), path(b), '--threshold', '0.8', '-o', path('x'));
    expect((await link('seven.arrow')).err).toContain('[files-not-linkable]: member schemaHash');
    const bytes = readFileSync(path('seven.arrow'));
    bytes[bytes.indexOf('padan-encoded/1') + 'padan-encoded/1'.length - 1] = '2'.charCodeAt(0);
    writeFileSync(path('later.arrow'), bytes);
    const later = await link('later.arrow');
    expect([later.exit, later.err.includes('[encoded-format]')]).toEqual([3, true]);
    expect(existsSync(path('x'))).toBe(false);
  });
});

function pick({ fileKey, sealedBytes }: { fileKey: Uint8Array; sealedBytes: number }) {
  return { fileKey, sealedBytes };
}

describe('padan link on bare filters', () => {
  const a = [0xff, 0xf0, 0x0f, 0x00].map((byte) => Uint8Array.of(byte, byte));
  const json = (clks: Uint8Array[]) =>
    JSON.stringify({ clks: clks.map((clk) => Buffer.from(clk).toString('base64')) });

  it('reads JSON and raw filters, two and more files', async () => {
    writeFileSync(path('a.json'), json(a));
    writeFileSync(path('b.raw'), Buffer.concat([...a].reverse()));
    writeFileSync(path('c.json'), json(a.slice(0, 1)));
    const linked = await ok(
      'link',
      path('a.json'),
      path('b.raw'),
      path('c.json'),
      '--threshold',
      '1',
      '--bits',
      '16',
      '--format',
      'anonlink',
      '-o',
      path('out.json'),
    );
    expect(linked.err).toBe(NOT_HARDENED.en);
    expect(JSON.parse(text('out.json'))).toEqual({
      similarity_scores: [
        [[0, 0], [1, 3], 1],
        [[0, 1], [1, 2], 1],
        [[0, 2], [1, 1], 1],
        [[0, 0], [2, 0], 1],
        [[1, 3], [2, 0], 1],
      ],
      groups: expect.arrayContaining([
        [
          [0, 0],
          [1, 3],
          [2, 0],
        ],
        [
          [0, 1],
          [1, 2],
        ],
        [
          [0, 2],
          [1, 1],
        ],
      ]),
    });
  });

  it('reads them packed, and refuses those of another length by name', async () => {
    writeFileSync(path('a.json.gz'), gzipSync(json(a)));
    writeFileSync(path('b.raw.gz'), gzipSync(Buffer.concat(a)));
    const link = (first: string, second: string, ...more: string[]) =>
      run('link', path(first), path(second), '--threshold', '0.9', '-o', path('packed.json'), ...more);
    expect((await link('a.json.gz', 'b.raw.gz', '--bits', '16')).exit).toBe(0);
    expect(parsePadanLinks(text('packed.json')).counts).toEqual([4, 4]);
    writeFileSync(path('wide.json'), json([Uint8Array.of(1, 2, 3)]));
    for (const [first, second, bits, code] of [
      ['a.json', 'b.raw', '24', 'raw-filters-length'],
      ['a.json', 'b.raw', '12', 'raw-filters-length'],
      ['a.json', 'b.raw', '8', 'clk-lengths-differ'],
      ['a.json', 'wide.json', '16', 'clk-lengths-differ'],
    ] as const) {
      const { exit, err } = await link(first, second, '--bits', bits);
      expect([exit, err]).toEqual([3, expect.stringContaining(`[${code}]`)]);
    }
    expect((await link('a.json', 'b.raw')).exit).toBe(3);
  });

  it('joins links to rows in file order, which is all that bare filters have', async () => {
    const csv = ['nama', 'A', 'B', 'C', 'D'];
    writeFileSync(path('four.csv'), `${csv.join('\n')}\n`);
    writeFileSync(path('b.json'), json([a[2]!, a[0]!]));
    await ok('link', path('a.json'), path('b.json'), '--threshold', '1', '-o', path('bare-links.json'));
    const join = (...more: string[]) =>
      run('join', path('bare-links.json'), path('four.csv'), '-o', path('four-out.csv'), ...more);
    const joined = await join('--encoded', path('a.json'));
    expect([joined.exit, joined.err]).toEqual([0, NOT_HARDENED.en]);
    expect(text('four-out.csv').trimEnd().split('\n').slice(1)).toEqual([
      'A,linked,',
      'B,not-linked,',
      'C,linked,',
      'D,not-linked,',
    ]);
    const other = await join('--encoded', path('b.json'));
    expect([other.exit, other.err]).toEqual([3, expect.stringContaining('[join-input-differs]')]);
    expect((await join('--encoded', path('a.json'), '--order', path('x'))).exit).toBe(2);
    expect((await join('--order', path('x'), '--bits', '16')).exit).toBe(2);
  });

  it('wants a threshold in [0, 1]', async () => {
    expect((await run('link', path('a.json'), path('a.json'), '-o', path('x'))).err).toContain(
      '--threshold is missing',
    );
    for (const threshold of ['1.01', '-0.1', 'x', ''])
      expect(
        (await run('link', path('a.json'), path('a.json'), `--threshold=${threshold}`, '-o', path('x'))).exit,
      ).toBeGreaterThan(1);
  });
});

describe.skipIf(!existsSync(SHARED))('FEBRL 4 (skipped where ../shared/data/linkage is absent)', () => {
  it('encodes to the published filters and links to the reference result', { timeout: 60_000 }, async () => {
    writeFileSync(path('secret'), 'secret\n');
    for (const side of ['a', 'b'])
      await ok(
        'encode',
        '--schema',
        join(SHARED, 'febrl4_schema_v3.json'),
        '--key-file',
        path('secret'),
        '--format',
        'clkhash',
        '--trim',
        join(SHARED, `dataset4${side}.csv`),
        '-o',
        path(`febrl-${side}.json`),
      );
    await ok(
      'link',
      path('febrl-a.json'),
      path('febrl-b.json'),
      '--threshold',
      '0.8',
      '--format',
      'anonlink',
      '-o',
      path('febrl.json'),
    );
    const { groups } = JSON.parse(text('febrl.json')) as { groups: [[number, number], [number, number]][] };
    const ids = (side: string) =>
      readFileSync(join(SHARED, `dataset4${side}.csv`), 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.split('-')[1]);
    const [idsA, idsB] = [ids('a'), ids('b')];
    const right = groups.filter(([[, i], [, j]]) => idsA[i] === idsB[j]).length;
    expect(right / groups.length).toBe(1);
    expect(right / 5000).toBe(0.9924);
  });
});

describe('padan refuses', () => {
  it('with one readable line, a code and positions, in either language', async () => {
    writeFileSync(path('bad.csv'), 'a,b\n1,"x\n');
    writeFileSync(path('secret'), 'secret');
    const args = [
      'encode',
      '--schema',
      FEBRL,
      '--key-file',
      path('secret'),
      '--format',
      'clkhash',
      path('bad.csv'),
      '-o',
      path('x'),
    ];
    const english = await run(...args);
    expect(english.exit).toBe(3);
    expect(english.err).toMatch(
      /^padan: Header line differs from the schema \[header-differs\]: column 1, [^\n]*$/,
    );
    expect((await run(...args, '--lang', 'id')).err).toMatch(
      /^padan: Baris judul berbeda dari skema \[header-differs\]: kolom 1/,
    );
    expect(readdirSync(folder)).not.toContain('x');
  });

  it('as RFC 9457 with --json-errors', async () => {
    const ran = await run(
      '--json-errors',
      'unseal',
      path('no-such'),
      '--identity',
      path('no-such'),
      '-o',
      path('x'),
    );
    expect(ran.exit).toBe(3);
    expect(JSON.parse(ran.err)).toMatchObject({
      code: 'file-not-found',
      status: 404,
      title: 'File is not found',
      facts: { file: 'no-such' },
    });
    expect(ran.err).not.toContain(folder);
    const wrong = await run('--json-errors', 'unseal');
    expect([wrong.exit, JSON.parse(wrong.err).code]).toEqual([2, 'usage']);
  });

  it.each([
    [['nothing'], /verbs are keys, schema, encode, .*link/],
    [['encode', '--no-such'], /options are --schema/],
    [['encode', 'in.csv', '-o'], /-o takes a value/],
    [['link', 'a', 'b', '--threshold', '-1'], /begins with - is written --threshold=VALUE/],
    [['encode', 'a.csv', 'b.csv'], /takes 1 file/],
    [['encode', '--schema', 'a', '--schema', 'b', 'c'], /--schema is given twice/],
    [['encode', '--format', 'parquet', 'c'], /--format is one of padan, clkhash/],
    [['keys', 'toString'], /one of identity/],
    [['--lang', 'fr', 'keys', 'service'], /--lang is one of/],
  ])('wrong use: %j', async (args, message) => {
    const ran = await run(...args);
    expect([ran.exit, ran.err.split('\n').length]).toEqual([2, 1]);
    expect(ran.err).toMatch(message);
  });

  it('a fault by its place only', async () => {
    const broken = cliFolder({
      bytes() {
        throw new Error('3171234509870001');
      },
    });
    const ran = await broken.run('keys', 'identity', '-o', broken.path('x'));
    broken.remove();
    expect(ran.exit).toBe(70);
    expect(ran.err).not.toContain('3171');
    expect(ran.err).toContain('main.test.ts');
  });
});

describe('padan as a process', () => {
  const padan = (args: string[], input = '') =>
    spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', join(ROOT, 'bin/padan.js'), ...args],
      {
        input,
        encoding: 'utf8',
        env: { ...process.env, LANG: 'id_ID.UTF-8', LC_ALL: '', LC_MESSAGES: '' },
      },
    );

  it('reads standard input, writes standard output, and speaks the language of the machine', {
    timeout: 30_000,
  }, () => {
    writeFileSync(path('secret'), 'secret');
    writeFileSync(
      path('one.json'),
      JSON.stringify({
        version: 3,
        clkConfig: { l: 64, kdf: { type: 'HKDF' } },
        features: [
          {
            identifier: 'name',
            format: { type: 'string' },
            hashing: { comparison: { type: 'ngram', n: 2 }, strategy: { bitsPerToken: 3 } },
          },
        ],
      }),
    );
    const args = [
      'encode',
      '--schema',
      path('one.json'),
      '--key-file',
      path('secret'),
      '--format',
      'clkhash',
      '-',
      '-o',
      '-',
    ];
    const ran = padan(args, 'name\nsiti\n');
    expect(Object.values(NOT_HARDENED)).toContain(ran.stderr.trimEnd());
    expect(ran.status).toBe(0);
    expect(JSON.parse(ran.stdout).clks).toHaveLength(1);
    const refused = padan(args, 'name\n');
    expect([refused.status, refused.stdout]).toEqual([3, '']);
    expect(refused.stderr).toMatch(/^padan: Berkas CSV hanya memuat baris judul \[csv-no-rows\]/);
  });
});
