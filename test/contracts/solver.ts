import { expect, it } from 'vitest';
import type { LinearProgram, Solver } from '../../src/disclosure/solver.ts';

const INFINITE = Number.POSITIVE_INFINITY;

/** max 3a + 2b, a + b <= 4, a + 3b <= 6, 0 <= a <= 3: optimum 11 at (3, 1). Written as a minimum. */
function small(extra: Partial<LinearProgram> = {}): LinearProgram {
  return {
    columns: 2,
    rows: 2,
    cost: Float64Array.of(-3, -2),
    lower: Float64Array.of(0, 0),
    upper: Float64Array.of(3, INFINITE),
    rowLower: Float64Array.of(-INFINITE, -INFINITE),
    rowUpper: Float64Array.of(4, 6),
    start: Int32Array.of(0, 2, 4),
    index: Int32Array.of(0, 1, 0, 1),
    value: Float64Array.of(1, 1, 1, 3),
    ...extra,
  };
}

/** Behaviour of every `Solver`. Run once for each adapter: Node, workerd. */
export function solverContract(name: string, open: () => Promise<Solver>): void {
  it(`${name}: finds the optimum of a linear programme`, async () => {
    const solution = (await open()).solve(small());
    expect(solution.status).toBe('optimal');
    expect(solution.objective).toBeCloseTo(-11, 9);
    expect([...solution.x].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([3, 1]);
  });

  it(`${name}: keeps integers whole`, async () => {
    const solver = await open();
    const halves = small({ upper: Float64Array.of(2.5, INFINITE), rowUpper: Float64Array.of(3.5, 6) });
    expect(solver.solve(halves).objective).toBeCloseTo(-9.5, 9);
    const whole = solver.solve({ ...halves, integer: Uint8Array.of(1, 1) });
    expect(whole.status).toBe('optimal');
    expect(whole.objective).toBeCloseTo(-8, 9);
    expect([...whole.x].map(Math.round)).toEqual([2, 1]);
  });

  it(`${name}: tells infeasible and unbounded apart`, async () => {
    const solver = await open();
    expect(solver.solve(small({ rowLower: Float64Array.of(20, -INFINITE) })).status).toBe('infeasible');
    const free = small({
      upper: Float64Array.of(INFINITE, INFINITE),
      rowUpper: Float64Array.of(INFINITE, INFINITE),
    });
    expect(solver.solve(free).status).toBe('unbounded');
  });

  it(`${name}: solves a kept model again with another objective, sense and bound`, async () => {
    const model = (await open()).open(small());
    try {
      expect(model.solve(Float64Array.of(1, 0), 'maximise').objective).toBeCloseTo(3, 9);
      expect(model.solve(Float64Array.of(0, 1), 'maximise').objective).toBeCloseTo(2, 9);
      expect(model.solve(Float64Array.of(1, 1), 'minimise').objective).toBeCloseTo(0, 9);
      model.setBounds(0, 1, 1);
      expect(model.solve(Float64Array.of(1, 0), 'maximise').x[0]).toBeCloseTo(1, 9);
      expect(model.solve(Float64Array.of(0, 1), 'maximise').objective).toBeCloseTo(5 / 3, 9);
    } finally {
      model.close();
    }
  });

  it(`${name}: multipliers of the rows give reduced costs and the objective`, async () => {
    const program = small({ rowUpper: Float64Array.of(4, 7) });
    const { rowDual, bound, objective } = (await open()).solve(program);
    expect([...rowDual].map((y) => Math.round(y * 1e9) / 1e9 + 0)).toEqual([-2, 0]);
    expect(bound).toBe(objective);
    // c - A'y = (-1, 0), and objective = y b + reduced cost x upper bound of the first column.
    expect(objective).toBeCloseTo(-2 * 4 + -1 * 3, 9);
  });

  it(`${name}: takes one more row into a kept model`, async () => {
    const model = (await open()).open(small());
    try {
      expect(model.solve(Float64Array.of(1, 0), 'maximise').objective).toBeCloseTo(3, 9);
      model.addRow(-INFINITE, 2, Int32Array.of(0), Float64Array.of(1));
      const after = model.solve(Float64Array.of(1, 0), 'maximise');
      expect(after.objective).toBeCloseTo(2, 9);
      expect(after.rowDual.length).toBe(3);
    } finally {
      model.close();
    }
  });

  it(`${name}: an integer search that is stopped gives the bound it has proved`, async () => {
    const solver = await open();
    const program = cover(24);
    const done = solver.solve(program);
    expect(done.status).toBe('optimal');
    expect(done.bound).toBeCloseTo(done.objective, 6);
    const stopped = solver.solve(program, { nodeLimit: 0, start: new Float64Array(24).fill(1) });
    expect(['feasible', 'optimal']).toContain(stopped.status);
    expect(stopped.bound).toBeLessThanOrEqual(done.objective + 1e-6);
    expect(stopped.objective).toBeGreaterThanOrEqual(done.objective - 1e-6);
  });

  it(`${name}: a programme without columns holds exactly when 0 fits every row`, async () => {
    const solver = await open();
    const none = new Float64Array(0);
    const empty = (rowLower: number): LinearProgram => ({
      columns: 0,
      rows: 1,
      cost: none,
      lower: none,
      upper: none,
      rowLower: Float64Array.of(rowLower),
      rowUpper: Float64Array.of(5),
      start: Int32Array.of(0, 0),
      index: new Int32Array(0),
      value: none,
    });
    expect(solver.solve(empty(0)).status).toBe('optimal');
    expect(solver.solve(empty(1)).status).toBe('infeasible');
  });

  it(`${name}: gives the same bits twice`, async () => {
    const solver = await open();
    const program = transport(12);
    const [first, second] = [solver.solve(program), solver.solve(program)];
    expect(first.status).toBe('optimal');
    expect([...first.x]).toEqual([...second.x]);
  });

  it(`${name}: frees what it opened, a thousand times`, async () => {
    const solver = await open();
    for (let i = 0; i < 1000; i++) solver.open(transport(6)).close();
    expect(solver.solve(small()).status).toBe('optimal');
  });
}

/** n suppliers of 10 each, n takers of 10 each, costs from a fixed pattern. */
function transport(n: number): LinearProgram {
  const columns = n * n;
  const rows = 2 * n;
  const index = new Int32Array(2 * columns);
  for (let r = 0; r < n; r++)
    for (let c = 0; c < n; c++) {
      index[r * n + c] = r * n + c;
      index[columns + c * n + r] = r * n + c;
    }
  return {
    columns,
    rows,
    cost: Float64Array.from({ length: columns }, (_, i) => (i * 7919) % 101),
    lower: new Float64Array(columns),
    upper: new Float64Array(columns).fill(INFINITE),
    rowLower: new Float64Array(rows).fill(10),
    rowUpper: new Float64Array(rows).fill(10),
    start: Int32Array.from({ length: rows + 1 }, (_, i) => i * n),
    index,
    value: new Float64Array(2 * columns).fill(1),
  };
}

/** Cover every triple of a fixed pattern of n columns, at least cost, in whole numbers. */
function cover(n: number): LinearProgram {
  const rows = 2 * n;
  const triple = (r: number) => [r % n, (r * 5 + 1 + Math.floor(r / n)) % n, (r * 11 + 3) % n];
  const lists = Array.from({ length: rows }, (_, r) => [...new Set(triple(r))]);
  const start = [0];
  for (const list of lists) start.push(start.at(-1)! + list.length);
  const index = Int32Array.from(lists.flat());
  return {
    columns: n,
    rows,
    cost: Float64Array.from({ length: n }, (_, i) => 1 + ((i * 37) % 11)),
    lower: new Float64Array(n),
    upper: new Float64Array(n).fill(1),
    rowLower: new Float64Array(rows).fill(1),
    rowUpper: new Float64Array(rows).fill(INFINITE),
    start: Int32Array.from(start),
    index,
    value: new Float64Array(index.length).fill(1),
    integer: new Uint8Array(n).fill(1),
  };
}
