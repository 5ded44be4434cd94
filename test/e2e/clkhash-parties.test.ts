/** Two agencies that encode with clkhash: their files as they are, linked, and handed back row for row. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import { collect, concat, fromUtf8, utf8 } from '../../src/exchange/bytes.ts';
import { writeClkhashFile } from '../../src/exchange/clkhash-json.ts';
import { readRequest } from '../../src/exchange/row-for-row.ts';
import { createRecordEncoder } from '../../src/pprl/encoder.ts';
import { NOT_HARDENED } from '../../src/pprl/hardened.ts';
import { keyFingerprint } from '../../src/pprl/keys.ts';
import { parseLinkageSchema } from '../../src/pprl/linkage-schema.ts';
import { answerRequest } from '../../src/usecases/answer-request.ts';
import { fileOrder } from '../../src/usecases/file-order.ts';
import { joinFile } from '../../src/usecases/join-file.ts';
import { readRowResults } from '../../src/usecases/row-results.ts';
import { identityOf, pieces } from './agency.ts';
import type { Client, Reply } from './client.ts';
import { bytesOfStream } from './streams.ts';
import { type Agencies, LETTER, NEW_PROJECT, openAgencies, sendChunks } from './two-agencies.ts';

/** One identity a party: its age key is drawn when it is made. */
const identities = [identityOf(1), identityOf(2)];
const SECRET = utf8('rahasia bersama dua instansi');
const PROJECT = 'pemadanan-clkhash';
/** Of version 2, as an agency that has used clkhash for years would bring it. */
const SCHEMA = {
  version: 2,
  clkConfig: { l: 512, kdf: { type: 'HKDF' } },
  features: [
    { identifier: 'id', ignored: true },
    {
      identifier: 'nama',
      format: { type: 'string', case: 'upper' },
      hashing: { ngram: 2, strategy: { numBits: 120 } },
    },
    {
      identifier: 'lahir',
      format: { type: 'date', format: '%Y-%m-%d' },
      hashing: { ngram: 1, positional: true, strategy: { numBits: 80 }, missingValue: { sentinel: '' } },
    },
  ],
};
const NAMES = ['SITI AMINAH', 'BUDI SETIAWAN', 'DEWI LESTARI', 'AGUS SALIM', 'RINA WATI', 'JOKO SUSILO'];
const DAYS = ['1990-02-03', '1985-11-30', '1979-07-21', '1993-01-09', '1988-04-17', '1996-10-12'];
/** Rows of the register (by position) that the requester asks after; -1 is somebody who is not in it. */
const ASKED = [4, 1, -1, 0];
const HOLDER_ROWS = NAMES.map((name, i) => [`r${i}`, name, DAYS[i]!]);
const REQUESTER_ROWS = ASKED.map((row, i) =>
  row < 0 ? [`q${i}`, 'YUSUF KALLA', '1942-05-15'] : [`q${i}`, NAMES[row]!, DAYS[row]!],
);
const csvOf = (rows: readonly string[][], header = 'id,nama,lahir') =>
  utf8(`${[header, ...rows.map((row) => row.join(','))].join('\n')}\n`);

function filters(rows: readonly string[][]): Uint8Array[] {
  const encoder = createRecordEncoder(parseLinkageSchema(SCHEMA, 'clkhash'), SECRET);
  return rows.map((row) => encoder.encode(row).clk);
}
async function* each(clks: readonly Uint8Array[]) {
  yield* clks;
}
const clkhashJson = (clks: readonly Uint8Array[]) => collect(writeClkhashFile(each(clks)));

const declare = (format: string, file: Uint8Array, rows: number, more: object = {}) => ({
  filters: { format, rows, bits: 512, bytes: file.length, sha256: bytesToHex(sha256(file)), ...more },
  chunkBytes: 1024,
});

