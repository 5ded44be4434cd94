import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';
import { type Database, UniqueConflict } from '../../ports/database.ts';
import type { Migration } from '../../storage/migration.ts';

/** SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE. Source: sqlite.org/rescode.html */
const TAKEN = [1555, 2067];

/** `secure_delete`: what was erased, such as the salt of a vault, is overwritten and not only forgotten. */
const SETTINGS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'busy_timeout = 5000',
  'secure_delete = ON',
];

export interface SqliteDatabase extends Database {
  close(): void;
}

/**
 * The embedded database of one machine. `path` is a file or `:memory:`; steps of `migrations` that it has not
 * seen are applied at once, each in one transaction.
 */
export function openSqlite(path: string, migrations: readonly Migration[]): SqliteDatabase {
  const db = new DatabaseSync(path);
  for (const setting of SETTINGS) db.exec(`PRAGMA ${setting}`);
  migrate(db, migrations);
  const transaction = (work: () => void) => {
    db.exec('BEGIN IMMEDIATE');
    try {
      work();
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw asConflict(error);
    }
  };
  return {
    async all<Row>({ sql, parameters }: CompiledQuery<Row>) {
      return db
        .prepare(sql)
        .all(...(parameters as SQLInputValue[]))
        .map((row) => ({ ...row })) as Row[];
    },
    async batch(queries) {
      transaction(() => {
        for (const { sql, parameters } of queries) db.prepare(sql).run(...(parameters as SQLInputValue[]));
      });
    },
    close: () => db.close(),
  };
}

function migrate(db: DatabaseSync, migrations: readonly Migration[]): void {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY) STRICT');
  const done = new Set(
    db
      .prepare('SELECT name FROM migrations')
      .all()
      .map((row) => row.name),
  );
  for (const { name, statements } of migrations.filter((step) => !done.has(step.name))) {
    db.exec('BEGIN IMMEDIATE');
    for (const statement of statements) db.exec(statement);
    db.prepare('INSERT INTO migrations (name) VALUES (?)').run(name);
    db.exec('COMMIT');
  }
}

function asConflict(error: unknown): unknown {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return TAKEN.includes(code as number) ? new UniqueConflict() : error;
}
