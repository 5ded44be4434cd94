/**
 * Up to which size the exact method is tried unasked (`auto`), and how much work a bound may cost beyond it.
 *
 * All limits are counts of cells, demands, rounds and nodes, never seconds, so that `auto` gives the same pattern on
 * every machine; the caller's time limit still stops it. Figures measured: docs/explanation/exact-method.md.
 */
import type { ExactOptions } from './exact.ts';
import { type ExactProblem, mayBeHidden } from './problem.ts';

type Limits = Required<Pick<ExactOptions, 'relaxedRounds' | 'wholeRounds' | 'nodes'>>;

export interface Plan {
  readonly kind: 'optimum' | 'bound';
  readonly limits: Partial<Limits>;
}

/** Rows are tried in order; the first that a problem fits decides. */
const AFFORDABLE: readonly {
  readonly kind: Plan['kind'];
  /** Cells that are or may be hidden. */
  readonly cells: number;
  /** Such cells times demands. */
  readonly work: number;
  readonly limits: Limits;
}[] = [
  {
    kind: 'optimum',
    cells: 1_200,
    work: 400_000,
    limits: { relaxedRounds: 12, wholeRounds: 40, nodes: 500 },
  },
  { kind: 'bound', cells: 12_000, work: 40_000_000, limits: { relaxedRounds: 2, wholeRounds: 0, nodes: 0 } },
];

/** What to do about `problem`: null where only the fast method is affordable. `exact` is asked for: no limits. */
export function planFor(method: 'auto' | 'fast' | 'exact', problem: ExactProblem): Plan | null {
  if (method === 'exact') return { kind: 'optimum', limits: {} };
  const { given, system, demands } = problem;
  let cells = 0;
  for (let cell = 0; cell < system.size; cell++) if (given[cell] || mayBeHidden(problem, cell)) cells++;
  const fits = AFFORDABLE.find((row) => cells <= row.cells && cells * demands.length <= row.work);
  if (fits === undefined || (method === 'fast' && fits.kind === 'bound')) return null;
  return method === 'fast' ? { kind: 'bound', limits: { ...fits.limits, wholeRounds: 0 } } : fits;
}
