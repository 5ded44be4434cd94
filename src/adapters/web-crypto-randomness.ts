import type { Randomness } from '../ports/randomness.ts';

/** The platform's cryptographic generator, through WebCrypto: the same door in Node and at the edge. */
export const webCryptoRandomness: Randomness = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
};
