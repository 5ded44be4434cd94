/** What the operator sets, read from the environment and refused with a way out where it is missing. */
import pks2025 from '../../specs/agreement/pks-2025.json' with { type: 'json' };
import { parseAgreement } from '../agreement/agreement.ts';
import { fromBase64, toBase64 } from '../exchange/bytes.ts';
import { secretHash } from '../usecases/authenticate.ts';
import { INDEPENDENT, type ServiceConfig, SLAB_ROWS } from '../usecases/service.ts';

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

export interface Environment {
  readonly [name: string]: unknown;
}

/** @throws ConfigError with one readable sentence in each language. */
export function readConfig(env: Environment, baseUrl: string, maxRows: number): ServiceConfig {
  const host = env.PADAN_HOST ?? INDEPENDENT;
  const agreement = parseAgreement(pks2025);
  const parties = agreement.parties.map((party) => party.id);
  if (typeof host !== 'string' || (host !== INDEPENDENT && !parties.includes(host)))
    throw new ConfigError(
      `PADAN_HOST harus ${INDEPENDENT} atau pihak perjanjian / must be ${INDEPENDENT} or a party of the agreement: ${parties.join(', ')}`,
    );
  return {
    agreement,
    host,
    baseUrl: typeof env.PADAN_URL === 'string' ? env.PADAN_URL.replace(/\/$/, '') : baseUrl,
    storageKey: secret(env, 'PADAN_STORAGE_KEY'),
    signingSeed: secret(env, 'PADAN_SIGNING_KEY'),
    slabRows: SLAB_ROWS,
    maxRows,
    operatorSecretSha256: secretHash(base64Url(secret(env, 'PADAN_OPERATOR_KEY'))),
  };
}

/** Threads of the compare kernel: PADAN_THREADS, a whole number from 1 to 64. */
export function readThreads({ PADAN_THREADS: text }: Environment, standard: number): number {
  if (text === undefined || text === '') return standard;
  const threads = Number(text);
  if (Number.isInteger(threads) && threads >= 1 && threads <= 64) return threads;
  throw new ConfigError(
    'PADAN_THREADS harus bilangan bulat 1 sampai 64 / must be a whole number from 1 to 64',
  );
}

function secret(env: Environment, name: string): Uint8Array<ArrayBuffer> {
  const text = env[name];
  const bytes = typeof text === 'string' ? fromBase64(text.trim()) : null;
  if (bytes?.length === 32) return bytes;
  const found =
    text === undefined || text === ''
      ? 'tidak ada / is missing'
      : 'bukan 32 byte base64 / is not 32 bytes in base64';
  throw new ConfigError(`${name} ${found}; buat dengan / make one with: npm run -s padan -- keys service`);
}

/** As the secret part of an API key is written. */
export function base64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
