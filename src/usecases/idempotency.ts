import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { utf8 } from '../exchange/bytes.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import { DomainError } from '../problems.ts';
import { earlierRequest, rememberRequest } from '../storage/idempotency.ts';
import type { Actor, Service } from './service.ts';

/** A request that may be sent again: who, what for, the client's key and what was asked. */
export interface Repeatable {
  readonly operation: string;
  readonly key: string;
  readonly request: Json;
}

/**
 * Inside `decide` of a commit: the subject that the same request made before, or null.
 * @throws DomainError `idempotency-key-reused` when the key came with another request.
 */
export async function madeBefore(
  service: Service,
  actor: Actor,
  repeatable: Repeatable,
): Promise<string | null> {
  const earlier = await earlierRequest(service.database, scope(actor, repeatable), repeatable.key);
  if (!earlier) return null;
  if (earlier.request !== requestHash(repeatable)) throw new DomainError('idempotency-key-reused');
  return earlier.subject;
}

/** For the same batch as what was made. */
export function remember(actor: Actor, repeatable: Repeatable, subject: string) {
  return rememberRequest({
    scope: scope(actor, repeatable),
    key: repeatable.key,
    request: requestHash(repeatable),
    subject,
  });
}

function scope(actor: Actor, { operation }: Repeatable): string {
  return `${actor.person}:${operation}`;
}

function requestHash({ request }: Repeatable): string {
  return bytesToHex(sha256(utf8(canonicalJson(request))));
}
