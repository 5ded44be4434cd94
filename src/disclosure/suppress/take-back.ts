/**
 * Take back: publish each secondary again, dearest first, where the witnesses through it can be replaced by changes
 * that hide less. What only those witnesses used goes with it, so that a try pays for all that it frees.
 */
import type { Change, Need } from './change.ts';
import type { Effort } from './effort.ts';
import type { Search } from './search.ts';
import type { Witnesses } from './witnesses.ts';

/** A cell through which more witnesses go than this stays: replacing all of them would hardly pay. */
const MOST_THROUGH = 200;

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
