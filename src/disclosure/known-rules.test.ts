import { createReadStream, existsSync } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { readCsv } from '../exchange/csv.ts';
import { protectCounts, statusOf } from './protect.ts';
import { readCountTable } from './read-data.ts';
import { unsafeCells } from './rules/index.ts';
import type { Solver } from './solver.ts';
import { type DisclosureSpec, parseDisclosureSpec } from './spec.ts';

vi.setConfig({ testTimeout: 900_000 });
const FILE = new URL('../../../shared/data/disclosure/c_business_microdata.csv.gz', import.meta.url);
const HOLDINGS = { type: 'magnitude', value: 'turnover', contributor: 'holding' };
const RECORDS = { type: 'magnitude', value: 'turnover' };
const P15 = [{ rule: 'p-percent', p: 15 }];
const DOMINANCE = [
  { rule: 'dominance', n: 1, k: 80 },
  { rule: 'dominance', n: 2, k: 90 },
];
const FIVE = [{ rule: 'threshold', minContributors: 5 }];
const LEVELS = { standard: 'levels' };
const INTERVAL = { standard: 'interval', from: 0, to: 5 };

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

async function read(measure: object, primary: object[], protection: object) {
  const spec: DisclosureSpec = parseDisclosureSpec({
    dimensions: [
      { name: 'region', levels: ['island', 'prov'] },
      { name: 'activity', levels: ['sector', 'section'] },
      { name: 'size', levels: ['size'] },
    ],
    measure,
    primary,
    protection,
    cost: 'value',
  });
  const csv = await readCsv(createReadStream(FILE).pipe(createGunzip()));
  return { spec, table: await readCountTable(spec, csv.header, csv.batches) };
}

/** Unsafe cells as GaussSuppression 1.2.3 finds them in the same 60,000 firms. */
const PRIMARIES = [
  ['p% 15 with holdings', HOLDINGS, P15, LEVELS, 835],
  ['(1,80)(2,90) unweighted', RECORDS, DOMINANCE, LEVELS, 838],
  ['fewer than 5', { type: 'count' }, FIVE, INTERVAL, 1046],
] as const;

describe.skipIf(!existsSync(FILE))('60,000 firms (skipped where ../shared is absent)', () => {
  it.each(PRIMARIES)(
    '%s: as many unsafe cells as GaussSuppression',
    async (_name, measure, rules, standard, unsafe) => {
      const { spec, table } = await read(measure, [...rules], standard);
      expect(table.space.size).toBe(5166);
      expect(table.contributors.reduce((cells, n) => cells + (n > 0 ? 1 : 0), 0)).toBe(4722);
      expect(unsafeCells(table, spec.primary).cells.length).toBe(unsafe);
    },
  );

  /** Secondary value at most 1.5 times that of GaussSuppression, which protects against exact computation only. */
  it.runIf(process.env['SLOW'] === '2').each([
    ['p% 15 with holdings', HOLDINGS, P15, 42.73e6],
    ['(1,80)(2,90) unweighted', RECORDS, DOMINANCE, 42.83e6],
  ] as const)(
    '%s: full protection levels, no violation (SLOW=2: some minutes)',
    async (_name, measure, rules, bar) => {
      const { spec, table } = await read(measure, [...rules], LEVELS);
      const result = protectCounts(table, spec, { solver });
      expect([result.audit.status, result.audit.violations]).toEqual(['holds', []]);
      let value = 0;
      for (let cell = 0; cell < table.space.size; cell++)
        if (statusOf(result, cell) === 'secondary') value += table.value[cell]! / 10 ** table.decimals!;
      expect(value).toBeLessThanOrEqual(1.5 * bar);
    },
  );
});

describe('sdcTable microdata1', () => {
  it('one unsafe cell of four regions by two sexes needs three secondaries of fifteen cells', () => {
    const table = tableOf([tree('region', 4), tree('sex', 2)], [2, 9, 14, 12, 11, 8, 10, 13]);
    const rules = {
      primary: [{ rule: 'threshold', minContributors: 3 }],
      protection: { standard: 'exact' },
      cost: 'value+1',
    } as const;
    const result = protectCounts(table, rules, { solver });
    const cells = [...result.hidden.keys()];
    expect(cells.length).toBe(15);
    expect(result.audit.status).toBe('holds');
    expect(cells.filter((cell) => statusOf(result, cell) === 'primary').length).toBe(1);
    expect(cells.filter((cell) => statusOf(result, cell) === 'secondary').length).toBe(3);
  });
});
