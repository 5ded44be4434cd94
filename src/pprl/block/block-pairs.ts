/** The pairs of rows of a range of blocks, each pair in the one block it belongs to (block-index.ts). */
import type { BlockIndex, BlockPass } from './block-index.ts';

/** Blocks `from` (included) to `to` (excluded) of one pass: the unit of work that is shared out and resumed. */
export interface BlockTask {
  readonly index: number;
  readonly pass: number;
  readonly from: number;
  readonly to: number;
  /** Pairs of rows in these blocks. */
  readonly pairs: number;
}

/** Some pairs of rows: the first `count` of each list. The lists are used again for the next. */
export interface PairList {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  readonly count: number;
}

/** Pairs in a task unless said otherwise, more only where one block has more. */
export const TASK_PAIRS = 4_000_000;
/** Pairs in a list. */
const LIST_PAIRS = 16_384;
/** Rows of `b` that are gone through for all rows of `a` of a block before the next ones. */
const TILE_ROWS = 1024;

/** Tasks that cover every block once, pass by pass. */
export function planTasks({ passes }: BlockIndex, taskPairs: number = TASK_PAIRS): BlockTask[] {
  const tasks: BlockTask[] = [];
  passes.forEach(({ blocks, a, b }, pass) => {
    let from = 0;
    let pairs = 0;
    for (let block = 0; block < blocks; block++) {
      const size = (a.starts[block + 1]! - a.starts[block]!) * (b.starts[block + 1]! - b.starts[block]!);
      if (pairs > 0 && pairs + size > taskPairs) {
        tasks.push({ index: tasks.length, pass, from, to: block, pairs });
        from = block;
        pairs = 0;
      }
      pairs += size;
    }
    if (blocks > from) tasks.push({ index: tasks.length, pass, from, to: blocks, pairs });
  });
  return tasks;
}

/** The pairs that belong to the blocks of `task`, list by list. */
export function* pairsOfTask({ passes }: BlockIndex, task: BlockTask): Generator<PairList> {
  const pass = passes[task.pass]!;
  const earlier = passes.slice(0, task.pass);
  const listA = new Uint32Array(LIST_PAIRS);
  const listB = new Uint32Array(LIST_PAIRS);
  let count = 0;
  for (let block = task.from; block < task.to; block++) {
    const endA = pass.a.starts[block + 1]!;
    const endB = pass.b.starts[block + 1]!;
    for (let tile = pass.b.starts[block]!; tile < endB; tile += TILE_ROWS) {
      const endTile = Math.min(endB, tile + TILE_ROWS);
      for (let at = pass.a.starts[block]!; at < endA; at++) {
        const i = pass.a.rows[at]!;
        for (let bt = tile; bt < endTile; bt++) {
          const j = pass.b.rows[bt]!;
          if (!isOwn(pass, block, i, j) || meetEarlier(earlier, i, j)) continue;
          listA[count] = i;
          listB[count] = j;
          count += 1;
          if (count < LIST_PAIRS) continue;
          yield { a: listA, b: listB, count };
          count = 0;
        }
      }
    }
  }
  if (count > 0) yield { a: listA, b: listB, count };
}

/** No block of a lower number in this pass has both rows. */
function isOwn({ ofA, ofB }: BlockPass, block: number, i: number, j: number): boolean {
  if (ofA.length === 1) return true;
  for (const blocksA of ofA) {
    const lower = blocksA[i]!;
    if (lower < 0 || lower >= block) continue;
    for (const blocksB of ofB) if (blocksB[j] === lower) return false;
  }
  return true;
}

function meetEarlier(earlier: readonly BlockPass[], i: number, j: number): boolean {
  for (const pass of earlier) if (meetIn(pass, i, j)) return true;
  return false;
}

/** Do the rows share a block of this pass that is compared? */
export function meetIn({ ofA, ofB }: BlockPass, i: number, j: number): boolean {
  for (const blocksA of ofA) {
    const block = blocksA[i]!;
    if (block < 0) continue;
    for (const blocksB of ofB) if (blocksB[j] === block) return true;
  }
  return false;
}

/** Do the rows share a block of this pass that is left out for its size? */
export function meetInCapped({ ofA, ofB }: BlockPass, i: number, j: number): boolean {
  return ofA.some((of) => of[i]! < -1 && ofB.some((other) => other[j] === of[i]));
}
