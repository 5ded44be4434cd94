import type { Randomness } from '../ports/randomness.ts';

/** Letters only, so that no identifier can be taken for a NIK or look like one to a scanner. */
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** Bytes from here on would make the first letters likelier than the last. */
const FAIR = 256 - (256 % LETTERS.length);

/** `prefix` and 26 random letters: 122 bits, drawn without bias. */
export function newId(randomness: Randomness, prefix: string): string {
  let text = '';
  while (text.length < 26) {
    for (const byte of randomness.bytes(32))
      if (byte < FAIR && text.length < 26) text += LETTERS[byte % LETTERS.length];
  }
  return `${prefix}_${text}`;
}
