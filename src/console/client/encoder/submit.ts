/** From this page to the service: the same resumable sending as `padan submit`. */
import type { Language } from '../../../problems.ts';
import { announcedByManifest, sendFile } from '../../../usecases/send-file.ts';
import type { Encoded } from './messages.ts';

const CHUNK_BYTES = 8_000_000;

/** The receipt as a file. @throws {DomainError} as `sendFile`. */
export async function submitted(
  { encoded, manifest }: Encoded,
  language: Language,
  onProgress: (done: number, of: number) => void,
): Promise<Blob> {
  const receipt = await sendFile({
    // The console puts the key in: no script of a page ever holds it.
    door: {
      server: `${location.origin}/console/api`,
      apiKey: 'session',
      language,
      fetch: (request) => fetch(request),
    },
    announced: announcedByManifest(manifest),
    file: () => bytesOf(encoded),
    chunkBytes: CHUNK_BYTES,
    wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onProgress,
  });
  return new Blob([`${JSON.stringify(receipt, null, 2)}\n`]);
}

async function* bytesOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
