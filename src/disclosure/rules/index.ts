import type { CountTable } from '../count-table.ts';
import type { Rule } from '../spec.ts';
import type { ContributionRule } from './contributions.ts';
import { dominanceRule } from './dominance.ts';
import { givenRule } from './given.ts';
import { groupRule } from './group.ts';
import { pPercentRule, pqRule } from './p-percent.ts';
import { requestRule } from './request.ts';
import type { PrimaryRule } from './rule.ts';
import { thresholdRule } from './threshold.ts';
import { zeroRule } from './zero.ts';

function ruleOf(rule: Rule): PrimaryRule | ContributionRule {
  switch (rule.rule) {
    case 'threshold':
      return thresholdRule(rule.minContributors);
    case 'dominance':
      return dominanceRule(rule.n, rule.k);
    case 'p-percent':
      return pPercentRule(rule.p, rule.coalition);
    case 'pq':
      return pqRule(rule.p, rule.q, rule.coalition);
    case 'request':
      return requestRule(rule.p1, rule.p2 ?? rule.p1, rule.minContributors);
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
  /** Every rule that marked a cell. */
  readonly rulesOf: ReadonlyMap<number, readonly string[]>;
  /** Largest protection level of the rules over contributions that marked a cell; absent where none of them did. */
  readonly levelOf: ReadonlyMap<number, number>;
}

/**
 * Any rule makes a cell unsafe.
 * Edge: a structural zero is never unsafe; nor is a cell that is public already, which no rule can take back.
 * Cost: contributions are ranked once for each cell, whatever the number of rules.
 */
export function unsafeCells(table: CountTable, rules: readonly Rule[]): Unsafe {
  const rulesOf = new Map<number, string[]>();
  const levelOf = new Map<number, number>();
  const add = (cell: number, name: string) => {
    const names = rulesOf.get(cell);
    if (names) names.push(name);
    else rulesOf.set(cell, [name]);
  };
  const made = rules.map(ruleOf);
  const marks = made.map((rule) => ('mark' in rule ? rule.mark(table) : null));
  for (let cell = 0; cell < table.space.size; cell++) {
    if (table.structural?.[cell] || table.published?.[cell]) continue;
    const ranked = table.contributionsOf?.(cell);
    made.forEach((rule, i) => {
      if ('mark' in rule) {
        if (marks[i]![cell]) add(cell, rule.name);
        return;
      }
      const level = ranked === undefined ? null : rule.level(ranked);
      if (level === null) return;
      add(cell, rule.name);
      levelOf.set(cell, Math.max(levelOf.get(cell) ?? 0, level));
    });
  }
  return {
    cells: Int32Array.from(rulesOf.keys()),
    ruleOf: new Map(Array.from(rulesOf, ([cell, names]) => [cell, names[0]!])),
    rulesOf,
    levelOf,
  };
}
