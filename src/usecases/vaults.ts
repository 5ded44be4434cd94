import { fromBase64, toBase64 } from '../exchange/bytes.ts';
import type { Blobs } from '../ports/blobs.ts';
import { DomainError } from '../problems.ts';
import { encryptedBlobs } from '../storage/encrypted-blobs.ts';
import { eraseVaultSalt, findVault, insertVault } from '../storage/vaults.ts';
import type { Service } from './service.ts';
import type { TaskWork } from './tasks.ts';

/**
 * A vault is the encrypted blobs of one project, dataset or hand-over. Blob keys within it are relative: the
 * vault's identifier goes before them. Erasing its salt makes all of it unreadable at once.
 */
export function newVault(service: Service, id: string) {
  return insertVault(id, toBase64(service.randomness.bytes(32)));
}

/** @throws DomainError `data-erased` when the vault was erased. A vault that never was is a bug. */
export async function openVault(service: Service, id: string): Promise<Blobs> {
  const row = await findVault(service.database, id);
  if (!row) throw new Error('no such vault');
  const salt = row.salt === null ? null : fromBase64(row.salt);
  if (!salt) throw new DomainError('data-erased');
  const { blobs, config, randomness } = service;
  const inner = encryptedBlobs(blobs, { master: config.storageKey, salt }, randomness);
  const at = (key: string) => `${id}/${key}`;
  return {
    put: (key, bytes) => inner.put(at(key), bytes),
    get: (key) => inner.get(at(key)),
    delete: (key) => inner.delete(at(key)),
    list: async (prefix) => (await inner.list(at(prefix))).map((key) => key.slice(id.length + 1)),
  };
}

/** Put `eraseSalt` into the batch that closes the thing, and `{ kind: 'erase-vault', id }` among its tasks. */
export function eraseSalt(id: string, now: number) {
  return eraseVaultSalt(id, now);
}

/** The bytes themselves go after the salt; until they have gone they are noise. */
export const eraseVaultWork: TaskWork = {
  async advance({ blobs }, id) {
    const keys = await blobs.list(`${id}/`);
    for (const key of keys.slice(0, 500)) await blobs.delete(key);
    return keys.length > 500 ? 'again' : 'done';
  },
  async giveUp() {
    throw new Error('erasing stored bytes keeps failing');
  },
};
