/** What is hidden, by rule, by code and by level of the hierarchies. Cost: cells x dimensions. */
import { nodeAt } from '../cells.ts';
import type { Dimension } from '../dimension.ts';
import { type ProtectedTable, statusOf } from '../protect.ts';
import type { Breakdown, Share } from './document.ts';

type Counts = { -readonly [Name in keyof Share]: number };

export function breakdown(result: ProtectedTable): Breakdown {
  const { space } = result.table;
  const byRule: Record<string, number> = {};
  for (const { rule } of result.rules.primary) byRule[rule] = 0;
  for (const rules of result.unsafe.rulesOf.values())
    for (const rule of new Set(rules)) byRule[rule] = (byRule[rule] ?? 0) + 1;
  const byCode = space.dimensions.map((each) => each.codes.map(nobody));
  const depths = space.dimensions.map(depthsOf);
  const byLevel = new Map<string, Counts>();
  for (let cell = 0; cell < space.size; cell++) {
    const status = statusOf(result, cell);
    const nodes = space.dimensions.map((_, d) => nodeAt(space, cell, d));
    nodes.forEach((node, d) => {
      add(byCode[d]![node]!, status);
    });
    const level = nodes.map((node, d) => depths[d]![node]).join('-');
    const counts = byLevel.get(level) ?? nobody();
    byLevel.set(level, counts);
    add(counts, status);
  }
  return {
    byRule,
    byCode: Object.fromEntries(
      space.dimensions.map(({ name, codes }, d) => [
        name,
        Object.fromEntries(codes.map((code, node) => [code, byCode[d]![node]!])),
      ]),
    ),
    byLevel: Object.fromEntries([...byLevel].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function nobody(): Counts {
  return { cells: 0, primary: 0, secondary: 0 };
}

function add(counts: Counts, status: string): void {
  counts.cells++;
  if (status === 'primary' || status === 'secondary') counts[status]++;
}

/** 0 for `Total`, 1 for the codes below it, and so on. */
function depthsOf(dimension: Dimension): number[] {
  const depths: number[] = [];
  dimension.parent.forEach((parent) => {
    depths.push(parent < 0 ? 0 : depths[parent]! + 1);
  });
  return depths;
}
