import { concat } from '../exchange/bytes.ts';

/** Reads a byte stream in pieces of the size the reader wants, whatever size they arrive in. */
export class ByteReader {
  readonly #source: ReadableStreamDefaultReader<Uint8Array>;
  #held: Uint8Array = new Uint8Array(0);
  #ended = false;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#source = stream.getReader();
  }

  /** Exactly `length` bytes, or fewer where the stream ends before. */
  async read(length: number): Promise<Uint8Array<ArrayBuffer>> {
    const out = new Uint8Array(length);
    let filled = 0;
    while (filled < length && (await this.#more())) {
      const take = Math.min(length - filled, this.#held.length);
      out.set(this.#held.subarray(0, take), filled);
      this.#held = this.#held.subarray(take);
      filled += take;
    }
    return filled === length ? out : out.slice(0, filled);
  }

  /** All that is left: for what is known to fit in memory. */
  async rest(): Promise<Uint8Array<ArrayBuffer>> {
    const parts: Uint8Array[] = [];
    while (await this.#more()) {
      parts.push(this.#held);
      this.#held = new Uint8Array(0);
    }
    return concat(parts);
  }

  async atEnd(): Promise<boolean> {
    return !(await this.#more());
  }

  cancel(reason?: unknown): Promise<void> {
    return this.#source.cancel(reason);
  }

  /** Whether at least one byte is held. */
  async #more(): Promise<boolean> {
    while (this.#held.length === 0 && !this.#ended) {
      const { value, done } = await this.#source.read();
      if (done) this.#ended = true;
      else this.#held = value;
    }
    return this.#held.length > 0;
  }
}

/** One stream for bytes that are at hand or on their way. */
export function bytesOf(bytes: ReadableStream<Uint8Array> | Uint8Array): ReadableStream<Uint8Array> {
  if (!(bytes instanceof Uint8Array)) return bytes;
  return new ReadableStream({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
}

/** Pieces of a stream, for `for await`. Leaving the loop early cancels the stream. */
export async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}
