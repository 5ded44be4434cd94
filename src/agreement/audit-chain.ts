/**
 * The audit log as a hash chain: each event names the hash of the one before it, and the head is signed.
 * Whoever kept one signed head (it stands on every receipt) finds out an operator who rebuilt the log.
 *
 * Deterministic: hash = SHA-256 of the canonical JSON of the event; the signature is Ed25519 over the canonical
 *                JSON of the head, so that equal heads have equal signatures.
 * Leaks:  events name officials by opaque identifiers and subjects by theirs; facts hold no record value.
 * Cost:   O(events) to verify.
 * Source: RFC 8785 (canonical JSON), RFC 8032 (Ed25519).
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { utf8 } from '../exchange/bytes.ts';
import { canonicalJson, type Json } from '../exchange/canonical-json.ts';
import type { Facts } from '../problems.ts';

/** Who did it. `service` stands for work the machine did by itself after somebody ordered it. */
export interface AuditActor {
  readonly person: string;
  /** The API key that was shown, or null for the service itself. */
  readonly key: string | null;
  readonly role: string;
  readonly party: string | null;
}

export interface AuditEvent {
  /** 1, 2, 3, ... without gaps. */
  readonly seq: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string;
  readonly actor: AuditActor;
  /** What was done, as `noun-participle`: `person-registered`, `run-started`. */
  readonly action: string;
  /** Identifier of what it was done to. */
  readonly subject: string;
  readonly facts: Facts;
  /** Hash of the event before, 64 hexadecimal digits; 64 zeros for the first. */
  readonly previous: string;
}

export interface HashedEvent {
  readonly event: AuditEvent;
  readonly hash: string;
}

export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export interface SignedHead extends AuditHead {
  readonly format: 'padan-audit-head/1';
  /** Ed25519, 128 hexadecimal digits. */
  readonly signature: string;
}

export const EMPTY_HEAD: AuditHead = { seq: 0, hash: '0'.repeat(64) };

export function eventHash(event: AuditEvent): string {
  return bytesToHex(sha256(utf8(canonicalJson(event as unknown as Json))));
}

function signedText(head: AuditHead): Uint8Array {
  return utf8(canonicalJson({ format: 'padan-audit-head/1', seq: head.seq, hash: head.hash }));
}

/** @param seed 32 bytes. */
export function signHead(head: AuditHead, seed: Uint8Array): SignedHead {
  const signature = bytesToHex(ed25519.sign(signedText(head), seed));
  return { format: 'padan-audit-head/1', seq: head.seq, hash: head.hash, signature };
}

/** @param publicKey 32 bytes. False for anything that is not a signature by that key, malformed ones included. */
export function headHolds(head: SignedHead, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(hexToBytes(head.signature), signedText(head), publicKey, { zip215: false });
  } catch {
    return false;
  }
}

export type ChainVerdict =
  | { readonly holds: true; readonly head: AuditHead }
  | { readonly holds: false; readonly seq: number; readonly why: 'gap' | 'link' | 'hash' | 'kept-head' };

/**
 * Does the log hold together, and does it still contain every head somebody kept?
 *
 * Edge:   an empty log holds; a kept head beyond the end of the log means that the end was cut off (`kept-head`).
 *         `events` must begin with the first one. Signatures of kept heads are the caller's to check (`headHolds`).
 */
export function verifyChain(events: readonly HashedEvent[], kept: readonly AuditHead[] = []): ChainVerdict {
  let head = EMPTY_HEAD;
  for (const { event, hash } of events) {
    const seq = head.seq + 1;
    if (event.seq !== seq) return { holds: false, seq, why: 'gap' };
    if (event.previous !== head.hash) return { holds: false, seq, why: 'link' };
    if (eventHash(event) !== hash) return { holds: false, seq, why: 'hash' };
    head = { seq, hash };
  }
  for (const { seq, hash } of kept) {
    const found = seq === 0 ? EMPTY_HEAD.hash : events[seq - 1]?.hash;
    if (found !== hash) return { holds: false, seq, why: 'kept-head' };
  }
  return { holds: true, head };
}
