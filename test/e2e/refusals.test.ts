import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEncodedColumns } from '../../src/exchange/encoded-reader.ts';
import type { Manifest } from '../../src/exchange/manifest.ts';
import { sign } from '../../src/exchange/signing.ts';
import { parseLinkageSchema } from '../../src/pprl/linkage-schema.ts';
import {
  type EncodedAgency,
  encode,
  holderSchema,
  identityOf,
  PROJECT,
  pieces,
  registerCsv,
  registerSchema,
} from './agency.ts';
import type { Reply } from './client.ts';
import { TEST_CONFIG } from './harness.ts';
import {
  type Agencies,
  announce,
  type Files,
  files,
  LETTER,
  NEW_PROJECT,
  openAgencies,
  openProject,
  sendChunk,
  sendChunks,
  submitBoth,
} from './two-agencies.ts';

/** The manifest with members changed and signed anew, as a party would that means it. */
function resigned(manifest: Manifest, seed: Uint8Array, change: Partial<Manifest>): Manifest {
  const { signer: _, signature: __, ...content } = { ...manifest, ...change };
  return sign(content, seed) as Manifest;
}

/** What a custodian who sends `file` says of it. */
function describing(file: Uint8Array, manifest: Manifest, seed: Uint8Array): Manifest {
  return resigned(manifest, seed, { bytes: file.length, sha256: bytesToHex(sha256(file)) });
}

const NIK = '3175094107900001';