describe('two agencies with clkhash', () => {
  let world: Agencies;
  let key = 0;
  let run: Reply;
  let requesterFile: Uint8Array;
  let holderFile: Uint8Array;

  const announce = (client: Client, body: unknown, status: number, project = PROJECT): Promise<Reply> =>
    client.post(`/projects/${project}/submissions`, body, status, {
      'idempotency-key': `bare-filters-${key++}`,
    });
  const submit = async (client: Client, body: unknown, file: Uint8Array): Promise<Reply> => {
    const { result } = await announce(client, body, 201);
    await sendChunks(client, result, file);
    await client.post(`/submissions/${result.id}/complete`, {}, 202);
    await world.harness.drain();
    return client.get(`/submissions/${result.id}`, 200);
  };
  const register = async (client: Client, party: string, seed: number) => {
    const { publicKey, recipient } = await identities[seed - 1]!;
    await client.put(`/projects/${PROJECT}/custodians/${party}`, { publicKey, recipient }, 200);
    const fingerprint = keyFingerprint(SECRET, PROJECT);
    await client.put(`/projects/${PROJECT}/custodians/${party}/fingerprint`, { fingerprint }, 200);
  };
  const file = async (client: Client, path: string) => {
    const response = await client.send('GET', path);
    return { type: response.headers.get('content-type'), bytes: await bytesOfStream(response.body!) };
  };

  beforeAll(async () => {
    world = await openAgencies();
    requesterFile = await clkhashJson(filters(REQUESTER_ROWS));
    holderFile = concat(filters(HOLDER_ROWS));
    const { result } = await world.as.operator.post(
      '/projects',
      { ...NEW_PROJECT, id: PROJECT, schema: SCHEMA },
      201,
    );
    expect(result.schema).toMatchObject({
      profile: 'clkhash',
      bits: 512,
      hardened: false,
      label: NOT_HARDENED,
    });
    expect(result.schema.warnings).toEqual(['clkhash-schema-converted']);
  });

  it('are asked to confirm one secret before any filter is taken', async () => {
    const body = declare('clkhash-json', requesterFile, 4);
    expect((await announce(world.requester, body, 409)).code).toBe('custodian-not-registered');
    await register(world.requester, 'kp2mi', 1);
    expect((await announce(world.requester, body, 409)).code).toBe('fingerprint-not-confirmed');
    await register(world.holder, 'bps', 2);
  });

  it.each<[string, object, string, object]>([
    ['another filter length', { bits: 1024 }, 'manifest-not-for-project', { member: 'bits' }],
    ['a size that is not rows times bits', { rows: 5 }, 'raw-filters-length', { rows: 5, bits: 512 }],
    ['more rows than the service takes', { rows: 10_000, bytes: 640_000 }, 'submission-too-large', {}],
  ])('are refused %s at once', async (_what, more, code, facts) => {
    const refused = await announce(world.holder, declare('raw-filters', holderFile, 6, more), 422);
    expect(refused).toMatchObject({ code, facts });
  });

  it.each<[string, object]>([
    ['a format nobody knows', { format: 'parquet' }],
    ['a length that is no byte', { bits: 511 }],
    ['no row', { rows: 0 }],
    ['a member nobody asked for', { hardened: true }],
  ])('are refused %s as no announcement', async (_what, more) => {
    const refused = await announce(world.holder, declare('raw-filters', holderFile, 6, more), 400);
    expect(refused.code).toBe('request-invalid');
  });

  it('cannot bring bare filters to a project whose filters are tokens of another profile', async () => {
    const id = 'profil-padan';
    await world.as.operator.post('/projects', { ...NEW_PROJECT, id }, 201);
    for (const [client, party, seed] of [
      [world.requester, 'kp2mi', 1],
      [world.holder, 'bps', 2],
    ] as const) {
      const { publicKey, recipient } = await identities[seed - 1]!;
      await client.put(`/projects/${id}/custodians/${party}`, { publicKey, recipient }, 200);
      const fingerprint = keyFingerprint(SECRET, id);
      await client.put(`/projects/${id}/custodians/${party}/fingerprint`, { fingerprint }, 200);
    }
    const refused = await announce(world.holder, declare('raw-filters', holderFile, 6), 422, id);
    expect(refused).toMatchObject({ code: 'manifest-not-for-project', facts: { member: 'profile' } });
  });

  const digits = utf8('3507015708900001'.repeat(4));
  const good = filters(HOLDER_ROWS);
  const withAt = (at: number, clk: Uint8Array) => good.map((each, i) => (i === at ? clk : each));
  it.each<[string, () => Promise<Uint8Array>, string, object]>([
    [
      'one filter fewer than declared',
      () => clkhashJson(good.slice(1)),
      'encoded-row-count',
      { expected: 6, found: 5 },
    ],
    ['one more', () => clkhashJson([...good, good[0]!]), 'encoded-row-count', { expected: 6, found: 7 }],
    [
      'a filter of another length',
      () => clkhashJson(withAt(3, good[3]!.subarray(1))),
      'clkhash-invalid',
      { clk: 3, bits: 504, expectedBits: 512 },
    ],
    [
      'filters of another length throughout',
      () => clkhashJson(good.map((each) => each.subarray(1))),
      'clkhash-invalid',
      { clk: 0, bits: 504, expectedBits: 512 },
    ],
    [
      'text that is no base64',
      async () => utf8(fromUtf8(await clkhashJson(good))!.replace(/==","/, '=*","')),
      'clkhash-invalid',
      { clk: 0 },
    ],
    ['a NIK where a filter should be', () => clkhashJson(withAt(2, digits)), 'encoded-printable', { row: 2 }],
    ['no clks at all', async () => utf8('{"encodings":[]}'), 'clkhash-invalid', {}],
  ])('have a file refused after its check with %s', async (_what, make, code, facts) => {
    const bytes = await make();
    const checked = await submit(world.holder, declare('clkhash-json', bytes, 6), bytes);
    expect(checked).toMatchObject({ state: 'refused', problem: { code, facts } });
    expect(JSON.stringify(checked)).not.toContain('3507015708900001');
    const { blobs } = await world.harness.stored();
    expect([...blobs.keys()].filter((name) => name.includes(checked.id))).toEqual([]);
  });

  it('have other bytes than declared refused, whether raw or JSON', async () => {
    const { result } = await announce(
      world.holder,
      declare('raw-filters', good[0]!, 1, { sha256: 'ab'.repeat(32) }),
      201,
    );
    await sendChunks(world.holder, result, good[0]!);
    await world.holder.post(`/submissions/${result.id}/complete`, {}, 202);
    await world.harness.drain();
    const checked = await world.holder.get(`/submissions/${result.id}`, 200);
    expect(checked.problem).toMatchObject({ code: 'manifest-differs', facts: { member: 'sha256' } });
  });

  it('have empty filters counted in the report', async () => {
    const bytes = concat([...good, new Uint8Array(64)]);
    const checked = await submit(world.holder, declare('raw-filters', bytes, 7), bytes);
    const report = await world.as.officer.get(`/submissions/${checked.id}/report`, 200);
    expect(report).toMatchObject({ rows: 7, bits: 512, empty: 1, weightLeast: 0, exact: [], sealedBytes: 0 });
    expect(report).toMatchObject({ hardened: false, label: NOT_HARDENED });
    expect(report.exposure).toMatchObject({ light: 'red', tokens: [], leakage: { lambda: null } });
    expect(report.exposure.reasons.map(({ code }: Reply) => code)).toContain('not-diffused');
  });

  it('are linked: one side JSON, the other raw', async () => {
    const a = await submit(world.requester, declare('clkhash-json', requesterFile, 4), requesterFile);
    const b = await submit(world.holder, declare('raw-filters', holderFile, 6), holderFile);
    for (const [submission, format] of [
      [a, 'clkhash-json'],
      [b, 'raw-filters'],
    ] as const)
      expect(submission).toMatchObject({ state: 'accepted', format, hardened: false, label: NOT_HARDENED });
    const wish = { submissions: [a.id, b.id], threshold: 0.9, letter: LETTER };
    run = (await world.requester.post(`/projects/${PROJECT}/runs`, wish, 201)).result;
    expect(run).toMatchObject({ hardened: false, label: NOT_HARDENED });
    await world.harness.drain();
    const decided = await world.requester.get(`/runs/${run.id}`, 200);
    expect(decided).toMatchObject({ state: 'waiting-for-flags', summary: { rows: [4, 6], linked: 3 } });
  });

  it('read back what they sent under its own type', async () => {
    const [a, b] = run.submissions;
    expect(await file(world.requester, `/submissions/${a}/file`)).toEqual({
      type: 'application/json',
      bytes: requesterFile,
    });
    expect((await file(world.holder, `/submissions/${b}/file`)).type).toBe('application/octet-stream');
    expect((await world.requester.send('GET', `/submissions/${b}/file`)).status).toBe(403);
  });

  it('get the result row for row in the order of their own files, flags and all', async () => {
    const holderCsv = csvOf(HOLDER_ROWS);
    const flags = csvOf(
      HOLDER_ROWS.map((row, i) => [...row, String(i + 1), 'milik']),
      'id,nama,lahir,desil,status_rumah',
    );
    const asked = await file(world.holder, `/runs/${run.id}/register-request`);
    const { header, lines } = await readRequest(pieces(asked.bytes));
    const wanted = [];
    for await (const line of lines) wanted.push(line);
    expect(wanted.map(({ row }) => row)).toEqual([0, 1, 4]);
    const requester = await identities[0]!;
    const answer = await answerRequest(
      {
        header,
        lines: wanted,
        recipient: requester.recipient,
        order: await fileOrder(
          () => pieces(holderFile),
          () => pieces(holderCsv),
          512,
        ),
        register: () => pieces(holderCsv),
        flags: () => pieces(flags),
      },
      webCryptoRandomness,
    );
    const sent = await world.holder.send('PUT', `/runs/${run.id}/flags`, {
      headers: { 'content-type': 'application/x-ndjson' },
      body: await collect(answer),
    });
    expect(sent.status).toBe(200);
    const result = await file(world.requester, `/runs/${run.id}/result`);
    expect(JSON.parse(fromUtf8(result.bytes)!.split('\n')[0]!)).toMatchObject({ hardened: false });
    const csv = csvOf(REQUESTER_ROWS);
    const order = await fileOrder(
      () => pieces(requesterFile),
      () => pieces(csv),
      null,
    );
    const results = await readRowResults(pieces(result.bytes), requester.ageIdentity);
    const joined = fromUtf8(await collect(joinFile({ input: () => pieces(csv), order, results })))!;
    expect(joined.trimEnd().split('\n')).toEqual([
      'id,nama,lahir,status_padan,catatan,desil,status_rumah',
      'q0,RINA WATI,1988-04-17,linked,,5,milik',
      'q1,BUDI SETIAWAN,1985-11-30,linked,,2,milik',
      'q2,YUSUF KALLA,1942-05-15,not-linked,,,',
      'q3,SITI AMINAH,1990-02-03,linked,,1,milik',
    ]);
  });

  it('have it in the minutes that the filters were not hardened', async () => {
    const wish = {
      of: { run: run.id },
      number: null,
      place: 'Jakarta',
      receiver: { party: 'kp2mi' },
      giverSignatory: { function: 'Direktur', name: 'A' },
      receiverSignatory: { function: 'Kepala Pusdatin', name: 'B' },
      dataset: 'DTSEN',
      dataVersion: '2025-1',
      period: { from: '2025-01-01', to: '2025-12-31' },
    };
    const { result } = await world.holder.post('/hand-overs', wish, 201);
    const minutes = JSON.stringify(result);
    expect(minutes).toContain(NOT_HARDENED.en);
    expect(minutes).toContain(NOT_HARDENED.id);
  });
});
