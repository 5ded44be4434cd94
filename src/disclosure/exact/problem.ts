/**
 * What the exact method is asked: which cells may be hidden at what cost, and how far the intruder must be kept from
 * each unsafe cell, over one system of cells and relations.
 */
import type { Target } from '../protection.ts';
import type { System } from '../system.ts';

/**
 * One thing a pattern must do. `down`/`up`: some table that fits what is published has the cell lower or higher by
 * `amount`. `width`: two such tables differ by `amount` in the cell, wherever the truth lies between them.
 */
export interface Demand {
  readonly cell: number;
  readonly direction: 'down' | 'up' | 'width';
  /** Above 0, in published units. */
  readonly amount: number;
  /** Cells whose values the intruder knows although they are hidden: those of a lone contributor. */
  readonly known: readonly number[];
}

export interface ExactProblem {
  readonly system: System;
  readonly values: Float64Array;
  /** Cost of hiding, above 0. */
  readonly costs: Float64Array;
  readonly demands: readonly Demand[];
  /** 1 where a cell is hidden whatever happens: unsafe, or withheld for another reason. */
  readonly given: Uint8Array;
  /** 1 where a cell must stay published. */
  readonly forced: Uint8Array;
}

/** Why a cell that is both given and forced counts as given: hiding what is unsafe is not the method's to refuse. */
export function mayBeHidden(problem: ExactProblem, cell: number): boolean {
  return !problem.given[cell] && !problem.forced[cell];
}

export function demandsOf(targets: readonly Target[], values: Float64Array): Demand[] {
  return targets.flatMap((target): Demand[] => {
    const { cell } = target;
    const known: readonly number[] = [];
    if (target.kind === 'move') return [{ cell, direction: 'width', amount: 1, known }];
    const down = values[cell]! - target.low;
    const up = target.high - values[cell]!;
    return [
      ...(down > 0 ? [{ cell, direction: 'down', amount: down, known } as const] : []),
      ...(up > 0 ? [{ cell, direction: 'up', amount: up, known } as const] : []),
    ];
  });
}

/** Cost of `hidden` beyond what is given. */
export function costOf(problem: ExactProblem, hidden: Uint8Array): number {
  let cost = 0;
  hidden.forEach((each, cell) => {
    if (each && !problem.given[cell]) cost += problem.costs[cell]!;
  });
  return cost;
}

/** Items in lists of equal key, keys and items in their order. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
