import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from '../exchange/bytes.ts';
import { DomainError } from '../problems.ts';
import { findKey } from '../storage/people.ts';
import { type Actor, ROLES, type Role, type Service } from './service.ts';

/** `padan_<key id>_<secret>`; the secret is 32 random bytes in base64url. */
const API_KEY = /^padan_((?:key_)?[a-z]{1,40})_([A-Za-z0-9_-]{43})$/;
const BOOTSTRAP = 'bootstrap';
/** Compared with when there is no such key, so that both refusals take the same way. */
const NO_KEY = '0'.repeat(64);

/**
 * Who shows this API key?
 *
 * Leaks:  nothing but yes or no: unknown, revoked and wrong keys are refused alike, and hashes are compared in
 *         constant time.
 * Throws: `key-refused`.
 */
export async function authenticate(service: Service, apiKey: string | null): Promise<Actor> {
  const match = API_KEY.exec(apiKey ?? '');
  if (!match) throw new DomainError('key-refused');
  const [, id, secret] = match as unknown as [string, string, string];
  const shown = secretHash(secret);
  if (id === BOOTSTRAP) {
    if (!sameHash(shown, service.config.operatorSecretSha256)) throw new DomainError('key-refused');
    return { person: BOOTSTRAP, key: BOOTSTRAP, role: 'operator', party: service.config.host };
  }
  const row = await findKey(service.database, id);
  const same = sameHash(shown, row?.secret_sha256 ?? NO_KEY);
  if (!row || !same || row.revoked_at !== null || !isRole(row.role)) throw new DomainError('key-refused');
  return { person: row.person, key: row.id, role: row.role, party: row.party };
}

export function secretHash(secret: string): string {
  return bytesToHex(sha256(utf8(secret)));
}

/** Two hexadecimal digests of one length, compared without an early end. */
function sameHash(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
