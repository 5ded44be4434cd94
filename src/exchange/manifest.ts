/**
 * The manifest: what the custodian declares and signs about an encoded file.
 *
 * Format `padan-manifest/1`: one JSON object; the signature is over its canonical JSON (see signing.ts).
 */
import { LEAKAGE_LIMIT } from '../pprl/hardened.ts';
import { DomainError, label } from '../problems.ts';
import {
  type EncodedHeader,
  isFileId,
  isFingerprint,
  isName,
  isSha256,
  MAX_BITS,
  MAX_ROWS,
} from './encoded-header.ts';
import { Members } from './members.ts';
import { isPublicKey, isSignature, type Signed, sign, verifySigned } from './signing.ts';

const MANIFEST_FORMAT = 'padan-manifest/1';
/** Filters that were not diffused have no leakage to declare: an attacker reads them as they are. */
const NOT_DIFFUSED = 'not diffused: not hardened';
const WITHIN_LIMIT = `diffused: leakage lambda is at most ${LEAKAGE_LIMIT}`;
const ACCEPTED = `diffused: leakage lambda is above ${LEAKAGE_LIMIT} and was accepted by the sender: not hardened`;

type ManifestContent = {
  readonly format: typeof MANIFEST_FORMAT;
  readonly project: string;
  readonly custodian: string;
  readonly recordType: string;
  readonly schema: { readonly id: string; readonly hash: string };
  readonly keyFingerprint: string;
  readonly rows: number;
  /** Size of the encoded file. */
  readonly bytes: number;
  /** SHA-256 of the encoded file. */
  readonly sha256: string;
  readonly fileId: string;
  readonly bits: number;
  readonly hardened: boolean;
  /** Leakage lambda of the filters before diffusion, or null where they were not diffused. */
  readonly leakageLambda: number | null;
  /** One of three sentences; it follows from the two members before it. */
  readonly leakageReason: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
};

export type Manifest = Signed<ManifestContent>;

export interface ManifestFacts {
  readonly header: EncodedHeader;
  readonly schemaId: string;
  /** As `leakageLambda` measures it; null where the schema diffuses nothing. */
  readonly leakageLambda: number | null;
  readonly bytes: number;
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export function signManifest(
  { header, schemaId, leakageLambda, bytes, sha256, createdAt }: ManifestFacts,
  seed: Uint8Array,
): Manifest {
  const content: ManifestContent = {
    format: MANIFEST_FORMAT,
    project: header.project,
    custodian: header.custodian,
    recordType: header.recordType,
    schema: { id: schemaId, hash: header.schemaHash },
    keyFingerprint: header.keyFingerprint,
    rows: header.rows,
    bytes,
    sha256,
    fileId: header.fileId,
    bits: header.bits,
    hardened: header.hardened,
    leakageLambda,
    leakageReason: leakageReason(leakageLambda),
    createdAt: new Date(createdAt).toISOString(),
  };
  return sign(content, seed);
}

/**
 * A manifest from outside, its signature checked against its own `signer`. Whether that signer is the custodian
 * is for the caller to ask.
 * @throws {DomainError} `manifest-invalid` (with the member), `manifest-signature`.
 */
export function parseManifest(value: unknown): Manifest {
  const refuse = (member?: string) =>
    new DomainError('manifest-invalid', { member: member === undefined ? undefined : label(member) });
  const members = new Members(value, refuse);
  const schema = members.inner('schema');
  const manifest: Manifest = {
    format: members.literal('format', MANIFEST_FORMAT),
    project: members.text('project', isName),
    custodian: members.text('custodian', isName),
    recordType: members.text('recordType', isName),
    schema: { id: schema.text('id', isSchemaId), hash: schema.text('hash', isSha256) },
    keyFingerprint: members.text('keyFingerprint', isFingerprint),
    rows: members.count('rows', 1, MAX_ROWS),
    bytes: members.count('bytes', 1, Number.MAX_SAFE_INTEGER),
    sha256: members.text('sha256', isSha256),
    fileId: members.text('fileId', isFileId),
    bits: members.count('bits', 8, MAX_BITS),
    ...leakage(members),
    createdAt: members.text('createdAt', isInstant),
    signer: members.text('signer', isPublicKey),
    signature: members.text('signature', isSignature),
  };
  schema.end();
  members.end();
  if (!verifySigned(manifest)) throw new DomainError('manifest-signature');
  return manifest;
}

/** What a file with this leakage is called; the label `hardened` goes with it. */
export function isHardened(leakageLambda: number | null): boolean {
  return leakageLambda !== null && leakageLambda <= LEAKAGE_LIMIT;
}

function leakageReason(lambda: number | null): string {
  if (lambda === null) return NOT_DIFFUSED;
  return isHardened(lambda) ? WITHIN_LIMIT : ACCEPTED;
}

/** Three members that must tell one story: nobody calls a file hardened whose leakage says otherwise. */
function leakage(members: Members): Pick<Manifest, 'hardened' | 'leakageLambda' | 'leakageReason'> {
  const leakageLambda = members.nullable('leakageLambda', () => members.number('leakageLambda', 0, 1));
  return {
    leakageLambda,
    hardened: members.literal('hardened', isHardened(leakageLambda)),
    leakageReason: members.literal('leakageReason', leakageReason(leakageLambda)),
  };
}

/** @throws {DomainError} `manifest-differs` with the first member that does not say what the file says. */
export function checkManifestFits(
  manifest: Manifest,
  file: Omit<ManifestFacts, 'schemaId' | 'leakageLambda' | 'createdAt'>,
): void {
  const { header, bytes, sha256 } = file;
  const pairs: [string, unknown, unknown][] = [
    ['sha256', manifest.sha256, sha256],
    ['bytes', manifest.bytes, bytes],
    ['rows', manifest.rows, header.rows],
    ['bits', manifest.bits, header.bits],
    ['fileId', manifest.fileId, header.fileId],
    ['project', manifest.project, header.project],
    ['custodian', manifest.custodian, header.custodian],
    ['recordType', manifest.recordType, header.recordType],
    ['schema.hash', manifest.schema.hash, header.schemaHash],
    ['keyFingerprint', manifest.keyFingerprint, header.keyFingerprint],
    ['hardened', manifest.hardened, header.hardened],
  ];
  for (const [name, declared, found] of pairs)
    if (declared !== found) throw new DomainError('manifest-differs', { member: label(name) });
}

function isSchemaId(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/.test(text) && (!/\d{10,}/.test(text) || isSha256(text));
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text) && !Number.isNaN(Date.parse(text));
}
