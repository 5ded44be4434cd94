import { beforeAll, describe, expect, it } from 'vitest';
import policyJson from '../../specs/disclosure/policy.json' with { type: 'json' };
import { openNodeSolver } from '../adapters/node/highs.ts';
import { DomainError } from '../problems.ts';
import { parseTabulatedTable, type TabulatedTable } from '../statistics/tabulated-table.ts';
import { countTableOf } from './from-tabulated.ts';
import { parseDisclosurePolicy } from './policy.ts';
import { type PublicEntry, protectTable } from './protect-table.ts';
import type { Solver } from './solver.ts';

const policy = parseDisclosurePolicy(policyJson);
let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const text = (each: string) => ({ id: each, en: each });
const REGIONS = ['Total', '11', '12', '13', '14', '15'];
const PARTS = ['Total', 'numerator', 'rest'];
/** Contributors of numerator and rest by region; every contributor stands for 100.4 persons. */
const COUNTS: Record<string, [number, number]> = {
  '11': [2, 40],
  '12': [9, 30],
  '13': [12, 50],
  '14': [20, 0],
  '15': [0, 2],
};

/** A weighted rate table of four regions, whose first has a numerator of two respondents. */
function rateTable(): TabulatedTable {
  const count = (region: string, part: string): number => {
    if (region === 'Total') return Object.keys(COUNTS).reduce((sum, each) => sum + count(each, part), 0);
    const [numerator, rest] = COUNTS[region]!;
    return part === 'numerator' ? numerator : part === 'rest' ? rest : numerator + rest;
  };
  const quality = (n: number) =>
    n === 9
      ? ({ se: 60, rse: 60, reliability: 'withheld' } as const)
      : ({ se: 5, rse: 5, reliability: 'accurate' } as const);
  return parseTabulatedTable({
    format: 'padan-table/1',
    protected: false,
    table: '06',
    title: text('rate'),
    unit: 'person',
    population: text('labour force'),
    dataset: {
      id: 'x',
      vintage: '1',
      round: 'august',
      reference: { from: '2024-08-01', to: '2024-08-31' },
      producer: 'bps',
      synthetic: true,
    },
    where: [],
    measure: { type: 'count', weighted: true },
    rate: { component: 'component', numerator: 'numerator', scale: 100, decimals: 2, label: text('rate') },
    dimensions: [
      {
        name: 'region',
        label: text('region'),
        codes: REGIONS.map((code) => ({ code, parent: code === 'Total' ? null : 'Total' })),
      },
      {
        name: 'component',
        label: text('part'),
        codes: PARTS.map((code) => ({ code, parent: code === 'Total' ? null : 'Total' })),
      },
    ],
    cells: REGIONS.flatMap((region) =>
      PARTS.map((part) => {
        const contributors = count(region, part);
        return {
          codes: { region, component: part },
          estimate: contributors * 100.4,
          ...quality(contributors),
          contributors,
        };
      }),
    ),
    rates: REGIONS.map((region) => ({
      codes: { region },
      estimate: (100 * count(region, 'numerator')) / count(region, 'Total'),
      ...quality(0),
      contributors: count(region, 'Total'),
    })),
    records: { read: 200, inPopulation: 163 },
    citation: text('source'),
  });
}

const entry = (entries: readonly PublicEntry[], ...codes: string[]): PublicEntry =>
  entries.find((each) => Object.values(each.codes).join() === codes.join())!;

