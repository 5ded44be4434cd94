/**
 * Which rows of two files meet in which block, for all passes.
 *
 * A block is one key that rows of both files have. A pair of rows that meets in several blocks belongs to the first of
 * them: the earliest pass, and in it the block of the lowest number. So every pair is compared once, and whoever
 * compares one block needs to know nothing of what was found in another.
 */
import { DomainError, label } from '../../problems.ts';
import type { BlockKeys } from './block-keys.ts';
import { KeyNumbers } from './key-numbers.ts';

/** Rows of one file by block: those of block t are `rows[starts[t] .. starts[t + 1])`. */
export interface BlockRows {
  readonly starts: Uint32Array;
  readonly rows: Uint32Array;
}

/** One pass over two files. */
export interface BlockPass {
  readonly name: string;
  readonly blocks: number;
  readonly a: BlockRows;
  readonly b: BlockRows;
  /** `ofA[slot][row]`: the block of that key of the row; -1 for none, below -1 one that is left out. */
  readonly ofA: readonly Int32Array[];
  readonly ofB: readonly Int32Array[];
  readonly facts: PassFacts;
}

/** What a pass is made of, in counts. */
export interface PassFacts {
  readonly name: string;
  /** Rows of each file with a key. */
  readonly keyed: readonly [number, number];
  /** Pairs of rows in all blocks, those that are left out included. */
  readonly pairsBeforeCap: number;
  /** Pairs of rows in blocks that are compared; a pair that meets in several blocks counts in each. */
  readonly pairs: number;
  /** Most pairs of rows in one block, before the cap. */
  readonly largestBlock: number;
  readonly blocks: number;
  /** Blocks left out because they hold more pairs than the cap, and the rows of each file in them. */
  readonly cappedBlocks: number;
  readonly cappedRows: readonly [number, number];
}

export interface BlockIndex {
  readonly rows: readonly [number, number];
  readonly passes: readonly BlockPass[];
}

/**
 * The blocks of two files. Blocks of more than `mostPairs` pairs are left out.
 *
 * Throws: `blocking-differs` where the files have not the same passes.
 * Cost:   O(keys) expected; 4 bytes a key for `of`, 4 for `rows`, and 12 to 24 a key of `a` while a pass is built.
 */
export function buildBlocks(
  a: readonly BlockKeys[],
  b: readonly BlockKeys[],
  rows: readonly [number, number],
  mostPairs: number,
): BlockIndex {
  checkSamePasses(a, b);
  return { rows, passes: a.map((keys, pass) => buildPass(keys, b[pass]!, rows, mostPairs)) };
}

export function checkSamePasses(a: readonly BlockKeys[], b: readonly BlockKeys[]): void {
  const shape = (passes: readonly BlockKeys[]) =>
    passes.map(({ name, slots }) => `${name} ${slots.length}`).join('\n');
  if (shape(a) !== shape(b))
    throw new DomainError('blocking-differs', {
      a: a.map(({ name }) => label(name)),
      b: b.map(({ name }) => label(name)),
    });
}

function buildPass(
  a: BlockKeys,
  b: BlockKeys,
  rows: readonly [number, number],
  mostPairs: number,
): BlockPass {
  const numbers = new KeyNumbers(rows[0] * a.slots.length);
  const ofA = numbered(a, rows[0], (key) => numbers.add(key));
  const ofB = numbered(b, rows[1], (key) => numbers.find(key));
  const sizesA = sizes(ofA, numbers.count);
  const sizesB = sizes(ofB, numbers.count);
  const kept = keep(sizesA, sizesB, mostPairs);
  const cappedRows: [number, number] = [rowsIn(ofA, kept.capped), rowsIn(ofB, kept.capped)];
  renumber(ofA, kept.number);
  renumber(ofB, kept.number);
  return {
    name: a.name,
    blocks: kept.blocks,
    a: rowsByBlock(ofA, kept.blocks),
    b: rowsByBlock(ofB, kept.blocks),
    ofA,
    ofB,
    facts: { name: a.name, keyed: [rowsWith(a, rows[0]), rowsWith(b, rows[1])], ...kept.facts, cappedRows },
  };
}

/** The number of each key. A key that a row has twice is its first alone. */
function numbered({ slots }: BlockKeys, rows: number, numberOf: (key: number) => number): Int32Array[] {
  const of = slots.map(() => new Int32Array(rows).fill(-1));
  slots.forEach((keys, slot) => {
    for (let row = 0; row < rows; row++) {
      const key = keys[row]!;
      if (key === 0) continue;
      const number = numberOf(key);
      let again = false;
      for (let other = 0; other < slot; other++) if (of[other]![row] === number) again = true;
      if (!again) of[slot]![row] = number;
    }
  });
  return of;
}

function sizes(of: readonly Int32Array[], blocks: number): Uint32Array {
  const counts = new Uint32Array(blocks);
  for (const numbers of of) for (const number of numbers) if (number >= 0) counts[number]! += 1;
  return counts;
}

/** Which keys become blocks, and what they are together. */
function keep(sizesA: Uint32Array, sizesB: Uint32Array, mostPairs: number) {
  const number = new Int32Array(sizesA.length).fill(-1);
  const capped = new Uint8Array(sizesA.length);
  let blocks = 0;
  let pairs = 0;
  let pairsBeforeCap = 0;
  let largestBlock = 0;
  let cappedBlocks = 0;
  for (let key = 0; key < sizesA.length; key++) {
    const size = sizesA[key]! * sizesB[key]!;
    if (size === 0) continue;
    pairsBeforeCap += size;
    largestBlock = Math.max(largestBlock, size);
    if (size > mostPairs) {
      capped[key] = 1;
      number[key] = -2 - cappedBlocks++;
    } else {
      number[key] = blocks++;
      pairs += size;
    }
  }
  return { number, capped, blocks, facts: { pairsBeforeCap, pairs, largestBlock, blocks, cappedBlocks } };
}

/** Rows of which a key is `chosen`. */
function rowsIn(of: readonly Int32Array[], chosen: Uint8Array): number {
  let count = 0;
  const rows = of[0]?.length ?? 0;
  for (let row = 0; row < rows; row++)
    if (of.some((numbers) => numbers[row]! >= 0 && chosen[numbers[row]!] === 1)) count += 1;
  return count;
}

function rowsWith({ slots }: BlockKeys, rows: number): number {
  let count = 0;
  for (let row = 0; row < rows; row++) if (slots.some((keys) => keys[row] !== 0)) count += 1;
  return count;
}

function renumber(of: readonly Int32Array[], number: Int32Array): void {
  for (const numbers of of)
    for (let row = 0; row < numbers.length; row++) {
      const old = numbers[row]!;
      if (old >= 0) numbers[row] = number[old]!;
    }
}

function rowsByBlock(of: readonly Int32Array[], blocks: number): BlockRows {
  const starts = new Uint32Array(blocks + 1);
  for (const numbers of of) for (const number of numbers) if (number >= 0) starts[number + 1]! += 1;
  for (let block = 0; block < blocks; block++) starts[block + 1]! += starts[block]!;
  const rows = new Uint32Array(starts[blocks]!);
  const next = starts.slice();
  const count = of[0]?.length ?? 0;
  for (let row = 0; row < count; row++)
    for (const numbers of of) {
      const number = numbers[row]!;
      if (number >= 0) rows[next[number]!++] = row;
    }
  return { starts, rows };
}
