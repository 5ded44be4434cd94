/** Whole-number tables of one component: they fit, keep to their bounds, and are given up where there is none. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { middleTable } from './certificate-middle.ts';
import type { LinearProgram, Solver } from './solver.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

const SIDE = 4;

/** A cube of hidden cells of which every sum along a line is published: its corners have parts of persons. */
function cubeOf(values: readonly number[]): LinearProgram {
  const lines: number[][] = [];
  for (const step of [1, SIDE, SIDE * SIDE])
    for (let cell = 0; cell < SIDE ** 3; cell++)
      if (Math.floor(cell / step) % SIDE === 0)
        lines.push(Array.from({ length: SIDE }, (_, i) => cell + i * step));
  const sums = lines.map((line) => line.reduce((sum, cell) => sum + values[cell]!, 0));
  return {
    columns: SIDE ** 3,
    rows: lines.length,
    cost: new Float64Array(SIDE ** 3),
    lower: new Float64Array(SIDE ** 3),
    upper: new Float64Array(SIDE ** 3).fill(Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from(sums),
    rowUpper: Float64Array.from(sums),
    start: Int32Array.from([...lines.keys(), lines.length], (row) => row * SIDE),
    index: Int32Array.from(lines.flat()),
    value: new Float64Array(lines.length * SIDE).fill(1),
  };
}

function fits(program: LinearProgram, table: Float64Array): boolean {
  if (table.some((value) => !Number.isInteger(value) || value < 0)) return false;
  for (let row = 0; row < program.rows; row++) {
    let sum = 0;
    for (let i = program.start[row]!; i < program.start[row + 1]!; i++) sum += table[program.index[i]!]!;
    if (sum !== program.rowLower[row]) return false;
  }
  return true;
}

const cubes = fc.array(fc.nat(9), { minLength: SIDE ** 3, maxLength: SIDE ** 3 });
const LIMITS = { cap: 1000 };

describe('a whole-number table of a component', () => {
  it('fits everything published, drawn to an end or not (property)', () => {
    let found = 0;
    fc.assert(
      fc.property(cubes, fc.boolean(), (values, drawn) => {
        const program = cubeOf(values);
        const cost = drawn ? Float64Array.from(values, (_, i) => (i % 2 === 0 ? 1 : -1)) : undefined;
        const table = middleTable(program, solver, LIMITS, new Map(), cost);
        if (table === null) return;
        found++;
        expect(fits(program, table)).toBe(true);
      }),
      { seed: 11, numRuns: 40 },
    );
    expect(found).toBeGreaterThan(30);
  });

  it('keeps between the bounds it is given', () => {
    const program = cubeOf(Array.from({ length: SIDE ** 3 }, (_, i) => (i * 7) % 10));
    const free = middleTable(program, solver, LIMITS, new Map())!;
    const wanted = free[5]! + 1;
    const table = middleTable(program, solver, LIMITS, new Map([[5, [wanted, wanted]]]))!;
    expect([table[5], fits(program, table)]).toEqual([wanted, true]);
  });

  it('is none where the sums leave none, or the time allowed is spent', () => {
    const program = cubeOf(new Array<number>(SIDE ** 3).fill(1));
    expect(middleTable(program, solver, LIMITS, new Map([[0, [5, 9]]]))).toBeNull();
    const cube = cubeOf(Array.from({ length: SIDE ** 3 }, (_, i) => (i * 7) % 10));
    expect(middleTable(cube, solver, { ...LIMITS, expired: () => true }, new Map())).toBeNull();
  });
});
