import { readFileSync, writeFileSync } from 'node:fs';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { concat, toBase64, utf8 } from '../../src/exchange/bytes.ts';
import { sign } from '../../src/exchange/signing.ts';
import { createRecordEncoder } from '../../src/pprl/encoder.ts';
import { NOT_HARDENED } from '../../src/pprl/hardened.ts';
import { keyFingerprint } from '../../src/pprl/keys.ts';
import { parseLinkageSchema } from '../../src/pprl/linkage-schema.ts';
import { type Agencies, files, NEW_PROJECT, openAgencies, openProject } from '../e2e/two-agencies.ts';
import { cliFolder, type Ran } from '../support/cli.ts';

/** The command line against the service itself, without a socket between them. */
describe('padan submit', () => {
  let world: Agencies;
  let apiKey: string;
  let folder: ReturnType<typeof cliFolder>;
  let sent: string[];
  /** Answers as if the network were gone once this many requests have gone through. */
  let breakAfter: number;

  const send = async (request: Request): Promise<Response> => {
    if (sent.length >= breakAfter) throw new TypeError('the network is gone');
    const { pathname } = new URL(request.url);
    sent.push(`${request.method} ${pathname}`);
    const body = request.body === null ? {} : { body: await request.arrayBuffer() };
    const response = await world.harness.fetch(pathname, {
      method: request.method,
      headers: request.headers,
      ...body,
    });
    if (pathname.endsWith('/complete')) await world.harness.drain();
    return response;
  };

  beforeEach(async () => {
    world = await openAgencies();
    await openProject(world);
    const person = await world.as.operator.post('/people', { name: 'Officer', party: 'kp2mi' }, 201);
    apiKey = (await world.as.operator.post(`/people/${person.result.id}/keys`, { role: 'agency' }, 201))
      .result.apiKey;
    sent = [];
    breakAfter = Number.POSITIVE_INFINITY;
    folder = cliFolder(undefined, send);
    const { requester } = await files();
    writeFileSync(folder.path('file.padan'), requester.file);
    writeFileSync(folder.path('file.padan.manifest.json'), JSON.stringify(requester.manifest));
    writeFileSync(folder.path('api-key'), `${apiKey}\n`);
  });
  afterEach(() => folder.remove());

  const submit = (...more: string[]): Promise<Ran> =>
    folder.run(
      ...['submit', folder.path('file.padan'), '--server', 'http://127.0.0.1:8787'],
      ...['--api-key-file', folder.path('api-key'), '-o', folder.path('receipt.json'), ...more],
    );
  const chunks = () => sent.filter((each) => each.startsWith('PUT')).length;

  it('sends the file, waits for the check and leaves a receipt with the signed head', async () => {
    const { exit, out } = await submit();
    expect([exit, out]).toEqual([0, expect.stringContaining('accepted')]);
    const receipt = await import(folder.path('receipt.json'), { with: { type: 'json' } });
    expect(receipt.default.submission.state).toBe('accepted');
    expect(receipt.default.receipt.auditHead.signature).toMatch(/^[0-9a-f]{128}$/);
  });

  it('resumes after the network went, sending only what is missing', async () => {
    breakAfter = 2;
    expect((await submit('--chunk-mb', '1')).exit).toBe(75);
    breakAfter = Number.POSITIVE_INFINITY;
    expect((await submit('--chunk-mb', '1')).exit).toBe(0);
    const afterwards = chunks();
    expect((await submit('--chunk-mb', '1')).exit).toBe(0);
    expect(chunks()).toBe(afterwards);
  });

  it('says the refusal of the service under its own code', async () => {
    writeFileSync(folder.path('api-key'), 'padan_key_nosuchsecret\n');
    const { exit, err } = await submit();
    expect([exit, err]).toEqual([3, expect.stringContaining('[key-refused]')]);
  });

  it('tells a damaged file by the reason of the check', async () => {
    const { requester } = await files();
    const damaged = requester.file.slice(0, -8);
    const { signature, signer, ...content } = requester.manifest;
    const described = { ...content, bytes: damaged.length, sha256: bytesToHex(sha256(damaged)) };
    writeFileSync(folder.path('file.padan'), damaged);
    writeFileSync(
      folder.path('file.padan.manifest.json'),
      JSON.stringify(sign(described, requester.identity.signingSeed)),
    );
    const { exit, err } = await submit();
    expect([exit, err]).toEqual([3, expect.stringContaining('[submission-refused]')]);
    expect(err).toContain('reason encoded-truncated');
  });

  it('sends nothing of a file that is not the one of the manifest, and takes the right one afterwards', async () => {
    const { requester } = await files();
    const damaged = requester.file.slice();
    damaged[damaged.length >> 1]! ^= 1;
    for (const [wrong, member] of [
      [damaged, 'sha256'],
      [damaged.subarray(1), 'bytes'],
      [new Uint8Array(0), 'bytes'],
    ] as const) {
      writeFileSync(folder.path('file.padan'), wrong);
      const { exit, err } = await submit();
      expect([exit, err]).toEqual([3, expect.stringContaining(`[manifest-differs]: member ${member}`)]);
    }
    expect(sent).toEqual([]);
    writeFileSync(folder.path('file.padan'), requester.file);
    expect((await submit()).exit).toBe(0);
    writeFileSync(folder.path('file.padan'), damaged);
    expect((await submit()).exit).toBe(3);
  });

  it('takes no API key over plain HTTP to another machine', async () => {
    const { exit } = await submit('--server', 'http://padan.example.go.id');
    expect([exit, sent.length]).toEqual([2, 0]);
  });
});

