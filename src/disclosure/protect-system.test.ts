import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyTable, cellOf, intruder, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { DomainError } from '../problems.ts';
import { audit } from './audit.ts';
import type { CountTable } from './count-table.ts';
import { protectCounts } from './protect.ts';
import { protectSystem } from './protect-system.ts';
import type { Target } from './protection.ts';
import type { Solver } from './solver.ts';
import { suppress } from './suppress/suppress.ts';
import { systemOf } from './system.ts';
import { systemOfTable } from './table-system.ts';
import { holds } from './witness.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const targetsIn = (values: Float64Array, t: number): Target[] =>
  [...values.keys()]
    .filter((cell) => values[cell]! > 0 && values[cell]! < t)
    .map((cell) => ({ cell, kind: 'interval', low: 0, high: t }));

function problemOf(table: CountTable, t = 4) {
  const nothing = new Uint8Array(table.space.size);
  return {
    system: systemOfTable(table),
    values: table.value,
    targets: targetsIn(table.value, t),
    costs: table.value.map((value) => value + 1),
    given: nothing,
    forced: nothing,
    tables: [{ space: table.space, cells: null }],
  };
}

describe('witnesses', () => {
  it('hold as the search keeps them, in whole numbers, and none holds any longer when one number is changed', () => {
    let checked = 0;
    fc.assert(
      fc.property(anyTable, (table) => {
        const problem = problemOf(table);
        const { hidden, witnesses } = suppress(problem, { solver });
        for (const change of witnesses) {
          checked++;
          expect(change.delta.every(Number.isInteger)).toBe(true);
          expect(holds(problem.system, table.value, hidden, change)).toBe(true);
          const delta = change.delta.slice();
          delta[0]! += 1;
          expect(holds(problem.system, table.value, hidden, { cells: change.cells, delta })).toBe(false);
          const shown = hidden.slice();
          shown[change.cells[0]!] = 0;
          expect(holds(problem.system, table.value, shown, change)).toBe(false);
          const deeper = change.delta.map((each) => each * 1000);
          expect(holds(problem.system, table.value, hidden, { cells: change.cells, delta: deeper })).toBe(
            deeper.every((each, i) => table.value[change.cells[i]!]! + each >= 0),
          );
        }
      }),
      { seed: 31, numRuns: runs(15, 300) },
    );
    expect(checked).toBeGreaterThan(60);
  });

  it('prove what programmes prove, and a false one proves nothing', () => {
    let proved = 0;
    fc.assert(
      fc.property(anyTable, (table) => {
        const { system, values, targets, ...problem } = problemOf(table);
        const { hidden, witnesses } = suppress({ system, values, targets, ...problem }, { solver });
        const byProgram = audit(system, values, hidden, targets, { solver });
        const byWitness = audit(system, values, hidden, targets, { solver, witnesses, witnessesAbove: 0 });
        expect(byWitness.status).toBe(byProgram.status);
        expect(byProgram.witnesses).toBe(0);
        expect(byWitness.witnesses).toBe(witnesses.length);
        proved += byWitness.witnesses;
        const naked = new Uint8Array(table.space.size);
        for (const { cell } of targets) naked[cell] = 1;
        const lies = targets.map(({ cell }) => ({ cells: Int32Array.of(cell), delta: Float64Array.of(5) }));
        const bare = audit(system, values, naked, targets, { solver });
        const lied = audit(system, values, naked, targets, { solver, witnesses: lies, witnessesAbove: 0 });
        expect([lied.status, lied.witnesses]).toEqual([bare.status, 0]);
      }),
      { seed: 32, numRuns: runs(12, 200) },
    );
    expect(proved).toBeGreaterThan(30);
  });
});

