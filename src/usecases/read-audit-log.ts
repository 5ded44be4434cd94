import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { type HashedEvent, type SignedHead, signHead } from '../agreement/audit-chain.ts';
import { auditEvents, auditHead } from '../storage/audit.ts';
import type { Service } from './service.ts';

/** Events after `after`, at most `limit`, oldest first. */
export function readAuditLog({ database }: Service, after: number, limit: number): Promise<HashedEvent[]> {
  return auditEvents(database, after, limit);
}

export async function signedHead({ config, database }: Service): Promise<SignedHead> {
  return signHead(await auditHead(database), config.signingSeed);
}

/** The key that verifies signed heads, 64 hexadecimal digits. */
export function auditPublicKey({ config }: Service): string {
  return bytesToHex(ed25519.getPublicKey(config.signingSeed));
}
