import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AGREEMENT_SPEC, CONFORMANCE_PAGE, conformanceMarkdown } from '../scripts/conformance.ts';
import { type Agreement, parseAgreement } from '../src/agreement/agreement.ts';

const root = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const agreement = parseAgreement(JSON.parse(read(AGREEMENT_SPEC)));

/** What the clause list names and the tree does not have, and what it claims without naming anything. */
function broken(spec: Agreement): string[] {
  return spec.clauses.flatMap((clause) => {
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

describe('conformance with the agreement', () => {
  it('is as docs/conformance.md says', () => {
    expect(read(CONFORMANCE_PAGE).replaceAll('\r\n', '\n')).toBe(conformanceMarkdown(agreement));
  });

  it('names files and tests that are there, and a test for all that is carried', () => {
    expect(broken(agreement)).toEqual([]);
  });

  it('is seen to fail on a file, a test or a claim that is not there', () => {
    const [clause] = agreement.clauses;
    const says = clause!.says;
    const plant = (by: object) =>
      broken({ ...agreement, clauses: [{ clause: 'Pasal 99', says, status: 'carried', by }] });
    const file = 'src/agreement/bast.test.ts';
    expect(plant({ code: ['src/agreement/none.ts'], tests: [{ file, title: 'no such title' }] })).toEqual([
      'Pasal 99: src/agreement/none.ts',
      'Pasal 99: no such title',
    ]);
    expect(plant({ code: ['src/agreement/bast.ts'] })).toEqual(['Pasal 99: no test']);
    expect(plant({})).toEqual(['Pasal 99: no test', 'Pasal 99: nothing']);
  });
});
