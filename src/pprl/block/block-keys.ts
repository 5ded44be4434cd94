/**
 * Blocking keys of one file: numbers that rows of two files share where they should be compared.
 *
 * A pass has one slot, or several where a record may have several keys (one for each word of a name). Two rows meet
 * in a pass where any key of one equals any key of the other.
 */
import { TOKEN_BYTES } from '../exact/exact-stage.ts';

/** Keys of all rows of a file in one pass: `slots[s][row]`, an integer from 1 to 2^53 - 1, or 0 for none. */
export interface BlockKeys {
  readonly name: string;
  readonly slots: readonly Float64Array[];
}

/** Passes by the names of their columns: `name`, or `name-1`, `name-2`, ... for the slots of one pass. */
export function passesOf(columns: readonly string[]): { readonly name: string; readonly slots: number }[] {
  const passes = new Map<string, number>();
  for (const column of columns) {
    const name = column.replace(/-[1-9]$/, '');
    passes.set(name, (passes.get(name) ?? 0) + 1);
  }
  return [...passes].map(([name, slots]) => ({ name, slots }));
}

/** The column of a slot of a pass that has `slots` of them. */
export function slotColumn(name: string, slot: number, slots: number): string {
  return slots === 1 ? name : `${name}-${slot + 1}`;
}

/**
 * The first 52 bits of each token as a key, written to `keys` from row `at` on; rows without a token keep 0.
 *
 * Edge: of ten million different tokens two have one key with a probability of about 1 in 90; all that costs is one
 *       comparison too many.
 */
export function writeKeys(tokens: Uint8Array, present: Uint8Array, keys: Float64Array, at: number): void {
  for (let row = 0; row < present.length; row++)
    if (present[row] === 1) keys[at + row] = keyOfToken(tokens, row * TOKEN_BYTES);
}

function keyOfToken(bytes: Uint8Array, at: number): number {
  const high = (bytes[at]! << 12) | (bytes[at + 1]! << 4) | (bytes[at + 2]! >> 4);
  const low =
    ((bytes[at + 3]! << 24) | (bytes[at + 4]! << 16) | (bytes[at + 5]! << 8) | bytes[at + 6]!) >>> 0;
  return high * 2 ** 32 + low + 1;
}
