import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md') && !name.startsWith('docs/reference/problems/')),
];

const PATH =
  /(?<![\w./-])(?:bench|bin|demo|docs|fixtures|migrations|scripts|specs|src|test)\/[\w/-]+(?:\.\w+)*/g;
const LINK = /\]\((?![a-z]+:)([^)#\s]+)/g;

/** Paths that the text of `page` names, and those it links to, that are not there. */
function missing(page: string, text: string): string[] {
  const named = [...text.matchAll(PATH)].map(([path]) => path);
  const linked = [...text.matchAll(LINK)].map(([, path]) => join(dirname(page), path!));
  return [...named, ...linked].filter((path) => !existsSync(join(root, path)));
}

const claims = (text: string): string[][] =>
  text
    .slice(text.indexOf('## Attacks and defences'), text.indexOf('## What the key holder'))
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));

/** `path` (name of a test), with the name as the file has it. */
const TEST = /`(test\/[^`]+|src\/[^`]+\.test\.ts)` \(([^)]+)\)/g;

/** What is wrong with the last cell of a row: it names no test, or one that is not there, and accepts nothing. */
function unshown(cells: readonly string[]): string[] {
  const shown = cells.at(-2) ?? '';
  const tests = [...shown.matchAll(TEST)];
  if (tests.length === 0 && !shown.includes('**accepted, because**'))
    return [`${cells[1]}: shown by nothing`];
  return tests
    .filter(([, path, name]) => !existsSync(join(root, path!)) || !read(path!).includes(`'${name}'`))
    .map(([, path, name]) => `${cells[1]}: ${path} has no test '${name}'`);
}

describe('the documentation', () => {
  it.each(pages)('%s names only what is there', (page) => expect(missing(page, read(page))).toEqual([]));

  it('is seen to fail on a path and on a link that lead nowhere', () => {
    const text = 'see `src/no-such.ts`, `test/no-such/` and [this](no-such.md), not https://a.example/src/x';
    expect(missing('docs/a.md', text)).toEqual([
      'src/no-such.ts',
      'test/no-such/',
      join('docs', 'no-such.md'),
    ]);
  });

  it('shows every claim of the threat model by a test that is there, or says why it is accepted', () => {
    const rows = claims(read('docs/threat-model.md'));
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.flatMap(unshown)).toEqual([]);
  });

  it('is seen to fail on a claim without a test, or with one that is not in the file', () => {
    expect(unshown(['', 'a', 'b', 'c', 'trust us', ''])).toEqual(['a: shown by nothing']);
    const cell = '`src/problems.test.ts` (keeps %j), `src/problems.test.ts` (no such test)';
    expect(unshown(['', 'a', 'b', 'c', cell, ''])).toEqual([
      "a: src/problems.test.ts has no test 'no such test'",
    ]);
  });
});
