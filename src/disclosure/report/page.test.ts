import { beforeAll, expect, test } from 'vitest';
import { tableOf, tree } from '../../../test/support/disclosure.ts';
import { openNodeSolver } from '../../adapters/node/highs.ts';
import { disclosureFiles } from '../outputs.ts';
import { type ProtectedTable, protectCounts, statusOf } from '../protect.ts';
import { disclosureReport } from '../report.ts';
import type { Solver } from '../solver.ts';
import type { ReportDocument } from './document.ts';
import { type PageContext, pageContext, reportPage } from './page.ts';

let solver: Solver;
let result: ProtectedTable;
let report: ReportDocument;
const text = (each: string) => ({ id: `${each} (id)`, en: `${each} (en)` });
const context: PageContext = { title: text('Table <5>'), label: () => undefined };

beforeAll(async () => {
  solver = await openNodeSolver();
  const table = tableOf([tree('region', [2, 3]), tree('sex', 2)], [2, 1234, 60, 3, 71, 82, 0, 19, 4, 7777]);
  result = protectCounts(
    table,
    {
      primary: [{ rule: 'threshold', minContributors: 5 }],
      protection: { standard: 'interval', from: 0, to: 5 },
      cost: 'value+1',
    },
    { solver },
  );
  report = disclosureFiles(result, solver, null).report;
});

test('what is hidden is counted by rule, by code and by level, and every count is that of the cells', () => {
  const cells = Array.from({ length: result.table.space.size }, (_, cell) => cell);
  const unsafe = cells.filter((cell) => statusOf(result, cell) === 'primary').length;
  const { byRule, byCode, byLevel } = report.breakdown;
  expect(byRule).toEqual({ threshold: unsafe });
  for (const shares of [...Object.values(byCode), byLevel]) {
    const sum = (of: 'cells' | 'primary' | 'secondary') =>
      Object.values(shares).reduce((total, share) => total + share[of], 0);
    expect([sum('cells'), sum('primary'), sum('secondary')]).toEqual([
      cells.length,
      report.cells.primary,
      report.cells.secondary,
    ]);
  }
  expect(Object.keys(byLevel)).toEqual(['0-0', '0-1', '1-0', '1-1', '2-0', '2-1']);
});