describe('what is refused', () => {
  let world: Agencies;
  let made: Files;
  beforeAll(async () => {
    world = await openAgencies();
    made = await files();
    await openProject(world);
  });

  it.each([
    ['another fingerprint', { keyFingerprint: '0'.repeat(32) }, 'manifest-not-for-project', 'keyFingerprint'],
    [
      'another schema',
      { schema: { id: 'placements', hash: '0'.repeat(64) } },
      'manifest-not-for-project',
      'schema.hash',
    ],
    ['another project', { project: 'lain' }, 'manifest-not-for-project', 'project'],
    ['another custodian', { custodian: 'bps' }, 'manifest-not-for-project', 'custodian'],
    ['another filter length', { bits: 512 }, 'manifest-not-for-project', 'bits'],
  ] as const)('a manifest with %s, before any byte', async (_name, change, code, member) => {
    const { manifest, identity } = made.requester;
    const refused = await announce(world.requester, resigned(manifest, identity.signingSeed, change), 422);
    expect(refused).toMatchObject({ code, facts: { member } });
  });

  it('a manifest changed after it was signed, and one signed by somebody else', async () => {
    const { manifest } = made.requester;
    const changed = await announce(world.requester, { ...manifest, rows: manifest.rows + 1 }, 422);
    expect(changed.code).toBe('manifest-signature');
    const stranger = resigned(manifest, new Uint8Array(32).fill(9), {});
    expect((await announce(world.requester, stranger, 422)).code).toBe('manifest-signer');
  });

  it('more rows than this service can decide upon', async () => {
    const { manifest, identity } = made.requester;
    const large = resigned(manifest, identity.signingSeed, { rows: TEST_CONFIG.maxRows + 1 });
    const refused = await announce(world.requester, large, 422);
    expect([refused.code, refused.facts.most]).toEqual(['submission-too-large', TEST_CONFIG.maxRows]);
  });

  it('chunks of the wrong length, digest, number or content', async () => {
    const { manifest, file } = made.requester;
    const { result } = await announce(world.requester, manifest, 201);
    const chunk = file.slice(0, 16384);
    const send = (number: number, bytes: Uint8Array<ArrayBuffer>, digestOf?: Uint8Array) =>
      sendChunk(world.requester, result.id, number, bytes, digestOf);
    expect(await send(0, chunk.slice(1))).toEqual({ status: 422, code: 'chunk-length-differs' });
    expect(await send(0, file.slice(0, 16385))).toEqual({ status: 422, code: 'chunk-length-differs' });
    expect(await send(0, chunk, chunk.slice(1))).toEqual({ status: 422, code: 'chunk-digest-differs' });
    expect(await send(result.chunks, chunk)).toEqual({ status: 422, code: 'chunk-out-of-range' });
    expect((await world.harness.stored()).blobs.size).toBe(0);
    expect((await send(0, chunk)).status).toBe(204);
    expect((await send(0, chunk)).status).toBe(204);
    expect(await send(0, file.slice(1, 16385))).toEqual({ status: 409, code: 'chunk-differs' });
    const incomplete = await world.requester.post(`/submissions/${result.id}/complete`, {}, 409);
    expect(incomplete).toMatchObject({
      code: 'submission-incomplete',
      facts: { received: 1, missing: result.chunks - 1 },
    });
  });

  it('a number of a person in any text that somebody types, written closely or in groups', async () => {
    const { requester, holder, as } = world;
    const signatory = { function: 'Kepala', name: '' };
    const handOver = {
      of: { run: `run_${'a'.repeat(26)}` },
      receiver: { party: 'kp2mi' },
      giverSignatory: signatory,
      receiverSignatory: signatory,
      dataset: 'penempatan',
      dataVersion: '1',
      period: { from: '2025-01-01', to: '2025-06-30' },
    };
    const consent = {
      letterNumber: 'B-1/2026',
      givenOn: '2026-01-05',
      receiver: 'Bappenas',
      covers: [`run/run_${'a'.repeat(26)}`],
      validUntil: null,
    };
    for (const nik of [NIK, NIK.replace(/(.{4})(?=.)/g, '$1 '), NIK.replace(/(.{6})(?=.)/g, '$1.')])
      for (const [client, path, body] of [
        [holder, '/consents', { ...consent, letterNumber: nik }],
        [holder, '/consents', { ...consent, receiver: `Ibu ${nik}` }],
        [holder, '/hand-overs', { ...handOver, number: nik }],
        [holder, '/hand-overs', { ...handOver, place: nik }],
        [holder, '/hand-overs', { ...handOver, dataset: nik }],
        [holder, '/hand-overs', { ...handOver, receiverSignatory: { ...signatory, name: nik } }],
        [holder, '/hand-overs', { ...handOver, receiver: { thirdParty: nik } }],
        [requester, '/projects', { ...NEW_PROJECT, id: 'lain', title: nik }],
        [as.operator, '/people', { name: nik, party: 'bps' }],
      ] as const) {
        const refused = await client.post(path, body, 400);
        expect(refused.code).toBe('request-invalid');
        expect(JSON.stringify(refused)).not.toContain(nik);
      }
    expect((await world.harness.stored()).rows).not.toContain(NIK);
  });

  const checked = (file: Uint8Array<ArrayBuffer>, change: Partial<Manifest> = {}): Promise<Reply> =>
    checkedAs({ ...made.holder, file }, change);

  const checkedAs = async (
    { file, manifest, identity }: EncodedAgency,
    change: Partial<Manifest>,
  ): Promise<Reply> => {
    const described = describing(file, manifest, identity.signingSeed);
    const signed = resigned(described, identity.signingSeed, change);
    const { result } = await announce(world.holder, signed, 201);
    await sendChunks(world.holder, result, file);
    await world.holder.post(`/submissions/${result.id}/complete`, {}, 202);
    await world.harness.drain();
    return world.holder.get(`/submissions/${result.id}`, 200);
  };

  /** The same bytes, said to be of the next version of the format. */
  function laterVersion(file: Uint8Array): Uint8Array<ArrayBuffer> {
    const said = new TextEncoder().encode('padan-encoded/1');
    const at = file.findIndex((_, from) => said.every((byte, i) => file[from + i] === byte));
    const later = Uint8Array.from(file);
    later[at + said.length - 1] = '2'.charCodeAt(0);
    return later;
  }

  it('a file cut short', async () => {
    const file = made.holder.file.slice(0, -16);
    expect(await checked(file)).toMatchObject({ state: 'refused', problem: { code: 'encoded-truncated' } });
  });

  it('a file of other rows than declared, or another than declared', async () => {
    const file = made.holder.file.slice();
    const rows = await checked(file, { rows: made.holder.manifest.rows - 1 });
    expect(rows).toMatchObject({ state: 'refused', problem: { code: 'manifest-differs' } });
    const digest = await checked(file, { sha256: 'ab'.repeat(32) });
    expect(digest).toMatchObject({ state: 'refused', problem: { code: 'manifest-differs' } });
  });

  it('a file with a raw NIK in a token, of which nothing is kept or said', async () => {
    const file = made.holder.file.slice();
    const planted = new TextEncoder().encode(`${NIK}${NIK}`);
    const token = await indexOfToken(file);
    file.set(planted, token);
    const refused = await checked(file);
    expect(refused).toMatchObject({ state: 'refused', problem: { code: 'encoded-printable' } });
    expect(JSON.stringify(refused)).not.toContain(NIK);
    const { rows, blobs } = await world.harness.stored();
    expect(rows).not.toContain(NIK);
    expect([...blobs.keys()].filter((key) => key.includes(refused.id))).toEqual([]);
    expect((await world.holder.get(`/submissions/${refused.id}/report`, 409)).code).toBe(
      'submission-not-accepted',
    );
  });

  /** Where the first exact token that is there lies in the bytes of the file. */
  async function indexOfToken(file: Uint8Array): Promise<number> {
    const [column] = (await readEncodedColumns(pieces(file))).exact;
    const row = column!.present.indexOf(1);
    const token = column!.tokens.subarray(row * 32, row * 32 + 32);
    for (let at = 0; at + 32 <= file.length; at++)
      if (token.every((byte, i) => file[at + i] === byte)) return at;
    throw new Error('no token found');
  }

  it('a file encoded with another key', async () => {
    const key = new Uint8Array(32).map((_, i) => i);
    const identity = made.holder.identity;
    const other = await encode(registerCsv().csv, holderSchema(), {
      party: 'bps',
      identity,
      key,
      recipient: null,
    });
    expect((await announce(world.holder, other.manifest, 422)).facts.member).toBe('keyFingerprint');
  });

  it('a file of another key, schema or version, whatever its manifest says', async () => {
    const { holder } = made;
    const key = new Uint8Array(32).map((_, i) => i);
    const options = { party: 'bps', identity: holder.identity, recipient: null };
    const otherKey = await encode(registerCsv().csv, holderSchema(), { ...options, key });
    const document = { ...registerSchema, diffusion: { terms: 7, bits: 2048 } };
    const otherSchema = await encode(registerCsv().csv, parseLinkageSchema(document, 'other'), options);
    const { keyFingerprint, schema } = holder.manifest;
    for (const [member, file] of [
      ['keyFingerprint', otherKey],
      ['schema.hash', otherSchema],
    ] as const) {
      // Held against what the parties agreed on before any byte is taken...
      expect((await announce(world.holder, file.manifest, 422)).facts.member).toBe(member);
      // ... and against the file itself before it is compared with anything.
      const { problem } = await checkedAs(file, { keyFingerprint, schema });
      expect(problem).toMatchObject({ code: 'manifest-differs', facts: { member } });
    }
    expect(await checked(laterVersion(holder.file))).toMatchObject({
      state: 'refused',
      problem: { code: 'encoded-format' },
    });
  });

  it('a project key, wherever it is offered', async () => {
    const path = `/projects/${PROJECT}/custodians/bps`;
    const { publicKey, recipient } = made.holder.identity;
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=';
    await world.holder.put(path, { publicKey, recipient, key: secret }, 400);
    await world.holder.put(`${path}/fingerprint`, { fingerprint: secret }, 400);
    const { rows } = await world.harness.stored();
    expect(rows).not.toContain(secret);
    expect(JSON.stringify(world.harness.logs)).not.toContain(secret);
  });
});

