import { beforeAll, describe, expect, it } from 'vitest';
import { rowsInBatches } from '../../fixtures/synthetic/rows.ts';
import policyJson from '../../specs/disclosure/policy.json' with { type: 'json' };
import hoursSpec from '../../specs/tables/proposed/20-jam-kerja.json' with { type: 'json' };
import { openNodeSolver } from '../adapters/node/highs.ts';
import { releaseContext } from '../exchange/released/context.ts';
import { ALL_FORMATS, exportedFiles } from '../exchange/released/files.ts';
import { parsePublicTable } from '../exchange/released/parse.ts';
import { parseDictionary } from '../statistics/dictionary.ts';
import { builtInSpecs } from '../statistics/library.ts';
import { parseTableSpec } from '../statistics/table-spec.ts';
import { tabulate } from '../statistics/tabulate.ts';
import { parseTabulatedTable, type TabulatedTable } from '../statistics/tabulated-table.ts';
import { parseDisclosurePolicy } from './policy.ts';
import { type MeansProtection, protectMeans } from './protect-means.ts';
import { type PublicEntry, protectTable } from './protect-table.ts';
import type { Solver } from './solver.ts';
import { verify } from './verify.ts';

const specs = builtInSpecs();
const spec = parseTableSpec(hoursSpec);
const policy = parseDisclosurePolicy(policyJson);
const HEADER = ['region', 'stratum', 'psu', 'weight', 'sex', 'age', 'activity', 'employmentStatus', 'hours'];
const survey = specs.dictionary('sakernas-2024-08');
const dictionary = parseDictionary({
  ...survey,
  variables: survey.variables.filter(({ name }) => HEADER.includes(name)),
});

/** Five provinces, both sexes; in 12 one man and two women answer, in 14 one woman works nearly all hours. */
const PEOPLE: Readonly<Record<string, readonly number[]>> = {
  '11 1': [40, 38, 44, 41, 36, 20, 48],
  '11 2': [31, 30, 35, 44, 12],
  '12 1': [77],
  '12 2': [41, 43],
  '13 1': [40, 41, 39, 45, 44, 12, 8],
  '13 2': [20, 21, 22, 23],
  '14 1': [40, 41, 42, 43, 44, 45, 46, 47],
  '14 2': [90, 1, 1, 1, 1],
  '15 1': [33, 34, 35, 36, 37, 38],
  '15 2': [51, 52, 53, 54, 55, 56, 57],
};

function table(): Promise<TabulatedTable> {
  const rows = Object.entries(PEOPLE).flatMap(([cell, hours]) => {
    const [region, sex] = cell.split(' ') as [string, string];
    return hours.map((each, i) => [region, region, String(i), '1', sex, '30', '1', '4', String(each)]);
  });
  const request = {
    dimensions: ['region', 'sex'],
    where: [{ variable: 'region', in: ['11', '12', '13', '14', '15'] }],
  };
  return tabulate(spec, dictionary, rowsInBatches(HEADER, rows, 7), request);
}

const at = (entries: readonly PublicEntry[] | undefined, region: string, sex: string) =>
  entries!.find(({ codes }) => codes.region === region && codes.sex === sex)!;
const told = (entry: PublicEntry) => ('value' in entry ? entry.value : entry.obsStatus);

describe('a table of means', () => {
  let solver: Solver;
  let tabulated: TabulatedTable;
  let made: MeansProtection;
  beforeAll(async () => {
    solver = await openNodeSolver();
    tabulated = parseTabulatedTable(await table());
    made = protectMeans(
      tabulated,
      { ...policy, reliability: { ...policy.reliability, above: 'flag' } },
      { solver },
    );
  });

  it('holds in both its parts, and their certificates say so', () => {
    expect(made.parts.map(({ id }) => id)).toEqual(['count', 'total']);
    for (const { files } of made.parts) {
      expect(files.report.status).toBe('holds');
      expect(verify(files.public, JSON.parse(files.certificate!))).toEqual({ holds: true });
    }
  });

  it('hides who is alone, and whose hours are nearly all of the sum', () => {
    const { cells, totals, means } = made.table;
    for (const entries of [cells, totals, means]) {
      expect(told(at(entries, '12', '1'))).toBe('Q');
      expect(told(at(entries, '12', '2'))).toBe('Q');
    }
    // 90, 1, 1, 1, 1: who told 1 knows the other to within 3 of 90.
    expect(told(at(totals, '14', '2'))).toBe('Q');
    expect(told(at(means, '14', '2'))).toBe('Q');
    expect(told(at(totals, '15', '1'))).toBe(213);
  });

  it('shows a mean only beside its count and its sum, and as their quotient', () => {
    const { cells, totals, means } = made.table;
    let shown = 0;
    for (const entry of means!) {
      const { region, sex } = entry.codes as { region: string; sex: string };
      const [count, total] = [told(at(cells, region, sex)), told(at(totals, region, sex))];
      if ('value' in entry) {
        expect(entry.value).toBe(Math.round((10 * Number(total)) / Number(count)) / 10);
        shown++;
      } else expect([count, total]).toContain('Q');
      if (count === 'Q') expect(total).toBe('Q');
    }
    expect(shown).toBeGreaterThan(6);
  });

  it('tells no sum whose count is hidden, though the sum alone would be safe', () => {
    // In 13 the fewest people answered, so that counts are hidden there to protect 12; sums are safe there by themselves.
    expect(told(at(made.table.cells, '13', '1'))).toBe('Q');
    const hidden = made.table.cells.filter((entry) => entry.obsStatus === 'Q');
    expect(hidden.length).toBeGreaterThan(2);
    for (const { codes } of hidden) expect(told(at(made.table.totals, codes.region!, codes.sex!))).toBe('Q');
  });

  it('is written in every format without what it hides, in its own units', async () => {
    const released = parsePublicTable(JSON.parse(JSON.stringify(made.table)));
    expect(released).toEqual(JSON.parse(JSON.stringify(made.table)));
    const context = releaseContext(released, spec, null, specs);
    const files = await exportedFiles(released, context, '2026-01-13T03:00:00.000Z', ALL_FORMATS);
    const csv = new TextDecoder().decode(files.find(({ format }) => format === 'csv')!.bytes);
    const row = csv.split('\n').find((line) => line.startsWith('15,') && line.includes(',1,Laki-laki'));
    expect(row).toContain(',35.5,A,F,');
    expect(csv.split('\n')[0]).toContain('value,status,confidentiality,rse,count,total');
    for (const { bytes, name } of files)
      if (/jsonstat|webapi/.test(name)) {
        const text = new TextDecoder().decode(bytes);
        expect(text).toContain(name.includes('.en.') ? 'hours' : 'jam');
        expect(text).not.toMatch(/[^\d.]77[^\d]/);
      }
  });

  it('is refused by a policy without rules for sums, and by the protection of counts', () => {
    const { magnitudes: _, ...counts } = policy;
    expect(() => protectMeans(tabulated, counts, { solver })).toThrow('disclosure-mean-not-protected');
    expect(() => protectTable(tabulated, policy, { solver })).toThrow('disclosure-mean-not-protected');
  });
});