describe('padan submit of filters that clkhash made', () => {
  const ID = 'kirim-clkhash';
  const SECRET = utf8('rahasia bersama');
  const schema = {
    version: 3,
    clkConfig: { l: 256, kdf: { type: 'HKDF' } },
    features: [
      {
        identifier: 'nama',
        format: { type: 'string' },
        hashing: { comparison: { type: 'ngram', n: 2 }, strategy: { bitsPerFeature: 60 } },
      },
    ],
  };
  const encoder = createRecordEncoder(parseLinkageSchema(schema, 'clkhash'), SECRET);
  const clks = ['SITI AMINAH', 'BUDI SETIAWAN', 'DEWI LESTARI'].map((name) => encoder.encode([name]).clk);
  const json = (filters: readonly Uint8Array[]) => JSON.stringify({ clks: filters.map(toBase64) });
  let world: Agencies;
  let folder: ReturnType<typeof cliFolder>;
  let sent: string[];

  const send = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    sent.push(`${request.method} ${pathname}`);
    const body = request.body === null ? {} : { body: await request.arrayBuffer() };
    const init = { method: request.method, headers: request.headers, ...body };
    const response = await world.harness.fetch(pathname, init);
    if (pathname.endsWith('/complete')) await world.harness.drain();
    return response;
  };

  beforeEach(async () => {
    world = await openAgencies();
    await world.as.operator.post('/projects', { ...NEW_PROJECT, id: ID, schema }, 201);
    const { requester, holder } = await files();
    for (const [client, party, { identity }] of [
      [world.requester, 'kp2mi', requester],
      [world.holder, 'bps', holder],
    ] as const) {
      const { publicKey, recipient } = identity;
      await client.put(`/projects/${ID}/custodians/${party}`, { publicKey, recipient }, 200);
      const fingerprint = keyFingerprint(SECRET, ID);
      await client.put(`/projects/${ID}/custodians/${party}/fingerprint`, { fingerprint }, 200);
    }
    const person = await world.as.operator.post('/people', { name: 'Officer', party: 'kp2mi' }, 201);
    const key = await world.as.operator.post(`/people/${person.result.id}/keys`, { role: 'agency' }, 201);
    sent = [];
    folder = cliFolder(undefined, send);
    writeFileSync(folder.path('api-key'), `${key.result.apiKey}\n`);
    writeFileSync(folder.path('clks.json'), json(clks));
    writeFileSync(folder.path('clks.raw'), concat(clks));
  });
  afterEach(() => folder.remove());

  const submit = (name: string, ...more: string[]): Promise<Ran> =>
    folder.run(
      ...['submit', folder.path(name), '--server', 'http://127.0.0.1:8787', '--api-key-file'],
      ...[folder.path('api-key'), '-o', folder.path('receipt.json'), '--project', ID, ...more],
    );

  it.each([
    ['clkhash', 'clks.json', [], 'clkhash-json'],
    ['raw', 'clks.raw', ['--rows', '3', '--bits', '256'], 'raw-filters'],
  ])('sends %s, says that it is not hardened, and leaves a receipt', async (format, name, more, called) => {
    const { exit, out, err } = await submit(name, '--format', format, ...more);
    expect([exit, out, err]).toEqual([0, '3 rows submitted and accepted', NOT_HARDENED.en]);
    const receipt = JSON.parse(readFileSync(folder.path('receipt.json'), 'utf8'));
    expect(receipt.submission).toMatchObject({ state: 'accepted', format: called, rows: 3, hardened: false });
    const before = sent.length;
    expect((await submit(name, '--format', format, ...more)).exit).toBe(0);
    expect(sent.slice(before).filter((each) => each.startsWith('PUT'))).toEqual([]);
  });

  it('sends nothing of a file with a wrong filter, and names its position', async () => {
    writeFileSync(folder.path('bad.json'), json([clks[0]!, clks[1]!.subarray(1), clks[2]!]));
    writeFileSync(folder.path('nik.json'), json([clks[0]!, utf8('3507015708900001'.repeat(2))]));
    writeFileSync(folder.path('short.raw'), concat(clks).subarray(1));
    for (const [name, format, more, told] of [
      ['bad.json', 'clkhash', [], '[clkhash-invalid]: clk 1, bits 248, expectedBits 256'],
      ['nik.json', 'clkhash', [], '[encoded-printable]: row 1'],
      ['short.raw', 'raw', ['--rows', '3', '--bits', '256'], '[raw-filters-length]'],
      ['clks.raw', 'raw', ['--rows', '4', '--bits', '256'], '[encoded-row-count]: expected 4, found 3'],
      ['clks.json', 'clkhash', ['--rows', '2'], '[encoded-row-count]: expected 2, found 3'],
      ['clks.json', 'clkhash', ['--bits', '512'], '[clkhash-invalid]: clk 0, bits 256, expectedBits 512'],
    ] as const) {
      const { exit, err } = await submit(name, '--format', format, ...more);
      expect([name, exit, err]).toEqual([name, 3, expect.stringContaining(told)]);
      expect(err).not.toContain('3507015708900001');
    }
    expect(sent).toEqual([]);
  });

  it.each([
    [['--format', 'raw', '--bits', '256']],
    [['--format', 'raw', '--rows', '3']],
    [['--format', 'clkhash', '--manifest', 'm.json']],
    [['--format', 'anonlink']],
    [[]],
  ])('%j is wrong use', async (more) => {
    expect((await submit('clks.raw', ...more)).exit).toBe(2);
    expect(sent).toEqual([]);
  });
});