describe('a project whose parties hold different keys', () => {
  it('takes no file until they agree, and no other fingerprint after', async () => {
    const world = await openAgencies();
    const { requester } = await files();
    const right = requester.manifest.keyFingerprint;
    await openProject(world, PROJECT, [right, '0'.repeat(32)]);
    expect((await world.holder.get(`/projects/${PROJECT}`, 200)).fingerprint).toBe('differs');
    expect((await announce(world.requester, requester.manifest, 409)).code).toBe('fingerprint-differs');
    const path = `/projects/${PROJECT}/custodians/bps/fingerprint`;
    await world.holder.put(path, { fingerprint: right }, 200);
    await announce(world.requester, requester.manifest, 201);
    expect((await world.holder.put(path, { fingerprint: '1'.repeat(32) }, 409)).code).toBe(
      'fingerprint-fixed',
    );
    const identity = await identityOf(5);
    const replaced = { publicKey: identity.publicKey, recipient: identity.recipient };
    await world.requester.put(`/projects/${PROJECT}/custodians/kp2mi`, replaced, 409);
  });

  it('is made under the agreement, by two parties, with a schema that holds', async () => {
    const { as } = await openAgencies();
    const wish = (change: object) => ({ ...NEW_PROJECT, ...change });
    expect((await as.operator.post('/projects', wish({ agreement: 'lain' }), 422)).code).toBe(
      'agreement-unknown',
    );
    expect((await as.operator.post('/projects', wish({ registerHolder: 'kp2mi' }), 422)).code).toBe(
      'project-parties',
    );
    expect((await as.operator.post('/projects', wish({ requester: 'lain' }), 422)).code).toBe(
      'party-unknown',
    );
    expect((await as.operator.post('/projects', wish({ schema: {} }), 422)).code).toBe('spec-invalid');
    expect((await as.operator.post('/projects', wish({ id: `p-${NIK}` }), 400)).code).toBe('request-invalid');
    await as.operator.post('/projects', NEW_PROJECT, 201);
    expect((await as.operator.post('/projects', NEW_PROJECT, 409)).code).toBe('project-exists');
  });
});

describe('a run', () => {
  it('is not started without letter, purpose, assessment and flags, nor on the wrong files', async () => {
    const world = await openAgencies();
    await openProject(world);
    const submissions = await submitBoth(world);
    const path = `/projects/${PROJECT}/runs`;
    const refused = async (letter: object, files: readonly string[] = submissions) =>
      world.requester.post(path, { submissions: files, letter: { ...LETTER, ...letter } }, 422);
    for (const member of ['number', 'purpose', 'dpiaReference'])
      expect((await refused({ [member]: ' ' })).code).toBe('run-request-incomplete');
    expect((await refused({ flags: [] })).facts.missing).toEqual(['flags']);
    expect((await refused({}, submissions.toReversed())).code).toBe('run-submission-unfit');
    world.harness.clock.advance(6 * 365 * 86_400_000);
    const late = await world.requester.post(path, { submissions, letter: LETTER }, 409);
    expect(late.code).toBe('agreement-not-in-force');
  });
});
