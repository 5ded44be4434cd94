/** Bytes of an exact token: 32, so that five million genuine tokens never look like printable text. */
export const EXACT_TOKEN_BYTES = 32;

/** What one input row becomes. Everything here leaves the custodian's machine, except what says that it stays. */
export interface EncodedRecord {
  /** Bloom filter, diffused where the schema says so, `bits / 8` bytes; bit i is `byte[i >> 3] & (0x80 >> (i & 7))`. */
  readonly clk: Uint8Array;
  /** The filter before diffusion, null where there is none. Empty fields set no bit. Stays with the sender. */
  readonly undiffused: Uint8Array | null;
  /** Keyed tokens for the exact stage, in the order of the schema's `exactTokens`; null where a part is missing. */
  readonly exact: readonly (Uint8Array | null)[];
  /** Blocking tokens, in the order of the schema's `blockColumns`; null where a part is missing or no word is left. */
  readonly blocking: readonly (Uint8Array | null)[];
  /** For each blocking token, what rows with the same parts are counted by: it as it is before buckets. Stays with the sender. */
  readonly counted: readonly (Uint8Array | null)[];
  /** No usable identifier for the exact stage by its own structure (such as a dummy NIK). Stays with the sender. */
  readonly identifierInvalid: boolean;
}
