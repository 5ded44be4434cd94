import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../src/storage/migrations.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/data-model.md'), 'utf8');

/** Tables of the migrations with their columns. */
const tables = MIGRATIONS.flatMap(({ statements }) => statements).flatMap((statement) => {
  const [, table, body] = /^CREATE TABLE (\w+) \(([\s\S]*)\) STRICT$/.exec(statement.trim()) ?? [];
  if (table === undefined || body === undefined) return [];
  const columns = [...body.matchAll(/^\s+([a-z][a-z0-9_]*) (?:TEXT|INTEGER|REAL)/gm)].map(
    ([, column]) => column!,
  );
  return [{ table, columns }];
});

/** The rows of the page that speak of one table: from the one that names it to the next that names another. */
function rowsOf(table: string): string {
  const lines = page.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`| \`${table}\` `));
  if (from < 0) return '';
  const length = lines.slice(from + 1).findIndex((line) => !/^\|\s+\|/.test(line));
  return lines.slice(from, from + 1 + length).join('\n');
}

describe('docs/data-model.md', () => {
  it('finds the tables at all', () => {
    expect(tables.map(({ table }) => table)).toEqual(
      expect.arrayContaining(['audit_log', 'releases', 'vaults']),
    );
  });

  it.each(tables)('names $table and each of its columns', ({ table, columns }) => {
    const missing = columns.filter((column) => !rowsOf(table).includes(`\`${column}\``));
    expect({ table, missing, found: rowsOf(table) !== '' }).toEqual({ table, missing: [], found: true });
  });
});