describe('protectSystem', () => {
  it('protects a cell against all tables it stands in, not only against its own', () => {
    // Two one-way tables share cell 0: 0 + 1 + 2 = 3 and 0 + 4 + 5 = 6. Hiding 1 alone leaves 0 known from the other.
    const relation = (cells: number[]) => ({
      cells,
      signs: [1, 1, 1, -1],
      lower: 0,
      upper: 0,
      generating: true,
    });
    const system = systemOf(7, [relation([0, 1, 2, 3]), relation([0, 4, 5, 6])], { whole: true });
    const values = Float64Array.of(2, 9, 20, 31, 7, 30, 39);
    const nothing = new Uint8Array(7);
    const targets: Target[] = [{ cell: 0, kind: 'interval', low: 0, high: 5 }];
    const problem = { system, values, targets, costs: values, given: nothing, forced: nothing, tables: [] };
    const result = protectSystem(problem, { solver });
    expect([...result.hidden]).toEqual([1, 1, 0, 0, 1, 0, 0]);
    expect(result.audit.status).toBe('holds');
    const forced = Uint8Array.of(0, 0, 0, 0, 1, 1, 1);
    const blocked = protectSystem({ ...problem, forced }, { solver });
    expect(blocked.audit.status).toBe('does-not-hold');
    expect(blocked.conflicts).toEqual([{ cell: 0, forced: [4] }]);
  });

  it('hides the cheap cell and spares the dear one', () => {
    const table = tableOf([tree('a', 3), tree('b', 2)], [1, 20, 20, 20, 20, 20]);
    const problem = problemOf(table, 3);
    const dear = cellOf(table.space, 'a2', 'b1');
    const other = cellOf(table.space, 'a3', 'b1');
    for (const [cheap, spared] of [
      [dear, other],
      [other, dear],
    ] as const) {
      const costs = problem.costs.map((cost, cell) => (cell === cheap ? 0.01 : cost));
      const { hidden } = protectSystem({ ...problem, costs }, { solver });
      expect([hidden[cheap], hidden[spared]]).toEqual([1, 0]);
    }
  });

  it('gives the same pattern every time', () => {
    const table = tableOf(
      [tree('a', [2, 3]), tree('b', 4)],
      Array.from({ length: 20 }, (_, i) => (i * 7) % 11),
    );
    const ask = () => [...protectSystem(problemOf(table), { solver }).hidden];
    expect(ask()).toEqual(ask());
  });

  it('says not proved where time ran out, and hides the unsafe cells all the same', () => {
    const table = tableOf([tree('a', 3), tree('b', 3)], [1, 5, 6, 7, 8, 9, 1, 3, 4]);
    const problem = problemOf(table);
    const { hidden, audit: found } = protectSystem(problem, { solver, expired: () => true });
    expect(found.status).toBe('not-proved');
    expect(problem.targets.every(({ cell }) => hidden[cell])).toBe(true);
  });
});

describe('cells that must be shown', () => {
  const table = tableOf([tree('a', 2), tree('b', 2)], [1, 5, 6, 7]);
  const rules = {
    primary: [{ rule: 'threshold', minContributors: 3 }],
    protection: { standard: 'interval', from: 0, to: 3 },
    cost: 'value+1',
  } as const;
  const forcing = (...cells: number[]) => {
    const forced = new Uint8Array(table.space.size);
    for (const cell of cells) forced[cell] = 1;
    return protectCounts({ ...table, forced }, rules, { solver });
  };

  it('stay shown where another pattern protects', () => {
    const kept = cellOf(table.space, 'a2', 'b2');
    const result = forcing(kept);
    expect([result.hidden[kept], result.audit.status]).toEqual([0, 'holds']);
    const cell = cellOf(table.space, 'a1', 'b1');
    const [low, high] = intruder(solver, table, result.hidden, [cell]).get(cell)!;
    expect([low <= 0, high >= 3]).toEqual([true, true]);
  });

  it('are refused by name where none does', () => {
    const all = [...table.value.keys()].filter((cell) => cell !== cellOf(table.space, 'a1', 'b1'));
    const refused = (() => {
      try {
        forcing(...all);
      } catch (error) {
        return error;
      }
      return null;
    })();
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({ code: 'disclosure-forced-conflict', facts: { conflicts: 1 } });
    const facts = JSON.stringify((refused as DomainError).facts);
    expect(facts).toContain('a1 / b1');
    expect(facts).toContain('b2');
  });
});
