/** Where the blocks of the fast kernel lie in its module's memory. */

/** Rows of `a` in a block: a multiple of the four that the module takes at a time. */
const BLOCK_A = 512;
/** Most rows of `b` in a block, and the bytes they should fit in: half of a usual second-level cache. */
const BLOCK_B = 1024;
const BLOCK_B_BYTES = 256 * 1024;
/** Hits that are kept before they are read out, beyond the most that one group of four rows can add. */
const SPARE_HITS = 16_384;
/** Bytes that the best pairs of a block of rows should fit in. */
const HEAPS_BYTES = 4 * 1024 * 1024;
const HEAP_HEAD_BYTES = 8;

/** u32 words of a listed hit and of an entry of a heap (its rank, a f64, is the first two). */
export const HIT_WORDS = 3;
export const ENTRY_WORDS = 6;
export const PAGE_BYTES = 65_536;

/** In bytes; everything on an 8-byte boundary. */
export interface Layout {
  readonly words: number;
  readonly rowsA: number;
  readonly rowsB: number;
  /** Pairs that are kept of each row of `a`; 0 keeps all. */
  readonly top: number;
  readonly table: number;
  readonly onesA: number;
  readonly onesB: number;
  readonly filtersA: number;
  readonly filtersB: number;
  readonly scratch: number;
  readonly heaps: number;
  readonly hits: number;
  readonly end: number;
}

export const heapBytes = (top: number): number => HEAP_HEAD_BYTES + top * ENTRY_WORDS * 4;

export function layOut(bits: number, top: number): Layout {
  const words = Math.ceil(bits / 64);
  const rowsA =
    top === 0 ? BLOCK_A : Math.max(4, Math.min(BLOCK_A, Math.floor(HEAPS_BYTES / heapBytes(top) / 4) * 4));
  const rowsB = Math.max(64, Math.min(BLOCK_B, Math.floor(BLOCK_B_BYTES / (words * 8))));
  let next = 1024;
  const take = (bytes: number) => {
    const at = next;
    next += Math.ceil(bytes / 8) * 8;
    return at;
  };
  return {
    words,
    rowsA,
    rowsB,
    top,
    table: take((2 * bits + 1) * 4),
    onesA: take(rowsA * 4),
    onesB: take(rowsB * 4),
    filtersA: take(rowsA * words * 8),
    filtersB: take(rowsB * words * 8),
    scratch: take(rowsB * 16),
    heaps: take(top === 0 ? 0 : rowsA * heapBytes(top)),
    hits: take((4 * rowsB + SPARE_HITS) * HIT_WORDS * 4),
    // Hits fill the last page, so that one too many would trap instead of going unseen.
    end: Math.ceil(next / PAGE_BYTES) * PAGE_BYTES,
  };
}
