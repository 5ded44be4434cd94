import type { CountTable } from '../count-table.ts';
import type { Rule } from '../spec.ts';
import { givenRule } from './given.ts';
import { groupRule } from './group.ts';
import type { PrimaryRule } from './rule.ts';
import { thresholdRule } from './threshold.ts';
import { zeroRule } from './zero.ts';

export function ruleOf(rule: Rule): PrimaryRule {
  switch (rule.rule) {
    case 'threshold':
      return thresholdRule(rule.minContributors);
    case 'zero':
      return zeroRule;
    case 'group':
      return groupRule;
    case 'given':
      return givenRule(rule.column);
    default:
      return rule satisfies never;
  }
}

/** Unsafe cells and, for the report, the word of the first rule that marked each. */
export interface Unsafe {
  readonly cells: Int32Array;
  readonly ruleOf: ReadonlyMap<number, string>;
}

/** Any rule makes a cell unsafe. Edge: a structural zero is never unsafe. */
export function unsafeCells(table: CountTable, rules: readonly Rule[]): Unsafe {
  const byCell = new Map<number, string>();
  for (const rule of rules.map(ruleOf))
    rule.mark(table).forEach((marked, cell) => {
      if (marked && !table.structural?.[cell] && !byCell.has(cell)) byCell.set(cell, rule.name);
    });
  return { cells: Int32Array.from([...byCell.keys()].sort((a, b) => a - b)), ruleOf: byCell };
}
