/**
 * An agency's identity: an Ed25519 seed to sign with and an age identity to open what is sealed to the agency.
 *
 * Format `padan-identity/1`: one JSON object in a file that only its owner reads. Both public halves are repeated
 * in it, so that a person can see which identity a file is.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { DomainError, label } from '../problems.ts';
import { jsonOrNull, utf8 } from './bytes.ts';
import { canonicalJson } from './canonical-json.ts';
import { Members } from './members.ts';
import { isRecipient } from './sealing.ts';
import { isPublicKey, publicKeyOf } from './signing.ts';

const IDENTITY_FORMAT = 'padan-identity/1';
const AGE_IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

export interface Identity {
  /** 32 bytes. */
  readonly signingSeed: Uint8Array;
  readonly ageIdentity: string;
  /** Public: others check signatures with it. */
  readonly publicKey: string;
  /** Public: others seal to it. */
  readonly recipient: string;
}

/** `signingSeed` is 32 fresh random bytes; the age half draws its own from the platform's generator. */
export async function createIdentity(signingSeed: Uint8Array): Promise<Identity> {
  const ageIdentity = await generateX25519Identity();
  return {
    signingSeed,
    ageIdentity,
    publicKey: publicKeyOf(signingSeed),
    recipient: await identityToRecipient(ageIdentity),
  };
}

export function printIdentity({ signingSeed, ageIdentity, publicKey, recipient }: Identity): Uint8Array {
  const document = {
    format: IDENTITY_FORMAT,
    signingSeed: bytesToHex(signingSeed),
    ageIdentity,
    publicKey,
    recipient,
  };
  return utf8(`${canonicalJson(document)}\n`);
}

/** @throws {DomainError} `identity-invalid` with the member, and where the public halves are not those of the secrets. */
export async function readIdentity(bytes: Uint8Array): Promise<Identity> {
  const refuse = (member?: string) =>
    new DomainError('identity-invalid', { member: member === undefined ? undefined : label(member) });
  const members = new Members(jsonOrNull(bytes), refuse);
  members.literal('format', IDENTITY_FORMAT);
  const seed = members.text('signingSeed', (text) => /^[0-9a-f]{64}$/.test(text));
  const ageIdentity = members.text('ageIdentity', (text) => AGE_IDENTITY.test(text));
  const publicKey = members.text('publicKey', isPublicKey);
  const recipient = members.text('recipient', isRecipient);
  members.end();
  const signingSeed = Uint8Array.from(seed.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  if (publicKeyOf(signingSeed) !== publicKey) throw refuse('publicKey');
  if ((await recipientOf(ageIdentity)) !== recipient) throw refuse('recipient');
  return { signingSeed, ageIdentity, publicKey, recipient };
}

async function recipientOf(ageIdentity: string): Promise<string | null> {
  try {
    return await identityToRecipient(ageIdentity);
  } catch {
    return null;
  }
}