describe('padan api', () => {
  it('asks, answers and refuses with the codes of the service', async () => {
    const world = await openAgencies();
    const person = await world.as.operator.post('/people', { name: 'Officer', party: 'kp2mi' }, 201);
    const issued = await world.as.operator.post(`/people/${person.result.id}/keys`, { role: 'agency' }, 201);
    const folder = cliFolder(undefined, async (request) => {
      const body = request.body === null ? {} : { body: await request.arrayBuffer() };
      const { pathname } = new URL(request.url);
      return world.harness.fetch(pathname, { method: request.method, headers: request.headers, ...body });
    });
    try {
      writeFileSync(folder.path('api-key'), issued.result.apiKey);
      writeFileSync(folder.path('project.json'), JSON.stringify(NEW_PROJECT));
      const api = (...args: string[]) =>
        folder.run(
          'api',
          ...args,
          '--server',
          'http://localhost:1',
          '--api-key-file',
          folder.path('api-key'),
        );
      const made = await api(
        'post',
        '/projects',
        '--json',
        folder.path('project.json'),
        '-o',
        folder.path('made.json'),
      );
      expect(made.exit).toBe(0);
      expect(JSON.parse(readFileSync(folder.path('made.json'), 'utf8')).result.id).toBe(NEW_PROJECT.id);
      const again = await api('POST', '/projects', '--json', folder.path('project.json'));
      expect([again.exit, again.err]).toEqual([3, expect.stringContaining('[project-exists]')]);
      expect((await api('POST', '/projects', '--file', folder.path('project.json'))).exit).toBe(2);
    } finally {
      folder.remove();
    }
  });
});
