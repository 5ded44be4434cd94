/** Two agencies with a project, up to whatever step a test begins at. bps holds the register, kp2mi asks. */
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64 } from '../../src/exchange/bytes.ts';
import type { Json } from '../../src/exchange/canonical-json.ts';
import { keyFingerprint } from '../../src/pprl/keys.ts';
import { populate, type World } from './access/personas.ts';
import {
  type EncodedAgency,
  encode,
  holderSchema,
  identityOf,
  KEY,
  PROJECT,
  placementsCsv,
  placementsSchema,
  registerCsv,
  requesterSchema,
} from './agency.ts';
import type { Client, Reply } from './client.ts';
import { type Harness, openHarness } from './harness.ts';

export const NEW_PROJECT = {
  id: PROJECT,
  title: 'Pemadanan PMI dengan DTSEN',
  agreement: 'pks-2025',
  schema: placementsSchema,
  requester: 'kp2mi',
  registerHolder: 'bps',
};

export const LETTER = {
  number: 'B.1004/02/DI.06.04/III/2025',
  purpose: 'Data kepemilikan rumah untuk Pekerja Migran Indonesia',
  dpiaReference: 'DPIA-2025-07',
  flags: ['desil', 'status_rumah'],
};

export interface Files {
  readonly requester: EncodedAgency;
  readonly holder: EncodedAgency;
  readonly truth: ReturnType<typeof placementsCsv>['truth'];
  readonly flags: Uint8Array;
}

let made: Promise<Files> | null = null;

/** Both files, encoded once for all tests of a worker. */
export function files(): Promise<Files> {
  made ??= (async () => {
    const requester = await identityOf(1);
    const holder = await identityOf(2);
    const placements = placementsCsv();
    const register = registerCsv();
    return {
      requester: await encode(placements.csv, requesterSchema(), {
        party: 'kp2mi',
        identity: requester,
        recipient: holder.recipient,
      }),
      holder: await encode(register.csv, holderSchema(), { party: 'bps', identity: holder, recipient: null }),
      truth: placements.truth,
      flags: register.flags,
    };
  })();
  return made;
}

export interface Agencies extends World {
  readonly requester: Client;
  readonly holder: Client;
}

/** @param host who runs the service: an independent unit unless said otherwise. */
export async function openAgencies(host?: string): Promise<Agencies> {
  return agencies(await populate(await openHarness(host)));
}

export function agencies(world: World): Agencies {
  return { ...world, requester: world.as.counterpart, holder: world.as.agency };
}

/** A project whose parties have registered their identities and confirmed `fingerprints`. */
export async function openProject(
  { as, requester, holder }: Agencies,
  id: string = PROJECT,
  fingerprints: readonly [string, string] = [keyFingerprint(KEY, id), keyFingerprint(KEY, id)],
): Promise<void> {
  await as.operator.post('/projects', { ...NEW_PROJECT, id }, 201);
  const made = await files();
  const register = async (client: Client, party: string, file: EncodedAgency, fingerprint: string) => {
    const { publicKey, recipient } = file.identity;
    await client.put(`/projects/${id}/custodians/${party}`, { publicKey, recipient }, 200);
    await client.put(`/projects/${id}/custodians/${party}/fingerprint`, { fingerprint }, 200);
  };
  await register(requester, 'kp2mi', made.requester, fingerprints[0]);
  await register(holder, 'bps', made.holder, fingerprints[1]);
}

let keys = 0;

export function announce(
  client: Client,
  manifest: unknown,
  status: number,
  chunkBytes = 16384,
  idempotencyKey = `submission-${keys++}`,
): Promise<Reply> {
  const body = { manifest: manifest as Json, chunkBytes };
  return client.post(`/projects/${PROJECT}/submissions`, body, status, { 'idempotency-key': idempotencyKey });
}

export async function sendChunk(
  client: Client,
  submission: string,
  number: number,
  bytes: Uint8Array<ArrayBuffer>,
  digestOf: Uint8Array = bytes,
): Promise<{ status: number; code: string | null }> {
  const response = await client.send('PUT', `/submissions/${submission}/chunks/${number}`, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-digest': `sha-256=:${toBase64(sha256(digestOf))}:`,
    },
    body: bytes,
  });
  const text = await response.text();
  return { status: response.status, code: text === '' ? null : (JSON.parse(text) as Reply).code };
}

export async function sendChunks(client: Client, submission: Reply, file: Uint8Array): Promise<void> {
  for (let n = 0; n < submission.chunks; n++) {
    const from = n * submission.chunkBytes;
    const sent = await sendChunk(client, submission.id, n, file.slice(from, from + submission.chunkBytes));
    if (sent.status !== 204) throw new Error(`chunk ${n}: ${sent.status} ${sent.code}`);
  }
}

/** Announce, send, complete and check; the submission as it is then. */
export async function submit(harness: Harness, client: Client, agency: EncodedAgency): Promise<Reply> {
  const begun = await announce(client, agency.manifest, 201);
  await sendChunks(client, begun.result, agency.file);
  await client.post(`/submissions/${begun.result.id}/complete`, {}, 202);
  await harness.drain();
  return client.get(`/submissions/${begun.result.id}`, 200);
}

/** Both files accepted; their identifiers, the requester's first. */
export async function submitBoth(world: Agencies): Promise<[string, string]> {
  const { requester, holder } = await files();
  const a = await submit(world.harness, world.requester, requester);
  const b = await submit(world.harness, world.holder, holder);
  if (a.state !== 'accepted' || b.state !== 'accepted')
    throw new Error(`${a.state} ${a.problem?.code} ${b.state} ${b.problem?.code}`);
  return [a.id, b.id];
}

export async function startRun(
  world: Agencies,
  submissions: [string, string],
  compare?: 'exhaustive' | 'blocked',
  threshold: { readonly threshold?: number | 'auto'; readonly precision?: number } = {},
): Promise<Reply> {
  const started = await world.requester.post(
    `/projects/${PROJECT}/runs`,
    { submissions, letter: LETTER, ...(compare === undefined ? {} : { compare }), ...threshold },
    201,
  );
  return started.result;
}
