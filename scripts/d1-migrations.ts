/** Writes migrations/*.sql, which D1 applies, from src/storage/migrations.ts. `--check` only compares. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATIONS, migrationText } from '../src/storage/migrations.ts';

const folder = join(import.meta.dirname, '../migrations');
mkdirSync(folder, { recursive: true });
for (const migration of MIGRATIONS) {
  const path = join(folder, `${migration.name}.sql`);
  const text = migrationText(migration);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${path} differs`);
    process.exitCode = 1;
  } else writeFileSync(path, text);
}
