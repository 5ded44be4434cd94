import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { anyTable, cellOf, intruder, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import type { CountTable } from './count-table.ts';
import { memberIntervals } from './member-intervals.ts';
import { disclosureFiles } from './outputs.ts';
import { type ProtectedTable, protectCounts } from './protect.ts';
import { knownToContributors } from './singletons.ts';
import type { Solver } from './solver.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const protect = (table: CountTable): ProtectedTable =>
  protectCounts(
    table,
    {
      primary: [{ rule: 'threshold', minContributors: 4 }],
      protection: { standard: 'interval', from: 0, to: 4 },
      cost: 'value+1',
    },
    { solver },
  );

test('are the narrowest that any member finds by the plain intruder, its own cells published to it (property)', () => {
  let narrower = 0;
  fc.assert(
    fc.property(anyTable, (table) => {
      const result = protect(table);
      const found = memberIntervals(result, solver)!;
      const unsafe = [...result.unsafe.cells];
      const members = knownToContributors(result.system, table.contributors);
      const outside = intruder(solver, table, result.hidden, unsafe);
      for (const cell of unsafe) {
        const [low, high] = outside.get(cell)!;
        let width = high - low;
        for (const own of members.filter((cells) => !cells.includes(cell))) {
          const left = result.hidden.slice();
          for (const each of own) left[each] = 0;
          const [from, to] = intruder(solver, table, left, [cell]).get(cell)!;
          width = Math.min(width, to - from);
        }
        const told = found.get(cell);
        if (told === undefined) expect(width).toBeCloseTo(high - low, 5);
        else if (Number.isFinite(width)) expect(told.high - told.low).toBeCloseTo(width, 5);
        else expect(told.high).toBe(Number.POSITIVE_INFINITY);
        if (width < high - low - 1e-6) narrower++;
      }
    }),
    { seed: 61, numRuns: runs(20, 200) },
  );
  expect(narrower).toBeGreaterThan(1);
});

test('stand in the report beside the interval of everybody', () => {
  // Two persons, each alone, in a line of which all else is published: each knows the other to the unit.
  const table = tableOf([tree('a', 2), tree('b', 3)], [1, 1, 9, 8, 8, 9]);
  const hidden = new Uint8Array(table.space.size);
  for (const a of ['a1', 'a2']) for (const b of ['b1', 'b2']) hidden[cellOf(table.space, a, b)] = 1;
  const { report } = disclosureFiles({ ...protect(table), hidden }, solver, null);
  const first = report.hidden.find(({ codes }) => codes['a'] === 'a1' && codes['b'] === 'b1');
  expect(first?.toMembers).toEqual({ low: 1, high: 1 });
  expect(report.membersWorkedOut).toBe(true);
});

test('are left out where there are too many members', () => {
  const inner = Array.from({ length: 900 }, (_, i) => (i % 30 < 3 ? 1 : 9));
  expect(memberIntervals(protect(tableOf([tree('a', 30), tree('b', 30)], inner)), solver)).toBe(null);
});
