/** Bytes of an exact token: 32, so that five million genuine tokens never look like printable text. */
export const EXACT_TOKEN_BYTES = 32;

/** What one input row becomes. Everything here leaves the custodian's machine, except `identifierInvalid`. */
export interface EncodedRecord {
  /** Bloom filter, `bits / 8` bytes; bit i is `byte[i >> 3] & (0x80 >> (i & 7))`. Empty fields set no bit. */
  readonly clk: Uint8Array;
  /** Keyed tokens for the exact stage, in the order of the schema's `exactTokens`; null where a part is missing. */
  readonly exact: readonly (Uint8Array | null)[];
  /** No usable identifier for the exact stage by its own structure (such as a dummy NIK). Stays with the sender. */
  readonly identifierInvalid: boolean;
}
