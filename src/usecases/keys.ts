/** Keys of an agency: its identity, the project key and that key's way to the other custodian and to its end. */

import { fromUtf8, toBase64, utf8 } from '../exchange/bytes.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { createIdentity, type Identity, printIdentity, readIdentity } from '../exchange/identity.ts';
import { destructionRecord, openKey, type ProjectKeyFile, sealKey } from '../exchange/key-documents.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { Randomness } from '../ports/randomness.ts';
import { formatKeyFile, keyFingerprint, PROJECT_KEY_BYTES, readKeyFile } from '../pprl/keys.ts';
import { DomainError } from '../problems.ts';

export interface KeyPorts {
  readonly files: Files;
  readonly randomness: Randomness;
  readonly clock: Clock;
}

/** Draw an identity and write it where only its owner reads it. @throws {DomainError} `file-exists`. */
export async function writeIdentity({ files, randomness }: KeyPorts, out: string): Promise<Identity> {
  await refuseOverwriting(files, out);
  const identity = await createIdentity(randomness.bytes(32));
  await files.write(out, printIdentity(identity), { secret: true });
  return identity;
}

/** @throws {DomainError} `identity-invalid`. */
export async function loadIdentity(files: Files, path: string): Promise<Identity> {
  return readIdentity(await files.readAll(path));
}

/** Draw the key of `project`. The fingerprint is what custodians compare. @throws {DomainError} `file-exists`. */
export async function writeProjectKey(
  { files, randomness }: KeyPorts,
  project: string,
  out: string,
): Promise<string> {
  await refuseOverwriting(files, out);
  const key = randomness.bytes(PROJECT_KEY_BYTES);
  await files.write(out, formatKeyFile(project, key), { secret: true });
  return keyFingerprint(key, project);
}

/** A project key file with its fingerprint. @throws {DomainError} the codes of `readKeyFile`. */
export async function loadProjectKey(files: Files, path: string): Promise<ProjectKeyFile> {
  return describeKey(await files.readAll(path));
}

function describeKey(bytes: Uint8Array): ProjectKeyFile {
  const { key, project } = readKeyFile(bytes, 'padan');
  if (project === null) throw new DomainError('key-file-invalid');
  return { project, keyFingerprint: keyFingerprint(key, project), bytes };
}

/** Seal the project key to `recipient` and sign it. The file may travel openly. */
export async function sealProjectKey(
  { files }: KeyPorts,
  paths: { readonly key: string; readonly identity: string; readonly out: string },
  recipient: string,
): Promise<ProjectKeyFile> {
  const key = await loadProjectKey(files, paths.key);
  const { signingSeed } = await loadIdentity(files, paths.identity);
  await writeJson(files, paths.out, await sealKey(key, recipient, signingSeed));
  return key;
}

/**
 * Check that the sealed key is `from`'s, open it and write the key file.
 * @throws {DomainError} the codes of `openKey`; `sealed-key-invalid` where what was sealed is another key than
 *   the document says; `file-exists`.
 */
export async function openProjectKey(
  { files }: KeyPorts,
  paths: { readonly sealed: string; readonly identity: string; readonly out: string },
  from: string,
): Promise<ProjectKeyFile> {
  await refuseOverwriting(files, paths.out);
  const { ageIdentity } = await loadIdentity(files, paths.identity);
  const said = await openKey(parseJson(await files.readAll(paths.sealed)), from, ageIdentity);
  const key = describeKey(said.bytes);
  if (key.project !== said.project || key.keyFingerprint !== said.keyFingerprint)
    throw new DomainError('sealed-key-invalid');
  await files.write(paths.out, key.bytes, { secret: true });
  return key;
}

/**
 * Erase the key file and write a signed record of it. The record is written first: a key without a record of
 * its end is worse than a record written a moment early, and if erasing fails the record is taken back.
 */
export async function destroyProjectKey(
  { files, clock }: KeyPorts,
  paths: { readonly key: string; readonly identity: string; readonly out: string },
): Promise<ProjectKeyFile> {
  const key = await loadProjectKey(files, paths.key);
  const { signingSeed } = await loadIdentity(files, paths.identity);
  await writeJson(files, paths.out, destructionRecord(key, clock.now(), signingSeed));
  try {
    await files.erase(paths.key);
  } catch (error) {
    if (paths.out !== '-') await files.erase(paths.out);
    throw error;
  }
  return key;
}

/** The environment a service needs, a line each; the last is the API key that goes with PADAN_OPERATOR_KEY. */
export function serviceEnvironment(randomness: Randomness): string[] {
  const draw = () => toBase64(randomness.bytes(32));
  const operator = draw();
  const secret = operator.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return [
    `PADAN_STORAGE_KEY=${draw()}`,
    `PADAN_SIGNING_KEY=${draw()}`,
    `PADAN_OPERATOR_KEY=${operator}`,
    `# API key: padan_bootstrap_${secret}`,
  ];
}

async function refuseOverwriting(files: Files, path: string): Promise<void> {
  if (path !== '-' && (await files.exists(path))) throw new DomainError('file-exists');
}

function writeJson(files: Files, path: string, value: Json): Promise<void> {
  return files.write(path, utf8(`${canonicalJson(value)}\n`));
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '');
  } catch {
    throw new DomainError('json-invalid');
  }
}
