import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyTable, cellOf, intruder, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import type { CountTable } from './count-table.ts';
import { exactPattern } from './exact/exact.ts';
import { demandsOf, type ExactProblem } from './exact/problem.ts';
import { exposures, guardFromContributors, type Known, knownToContributors } from './singletons.ts';
import type { Solver } from './solver.ts';
import { systemOfSpace } from './system.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const small = (table: CountTable, t: number) =>
  [...table.value.keys()].filter((cell) => table.value[cell]! > 0 && table.value[cell]! < t);

function problemOf(table: CountTable, t: number): ExactProblem {
  const given = Uint8Array.from(table.value, (value) => (value > 0 && value < t ? 1 : 0));
  return {
    system: systemOfSpace(table.space, true),
    values: table.value,
    costs: table.value.map((value) => value + 1),
    demands: demandsOf(
      small(table, t).map((cell) => ({ cell, kind: 'move' })),
      table.value,
    ),
    given,
    forced: new Uint8Array(table.space.size),
  };
}

/** Who can compute which cell, by the plain intruder: the known cells taken out of the hidden ones. */
function computedPlainly(
  table: CountTable,
  hidden: Uint8Array,
  unsafe: readonly number[],
  known: readonly Known[],
) {
  const found: string[] = [];
  for (const cells of known.filter((each) => each.some((cell) => hidden[cell]))) {
    const left = hidden.slice();
    for (const cell of cells) left[cell] = 0;
    const others = unsafe.filter((cell) => !cells.includes(cell));
    for (const [cell, [low, high]] of intruder(solver, table, left, others))
      if (high - low < 1 - 1e-6) found.push(`${cells.join('+')} computes ${cell}`);
  }
  return found.sort();
}

const computed = (
  problem: ExactProblem,
  hidden: Uint8Array,
  unsafe: readonly number[],
  known: readonly Known[],
) =>
  exposures(problem, hidden, unsafe, { solver, known })
    .map((demand) => `${demand.known.join('+')} computes ${demand.cell}`)
    .sort();

describe('who knows what', () => {
  it('takes a margin with one contributor for the same person as its part', () => {
    const table = tableOf([tree('a', 2), tree('b', 2)], [1, 0, 1, 7]);
    const system = systemOfSpace(table.space, true);
    const at = (a: string, b: string) => cellOf(table.space, a, b);
    expect(knownToContributors(system, table.value)).toEqual([
      [at('a1', 'Total'), at('a1', 'b1')],
      [at('a2', 'b1')],
    ]);
    expect(knownToContributors(system, table.value, 2)).toContainEqual([
      at('Total', 'b1'),
      at('a1', 'b1'),
      at('a2', 'b1'),
    ]);
  });
});

describe('the cases of the literature', () => {
  it('two lone contributors alone in a line compute each other', () => {
    const table = tableOf([tree('a', 2), tree('b', 3)], [1, 1, 9, 8, 8, 9]);
    const problem = problemOf(table, 3);
    const hidden = new Uint8Array(table.space.size);
    const [one, two] = [cellOf(table.space, 'a1', 'b1'), cellOf(table.space, 'a1', 'b2')];
    for (const b of ['b1', 'b2']) for (const a of ['a1', 'a2']) hidden[cellOf(table.space, a, b)] = 1;
    const known = knownToContributors(problem.system, table.value);
    const unsafe = small(table, 3);
    expect(intruder(solver, table, hidden, [one]).get(one)).not.toEqual([1, 1]);
    expect(computed(problem, hidden, unsafe, known)).toEqual([
      `${one} computes ${two}`,
      `${two} computes ${one}`,
    ]);
    const guarded = guardFromContributors(problem, hidden, unsafe, { solver, known });
    expect(guarded).toMatchObject({ exposed: 2, left: [] });
    expect(computedPlainly(table, guarded.hidden, unsafe, known)).toEqual([]);
  });

  it('three lone contributors in a loop with one cell more: any of them opens the loop', () => {
    const inner = [1, 1, 9, 1, 6, 9, 9, 9, 9];
    const table = tableOf([tree('a', 3), tree('b', 3)], inner);
    const problem = problemOf(table, 2);
    const hidden = new Uint8Array(table.space.size);
    for (const a of ['a1', 'a2']) for (const b of ['b1', 'b2']) hidden[cellOf(table.space, a, b)] = 1;
    const known = knownToContributors(problem.system, table.value);
    const unsafe = small(table, 2);
    expect(unsafe.length).toBe(3);
    const found = computed(problem, hidden, unsafe, known);
    expect(found.length).toBe(6);
    expect(found).toEqual(computedPlainly(table, hidden, unsafe, known));
    const guarded = guardFromContributors(problem, hidden, unsafe, { solver, known });
    expect(guarded.left).toEqual([]);
    expect(computedPlainly(table, guarded.hidden, unsafe, known)).toEqual([]);
    expect(guarded.hidden.reduce((a, b) => a + b)).toBeGreaterThan(4);
  });
});

