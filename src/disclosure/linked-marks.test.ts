/** Cells of linked tables that a spec names: shown whatever happens, out already, dearer or cheaper to hide. */
import { beforeAll, describe, expect, it } from 'vitest';
import { cellOf } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { linkedRules, parseLinkedSpec } from './linked-spec.ts';
import { type ProtectedLinked, protectLinked } from './protect-linked.ts';
import { readLinkedTables } from './read-data.ts';
import type { Solver } from './solver.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const REGION = { name: 'region', levels: ['region'] };
const SPEC = {
  tables: [
    { id: 'sex', dimensions: [REGION, { name: 'sex', levels: ['sex'] }] },
    { id: 'age', dimensions: [REGION, { name: 'age', levels: ['age'] }] },
    { id: 'women', dimensions: [REGION], where: [{ column: 'sex', in: ['F'] }] },
  ],
  measure: { type: 'count', frequency: 'n' },
  primary: [{ rule: 'threshold', minContributors: 3 }],
  protection: { standard: 'interval', from: 0, to: 3 },
};
const HEADER = ['region', 'sex', 'age', 'n'];
/** One man in A; everything else is safe. */
const ROWS = [
  ['A', 'M', '2', '1'],
  ['A', 'F', '1', '9'],
  ['A', 'F', '2', '8'],
  ['B', 'M', '1', '12'],
  ['B', 'F', '2', '14'],
  ['C', 'M', '1', '20'],
  ['C', 'F', '2', '22'],
];

async function protect(cells: readonly unknown[], more: object = {}): Promise<ProtectedLinked> {
  const spec = parseLinkedSpec({ ...SPEC, ...more, cells });
  const tables = await readLinkedTables(spec, HEADER, [{ firstRow: 1, rows: ROWS }]);
  return protectLinked(tables, linkedRules(spec), { solver });
}
const hidden = ({ tables }: ProtectedLinked, t: number, ...codes: string[]) =>
  tables[t]!.hidden[cellOf(tables[t]!.table.space, ...codes)];

describe('cells of linked tables that the spec names', () => {
  it('are shown in every table that has them, whichever the spec names', async () => {
    const before = await protect([]);
    expect(hidden(before, 0, 'A', 'F')).toBe(1);
    expect(hidden(before, 2, 'A')).toBe(1);
    const forced = await protect([{ table: 'women', codes: { region: 'A' }, forced: true }]);
    expect(forced.audit.status).toBe('holds');
    expect(hidden(forced, 0, 'A', 'M')).toBe(1);
    expect([hidden(forced, 0, 'A', 'F'), hidden(forced, 2, 'A')]).toEqual([0, 0]);
    expect([hidden(forced, 0, 'A', 'Total'), hidden(forced, 1, 'A', 'Total')]).toEqual([1, 1]);
  });

  it('are refused with their names where they leave no protection', async () => {
    const cells = [
      { table: 'women', codes: { region: 'A' }, forced: true },
      { table: 'age', codes: { region: ['A', 'B'] }, forced: true },
    ];
    await expect(protect(cells)).rejects.toMatchObject({
      code: 'disclosure-forced-conflict',
      facts: { unsafe: 'sex: A / M', shown: ['sex: A / F'] },
    });
    const difference = {
      tables: [{ id: 'all', dimensions: [REGION] }, SPEC.tables[2]],
      cells: [{ table: 'women', codes: { region: 'A' }, published: true }],
    };
    const all = { table: 'all', codes: { region: 'A' }, forced: true };
    await expect(protect([...difference.cells, all], { tables: difference.tables })).rejects.toMatchObject({
      code: 'disclosure-forced-conflict',
      facts: { unsafe: 'all: A - women: A', shown: ['women: A'] },
    });
  });

  it('are refused where they are unsafe by the rules of any table, all of them at once', async () => {
    const strict = SPEC.tables.map((each) =>
      each.id === 'women' ? { ...each, primary: [{ rule: 'threshold', minContributors: 18 }] } : each,
    );
    const cells = [{ table: 'sex', codes: { region: ['A', 'B'], sex: 'F' }, forced: true }];
    const protection = { standard: 'interval', from: 0, to: 18 };
    await expect(protect(cells, { tables: strict, protection })).rejects.toMatchObject({
      code: 'disclosure-forced-unsafe',
      facts: { unsafe: expect.arrayContaining(['women: A', 'women: B']) },
    });
  });

  it('that are out already are unsafe in no table, and stay shown in all', async () => {
    const small = { table: 'sex', codes: { region: 'A', sex: 'M' } };
    const result = await protect([{ ...small, published: true }]);
    expect(result.audit.status).toBe('holds');
    expect(result.tables.every((each) => each.hidden.every((one) => one === 0))).toBe(true);
    expect((await protect([{ ...small, published: true, forced: true }])).audit.status).toBe('holds');
    await expect(protect([{ ...small, forced: true }])).rejects.toMatchObject({
      code: 'disclosure-forced-unsafe',
      facts: { unsafe: ['sex: A / M'] },
    });
  });

  it('that are dear are hidden last, and one cell has one preference', async () => {
    const where = async (cells: readonly unknown[]) => {
      const result = await protect(cells);
      return ['B', 'C'].filter((region) => hidden(result, 0, region, 'M'));
    };
    expect(await where([])).toEqual(['B']);
    expect(await where([{ table: 'women', codes: { region: 'B' }, preference: 100 }])).toEqual(['C']);
    const twice = [
      { table: 'sex', codes: { region: 'A' }, preference: 2 },
      { table: 'age', codes: { region: 'A' }, preference: 3 },
    ];
    await expect(protect(twice)).rejects.toMatchObject({
      code: 'disclosure-preference-differs',
      facts: { cell: 'age: A / Total', factors: [2, 3] },
    });
  });

  it('must be there', async () => {
    await expect(protect([{ table: 'sex', codes: { region: 'X' }, forced: true }])).rejects.toMatchObject({
      code: 'disclosure-cell-unknown',
      facts: { entry: 1, table: 'sex', dimension: 'region', code: 'X' },
    });
    await expect(protect([{ table: 'no', forced: true }])).rejects.toThrow('spec-invalid');
    await expect(protect([{ table: 'sex', codes: { age: '1' }, forced: true }])).rejects.toThrow(
      'spec-invalid',
    );
    await expect(protect([{ table: 'sex', codes: { region: 'A' } }])).rejects.toThrow('spec-invalid');
  });
});
