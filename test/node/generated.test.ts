import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemMarkdown } from '../../src/api/problem-page.ts';
import { PROBLEMS, type ProblemCode } from '../../src/problems.ts';
import { MIGRATIONS, migrationText } from '../../src/storage/migrations.ts';

const root = join(import.meta.dirname, '../..');

describe('generated files are what their sources say', () => {
  it('docs/reference/problems: node scripts/problem-pages.ts', () => {
    const folder = join(root, 'docs/reference/problems');
    const codes = Object.keys(PROBLEMS) as ProblemCode[];
    expect(readdirSync(folder).toSorted()).toEqual(codes.map((code) => `${code}.md`).toSorted());
    for (const code of codes)
      expect(readFileSync(join(folder, `${code}.md`), 'utf8')).toBe(problemMarkdown(code));
  });

  it('migrations: node scripts/d1-migrations.ts', () => {
    const folder = join(root, 'migrations');
    expect(readdirSync(folder).toSorted()).toEqual(MIGRATIONS.map(({ name }) => `${name}.sql`).toSorted());
    for (const migration of MIGRATIONS)
      expect(readFileSync(join(folder, `${migration.name}.sql`), 'utf8')).toBe(migrationText(migration));
  });
});
