/**
 * Take back: publish each secondary again, dearest first, where the witnesses through it can be replaced by changes
 * that hide less. What only those witnesses used goes with it, so that a try pays for all that it frees.
 */
import { holds } from '../witness.ts';
import { type Change, deltaAt, meets, type Need } from './change.ts';
import type { Effort } from './effort.ts';
import type { Search } from './search.ts';
import type { Witnesses } from './witnesses.ts';

/** A cell through which more witnesses go than this stays: replacing all of them would hardly pay. */
const MOST_THROUGH = 200;
/** Other changes tried before a programme is solved. */
const MOST_COMBINED = 60;

interface Limits {
  readonly expired?: () => boolean;
  readonly progress?: (done: number, of: number, phase: string) => void;
}

/** Passes over all secondaries until one helps nothing, or the effort is spent. */
export function takeBack(
  search: Search,
  witnesses: Witnesses,
  needs: readonly Need[],
  effort: Effort,
  { expired, progress }: Limits,
): void {
  const end = search.programs.columns + effort.columns;
  for (let pass = 1; pass <= effort.passes; pass++) {
    const cells = secondaries(search);
    let taken = 0;
    for (const [at, cell] of cells.entries()) {
      if (search.programs.columns > end || expired?.()) return;
      const numbers = witnesses.needsThrough(cell);
      if (numbers.length === 0) search.hidden[cell] = 0;
      else if (numbers.length <= MOST_THROUGH && replaced(search, witnesses, needs, effort, cell, numbers))
        taken++;
      progress?.((pass - 1) * cells.length + at + 1, effort.passes * cells.length, 'take back');
    }
    if (taken === 0) return;
  }
}

/** Hidden cells that are neither unsafe nor given, dearest first. */
function secondaries(search: Search): number[] {
  const { costs } = search.problem;
  return [...search.hidden.keys()]
    .filter((cell) => search.hidden[cell] && !search.fixed[cell])
    .sort((a, b) => costs[b]! - costs[a]! || a - b);
}

/** True where every witness of `numbers` has a replacement without `cell`, at less cost in all; else all is undone. */
function replaced(
  search: Search,
  witnesses: Witnesses,
  needs: readonly Need[],
  effort: Effort,
  cell: number,
  numbers: readonly number[],
): boolean {
  const before = numbers.map((number) => witnesses.changeOf(number)!);
  for (const number of numbers) witnesses.release(number);
  const freed = freedBy(search, witnesses, before);
  let budget = freed.reduce((sum, each) => sum + search.problem.costs[each]!, 0);
  const added: number[] = [];
  for (const [i, number] of numbers.entries()) {
    const need = needs[number]!;
    const change =
      witnesses.find(need, cell, (each) => search.priceOf(each) === 0) ??
      combined(search, before[i]!, before, need, cell) ??
      search.change(need, { reaches: effort.again, without: cell, below: budget });
    if (change === null) {
      for (const done of numbers.slice(0, i)) witnesses.release(done);
      for (const each of added) search.hidden[each] = 0;
      for (const each of freed) search.hidden[each] = 1;
      numbers.forEach((each, at) => {
        witnesses.assign(each, before[at]!);
      });
      return false;
    }
    budget -= search.priceOf(change);
    for (const each of change.cells) {
      if (search.hidden[each]) continue;
      search.hidden[each] = 1;
      added.push(each);
    }
    witnesses.assign(number, change);
  }
  return true;
}

/**
 * Two changes through `cell`, one so many times the other that the cell stands still: a change without it, where it
 * still meets `need`, hides nothing more and fits. It costs no programme.
 */
function combined(
  search: Search,
  change: Change,
  others: readonly Change[],
  need: Need,
  cell: number,
): Change | null {
  const { system, values } = search.problem;
  const by = deltaAt(change, cell);
  for (const other of others.slice(0, MOST_COMBINED)) {
    const factor = -by / deltaAt(other, cell);
    if (other === change || (system.whole && !Number.isInteger(factor))) continue;
    const sum = added(change, other, factor);
    if (!meets(sum, need) || search.priceOf(sum) > 0) continue;
    if (holds(system, values, search.hidden, sum)) return sum;
  }
  return null;
}

/** `change` plus `factor` times `other`. */
function added(change: Change, other: Change, factor: number): Change {
  const delta = new Map(Array.from(change.cells, (cell, i) => [cell, change.delta[i]!]));
  other.cells.forEach((cell, i) => {
    delta.set(cell, (delta.get(cell) ?? 0) + factor * other.delta[i]!);
  });
  const moved = [...delta].filter(([, by]) => Math.abs(by) > 1e-9).sort(([a], [b]) => a - b);
  return {
    cells: Int32Array.from(moved, ([cell]) => cell),
    delta: Float64Array.from(moved, ([, by]) => by),
  };
}

/** Publish the secondaries that only `changes` used. */
function freedBy(search: Search, witnesses: Witnesses, changes: readonly Change[]): number[] {
  const freed: number[] = [];
  for (const change of changes)
    for (const cell of change.cells) {
      if (search.fixed[cell] || !search.hidden[cell] || witnesses.users[cell]! > 0) continue;
      search.hidden[cell] = 0;
      freed.push(cell);
    }
  return freed;
}