describe('protectTable', () => {
  it('holds, and no hidden entry has a value, a sampling error or a contributor in its bytes', () => {
    const { status, table } = protectTable(rateTable(), policy, { solver });
    expect(status).toBe('holds');
    const hidden = table.cells.filter((each) => each.obsStatus === 'Q');
    expect(hidden.length).toBeGreaterThan(2);
    for (const each of hidden) expect(Object.keys(each).sort()).toEqual(['codes', 'confStatus', 'obsStatus']);
    expect(JSON.stringify(table)).not.toContain('contributors');
    expect(table.protected).toBe(true);
  });

  it('hides a rate wherever its numerator or its denominator is hidden, and only there', () => {
    const { table } = protectTable(rateTable(), policy, { solver });
    for (const region of REGIONS) {
      const parts = ['numerator', 'Total'].map((part) => entry(table.cells, region, part).obsStatus);
      const rate = entry(table.rates!, region);
      expect(rate.obsStatus === 'Q').toBe(parts.includes('Q'));
    }
    expect(entry(table.rates!, '11')).toEqual({ codes: { region: '11' }, obsStatus: 'Q', confStatus: 'C' });
  });

  it('publishes a rate as the quotient of the published counts', () => {
    const { table } = protectTable(rateTable(), policy, { solver });
    let published = 0;
    for (const rate of table.rates!) {
      if (!('value' in rate)) continue;
      const region = rate.codes['region']!;
      const [over, under] = ['numerator', 'Total'].map((part) => entry(table.cells, region, part));
      if (!('value' in over!) || !('value' in under!)) throw new Error(`rate of ${region} without its parts`);
      expect(rate.value).toBe(Math.round((10_000 * over.value) / under.value) / 100);
      published++;
    }
    expect(published).toBeGreaterThan(0);
  });

  it('rounds to whole persons at the inner cells, so that what is published adds up', () => {
    const counts = countTableOf(rateTable(), false);
    expect(counts.value[0]).toBe(
      [2, 40, 9, 30, 12, 50, 20, 0, 0, 2].reduce((sum, n) => sum + Math.round(n * 100.4), 0),
    );
    expect([...counts.value].every(Number.isInteger)).toBe(true);
  });

  it('scales the interval of a weighted table by total over contributors', () => {
    const { files } = protectTable(rateTable(), policy, { solver });
    expect(files.report.standard).toMatchObject({ name: 'interval', from: 0, to: 3, scaledTo: 302 });
    const small = files.report.hidden.find(
      (each) => each.reason === 'threshold' && each.codes['region'] === '11',
    )!;
    expect(small.interval.low).toBe(0);
    expect(small.interval.high).toBeGreaterThanOrEqual(302);
  });

  it('withholds what is too imprecise with a status of its own, and shows it where the policy says flag', () => {
    const flag = parseDisclosurePolicy({
      ...policyJson,
      reliability: { ...policyJson.reliability, above: 'flag' },
    });
    const cell = (chosen: typeof policy) => {
      const { table, files } = protectTable(rateTable(), chosen, { solver });
      return [entry(table.cells, '12', 'numerator'), files.report.cells.withheld] as const;
    };
    const [withheld, count] = cell(policy);
    expect(withheld).toEqual({
      codes: { region: '12', component: 'numerator' },
      obsStatus: 'U',
      confStatus: 'F',
    });
    expect(count).toBe(1);
    expect(cell(flag)[1]).toBe(0);
  });

  it('reports hidden cells narrowest first, each with a reason', () => {
    const { report } = protectTable(rateTable(), policy, { solver }).files;
    const widths = report.hidden.map(
      ({ interval }) => (interval.high ?? Number.POSITIVE_INFINITY) - interval.low!,
    );
    expect(widths).toEqual([...widths].sort((a, b) => a - b));
    expect(new Set(report.hidden.map(({ reason }) => reason))).toEqual(
      new Set(['threshold', 'protects-others']),
    );
  });

  it.each([
    ['a margin that is not the sum', (table: TabulatedTable) => (table.cells[0]!.estimate += 5)],
    ['contributors that do not add up', (table: TabulatedTable) => (table.cells[0]!.contributors += 1)],
    ['a missing cell', (table: TabulatedTable) => table.cells.pop()],
    ['a cell that occurs twice', (table: TabulatedTable) => (table.cells[14] = table.cells[13]!)],
    ['a code nobody has', (table: TabulatedTable) => (table.cells[3]!.codes['region'] = '99')],
  ])('refuses %s', (_what, spoil) => {
    const table = rateTable();
    spoil(table);
    expect(() => protectTable(table, policy, { solver })).toThrow(DomainError);
  });
});

describe('a table that does not add up', () => {
  it('is refused with the cell, both sums and the tolerance', () => {
    const table = rateTable();
    table.cells[0]!.estimate += 5;
    const [total] = table.cells;
    expect(() => protectTable(table, policy, { solver })).toThrow(
      expect.objectContaining({
        code: 'disclosure-table-not-additive',
        facts: {
          position: 0,
          codes: ['Total', 'Total'],
          stated: total!.estimate,
          sum: expect.closeTo(total!.estimate - 5, 6),
          tolerance: expect.closeTo(1e-6 * total!.estimate, 3),
        },
      }),
    );
  });
});

describe('the policy that comes with Padan', () => {
  it('proposes a minimum of three respondents and says that it is a proposal', () => {
    expect(policy.primary.map(({ rule, standing }) => [rule, standing])).toEqual([
      [{ rule: 'threshold', minContributors: 3 }, 'proposed'],
    ]);
    expect(policy.protection.standard).toEqual({ standard: 'interval', from: 0, to: 3 });
  });

  it('refuses an interval that ends below the threshold, a rule by column, and rules to come', () => {
    const changed = (changes: object) => () => parseDisclosurePolicy({ ...policyJson, ...changes });
    const short = { ...policyJson.protection, standard: { standard: 'interval', from: 0, to: 2 } };
    expect(changed({ protection: short })).toThrow(DomainError);
    const rule = (each: object) => ({ primary: [{ ...policyJson.primary[0], rule: each }] });
    expect(changed(rule({ rule: 'given', column: 'x' }))).toThrow(DomainError);
    expect(changed(rule({ rule: 'dominance', n: 1, k: 80 }))).toThrow(DomainError);
  });
});
