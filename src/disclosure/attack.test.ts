import { existsSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { anyTable, cellOf, enumerate, intruder, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { audit } from './audit.ts';
import type { CountTable } from './count-table.ts';
import { disclosureFiles } from './outputs.ts';
import { type ProtectionRules, protectCounts, statusOf } from './protect.ts';
import type { Solver } from './solver.ts';
import { systemOfTable } from './table-system.ts';

const SHARED = new URL('../../../shared/data/disclosure/', import.meta.url);
let solver: Solver;
vi.setConfig({ testTimeout: process.env.SLOW ? 3_600_000 : 120_000 });
beforeAll(async () => {
  solver = await openNodeSolver();
});

const rules = (t: number, standard: 'interval' | 'exact' = 'interval'): ProtectionRules => ({
  primary: [{ rule: 'threshold', minContributors: t }],
  protection: standard === 'exact' ? { standard } : { standard, from: 0, to: t },
  cost: 'value+1',
});
const protect = (table: CountTable, t: number, standard?: 'interval' | 'exact') =>
  protectCounts(table, rules(t, standard), { solver });
const unsafe = (table: CountTable, t: number) =>
  [...table.value.keys()].filter((cell) => table.value[cell]! > 0 && table.value[cell]! < t);

/** Only the unsafe cells hidden: what the intruder must be able to break. */
function naive(table: CountTable, t: number): Uint8Array {
  const hidden = new Uint8Array(table.space.size);
  for (const cell of unsafe(table, t)) hidden[cell] = 1;
  return hidden;
}

const narrow = (bounds: ReadonlyMap<number, readonly [number, number]>, to: number) =>
  [...bounds].filter(([, [low, high]]) => low > 1e-6 || high < to - 1e-6).map(([cell]) => cell);

describe('the intruder is real', () => {
  it('computes the one small cell when only that is hidden', () => {
    const table = tableOf([tree('a', 2), tree('b', 2)], [1, 5, 6, 7]);
    const cell = cellOf(table.space, 'a1', 'b1');
    expect(intruder(solver, table, naive(table, 3), [cell]).get(cell)).toEqual([1, 1]);
  });

  it('narrows a cell in most random tables where only unsafe cells are hidden', () => {
    let broken = 0;
    let tables = 0;
    fc.assert(
      fc.property(anyTable, (table) => {
        const cells = unsafe(table, 4);
        if (cells.length === 0) return;
        tables++;
        if (narrow(intruder(solver, table, naive(table, 4), cells), 4).length > 0) broken++;
      }),
      { seed: 5, numRuns: 60 },
    );
    expect(tables).toBeGreaterThan(50);
    expect(broken / tables).toBeGreaterThan(0.8);
  });
});

describe('protected tables', () => {
  it('hold against the intruder, in whole numbers too: random tables of two to four dimensions', () => {
    let secondaries = 0;
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 2, max: 5 }), (table, t) => {
        const result = protect(table, t);
        expect(result.audit.status).toBe('holds');
        const cells = unsafe(table, t);
        expect([...result.unsafe.cells]).toEqual(cells);
        expect(narrow(intruder(solver, table, result.hidden, cells), t)).toEqual([]);
        expect(disclosureFiles(result, solver, null).report.status).toBe('holds');
        secondaries += result.hidden.reduce((sum, each) => sum + each, 0) - cells.length;
      }),
      { seed: 1, numRuns: runs(200, 800) },
    );
    expect(secondaries).toBeGreaterThan(500);
  });

  it('standard exact: no unsafe cell can be computed', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const result = protect(table, 4, 'exact');
        const points = [...intruder(solver, table, result.hidden, unsafe(table, 4))];
        expect(points.filter(([, [low, high]]) => high - low < 1 - 1e-6)).toEqual([]);
      }),
      { seed: 2, numRuns: runs(25, 200) },
    );
  });

  it('hold against brute force on every table of 2 x 2 counts from 0 to 3', () => {
    for (let code = 0; code < 4 ** 4; code++) {
      const inner = [0, 1, 2, 3].map((i) => Math.floor(code / 4 ** i) % 4);
      const table = tableOf([tree('a', 2), tree('b', 2)], inner);
      const result = protect(table, 3);
      const fitting = enumerate(table, result.hidden, 6);
      for (const cell of unsafe(table, 3)) {
        const values = fitting.map((each) => each[cell]!);
        expect([Math.min(...values), Math.max(...values) >= 3], `table ${inner} cell ${cell}`).toEqual([
          0,
          true,
        ]);
      }
    }
  });

  it('publish every cell that nothing needs: hiding stops at the unsafe cells where these protect each other', () => {
    const table = tableOf([tree('a', 2), tree('b', 2)], [2, 2, 2, 2]);
    const result = protectCounts(table, rules(3, 'exact'), { solver });
    expect([...result.hidden.keys()].filter((cell) => result.hidden[cell]).length).toBe(4);
  });

  it('leave a table without unsafe cells as it is', () => {
    const table = tableOf([tree('a', 3), tree('b', [2, 2])], new Array(12).fill(9));
    expect(protect(table, 3).hidden.every((each) => each === 0)).toBe(true);
  });

  it('protect a table whose every inner cell but one is zero, by hiding margins', () => {
    const table = tableOf([tree('a', 3), tree('b', 3)], [0, 1, 0, 0, 0, 0, 0, 0, 0]);
    const result = protect(table, 3);
    expect(result.audit.status).toBe('holds');
    expect(statusOf(result, 0)).toBe('primary');
    expect(narrow(intruder(solver, table, result.hidden, unsafe(table, 3)), 3)).toEqual([]);
  });

  it('keep structural zeros published, and say so where they leave no protection', () => {
    const table = tableOf([tree('a', 2), tree('b', 2)], [1, 9, 0, 9]);
    const structural = new Uint8Array(table.space.size);
    structural[cellOf(table.space, 'a2', 'b1')] = 1;
    const result = protectCounts({ ...table, structural }, rules(3), { solver });
    expect(result.hidden[cellOf(table.space, 'a2', 'b1')]).toBe(0);
    expect(result.audit.status).toBe('holds');
  });
});