describe('against the plain intruder who knows as much', () => {
  it('finds the same exposures under patterns that keep outsiders out, and leaves none', () => {
    let exposed = 0;
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 1, max: 2 }), (table, coalition) => {
        const problem = problemOf(table, 4);
        const unsafe = small(table, 4);
        const hidden = exactPattern(problem, { solver }).hidden!;
        const known = knownToContributors(problem.system, table.value, coalition);
        const found = computed(problem, hidden, unsafe, known);
        expect(found).toEqual(computedPlainly(table, hidden, unsafe, known));
        exposed += found.length;
        const guarded = guardFromContributors(problem, hidden, unsafe, { solver, known });
        expect(computedPlainly(table, guarded.hidden, unsafe, known)).toEqual([]);
        expect(hidden.every((each, cell) => each <= guarded.hidden[cell]!)).toBe(true);
      }),
      { seed: 51, numRuns: runs(25, 600) },
    );
    expect(exposed).toBeGreaterThan(20);
  });

  it('finds all whom some contributor narrows where that is asked, of whom many compute nothing, and leaves whom nothing can help', () => {
    let narrowed = 0;
    let computedOnly = 0;
    fc.assert(
      fc.property(anyTable, fc.integer({ min: 1, max: 2 }), (table, coalition) => {
        const problem = { ...problemOf(table, 4), demands: intervals(table, 4) };
        const unsafe = small(table, 4);
        const hidden = exactPattern(problem, { solver }).hidden!;
        const known = knownToContributors(problem.system, table.value, coalition);
        const ask = { solver, known, full: true };
        const found = new Set(
          exposures(problem, hidden, unsafe, ask).map(
            (demand) => `${demand.known.join('+')} narrows ${demand.cell}`,
          ),
        );
        expect([...found].sort()).toEqual(narrowedPlainly(table, hidden, unsafe, known, 4));
        narrowed += found.size;
        computedOnly += computed(problem, hidden, unsafe, known).length;
        const guarded = guardFromContributors(problem, hidden, unsafe, ask);
        const everything = new Uint8Array(table.space.size).fill(1);
        expect(narrowedPlainly(table, guarded.hidden, unsafe, known, 4)).toEqual(
          narrowedPlainly(table, everything, unsafe, known, 4),
        );
      }),
      { seed: 52, numRuns: runs(20, 400) },
    );
    expect(narrowed).toBeGreaterThan(30);
    expect(computedOnly).toBeLessThan(narrowed / 2);
  });
});

const intervals = (table: CountTable, t: number) =>
  demandsOf(
    small(table, t).map((cell) => ({ cell, kind: 'interval', low: 0, high: t })),
    table.value,
  );

/** Whether `cell` is a part of `margin`: in each dimension its code or one below it. */
function within({ space }: CountTable, cell: number, margin: number): boolean {
  return space.dimensions.every(({ parent, codes }, d) => {
    const node = (of: number) => Math.floor(of / space.strides[d]!) % codes.length;
    let at = node(cell);
    while (at >= 0 && at !== node(margin)) at = parent[at]!;
    return at >= 0;
  });
}

/** Who can narrow which cell to less than 0 .. t, by the plain intruder. */
function narrowedPlainly(
  table: CountTable,
  hidden: Uint8Array,
  unsafe: readonly number[],
  known: readonly Known[],
  t: number,
): string[] {
  const found: string[] = [];
  for (const cells of known.filter((each) => each.some((cell) => hidden[cell]))) {
    const left = hidden.slice();
    for (const cell of cells) left[cell] = 0;
    const others = unsafe.filter((cell) => !cells.includes(cell));
    for (const [cell, [low, high]] of intruder(solver, table, left, others)) {
      const own = Math.max(
        0,
        ...cells.filter((each) => within(table, each, cell)).map((each) => table.value[each]!),
      );
      if (low > own + 1e-6 || high < t - 1e-6) found.push(`${cells.join('+')} narrows ${cell}`);
    }
  }
  return found.sort();
}
