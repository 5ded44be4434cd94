/** Where unpredictable bytes come from: keys, nonces, identifiers and shuffles. Seedable in tests only. */
export interface Randomness {
  /** `length` fresh bytes, cryptographically random in every adapter that ships. */
  bytes(length: number): Uint8Array<ArrayBuffer>;
}