describe('the audit', () => {
  it('agrees with the plain intruder on both ends of every hidden cell', () => {
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 0, max: 1e9 }), (table, seed) => {
        const hidden = Uint8Array.from(table.value, (_, cell) => ((seed * (cell + 7)) % 97 < 75 ? 1 : 0));
        const found = audit(systemOfTable(table), table.value, hidden, [], { solver });
        const plain = intruder(solver, table, hidden, found.cells);
        found.cells.forEach((cell, i) => {
          const [low, high] = plain.get(cell)!;
          expect(found.low[i]).toBeCloseTo(low, 5);
          if (Number.isFinite(high)) expect(found.high[i]).toBeCloseTo(high, 5);
          else expect(found.high[i]).toBe(Number.POSITIVE_INFINITY);
          expect(found.exact[i]).toBe(1);
        });
      }),
      { seed: 3, numRuns: runs(40, 300) },
    );
  });

  it('finds a lower end above zero that no other end gives away: row + column - total', () => {
    const inner = Array.from({ length: 36 }, (_, i) => (i === 0 ? 90 : ((i * 7) % 5) + 1));
    const table = tableOf([tree('a', 6), tree('b', 6)], inner);
    const cells = [...table.value.keys()].filter((cell) => cell > 7 && cell % 7 !== 0);
    const hidden = new Uint8Array(table.space.size);
    for (const cell of cells) hidden[cell] = 1;
    const found = audit(systemOfTable(table), table.value, hidden, [], { solver });
    const first = cellOf(table.space, 'a1', 'b1');
    const at = (a: string, b: string) => table.value[cellOf(table.space, a, b)]!;
    expect(found.low[found.cells.indexOf(first)]).toBe(
      at('a1', 'Total') + at('Total', 'b1') - at('Total', 'Total'),
    );
  });

  it('calls a target that is published a violation, and one end short of the interval too', () => {
    const table = tableOf([tree('a', 2), tree('b', 2)], [2, 5, 6, 7]);
    const inner = ['a1', 'a2'].flatMap((a) => ['b1', 'b2'].map((b) => cellOf(table.space, a, b)));
    const hidden = new Uint8Array(table.space.size);
    for (const cell of inner) hidden[cell] = 1;
    const target = (high: number) => [{ cell: inner[0]!, kind: 'interval', low: 0, high }] as const;
    const ask = (pattern: Uint8Array, high: number) =>
      audit(systemOfTable(table), table.value, pattern, target(high), { solver }).status;
    expect(ask(hidden, 7)).toBe('holds');
    expect(ask(hidden, 8)).toBe('does-not-hold');
    expect(ask(new Uint8Array(table.space.size), 3)).toBe('does-not-hold');
  });

  it('is not proved when its time is spent', () => {
    const table = tableOf([tree('a', 3), tree('b', 3)], [1, 5, 6, 7, 8, 9, 1, 3, 4]);
    const { hidden, targets } = protect(table, 3);
    const found = audit(systemOfTable(table), table.value, hidden, targets, { solver, expired: () => true });
    expect(found.status).toBe('not-proved');
  });

  it.skipIf(!existsSync(SHARED))(
    'known answers (skipped where ../shared is absent): 60 cells of 30 x 30, and 47 computed in 4 x 4',
    () => {
      const lines = (name: string) =>
        readFileSync(new URL(name, SHARED), 'utf8')
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(','));
      const read = (name: string) => {
        const rows = lines(name);
        const codes = (i: number) => [...new Set(rows.map((row) => row[i]!))];
        const dimension = (i: number, n: number) => ({
          ...tree(`d${i}`, n),
          nodeOf: new Map([['Total', 0], ...codes(i).map((c, k) => [c, k + 1] as const)]),
        });
        const dimensions = [dimension(0, codes(0).length), dimension(1, codes(1).length)];
        return {
          table: tableOf(
            dimensions,
            rows.map((row) => Number(row[2])),
          ),
          rows,
        };
      };
      const { table } = read('a_30x30_cells.csv');
      const pattern = new Uint8Array(table.space.size);
      for (const [row, col] of lines('a_30x30_audit60_pattern.csv'))
        pattern[cellOf(table.space, row!, col!)] = 1;
      const found = audit(systemOfTable(table), table.value, pattern, [], { solver });
      expect(found.low.reduce((a, b) => a + b)).toBeCloseTo(2464, 4);
      expect(found.high.reduce((a, b) => a + b)).toBeCloseTo(3252, 4);

      const four = read('sdctable_simpleheuristic_4x4.csv');
      const marked = new Uint8Array(four.table.space.size);
      for (const [row, col, , flag] of four.rows)
        if (flag === '1') marked[cellOf(four.table.space, row!, col!)] = 1;
      const cell = cellOf(four.table.space, 'w', 'b');
      const before = audit(systemOfTable(four.table), four.table.value, marked, [], { solver });
      const at = before.cells.indexOf(cell);
      expect([before.low[at], before.high[at]]).toEqual([47, 47]);
      const given = new Map([['primary', marked]]);
      const protection = {
        primary: [{ rule: 'given', column: 'primary' }],
        protection: { standard: 'exact' },
        cost: 'value+1',
      } as const;
      const repaired = protectCounts({ ...four.table, given }, protection, { solver });
      expect(repaired.audit.status).toBe('holds');
      const [low, high] = intruder(solver, four.table, repaired.hidden, [cell]).get(cell)!;
      expect(high - low).toBeGreaterThanOrEqual(1);
    },
  );
});
