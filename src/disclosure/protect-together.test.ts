import { beforeAll, describe, expect, it } from 'vitest';
import policyJson from '../../specs/disclosure/policy.json' with { type: 'json' };
import { openNodeSolver } from '../adapters/node/highs.ts';
import type { TabulatedTable } from '../statistics/tabulated-table.ts';
import { parseDisclosurePolicy } from './policy.ts';
import { protectTable, type TableProtection } from './protect-table.ts';
import { protectTogether } from './protect-together.ts';
import type { Solver } from './solver.ts';

const policy = parseDisclosurePolicy(policyJson);
let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const both = (id: string) => ({ id, en: id });
const AREAS = ['11', '12', '13'];

/** Persons by area. */
function byArea(counts: readonly number[], vintage = '1'): TabulatedTable {
  const cells = [counts.reduce((sum, each) => sum + each, 0), ...counts].map((estimate, i) => ({
    codes: { region: i === 0 ? 'Total' : AREAS[i - 1]! },
    estimate,
    se: null,
    rse: null,
    reliability: null,
    contributors: estimate,
  }));
  return {
    format: 'padan-table/1',
    protected: false,
    table: 'x',
    title: both('x'),
    unit: 'person',
    population: both('x'),
    dataset: {
      id: 'd',
      vintage,
      round: 'r',
      reference: { from: '2024-01-01', to: '2024-01-01' },
      producer: 'p',
      synthetic: true,
    },
    where: [],
    measure: { type: 'count', weighted: false },
    dimensions: [
      {
        name: 'region',
        label: both('region'),
        codes: ['Total', ...AREAS].map((code, i) => ({ code, parent: i === 0 ? null : 'Total' })),
      },
    ],
    cells,
    records: { read: 0, inPopulation: 0 },
    citation: both('x'),
  };
}

const aged = (from: number, tabulated: TabulatedTable) => ({
  tabulated,
  meaning: {
    dataset: 'd',
    population: 'person',
    measure: 'count',
    where: [{ variable: 'age', in: Array.from({ length: 5 - from }, (_, i) => String(15 + from + i)) }],
  },
});
const hiddenAreas = ({ table }: TableProtection) =>
  table.cells.flatMap(({ codes, obsStatus }) => (obsStatus === 'Q' ? [codes['region']!] : []));

describe('tables protected together', () => {
  const all = byArea([40, 50, 60]);
  const older = byArea([39, 41, 50]);

  it('hide what the difference of two of them tells, which each by itself shows', () => {
    for (const table of [all, older])
      expect(hiddenAreas(protectTable(table, policy, { solver }))).toEqual([]);
    const [one, other] = protectTogether([aged(0, all), aged(1, older)], policy, { solver });
    expect([one!.status, other!.status]).toEqual(['holds', 'holds']);
    const gone = [...hiddenAreas(one!), ...hiddenAreas(other!)];
    expect(gone).toContain('11');
    expect(gone.length).toBeGreaterThan(1);
  });

  it('give the same bytes each time, and each its own files', () => {
    const made = () =>
      protectTogether([aged(0, all), aged(1, older)], policy, { solver }).map(({ files }) => files.public);
    expect(made()).toEqual(made());
    expect(new Set(made()).size).toBe(2);
  });

  it('are refused where their groups cross and nobody counts what they share', () => {
    const shifted = { ...aged(0, older), meaning: { ...aged(0, older).meaning } };
    const where = [{ variable: 'age', in: ['17', '18', '19', '20', '21'] }];
    const crossing = { ...shifted, meaning: { ...shifted.meaning, where } };
    expect(() => protectTogether([aged(0, all), crossing], policy, { solver })).toThrow(
      expect.objectContaining({ code: 'disclosure-groups-cross' }),
    );
  });
});
