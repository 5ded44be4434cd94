import { concat } from './bytes.ts';

/** Takes exact numbers of bytes from a stream of chunks of any size. */
export class ByteQueue {
  readonly #source: AsyncIterator<Uint8Array>;
  #chunks: Uint8Array[] = [];
  #held = 0;
  #ended = false;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#source = bytes[Symbol.asyncIterator]();
  }

  /** The next `length` bytes, or fewer where the stream ends before that. */
  async take(length: number): Promise<Uint8Array> {
    while (this.#held < length && !this.#ended) {
      const next = await this.#source.next();
      if (next.done) this.#ended = true;
      else if (next.value.length > 0) {
        this.#chunks.push(next.value);
        this.#held += next.value.length;
      }
    }
    return this.#cut(Math.min(length, this.#held));
  }

  #cut(length: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      const chunk = this.#chunks[0]!;
      if (chunk.length > missing) this.#chunks[0] = chunk.subarray(missing);
      else this.#chunks.shift();
      const part = chunk.subarray(0, missing);
      parts.push(part);
      missing -= part.length;
    }
    this.#held -= length;
    return parts.length === 1 ? parts[0]! : concat(parts);
  }
}
