/** What a table less a filtered one tells, where contributors are holdings and do not subtract by number. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemIntruder } from '../../test/support/attackers.ts';
import { cellOf, runs } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { type LinkedSpec, linkedRules, parseLinkedSpec } from './linked-spec.ts';
import { type ProtectedLinked, protectLinked } from './protect-linked.ts';
import { readLinkedTables } from './read-data.ts';
import type { Solver } from './solver.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const HEADER = ['region', 'size', 'holding', 'turnover'];
const DIMENSIONS = [{ name: 'region', levels: ['region'] }];
const TURNOVER = {
  measure: { type: 'magnitude', value: 'turnover', contributor: 'holding' },
  primary: [{ rule: 'p-percent', p: 20 }],
  protection: { standard: 'levels' },
};
const HOLDINGS = {
  measure: { type: 'count', contributor: 'holding' },
  primary: [{ rule: 'threshold', minContributors: 3 }],
  protection: { standard: 'interval', from: 0, to: 3 },
};

/** All, and all but large ones. */
const linked = (rules: object): LinkedSpec =>
  parseLinkedSpec({
    ...rules,
    tables: [
      { id: 'all', dimensions: DIMENSIONS },
      { id: 'small', dimensions: DIMENSIONS, where: [{ column: 'size', in: ['S'] }] },
    ],
  });

const protect = async (spec: LinkedSpec, rows: readonly (readonly string[])[]): Promise<ProtectedLinked> => {
  const tables = await readLinkedTables(spec, HEADER, [{ firstRow: 1, rows }]);
  return protectLinked(tables, linkedRules(spec), { solver });
};

/** Ten small holdings of 20 in each of three regions; of the large ones R1 has one alone. */
const rows = [
  ...['R1', 'R2', 'R3'].flatMap((region) =>
    Array.from({ length: 10 }, (_, i) => [region, 'S', `${region}s${i}`, '20']),
  ),
  ['R1', 'L', 'big', '100'],
  ...['R2', 'R3'].flatMap((region) =>
    Array.from({ length: 9 }, (_, i) => [region, 'L', `${region}l${i}`, '60']),
  ),
];

describe('a difference of two tables', () => {
  it.each([
    ['turnover', TURNOVER],
    ['holdings', HOLDINGS],
  ])(
    'that one holding is alone in is kept from the intruder, though either table shows it: %s',
    async (_what, rules) => {
      const spec = linked(rules);
      for (const { id } of spec.tables) {
        const alone = parseLinkedSpec({ ...spec, tables: spec.tables.filter((each) => each.id === id) });
        expect((await protect(alone, rows)).hidden.every((each) => each === 0)).toBe(true);
      }
      const result = await protect(spec, rows);
      const { system, values, linked: found, targets } = result.problem;
      const whole = found.cellOf[0]![cellOf(result.tables[0]!.table.space, 'R1')];
      const own = found.differences.find((each) => each.whole === whole)!;
      const target = targets.find(({ cell }) => cell === own.cell)!;
      expect(target).toMatchObject(rules === TURNOVER ? { low: 80, high: 120 } : { low: 0, high: 3 });
      expect(result.audit.status).toBe('holds');
      const [low, high] = systemIntruder(solver, system, values, result.hidden, [own.cell]).get(own.cell)!;
      expect(low).toBeLessThanOrEqual('low' in target ? target.low : 0);
      expect(high).toBeGreaterThanOrEqual('high' in target ? target.high : 0);
    },
  );

  it('is unsafe where its tables name contributors by different columns, since nobody can tell', async () => {
    const spec = parseLinkedSpec({
      ...TURNOVER,
      tables: [
        { id: 'all', dimensions: DIMENSIONS },
        {
          id: 'small',
          dimensions: DIMENSIONS,
          where: [{ column: 'size', in: ['S'] }],
          measure: { type: 'magnitude', value: 'turnover', contributor: 'region' },
          primary: [{ rule: 'p-percent', p: 1 }],
        },
      ],
    });
    const { problem } = await protect(spec, rows);
    for (const { cell } of problem.linked.differences)
      expect(problem.targets.some((target) => target.cell === cell)).toBe(true);
  });

  it('is judged as the rules judge the rows that are left (property)', async () => {
    let unsafe = 0;
    const row = fc
      .tuple(fc.nat(2), fc.boolean(), fc.nat(6), fc.integer({ min: 1, max: 50 }))
      .map(([region, small, holding, v]) => [`R${region}`, small ? 'S' : 'L', `h${holding}`, String(v)]);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 20, maxLength: 60 }), async (data) => {
        const { problem } = await protect(linked(TURNOVER), data);
        const targets = new Set(problem.targets.map(({ cell }) => cell));
        for (const { cell, whole } of problem.linked.differences) {
          const at = problem.linked.cellOf[0]!.indexOf(whole);
          const region = ['Total', ...new Set(data.map(([name]) => name!).sort())][at]!;
          const sums = new Map<string, number>();
          for (const [name, size, holding, v] of data as [string, string, string, string][])
            if (size === 'L' && (region === 'Total' || region === name))
              sums.set(holding, (sums.get(holding) ?? 0) + Number(v));
          const [first = 0, second = 0, ...rest] = [...sums.values()].sort((a, b) => b - a);
          const left = rest.reduce((sum, each) => sum + each, 0);
          expect([region, targets.has(cell)]).toEqual([region, first > 0 && left < 0.2 * first]);
          if (second >= 0 && targets.has(cell)) unsafe++;
        }
      }),
      { seed: 71, numRuns: runs(25, 300) },
    );
    expect(unsafe).toBeGreaterThan(10);
  });
});
