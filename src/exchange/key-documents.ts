/**
 * The project key on its way between custodians, and the record of its end.
 *
 * `padan-sealed-key/1`: a key file sealed to one custodian (age) and signed by the one who drew it.
 * `padan-destruction/1`: a signed statement that a holder erased its copy.
 */
import { DomainError, label } from '../problems.ts';
import { fromBase64, toBase64 } from './bytes.ts';
import { isFingerprint, isName } from './encoded-header.ts';
import { Members } from './members.ts';
import { isRecipient, openSealed, sealTo } from './sealing.ts';
import { isPublicKey, isSignature, type Signed, sign, verifySigned } from './signing.ts';

const SEALED_FORMAT = 'padan-sealed-key/1';
const DESTRUCTION_FORMAT = 'padan-destruction/1';

type SealedKeyContent = {
  readonly format: typeof SEALED_FORMAT;
  readonly project: string;
  readonly keyFingerprint: string;
  /** age recipient it is sealed to. */
  readonly recipient: string;
  /** age envelope with the key file, in base64. */
  readonly sealed: string;
};
export type SealedKey = Signed<SealedKeyContent>;

export interface ProjectKeyFile {
  readonly project: string;
  readonly keyFingerprint: string;
  /** Bytes of the key file. */
  readonly bytes: Uint8Array;
}

export async function sealKey(
  { project, keyFingerprint, bytes }: ProjectKeyFile,
  recipient: string,
  seed: Uint8Array,
): Promise<SealedKey> {
  const sealed = toBase64(await sealTo(recipient, bytes));
  return sign<SealedKeyContent>({ format: SEALED_FORMAT, project, keyFingerprint, recipient, sealed }, seed);
}

/**
 * The key file of a sealed key. The signature is checked before anything is opened.
 * @throws {DomainError} `sealed-key-invalid`, `sealed-key-signature` where it is not `from`'s, `envelope-not-opened`.
 */
export async function openKey(value: unknown, from: string, ageIdentity: string): Promise<ProjectKeyFile> {
  const refuse = (member?: string) =>
    new DomainError('sealed-key-invalid', { member: member === undefined ? undefined : label(member) });
  const members = new Members(value, refuse);
  const document: SealedKey = {
    format: members.literal('format', SEALED_FORMAT),
    project: members.text('project', isName),
    keyFingerprint: members.text('keyFingerprint', isFingerprint),
    recipient: members.text('recipient', isRecipient),
    sealed: members.text('sealed', (text) => text.length < 12_000),
    signer: members.text('signer', isPublicKey),
    signature: members.text('signature', isSignature),
  };
  members.end();
  if (document.signer !== from || !verifySigned(document)) throw new DomainError('sealed-key-signature');
  const envelope = fromBase64(document.sealed);
  if (envelope === null) throw refuse('sealed');
  const { project, keyFingerprint } = document;
  return { project, keyFingerprint, bytes: await openSealed(ageIdentity, envelope) };
}

export type DestructionRecord = Signed<{
  readonly format: typeof DESTRUCTION_FORMAT;
  readonly project: string;
  readonly keyFingerprint: string;
  /** RFC 3339, UTC. */
  readonly destroyedAt: string;
}>;

/** `destroyedAt` in milliseconds since 1970. */
export function destructionRecord(
  { project, keyFingerprint }: Omit<ProjectKeyFile, 'bytes'>,
  destroyedAt: number,
  seed: Uint8Array,
): DestructionRecord {
  const at = new Date(destroyedAt).toISOString();
  return sign({ format: DESTRUCTION_FORMAT, project, keyFingerprint, destroyedAt: at }, seed);
}
