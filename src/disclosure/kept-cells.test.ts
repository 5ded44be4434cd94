/** Structural zeros, cells that are public already and cells that must be shown, in a table of two hierarchies. */
import { beforeAll, describe, expect, it } from 'vitest';
import { cellOf } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { disclosureFiles } from './outputs.ts';
import { type ProtectedTable, protectCounts, statusOf } from './protect.ts';
import { readCountTable } from './read-data.ts';
import type { Solver } from './solver.ts';
import { parseDisclosureSpec } from './spec.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const SPEC = {
  dimensions: [
    {
      name: 'region',
      levels: ['province', 'regency'],
      hierarchies: [{ name: 'zones', levels: ['zone', 'regency'] }],
    },
    { name: 'sex', levels: ['sex'] },
  ],
  measure: { type: 'count', frequency: 'n' },
  primary: [{ rule: 'threshold', minContributors: 3 }],
  protection: { standard: 'interval', from: 0, to: 3 },
  absent: 'structural',
  preference: 'dear',
  published: 'out',
  forced: 'must',
};
const HEADER = ['province', 'regency', 'zone', 'sex', 'n', 'dear', 'out', 'must'];
const row = (regency: string, zone: string, sex: string, n: number, dear = '1', out = '', must = '') => [
  regency.slice(0, 2),
  regency,
  zone,
  sex,
  String(n),
  dear,
  out,
  must,
];
const margin = (sex: string, n: number, out: string) => [
  'Total',
  'Total',
  'Total',
  sex,
  String(n),
  '1',
  out,
  '',
];

/** Regency 1203 has no women, which everybody knows; 1101 has one. */
const ROWS = [
  row('1101', 'coast', 'f', 1),
  row('1101', 'coast', 'm', 8),
  row('1102', 'hills', 'f', 9),
  row('1102', 'hills', 'm', 10, '50'),
  row('1201', 'coast', 'f', 11),
  row('1201', 'coast', 'm', 12),
  row('1202', 'hills', 'f', 13),
  row('1202', 'hills', 'm', 14, '1', '', '1'),
  row('1203', 'hills', 'm', 15),
];

async function protect(rows: readonly (readonly string[])[]): Promise<ProtectedTable> {
  const spec = parseDisclosureSpec(SPEC);
  return protectCounts(await readCountTable(spec, HEADER, [{ firstRow: 1, rows }]), spec, { solver });
}
const status = (result: ProtectedTable, region: string, sex: string) =>
  statusOf(result, cellOf(result.table.space, region, sex));

describe('cells that keep their value', () => {
  it('are never hidden, and the rest is protected without them', async () => {
    const result = await protect([...ROWS, margin('f', 34, '1')]);
    expect(disclosureFiles(result, solver, null).report.status).toBe('holds');
    expect(status(result, '1101', 'f')).toBe('primary');
    expect(status(result, '1203', 'f')).toBe('safe');
    expect(status(result, 'Total', 'f')).toBe('safe');
    expect(status(result, '1202', 'm')).toBe('safe');
  });

  it('a preference turns the choice among cells', async () => {
    const chosen = async (dear: string) => {
      const spec = parseDisclosureSpec({
        ...SPEC,
        dimensions: [{ name: 'region', levels: ['regency'] }],
        published: undefined,
        forced: undefined,
      });
      const rows = [row('1101', '', '', 1), row('1102', '', '', 8, dear), row('1201', '', '', 9)];
      const table = await readCountTable(spec, HEADER, [{ firstRow: 1, rows }]);
      const result = protectCounts(table, spec, { solver });
      return table.space.dimensions[0]!.codes.filter((_, cell) => statusOf(result, cell) === 'secondary');
    };
    expect(await chosen('1')).toEqual(['1102']);
    expect(await chosen('50')).toEqual(['1201']);
  });

  it('leave no way out where they surround an unsafe cell, which is refused with their names', async () => {
    const men = ROWS.map((each) =>
      each.map((cell, i) => (i === 7 && each[1] === '1101' && each[3] === 'm' ? '1' : cell)),
    );
    const both = ['11', '1101', 'Total', 'Total', '9', '1', '', '1'];
    await expect(protect([...men, both])).rejects.toMatchObject({
      code: 'disclosure-forced-conflict',
      facts: { unsafe: '1101 / f', shown: expect.arrayContaining(['1101 / Total']) },
    });
    expect((await protect(men)).audit.status).toBe('holds');
  });

  it('a small cell that is out already is no reason to hide anything', async () => {
    const out = ROWS.map((each) => each.map((cell, i) => (i === 6 && each[4] === '1' ? '1' : cell)));
    const result = await protect(out);
    expect([...result.hidden]).not.toContain(1);
    expect(result.audit.status).toBe('holds');
  });
});
