/** What an agency does on its own side, with the real code and nothing but memory: encode, answer, join. */

import { csvBytes } from '../../fixtures/synthetic/csv.ts';
import {
  FLAG_COLUMNS,
  REGISTER_COLUMNS,
  register,
  registerWithFlags,
} from '../../fixtures/synthetic/people.ts';
import { PLACEMENT_COLUMNS, type PlacementTruth, placements } from '../../fixtures/synthetic/placements.ts';
import placementsSchema from '../../specs/linkage/placements.json' with { type: 'json' };
import registerSchema from '../../specs/linkage/placements-register.json' with { type: 'json' };
import { webCryptoRandomness } from '../../src/adapters/web-crypto-randomness.ts';
import { collect, concat } from '../../src/exchange/bytes.ts';
import { createIdentity, type Identity } from '../../src/exchange/identity.ts';
import type { Manifest } from '../../src/exchange/manifest.ts';
import { type OrderMap, readOrderMap } from '../../src/exchange/order-map.ts';
import type { Files } from '../../src/ports/files.ts';
import { createRecordEncoder } from '../../src/pprl/encoder.ts';
import { keyFingerprint } from '../../src/pprl/keys.ts';
import { type LinkageSchema, parseLinkageSchema } from '../../src/pprl/linkage-schema.ts';
import { encodeForPadan } from '../../src/usecases/encode-file.ts';

export const PROJECT = 'pemadanan-uji';
export const KEY = Uint8Array.from({ length: 32 }, (_, i) => 3 * i + 1);
export const CANARIES = 3;
export { FLAG_COLUMNS, placementsSchema, registerSchema };

export interface EncodedAgency {
  readonly party: string;
  readonly identity: Identity;
  readonly csv: Uint8Array;
  readonly file: Uint8Array;
  readonly manifest: Manifest;
  readonly order: OrderMap;
}

/** Files in memory, by name. */
function memoryFiles(held: Map<string, Uint8Array>): Files {
  return {
    async *read(path) {
      yield held.get(path)!;
    },
    readAll: async (path) => held.get(path)!,
    async write(path, bytes) {
      held.set(path, bytes instanceof Uint8Array ? bytes : await collect(bytes));
    },
    exists: async (path) => held.has(path),
    async erase(path) {
      held.delete(path);
    },
  };
}

async function memoryScratch() {
  const buckets = new Map<number, Uint8Array[]>();
  return {
    async append(bucket: number, bytes: Uint8Array) {
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), bytes.slice()]);
    },
    read: async (bucket: number) => concat(buckets.get(bucket) ?? []),
    async close() {
      buckets.clear();
    },
  };
}

export async function once(bytes: Uint8Array): Promise<AsyncIterable<Uint8Array>> {
  return pieces(bytes);
}

export async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export interface EncodeOptions {
  readonly party: string;
  readonly identity?: Identity;
  readonly key?: Uint8Array;
  readonly project?: string;
  readonly recipient: string | null;
}

/** An identity whose signing seed is `byte` 32 times. */
export function identityOf(byte: number): Promise<Identity> {
  return createIdentity(new Uint8Array(32).fill(byte));
}

export async function encode(
  csv: Uint8Array,
  schema: LinkageSchema,
  { party, identity, key = KEY, project = PROJECT, recipient }: EncodeOptions,
): Promise<EncodedAgency> {
  const who = identity ?? (await identityOf(1));
  const held = new Map<string, Uint8Array>();
  const paths = { encoded: 'encoded', order: 'order', manifest: 'manifest' };
  const job = {
    input: () => pieces(csv),
    schema,
    encoder: createRecordEncoder(schema, key),
    trim: false,
    project,
    custodian: party,
    keyFingerprint: keyFingerprint(key, project),
    signingSeed: who.signingSeed,
    recipient,
  };
  const { manifest } = await encodeForPadan(job, paths, {
    files: memoryFiles(held),
    randomness: webCryptoRandomness,
    clock: { now: () => Date.UTC(2026, 0, 12) },
    scratch: memoryScratch,
  });
  const order = await readOrderMap(pieces(held.get('order')!));
  return { party, identity: who, csv, file: held.get('encoded')!, manifest, order };
}

const OPTIONS = { seed: 5, rows: 400, canaries: CANARIES };

/** The register holder's CSV, and the same with the flags it may be asked for. */
export function registerCsv(): { csv: Uint8Array; flags: Uint8Array } {
  return {
    csv: concat([...csvBytes(REGISTER_COLUMNS, register(OPTIONS))]),
    flags: concat([...csvBytes([...REGISTER_COLUMNS, ...FLAG_COLUMNS], registerWithFlags(OPTIONS))]),
  };
}

const IDENTIFIERS = ['nik', 'nomor_kk', 'nomor_paspor'].map((name) =>
  PLACEMENT_COLUMNS.indexOf(name as (typeof PLACEMENT_COLUMNS)[number]),
);

/** The requester's CSV, with what is true of its rows; `bare` leaves numbers of persons out, so that filters decide. */
export function placementsCsv(bare = false): { csv: Uint8Array; truth: readonly PlacementTruth[] } {
  const { rows, truth } = placements({ register: OPTIONS, rows: 60 });
  if (bare) for (const row of rows) for (const column of IDENTIFIERS) row[column] = '';
  return { csv: concat([...csvBytes(PLACEMENT_COLUMNS, rows)]), truth };
}

export const requesterSchema = () => parseLinkageSchema(placementsSchema, 'placements');
export const holderSchema = () => parseLinkageSchema(registerSchema, 'placements-register');
