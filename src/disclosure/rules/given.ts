import type { PrimaryRule } from './rule.ts';

/** Cells the data themselves call unsafe: a decision by hand, or the rules of another system. */
export function givenRule(column: string): PrimaryRule {
  return { name: 'given', mark: ({ given, space }) => given.get(column) ?? new Uint8Array(space.size) };
}
