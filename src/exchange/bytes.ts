/** Small doors between bytes and text that Node, workerd and browsers share. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DIGIT_OF = new Int16Array(128).fill(-1);
for (let i = 0; i < 64; i++) DIGIT_OF[ALPHABET.charCodeAt(i)] = i;

const encoder = new TextEncoder();

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Text of strict UTF-8, or null. A byte order mark is kept: dropping it is the caller's decision. */
export function fromUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The JSON value of UTF-8 bytes, or null where they are none: who reads it refuses null as any other wrong value. */
export function jsonOrNull(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes) ?? '');
  } catch {
    return null;
  }
}

/** Standard base64 with padding and without line breaks (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let out = '';
  const whole = bytes.length - (bytes.length % 3);
  for (let i = 0; i < whole; i += 3) {
    const word = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!;
    out +=
      ALPHABET[word >> 18]! +
      ALPHABET[(word >> 12) & 63]! +
      ALPHABET[(word >> 6) & 63]! +
      ALPHABET[word & 63]!;
  }
  if (bytes.length - whole === 1) {
    const word = bytes[whole]! << 16;
    return `${out}${ALPHABET[word >> 18]!}${ALPHABET[(word >> 12) & 63]!}==`;
  }
  if (bytes.length - whole === 2) {
    const word = (bytes[whole]! << 16) | (bytes[whole + 1]! << 8);
    return `${out}${ALPHABET[word >> 18]!}${ALPHABET[(word >> 12) & 63]!}${ALPHABET[(word >> 6) & 63]!}=`;
  }
  return out;
}

/**
 * Bytes of standard padded base64, or null where the text is anything else.
 * Edge: unused bits of the last group must be zero, so that one byte string has one text.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const digits = text.length - padding;
  const out = new Uint8Array((text.length / 4) * 3 - padding);
  let word = 0;
  let at = 0;
  for (let i = 0; i < digits; i++) {
    const code = text.charCodeAt(i);
    const digit = code < 128 ? DIGIT_OF[code]! : -1;
    if (digit < 0) return null;
    word = (word << 6) | digit;
    if (i % 4 === 3) {
      out[at++] = (word >> 16) & 255;
      out[at++] = (word >> 8) & 255;
      out[at++] = word & 255;
      word = 0;
    }
  }
  if (padding === 1) {
    if (word & 3) return null;
    out[at++] = (word >> 10) & 255;
    out[at] = (word >> 2) & 255;
  } else if (padding === 2) {
    if (word & 15) return null;
    out[at] = (word >> 4) & 255;
  }
  return out;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** All bytes of a stream at once: for files known to be small. */
export async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return concat(parts);
}
