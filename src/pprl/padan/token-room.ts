/** Room for tokens: many short arrays out of one long one, which is asked for once and let go once. */
import { EXACT_TOKEN_BYTES } from '../encoded-record.ts';

/** Tokens of one piece: 8 KiB, which live as long as any of them. */
const TOKENS = 256;

/** An array of its own for the next token, zeroed. */
export type TokenRoom = () => Uint8Array<ArrayBuffer>;

export function createTokenRoom(): TokenRoom {
  let piece = new ArrayBuffer(0);
  let used = 0;
  return () => {
    if (used === piece.byteLength) {
      piece = new ArrayBuffer(TOKENS * EXACT_TOKEN_BYTES);
      used = 0;
    }
    used += EXACT_TOKEN_BYTES;
    return new Uint8Array(piece, used - EXACT_TOKEN_BYTES, EXACT_TOKEN_BYTES);
  };
}
