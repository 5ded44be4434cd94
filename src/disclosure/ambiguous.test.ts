import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { anyTable, enumerate, runs, tableOf, tree } from '../../test/support/disclosure.ts';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { forcedGuesses, leaveTwoCandidates } from './ambiguous.ts';
import type { CountTable } from './count-table.ts';
import { exactPattern } from './exact/exact.ts';
import { demandsOf, type ExactProblem } from './exact/problem.ts';
import type { Solver } from './solver.ts';
import { systemOfSpace } from './system.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const T = 3;
const isSmall = (value: number) => value > 0 && value < T;
const unsafeOf = (table: CountTable) => [...table.value.keys()].filter((cell) => isSmall(table.value[cell]!));

function problemOf(table: CountTable): ExactProblem {
  const targets = unsafeOf(table).map((cell) => ({ cell, kind: 'interval', low: 0, high: T }) as const);
  return {
    system: systemOfSpace(table.space, true),
    values: table.value,
    costs: table.value.map((value) => value + 1),
    demands: demandsOf(targets, table.value),
    given: Uint8Array.from(table.value, (value) => (isSmall(value) ? 1 : 0)),
    forced: new Uint8Array(table.space.size),
  };
}

/** Cells that hang together with `cell` over relations of hidden cells, by walking. */
function componentOf(problem: ExactProblem, hidden: Uint8Array, cell: number): number[] {
  const { relations } = problem.system;
  const found = new Set([cell]);
  for (const at of found)
    for (let r = 0; r < relations.count; r++) {
      const members = [...relations.cell.subarray(relations.start[r]!, relations.start[r + 1]!)];
      if (members.includes(at)) for (const each of members) if (hidden[each]) found.add(each);
    }
  return [...found];
}

/** By listing every whole-number table up to `most`: in all that hold something small in the component, `cell` is. */
function forcedByListing(
  table: CountTable,
  problem: ExactProblem,
  hidden: Uint8Array,
  most: number,
): number[] {
  const tables = enumerate(table, hidden, most);
  return unsafeOf(table).filter((cell) => {
    const component = componentOf(problem, hidden, cell);
    const explained = tables.filter((values) => component.some((each) => isSmall(values[each]!)));
    return explained.every((values) => isSmall(values[cell]!));
  });
}

const inner = (n: number) =>
  fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 })), { minLength: n, maxLength: n });
const tiny = inner(4).map((values) => tableOf([tree('a', 2), tree('b', 2)], values));

describe('forced guesses', () => {
  it('agree with listing every table of two by two, and are none after', () => {
    let before = 0;
    fc.assert(
      fc.property(tiny, (table) => {
        const problem = problemOf(table);
        const { hidden } = exactPattern(problem, { solver });
        const ask = { solver, unsafe: unsafeOf(table), small: T };
        const found = forcedGuesses(problem, hidden!, ask);
        expect(found).toEqual(forcedByListing(table, problem, hidden!, 9));
        before += found.length;

        const ambiguous = leaveTwoCandidates(problem, hidden!, ask);
        expect(ambiguous.left).toEqual([]);
        expect(forcedByListing(table, problem, ambiguous.hidden, 9)).toEqual([]);
      }),
      { seed: 61, numRuns: runs(40, 600) },
    );
    expect(before).toBeGreaterThan(5);
  });

  it('are none after in random tables of two to four dimensions', () => {
    let before = 0;
    fc.assert(
      fc.property(anyTable, (table) => {
        const problem = problemOf(table);
        const { hidden } = exactPattern(problem, { solver });
        const ask = { solver, unsafe: unsafeOf(table), small: T };
        const { hidden: more, forced, left } = leaveTwoCandidates(problem, hidden!, ask);
        before += forced.length;
        expect(left).toEqual([]);
        expect(forcedGuesses(problem, more, ask)).toEqual([]);
        expect(hidden!.every((each, cell) => each <= more[cell]!)).toBe(true);
      }),
      { seed: 62, numRuns: runs(20, 400) },
    );
    expect(before).toBeGreaterThan(0);
  });
});
