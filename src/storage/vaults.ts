import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

export interface VaultTables {
  vaults: {
    /** Identifier of the project, dataset or hand-over whose blobs it protects. */
    id: string;
    /** Base64, 32 bytes; null once erased, and with it every blob of the vault is noise. */
    salt: string | null;
    erased_at: number | null;
  };
}

export async function findVault(database: Database, id: string) {
  const [row] = await database.all(query.selectFrom('vaults').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

export function insertVault(id: string, salt: string) {
  return query.insertInto('vaults').values({ id, salt, erased_at: null }).compile();
}

export function eraseVaultSalt(id: string, at: number) {
  return query.updateTable('vaults').set({ salt: null, erased_at: at }).where('id', '=', id).compile();
}
