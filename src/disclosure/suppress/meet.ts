/**
 * Meet every need: those that cost little first, the dear ones last, when much is hidden that they can use. A dear need
 * met early hides a margin of thousands where the cells hidden a little later would have served; what is hidden for it
 * then draws the changes of others, and is hardly taken back.
 */
import type { Change, Need } from './change.ts';
import type { Effort } from './effort.ts';
import type { Search, Within } from './search.ts';
import type { Witnesses } from './witnesses.ts';

interface Limits {
  readonly expired?: () => boolean;
  readonly progress?: (done: number, of: number, phase: string) => void;
}

/** Needs that nothing meets; none where time ran out. */
export function meetAll(
  search: Search,
  witnesses: Witnesses,
  needs: readonly Need[],
  effort: Effort,
  { expired, progress }: Limits,
): Need[] {
  const rounds: Within[] = [
    ...effort.stages.map(({ reach, below }) => ({ reaches: [reach], below })),
    { reaches: effort.last },
  ];
  let open = [...needs.keys()];
  for (const within of rounds) {
    const left: number[] = [];
    for (const [tried, number] of open.entries()) {
      if (expired?.()) return [];
      const need = needs[number]!;
      const change =
        witnesses.find(need, -1, (each) => search.priceOf(each) === 0) ?? search.change(need, within);
      if (change === null) left.push(number);
      else use(search, witnesses, number, change);
      progress?.(needs.length - open.length + tried + 1 - left.length, needs.length, 'hide');
    }
    open = left;
  }
  return open.map((number) => needs[number]!);
}

/** Hide what `change` uses and let it stand for the need numbered `number`. */
export function use(search: Search, witnesses: Witnesses, number: number, change: Change): void {
  for (const cell of change.cells) search.hidden[cell] = 1;
  witnesses.assign(number, change);
}
