/** Ed25519 signatures over canonical JSON. Keys and signatures are lower-case hexadecimal. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { utf8 } from './bytes.ts';
import { canonicalJson, type JsonObject } from './canonical-json.ts';

const PUBLIC_KEY = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;

export function isPublicKey(text: string): boolean {
  return PUBLIC_KEY.test(text);
}

export function isSignature(text: string): boolean {
  return SIGNATURE.test(text);
}

export function publicKeyOf(seed: Uint8Array): string {
  return bytesToHex(ed25519.getPublicKey(seed));
}

export type Signed<T extends JsonObject> = T & { readonly signer: string; readonly signature: string };

/**
 * `document` with `signer` and `signature`. What is signed is the canonical JSON of all members but `signature`;
 * the member `format`, which every document has, keeps a signature of one kind from passing for another.
 */
export function sign<T extends JsonObject & { readonly format: string }>(
  document: T,
  seed: Uint8Array,
): Signed<T> {
  const signer = publicKeyOf(seed);
  const signature = bytesToHex(ed25519.sign(utf8(canonicalJson({ ...document, signer })), seed));
  return { ...document, signer, signature };
}

/** Does the signature fit the document and its `signer`? Who the signer is remains to be asked. */
export function verifySigned(document: Signed<JsonObject>): boolean {
  const { signature, ...rest } = document;
  if (!isPublicKey(document.signer) || !isSignature(signature)) return false;
  try {
    return ed25519.verify(hexToBytes(signature), utf8(canonicalJson(rest)), hexToBytes(document.signer), {
      zip215: false,
    });
  } catch {
    return false;
  }
}
