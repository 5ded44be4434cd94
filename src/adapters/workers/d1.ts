import type { CompiledQuery } from 'kysely';
import { type Database, UniqueConflict } from '../../ports/database.ts';
import type { D1 } from './bindings.ts';

/** D1, Cloudflare's SQLite. Its `batch` is a transaction; its migrations are applied by `wrangler d1 migrations`. */
export function d1Database(d1: D1): Database {
  const bound = ({ sql, parameters }: CompiledQuery<unknown>) => d1.prepare(sql).bind(...parameters);
  return {
    async all<Row>(query: CompiledQuery<Row>) {
      return (await bound(query).all()).results as Row[];
    },
    async batch(queries) {
      if (queries.length === 0) return;
      try {
        await d1.batch(queries.map(bound));
      } catch (error) {
        throw isTaken(error) ? new UniqueConflict() : error;
      }
    },
  };
}

/** D1 tells constraints apart in the text of its message only. It names table and column, no value. */
function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && /UNIQUE constraint failed/.test(`${error.message} ${String(error.cause ?? '')}`)
  );
}
