import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Passes bytes on and knows, when they have passed, how many they were and their SHA-256. */
export class Digest {
  readonly #hash = sha256.create();
  bytes = 0;

  async *through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.#hash.update(chunk);
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  /** Lower-case hexadecimal; to be asked once, at the end. */
  sha256(): string {
    return bytesToHex(this.#hash.digest());
  }
}
