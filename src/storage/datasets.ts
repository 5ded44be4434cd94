import type { Database } from '../ports/database.ts';
import { query } from './query.ts';

/** `empty`: registered, no microdata yet. `erased`: the microdata are gone for good. */
export type DatasetState = 'empty' | 'ready' | 'erased';

export interface DatasetTables {
  datasets: {
    id: string;
    /** Party that holds and uploads the microdata. */
    producer: string;
    series: string;
    round: string;
    vintage: string;
    /** The dictionary, as JSON. */
    dictionary: string;
    vault: string;
    state: DatasetState;
    /** Blob key, records, bytes and SHA-256 of the microdata, as JSON, once they are there. */
    microdata: string | null;
    registered_at: number;
    completed_at: number | null;
    erased_at: number | null;
  };
}

export type DatasetRow = DatasetTables['datasets'];

export async function findDataset(database: Database, id: string): Promise<DatasetRow | null> {
  const [row] = await database.all(query.selectFrom('datasets').selectAll().where('id', '=', id).compile());
  return row ?? null;
}

export function listDatasetRows(database: Database): Promise<DatasetRow[]> {
  return database.all(
    query.selectFrom('datasets').selectAll().orderBy('registered_at').orderBy('id').compile(),
  );
}

export function insertDataset(row: DatasetRow) {
  return query.insertInto('datasets').values(row).compile();
}

export function updateDataset(
  id: string,
  change: Partial<Pick<DatasetRow, 'state' | 'microdata' | 'completed_at' | 'erased_at'>>,
) {
  return query.updateTable('datasets').set(change).where('id', '=', id).compile();
}
