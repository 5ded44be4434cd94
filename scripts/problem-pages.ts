/** Writes docs/reference/problems/*.md from the registry and removes pages of problems that are no more. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemMarkdown } from '../src/api/problem-page.ts';
import { PROBLEMS, type ProblemCode } from '../src/problems.ts';

const folder = join(import.meta.dirname, '../docs/reference/problems');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder))
  if (!Object.hasOwn(PROBLEMS, name.slice(0, -3))) rmSync(join(folder, name));
for (const code of Object.keys(PROBLEMS) as ProblemCode[])
  writeFileSync(join(folder, `${code}.md`), problemMarkdown(code));
