import type { CompiledQuery } from 'kysely';

/**
 * A SQL database of the SQLite family, as little of it as Padan needs. Query text is compiled by Kysely
 * (src/storage); adapters only execute it. There are no interactive transactions because D1 has none:
 * what must happen together goes into one `batch`.
 */
export interface Database {
  /** Rows of one statement. */
  all<Row>(query: CompiledQuery<Row>): Promise<Row[]>;
  /**
   * Run the statements in order in one transaction: all of them or none.
   * @throws {UniqueConflict} when a statement violates a unique or primary key constraint.
   */
  batch(queries: readonly CompiledQuery<unknown>[]): Promise<void>;
}

/** A unique or primary key was taken already: somebody else was faster. Callers load again and retry. */
export class UniqueConflict extends Error {
  override readonly name = 'UniqueConflict';
}
