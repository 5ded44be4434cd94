/**
 * What members of a table can know: the narrowest interval in which anyone who is alone in some hidden cell, and
 * subtracts itself, can place an unsafe cell that it is not in.
 *
 * Edge:   null where it would take more than `MOST` programmes; from this table's own sums, not from those of others.
 * Cost:   two programmes for each unsafe cell and each member who hangs together with it.
 */
import { Attacker, neededRelations } from './exact/attacker.ts';
import type { ProtectedTable } from './protect.ts';
import { exactProblem } from './refine.ts';
import { type Known, knownToContributors } from './singletons.ts';
import type { Solver } from './solver.ts';
import { components } from './unknowns.ts';

export interface MemberInterval {
  readonly low: number;
  /** `Infinity` where nothing bounds it. */
  readonly high: number;
}

const MOST = 5_000;

/** By unsafe cell, for those that some member hangs together with. */
export function memberIntervals(
  { system, table, targets, costs, hidden, rules }: ProtectedTable,
  solver: Solver,
): ReadonlyMap<number, MemberInterval> | null {
  const values = table.value;
  const coalition = Math.max(1, rules.selfKnowledge ?? 0);
  const known = knownToContributors(system, table.contributors, coalition);
  const componentOf = new Map<number, number>();
  components(system, values, hidden).forEach(({ cells }, part) => {
    for (const cell of cells) componentOf.set(cell, part);
  });
  const asked = targets.flatMap(({ cell }) =>
    known
      .filter((cells) => !cells.includes(cell) && cells.some(sameAs(componentOf, cell)))
      .map((cells) => [cell, cells] as const),
  );
  if (2 * asked.length > MOST) return null;
  const problem = exactProblem({
    system,
    values,
    targets,
    costs,
    given: hidden,
    forced: new Uint8Array(hidden.length),
  });
  const cells = Array.from(hidden.keys()).filter((cell) => hidden[cell]);
  const attacker = new Attacker(problem, solver, cells, neededRelations(problem));
  try {
    attacker.setPattern(() => 1, 1, false);
    return narrowest(asked, (cell, way, own) => attacker.push(cell, way, own).reached, values);
  } finally {
    attacker.close();
  }
}

function sameAs(componentOf: ReadonlyMap<number, number>, cell: number): (other: number) => boolean {
  const part = componentOf.get(cell);
  return (other) => part !== undefined && componentOf.get(other) === part;
}

function narrowest(
  asked: readonly (readonly [cell: number, known: Known])[],
  reach: (cell: number, way: 'down' | 'up', known: Known) => number,
  values: Float64Array,
): Map<number, MemberInterval> {
  const found = new Map<number, MemberInterval>();
  for (const [cell, own] of asked) {
    const value = values[cell]!;
    const next = { low: value - reach(cell, 'down', own), high: value + reach(cell, 'up', own) };
    const before = found.get(cell);
    if (before === undefined || next.high - next.low < before.high - before.low) found.set(cell, next);
  }
  return found;
}
