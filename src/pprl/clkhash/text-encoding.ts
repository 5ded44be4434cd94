import { utf8 } from '../../exchange/bytes.ts';

export type TextEncoding = 'ascii' | 'utf-8' | 'utf-16' | 'utf-32';

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Python's `text.encode(encoding)` does not raise. */
export function canEncode(text: string, encoding: TextEncoding): boolean {
  if (encoding !== 'ascii') return !LONE_SURROGATE.test(text);
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/** Python's `text.encode(encoding)` on a little-endian machine: UTF-16 and UTF-32 begin with a byte order mark. */
export function encodingOf(encoding: TextEncoding): (text: string) => Uint8Array {
  if (encoding === 'utf-16') return utf16;
  if (encoding === 'utf-32') return utf32;
  return utf8;
}

function utf16(text: string): Uint8Array {
  const view = new DataView(new ArrayBuffer(2 + 2 * text.length));
  view.setUint16(0, 0xfeff, true);
  for (let i = 0; i < text.length; i++) view.setUint16(2 + 2 * i, text.charCodeAt(i), true);
  return new Uint8Array(view.buffer);
}

function utf32(text: string): Uint8Array {
  const points = Array.from(text, (character) => character.codePointAt(0)!);
  const view = new DataView(new ArrayBuffer(4 + 4 * points.length));
  view.setUint32(0, 0xfeff, true);
  points.forEach((point, i) => {
    view.setUint32(4 + 4 * i, point, true);
  });
  return new Uint8Array(view.buffer);
}
