import { costsOf } from './costs.ts';
import { keptCells } from './count-table.ts';
import { refuseUnsafe, shareMarks } from './linked-marks.ts';
import type { RatioSpec } from './linked-ratios.ts';
import {
  type Equation,
  type LinkedSystem,
  type LinkedTable,
  linkTables,
  type TableRules,
} from './linked-tables.ts';
import { type Target, targetsOf } from './protection.ts';
import type { MethodRules } from './refine.ts';
import { type Unsafe, unsafeCells } from './rules/index.ts';
import type { SuppressionProblem } from './suppress/problem.ts';
import { differenceTargets } from './unsafe-differences.ts';

/** Rules of every table that states none of its own. */
export interface LinkedRules extends MethodRules, TableRules {
  readonly equations?: readonly Equation[];
  readonly ratios?: readonly RatioSpec[];
}

export interface LinkedProblem extends SuppressionProblem {
  readonly linked: LinkedSystem;
  /** The tables, each with what is said of its cells in any of them. */
  readonly marked: readonly LinkedTable[];
  /** Unsafe cells of each table that are not public already, by its own numbers. */
  readonly unsafe: readonly Unsafe[];
  /** Targets of the same, as wide as any table asks. */
  readonly targetsOf: readonly (readonly Target[])[];
  /** Cells of the system that are unsafe and public already. */
  readonly beyond: readonly number[];
}

/** @throws {DomainError} `disclosure-linked-differ`, `disclosure-forced-unsafe`, `disclosure-preference-differs`. */
export function linkedProblem(given: readonly LinkedTable[], rules: LinkedRules): LinkedProblem {
  const linked = linkTables(given, rules.equations);
  const tables = shareMarks(given, linked);
  const { system, values, cellOf, shown } = linked;
  const own = tables.map((each) => each.rules ?? rules);
  const found = tables.map(({ table }, t) => unsafeCells(table, own[t]!.primary));
  const unsafe = found.map((each, t) => only(each, (cell) => !shown[cellOf[t]![cell]!]));
  refuseUnsafe(tables, unsafe);
  const asked = tables.map(({ table }, t) => targetsOf(table, unsafe[t]!, own[t]!.protection));
  const byCell = new Map<number, Target>();
  const beyond = new Set(
    found.flatMap(({ cells }, t) =>
      Array.from(cells, (cell) => cellOf[t]![cell]!).filter((cell) => shown[cell]),
    ),
  );
  const ask = (cell: number, target: Target): void => {
    byCell.set(cell, wider(byCell.get(cell), { ...target, cell }));
  };
  asked.forEach((targets, t) => {
    for (const target of targets) ask(cellOf[t]![target.cell]!, target);
  });
  for (const target of differenceTargets(linked, tables, rules)) ask(target.cell, target);
  return {
    linked,
    marked: tables,
    unsafe,
    targetsOf: asked.map((targets, t) =>
      targets.map(({ cell }) => ({ ...byCell.get(cellOf[t]![cell]!)!, cell })),
    ),
    beyond: [...beyond].sort((a, b) => a - b),
    system,
    values,
    targets: [...byCell.values()].sort((a, b) => a.cell - b.cell),
    costs: linkedCosts(tables, linked, own),
    given: givenCells(tables, linked),
    forced: forcedCells(tables, linked),
    tables: tables.map(({ table }, t) => ({ space: table.space, cells: cellOf[t]! })),
  };
}

function only(unsafe: Unsafe, keep: (cell: number) => boolean): Unsafe {
  const kept = <Out>(map: ReadonlyMap<number, Out>) => new Map([...map].filter(([cell]) => keep(cell)));
  return {
    cells: unsafe.cells.filter(keep),
    ruleOf: kept(unsafe.ruleOf),
    rulesOf: kept(unsafe.rulesOf),
    levelOf: kept(unsafe.levelOf),
  };
}

function wider(known: Target | undefined, target: Target): Target {
  if (known?.kind !== 'interval') return target.kind === 'interval' ? target : (known ?? target);
  if (target.kind !== 'interval') return known;
  return { ...known, low: Math.min(known.low, target.low), high: Math.max(known.high, target.high) };
}

/** The dearest of what tables say; differences cost nothing, since nobody shows them. */
function linkedCosts(
  tables: readonly LinkedTable[],
  { system, cellOf }: LinkedSystem,
  own: readonly TableRules[],
): Float64Array {
  const costs = new Float64Array(system.size);
  tables.forEach(({ table }, t) => {
    costsOf(table, own[t]!.cost).forEach((each, cell) => {
      const at = cellOf[t]![cell]!;
      costs[at] = Math.max(costs[at]!, each);
    });
  });
  return costs.map((each) => (each === 0 ? 1e-3 : each));
}

/** Unknown whatever happens: sealed, or withheld by every table that has the cell. */
function givenCells(tables: readonly LinkedTable[], { sealed, shown, cellOf }: LinkedSystem): Uint8Array {
  const withheld = new Uint8Array(sealed.length);
  const wanted = new Uint8Array(sealed.length);
  tables.forEach(({ table, released }, t) => {
    if (released !== undefined) return;
    cellOf[t]!.forEach((at, cell) => {
      if (table.withheld?.[cell]) withheld[at] = 1;
      else wanted[at] = 1;
    });
  });
  return sealed.map((each, cell) => (!shown[cell] && (each || (withheld[cell] && !wanted[cell])) ? 1 : 0));
}

function forcedCells(tables: readonly LinkedTable[], { shown, cellOf }: LinkedSystem): Uint8Array {
  const forced = shown.slice();
  tables.forEach(({ table }, t) => {
    keptCells(table).forEach((kept, cell) => {
      if (kept) forced[cellOf[t]![cell]!] = 1;
    });
  });
  return forced;
}