test('the page says the same in both languages, and shows no value of a hidden cell', () => {
  const page = reportPage(report, context);
  expect(page).toContain('<main id="id" lang="id"><h1>Laporan pengungkapan: Table &lt;5&gt; (id)</h1>');
  expect(page).toContain('<main id="en" lang="en"><h1>Disclosure report: Table &lt;5&gt; (en)</h1>');
  expect(page).toContain(report.hashes['certificate']);
  expect(page).not.toMatch(/<script|src=|href="http/);
  const rows = (language: string) =>
    page.split(`<main id="${language}"`)[1]!.split('</main>')[0]!.match(/<tr>/g)!.length;
  expect(rows('id')).toBe(rows('en'));
  const [, list] = page.split('narrowest interval first</h2>');
  const listed = list!.split('</table>')[0]!;
  expect(listed.match(/<tr>/g)).toHaveLength(report.hidden.length + 1);
});

test('numbers are written as the language does, and an open end in words', () => {
  const wide: ReportDocument = {
    ...report,
    loss: { cells: 2, value: 1234567.5, cost: 3 },
    hidden: [
      {
        codes: { region: 'regionA1', sex: 'sex1' },
        reason: 'threshold',
        interval: { low: 0, high: null, exact: false },
        forcedGuess: true,
      },
    ],
  };
  const page = reportPage(wide, context, 'en');
  expect(page).toContain('1,234,567.5');
  expect(page).toContain('1.234.567,5');
  expect(page).toContain('<td>0 to no bound; at least this wide; the guess “small” is forced</td>');
});

test('the bound is said in words: none, the optimum, or how much could be saved', () => {
  const say = (bound: number | null, cost = 50) =>
    reportPage(
      { ...report, loss: { ...report.loss, cost: 50 }, method: { ...report.method, bound, cost } },
      context,
    );
  expect(say(null)).toContain('has not been proved');
  expect(say(50)).toContain('Proved: no choice of cells protects with less loss.');
  expect(say(49)).toContain('below 49: at most 2 % of the cost could be saved');
  expect(say(49)).not.toContain('together cost');
  expect(say(80, 100)).toContain('All tables protected together cost 100;');
  expect(say(80, 100)).toContain('below 80: at most 20 % of the cost could be saved');
});

test('what to merge is told apart from not worked out', () => {
  expect(reportPage({ ...report, merges: [] }, context, 'en')).toContain(
    'No merging of two categories leaves',
  );
  expect(reportPage({ ...report, merges: null }, context, 'en')).toContain(
    'was not worked out for this table',
  );
});

test('what members can know is said with what was done about it', () => {
  const say = (contributorsMayNot?: 'compute' | 'narrow') => {
    const standard = {
      name: 'interval',
      from: 0,
      to: 3,
      ...(contributorsMayNot ? { contributorsMayNot } : {}),
    };
    return reportPage({ ...report, standard, exposedToSingletons: 2 }, context, 'en');
  };
  expect(say()).toContain('can work out 2 other unsafe cells. This is only counted, not prevented.');
  expect(say('compute')).toContain('can work out 2 other unsafe cells. The pattern was looked for');
  expect(say('narrow')).toContain('can narrow 2 other unsafe cells beyond what is guaranteed above.');
});

test('what is out and in the way is named, and what may still be released', () => {
  const blocked: ReportDocument = {
    ...report,
    conflicts: [
      {
        unsafe: { release: null, codes: { region: 'regionA1', sex: 'sex1' } },
        published: [{ release: 'rls-9', codes: { region: 'regionA1', sex: 'Total' } }],
      },
    ],
    possible: [['region']],
  };
  const page = reportPage(blocked, context, 'en');
  expect(page).toContain('<td>regionA1 / sex1</td><td>regionA1 / Total / (rls-9)</td>');
  expect(page).toContain('the table by region.');
  expect(reportPage({ ...blocked, possible: [] }, context)).toContain(
    'Not even a table with one dimension less',
  );
  expect(reportPage(report, context)).not.toContain('stands in the way');
});

test('labels of a tabulated table stand in place of codes', () => {
  const labelled = pageContext({
    title: text('t'),
    dimensions: [
      { name: 'region', label: text('Wilayah'), codes: [{ code: 'regionA1', label: text('Aceh') }] },
    ],
  });
  expect(labelled.label('region')?.en).toBe('Wilayah (en)');
  expect(labelled.label('region', 'regionA1')?.id).toBe('Aceh (id)');
  expect(labelled.label('sex', '1')).toBeUndefined();
});

test('rules are told with their numbers, levels and files by name, the total first', () => {
  const page = reportPage(
    {
      ...report,
      rules: [
        { rule: 'threshold', minContributors: 5 },
        { rule: 'dominance', n: 1, k: 80 },
        { rule: 'dominance', n: 2, k: 90 },
      ],
      breakdown: {
        byRule: { threshold: 4, dominance: 0 },
        byCode: {
          region: {
            '11': { cells: 1, primary: 1, secondary: 0 },
            Total: { cells: 1, primary: 0, secondary: 1 },
          },
          sex: {},
        },
        byLevel: { '0-2': { cells: 7, primary: 0, secondary: 1 } },
      },
      policy: { id: 'p', version: '2' },
      standard: { name: 'interval', from: 0, to: 3, scaledTo: 8436 },
    },
    context,
    'en',
  );
  expect(page).toContain('<td>fewer than 5 persons or holdings stand behind it</td><td class="n">4</td>');
  expect(page).toContain(
    'its largest contributor makes up more than 80 % of it; or its 2 largest contributors make up more than 90 % of it</td><td class="n">0</td>',
  );
  expect(page.indexOf('<td>Total</td>')).toBeLessThan(page.indexOf('<td>11</td>'));
  expect(page).toContain('<td>region: Total · sex: level 2</td>');
  expect(page).toContain('Certificate of the officer (internal)');
  expect(page).toContain('Policy: p, version 2.');
  expect(page).toContain('by the mean weight, that is 8,436.');
});

test('tables protected together are named, and are not said to stand alone', () => {
  const page = reportPage({ ...report, together: ['women'] }, context, 'en');
  expect(page).toContain('as one system with other tables made at the same time: women.');
  expect(page).not.toContain('protected on its own');
  expect(reportPage(report, context, 'en')).toContain('protected on its own');
});

test('a cell that a member places at one value counts as worked out, and all its rules are named', () => {
  const cell = result.unsafe.cells[0]!;
  const marked = {
    ...result,
    unsafe: { ...result.unsafe, rulesOf: new Map([[cell, ['threshold', 'threshold', 'group']]]) },
  };
  const say = (high: number) =>
    disclosureReport(marked, {
      policy: null,
      hashes: {},
      certified: true,
      members: new Map([[cell, { low: 3, high }]]),
    });
  expect(say(3).exposedToSingletons).toBe(say(4).exposedToSingletons + 1);
  const told = say(3).hidden.find(({ exposedToMember }) => exposedToMember);
  expect(told).toMatchObject({ reason: 'threshold', alsoBy: ['group'], toMembers: { low: 3, high: 3 } });
});
