import { type KeyRow, keysOf, listPeople, type PersonRow } from '../storage/people.ts';
import type { Service } from './service.ts';

/** A person who may act here, as the operator sees them. */
export interface Person extends PersonRow {
  readonly keys: readonly Omit<KeyRow, 'secret_sha256' | 'person'>[];
}

/** Everybody who was registered, in that order, with what is known of their keys. */
export async function people({ database }: Service): Promise<Person[]> {
  const rows = await listPeople(database);
  return Promise.all(
    rows.map(async (row) => {
      const keys = await keysOf(database, row.id);
      return { ...row, keys: keys.map(({ secret_sha256: _, person: __, ...key }) => key) };
    }),
  );
}
