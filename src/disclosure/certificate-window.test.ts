import { beforeAll, describe, expect, it } from 'vitest';
import { openNodeSolver } from '../adapters/node/highs.ts';
import { Windows } from './certificate-window.ts';
import type { LinearProgram, Solver } from './solver.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await openNodeSolver();
});

/** Pairs of columns that add up to 2, each pair sharing one with the next: to move one is to move all. */
function chain(columns: number, more: readonly (readonly number[])[] = []): LinearProgram {
  const rows = [...Array.from({ length: columns - 1 }, (_, i) => [i, i + 1]), ...more];
  const all = rows.flatMap((row) => row);
  const size = Math.max(...all) + 1;
  const starts = rows.reduce<number[]>((list, row) => [...list, list.at(-1)! + row.length], [0]);
  return {
    columns: size,
    rows: rows.length,
    cost: new Float64Array(size),
    lower: new Float64Array(size),
    upper: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from(rows, (row) => row.length),
    rowUpper: Float64Array.from(rows, (row) => row.length),
    start: Int32Array.from(starts),
    index: Int32Array.from(all),
    value: new Float64Array(all.length).fill(1),
  };
}

const windows = (program: LinearProgram, more: object = {}) =>
  new Windows(program, new Float64Array(program.columns).fill(1), solver, { cap: 100, ...more });

describe('windows', () => {
  it('widen to the whole component where a column moves with all others only', () => {
    const length = 900;
    const found = windows(chain(length)).moved(450, [2, 100])!;
    expect(found.at).toEqual(Array.from({ length }, (_, i) => i));
    expect(found.by).toEqual(Array.from({ length }, (_, i) => (i % 2 === 0 ? 1 : -1)));
  });

  it('stay small where a column can move among its neighbours', () => {
    const length = 900;
    const besides = Array.from({ length: 20 }, (_, i) => [length + i, length + 20 + i]);
    const found = windows(chain(length, [[0, length], ...besides])).moved(length + 40 - 1, [0, 0])!;
    expect(found).toEqual({ at: [length + 19, length + 39], by: [1, -1] });
  });

  it('find nothing beyond what the relations allow, nor in ends that hold no value', () => {
    expect(windows(chain(20)).moved(3, [3, 100])).toBeNull();
    expect(windows(chain(20)).moved(3, [2, 1])).toBeNull();
  });

  it('look no further once the time allowed is spent', () => {
    expect(windows(chain(20), { expired: () => true }).moved(3, [2, 100])).toBeNull();
  });
});
