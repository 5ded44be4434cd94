/** Magnitudes protected to their levels, judged by an intruder who shares nothing with the engine. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemIntruder } from '../../test/support/attackers.ts';
import { intruder, runs } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { protectCounts } from './protect.ts';
import { readCountTable } from './read-data.ts';
import { unsafeCells } from './rules/index.ts';
import type { Solver } from './solver.ts';
import { type DisclosureSpec, parseDisclosureSpec } from './spec.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const spec = (changes: object = {}): DisclosureSpec =>
  parseDisclosureSpec({
    dimensions: [
      { name: 'region', levels: ['province', 'regency'] },
      { name: 'sector', levels: ['sector'] },
    ],
    measure: { type: 'magnitude', value: 'v', contributor: 'h' },
    primary: [
      { rule: 'p-percent', p: 15 },
      { rule: 'dominance', n: 2, k: 90 },
    ],
    protection: { standard: 'levels' },
    cost: 'value',
    ...changes,
  });
const HEADER = ['province', 'regency', 'sector', 'v', 'h'];

const row = fc
  .tuple(fc.nat(2), fc.nat(1), fc.nat(2), fc.integer({ min: 1, max: 900 }), fc.nat(25))
  .map(([province, regency, sector, v, h]) => [
    `p${province}`,
    `p${province}r${regency}`,
    `s${sector}`,
    String(v / 10),
    `h${h}`,
  ]);

/** Every third value below zero. */
const signedRow = row.map((cells) =>
  cells.map((text, i) => (i === 3 && (Number(text) * 10) % 3 === 0 ? `-${text}` : text)),
);

describe('magnitudes', () => {
  it('leave every unsafe cell its levels, both ends, whatever the table (property)', async () => {
    let judged = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 40, maxLength: 90 }), async (rows) => {
        const own = spec();
        const table = await readCountTable(own, HEADER, [{ firstRow: 1, rows }]);
        const result = protectCounts(table, own, { solver });
        if (result.audit.status !== 'holds') return;
        const found = intruder(solver, table, result.hidden, result.unsafe.cells);
        for (const cell of result.unsafe.cells) {
          const value = table.value[cell]!;
          const level = result.unsafe.levelOf.get(cell)!;
          const [low, high] = found.get(cell)!;
          expect(low).toBeLessThanOrEqual(Math.max(0, value - level) + 1e-4);
          expect(high).toBeGreaterThanOrEqual(value + level - 1e-4);
          judged++;
        }
      }),
      { seed: 12, numRuns: runs(12, 200) },
    );
    expect(judged).toBeGreaterThan(20);
  });

  it.each(['fast', 'exact'] as const)(
    'that may be negative keep their levels, with nothing below that bounds them: %s (property)',
    async (method) => {
      let judged = 0;
      let unbounded = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(signedRow, { minLength: 60, maxLength: 90 }), async (rows) => {
          const own = spec({
            measure: { type: 'magnitude', value: 'v', contributor: 'h', negative: true },
            method,
          });
          const table = await readCountTable(own, HEADER, [{ firstRow: 1, rows }]);
          const result = protectCounts(table, own, { solver });
          expect(result.audit.status).toBe('holds');
          const found = systemIntruder(
            solver,
            result.system,
            table.value,
            result.hidden,
            result.unsafe.cells,
          );
          for (const { cell } of result.targets) {
            const level = result.unsafe.levelOf.get(cell)!;
            const [low, high] = found.get(cell)!;
            const at = result.audit.cells.indexOf(cell);
            expect([result.audit.low[at], result.audit.high[at]]).toEqual([low, high]);
            expect(low).toBeLessThanOrEqual(table.value[cell]! - level + 1e-4);
            expect(high).toBeGreaterThanOrEqual(table.value[cell]! + level - 1e-4);
            judged++;
            if (low === Number.NEGATIVE_INFINITY) unbounded++;
          }
        }),
        { seed: 14, numRuns: runs(8, 100) },
      );
      expect(judged).toBeGreaterThan(20);
      expect(unbounded).toBe(judged);
    },
  );

  it('the rules written out again, over raw rows, mark the same cells (property)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 5, maxLength: 60 }), async (rows) => {
        const own = spec();
        const table = await readCountTable(own, HEADER, [{ firstRow: 1, rows }]);
        const { ruleOf } = unsafeCells(table, own.primary);
        const regions = table.space.dimensions[0]!.codes;
        const sectors = table.space.dimensions[1]!.codes;
        regions.forEach((region, r) => {
          sectors.forEach((sector, s) => {
            const sums = new Map<string, number>();
            for (const [p, g, k, v, h] of rows as [string, string, string, string, string][])
              if (
                (region === 'Total' || region === p || region === g) &&
                (sector === 'Total' || sector === k)
              )
                sums.set(h, (sums.get(h) ?? 0) + Math.round(Number(v) * 10));
            const [a = 0, b = 0, ...rest] = [...sums.values()].sort((x, y) => y - x);
            const others = rest.reduce((sum, x) => sum + x, 0);
            const dominated = 10 * (a + b) > 9 * (a + b + others);
            const close = 100 * others < 15 * a;
            const cell = r * sectors.length + s;
            expect(ruleOf.has(cell)).toBe(a > 0 && (dominated || close));
          });
        });
      }),
      { seed: 13, numRuns: runs(40, 400) },
    );
  });

  it('may not be computed where only the number of contributors is small, and need no more than that', async () => {
    const few = spec({ primary: [{ rule: 'threshold', minContributors: 2 }] });
    const rows = [
      ['p0', 'p0r0', 's0', '5', 'a'],
      ...['b', 'c'].flatMap((h) =>
        ['s0', 's1', 's2'].flatMap((s) =>
          ['p0r1', 'p1r0', 'p1r1'].map((g) => [g.slice(0, 2), g, s, '700', h]),
        ),
      ),
      ...['d', 'e'].flatMap((h) => ['s1', 's2'].map((s) => ['p0', 'p0r0', s, '400', h])),
    ];
    const table = await readCountTable(few, HEADER, [{ firstRow: 1, rows }]);
    const result = protectCounts(table, few, { solver });
    expect(result.audit.status).toBe('holds');
    expect(result.targets).toEqual([{ cell: result.unsafe.cells[0], kind: 'move' }]);
  });
});
