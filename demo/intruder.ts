import { openNodeSolver } from '../src/adapters/node/highs.ts';
import type { LinearProgram, SolverModel } from '../src/disclosure/solver.ts';

/** What anybody can read of a release: the public table and the parents of its codes. */
export interface Published {
  readonly dimensions: readonly {
    readonly name: string;
    readonly codes: readonly { code: string; parent: string | null }[];
  }[];
  /** Rows of PUBLIC.csv: codes, then the value or null where it is hidden. */
  readonly rows: readonly { readonly codes: readonly string[]; readonly value: number | null }[];
}

/**
 * The intruder, written without the engine: from every published cell, every sum and x >= 0, how far can each asked
 * hidden cell move? Two linear programmes a cell over the whole table.
 */
export async function intervals(
  table: Published,
  asked: readonly (readonly string[])[],
): Promise<{ readonly low: number; readonly high: number }[]> {
  const hidden = new Map<string, number>();
  const value = new Map<string, number>();
  for (const row of table.rows) {
    const key = row.codes.join('|');
    if (row.value === null) hidden.set(key, hidden.size);
    else value.set(key, row.value);
  }
  const solver = await openNodeSolver();
  const model = solver.open(programme(table, hidden, value));
  try {
    return asked.map((codes) => {
      const column = hidden.get(codes.join('|'));
      if (column === undefined) {
        const known = value.get(codes.join('|'))!;
        return { low: known, high: known };
      }
      return {
        low: end(model, hidden.size, column, 'minimise'),
        high: end(model, hidden.size, column, 'maximise'),
      };
    });
  } finally {
    model.close();
  }
}

function end(model: SolverModel, columns: number, column: number, sense: 'minimise' | 'maximise'): number {
  const cost = new Float64Array(columns);
  cost[column] = 1;
  const { status, objective } = model.solve(cost, sense);
  if (status === 'unbounded') return Number.POSITIVE_INFINITY;
  if (status !== 'optimal') throw new Error(`the intruder's programme ended ${status}`);
  return objective;
}

/** One equation for every sum that the table shows: a code is the sum of its children, all other codes alike. */
function programme(
  { dimensions, rows }: Published,
  hidden: ReadonlyMap<string, number>,
  value: ReadonlyMap<string, number>,
): LinearProgram {
  const children = dimensions.map(({ codes }) => {
    const of = new Map<string, string[]>();
    for (const { code, parent } of codes)
      if (parent !== null) of.set(parent, [...(of.get(parent) ?? []), code]);
    return of;
  });
  const start = [0];
  const index: number[] = [];
  const entries: number[] = [];
  const known: number[] = [];
  for (const { codes } of rows)
    codes.forEach((code, d) => {
      const parts = children[d]!.get(code);
      if (parts === undefined) return;
      const terms: [string, number][] = [
        [codes.join('|'), 1],
        ...parts.map((part): [string, number] => [codes.with(d, part).join('|'), -1]),
      ];
      let rest = 0;
      for (const [key, sign] of terms) {
        const column = hidden.get(key);
        if (column === undefined) rest -= sign * value.get(key)!;
        else {
          index.push(column);
          entries.push(sign);
        }
      }
      if (index.length === start.at(-1)) return;
      start.push(index.length);
      known.push(rest);
    });
  const columns = hidden.size;
  return {
    columns,
    rows: known.length,
    cost: new Float64Array(columns),
    lower: new Float64Array(columns),
    upper: new Float64Array(columns).fill(Number.POSITIVE_INFINITY),
    rowLower: Float64Array.from(known),
    rowUpper: Float64Array.from(known),
    start: Int32Array.from(start),
    index: Int32Array.from(index),
    value: Float64Array.from(entries),
  };
}
