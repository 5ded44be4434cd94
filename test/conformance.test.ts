import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AgreementPages, agreementPages, PAGES } from '../scripts/conformance.ts';
import { conformanceMarkdown, NEEDS_ADDENDUM } from '../scripts/conformance-page.ts';
import { openQuestionsMarkdown } from '../scripts/open-questions-page.ts';
import type { AgreementClause } from '../src/agreement/clauses.ts';
import { builtInSpecs } from '../src/statistics/library.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = agreementPages();
const { agreement, questions } = pages;

/** What the clause list names and the tree does not have, and what it claims without naming anything. */
function broken(clauses: readonly AgreementClause[]): string[] {
  return clauses.flatMap((clause) => {
    if (!('by' in clause)) return [];
    const { specs = [], code = [], tests = [] } = clause.by;
    const paths = [...specs, ...code, ...tests.map(({ file }) => file)];
    const missing = paths.filter((path) => !existsSync(join(root, path)));
    const untitled = tests.filter(
      ({ file, title }) => !missing.includes(file) && !hasTest(read(file), title),
    );
    const bare = clause.status === 'carried' && tests.length === 0 ? ['no test'] : [];
    const empty = paths.length === 0 ? ['nothing'] : [];
    return [...missing, ...untitled.map(({ title }) => title), ...bare, ...empty].map(
      (what) => `${clause.clause}: ${what}`,
    );
  });
}

/** Whether a test of this title is there and not skipped or waiting to be written. */
function hasTest(code: string, title: string): boolean {
  const quoted = [`'${title}'`, `"${title}"`, `\`${title}\``];
  return quoted.some((text) => {
    const at = code.indexOf(text);
    return at >= 0 && !/\b(it|test)\.(todo|skip)\(\s*$/.test(code.slice(0, at));
  });
}

/** Tests that the page names and that are not there: also those of rows whose status is worked out. */
function namedOnPage(page: string): string[] {
  const named = [...page.matchAll(/test "([^"]+)" \(\[([^\]]+)\]/g)];
  return named
    .filter(([, title, file]) => !existsSync(join(root, file!)) || !hasTest(read(file!), title!))
    .map(([, title]) => title!);
}

describe('conformance with the agreement', () => {
  it.each(Object.entries(PAGES))('is as %s says', (path, markdown) => {
    expect(read(path).replaceAll('\r\n', '\n')).toBe(markdown(pages));
  });

  it('names files and tests that are there, and a test for all that is carried', () => {
    expect(broken(agreement.clauses)).toEqual([]);
    expect(namedOnPage(conformanceMarkdown(pages))).toEqual([]);
  });

  it('leads every open clause to a question, and every question to a clause', () => {
    const asked = questions.questions.map(({ id }) => id);
    const open = agreement.clauses.flatMap(({ reading }) =>
      reading.sure === 'open' ? [reading.question] : [],
    );
    expect(open.filter((id) => !asked.includes(id))).toEqual([]);
    const clauses = agreement.clauses.map(({ clause }) => clause);
    const unknown = questions.questions.flatMap((each) =>
      each.clauses.filter((ref) => !clauses.some((clause) => clause === ref || clause.startsWith(`${ref} `))),
    );
    expect(unknown).toEqual([]);
  });

  it('leads every value that a table leaves open to a question of its own item', () => {
    const library = builtInSpecs();
    const wrong = library.tableIds.flatMap((id) =>
      library.table(id).open.filter(({ question }) => {
        const found = questions.questions.find((each) => each.id === question);
        return !found?.clauses.includes(`Lampiran 2 butir ${Number(id)}`);
      }),
    );
    expect(wrong).toEqual([]);
    expect(openQuestionsMarkdown(pages)).toContain('`08.json/ranking/by` = `"abroadPersons"`');
  });

  it('has nothing unbuilt but tables of Lampiran 2, and says of each what it needs', () => {
    const unbuilt = agreement.clauses.filter(({ status }) => status === 'not-built');
    expect(unbuilt.every(({ clause }) => clause.startsWith('Lampiran 2 butir '))).toBe(true);
    const specs = unbuilt.map(({ clause }) => `specs/tables/${clause.slice(17).padStart(2, '0')}.json`);
    expect(specs.filter((path) => existsSync(join(root, path)))).toEqual([]);
  });

  it('says of NIK and names that an addendum is needed, until there is one', () => {
    const says = (of: AgreementPages) =>
      conformanceMarkdown(of)
        .split('\n')
        .find((line) => line.startsWith('| Lampiran 1 Penempatan 1 |'));
    expect(says(pages)).toContain(`| partly |`);
    expect(says(pages)).toContain(NEEDS_ADDENDUM);
    expect(says({ ...pages, agreement: pages.withDraft })).toContain('| carried |');
    expect(says({ ...pages, agreement: pages.withDraft })).toContain('as agreed in addendum-encodings');
  });

  it('shows on the page of open questions what the software works by', () => {
    const { window } = agreement.deliveries;
    const other = {
      ...agreement,
      deliveries: { ...agreement.deliveries, window: { ...window, rule: { kind: 'iso-week' } as const } },
    };
    expect(openQuestionsMarkdown(pages)).toContain(
      '`deliveries.second-week` = `{"kind":"days","first":8,"last":14}`',
    );
    expect(openQuestionsMarkdown({ ...pages, agreement: other })).toContain('= `{"kind":"iso-week"}`');
  });

  it('is seen to fail on a file, a test or a claim that is not there', () => {
    const { says, reading } = agreement.clauses[0]!;
    const plant = (by: object) => broken([{ clause: 'Pasal 99', says, reading, status: 'carried', by }]);
    const file = 'src/agreement/bast.test.ts';
    expect(plant({ code: ['src/agreement/none.ts'], tests: [{ file, title: 'no such title' }] })).toEqual([
      'Pasal 99: src/agreement/none.ts',
      'Pasal 99: no such title',
    ]);
    expect(plant({ code: ['src/agreement/bast.ts'] })).toEqual(['Pasal 99: no test']);
    expect(plant({})).toEqual(['Pasal 99: no test', 'Pasal 99: nothing']);
    expect(namedOnPage(`test "no such title" ([${file}](../${file}))`)).toEqual(['no such title']);
  });
});
