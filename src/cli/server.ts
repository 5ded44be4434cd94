/** Which service to speak to, and as whom. */
import { fromUtf8 } from '../exchange/bytes.ts';
import type { Files } from '../ports/files.ts';
import { UsageError } from './command.ts';

/** Plain HTTP only to this machine: an API key is a secret on the wire. */
export function serverAddress(text: string): string {
  const url = URL.parse(text);
  const local = url !== null && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname);
  if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && local)))
    throw new UsageError('--server is an https address (http on this machine only)');
  return text.replace(/\/+$/, '');
}

/** The file holds the key and nothing else. @throws {UsageError}. */
export async function readApiKey(files: Files, path: string): Promise<string> {
  const apiKey = (fromUtf8(await files.readAll(path)) ?? '').trim();
  if (!/^padan_[\w]+_[\w-]+$/.test(apiKey)) throw new UsageError('--api-key-file holds no API key');
  return apiKey;
}
