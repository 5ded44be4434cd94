/**
 * Compare kernel in AssemblyScript: counts the common bits of four filters of one file with each filter of another.
 *
 * Shape: filters are little-endian 64-bit words, back to back, `stride` bytes from one to the next. The four
 *        queries of a group are neighbours. `ones` are set bits of each filter as u32; those of the other file
 *        are stored times four, ready to index `table`.
 * Test:  a pair is a hit when common >= table[ones + ones]: an integer bound for each total, made by the caller
 *        with the very division of the reference, so both agree on ties. Which similarity it is, only the table knows.
 * Best:  with `keepBest`, hits are not listed: each query keeps the best of them in a heap, its worst at the root.
 * Speed: the 64 words of four queries are held in locals: without that the compiler reloads them for every row.
 *        Scalar popcnt is faster here than SIMD popcnt of bytes. Wider filters take several passes of 16 words,
 *        with the counts so far in `scratch` (four u32 for each row of the other file).
 * Safety: a group adds at most 4 * rows hits; `step` stops before a group that might not fit, so none is lost.
 */

const QUERIES: u32 = 4;
const HIT_BYTES: usize = 12;

/** Hits written by the last call of `step`. */
let hitEnd: usize = 0;
export function hitsEnd(): usize {
  return hitEnd;
}

/** Writes the number of set bits of each of `rows` filters of `words` words to `ones`, shifted left by `shift`. */
export function countOnes(filters: usize, words: u32, rows: u32, ones: usize, shift: u32): void {
  for (let row: u32 = 0; row < rows; row++) {
    let count: u64 = 0;
    for (let word: u32 = 0; word < words; word++) {
      count += popcnt(load<u64>(filters));
      filters += 8;
    }
    store<u32>(ones + (<usize>row << 2), <u32>count << shift);
  }
}

/** Heap of a query: u32 count, 4 bytes free, then `top` entries of f64 rank, u32 row, common, total, 4 bytes free. */
const HEAP_HEAD: usize = 8;
const ENTRY: usize = 24;
let heaps: usize = 0;
let top: u32 = 0;
let byDistance: bool = false;
let firstOther: u32 = 0;
let tableStart: usize = 0;

/**
 * Keep the best `count` hits of each query at `at`, the rows of the other file numbered from `first`; 0 lists all hits.
 * Ranked by 2 common - total with `distance` (Hamming), else by common / total (Dice, and Jaccard has its order).
 */
export function keepBest(at: usize, count: u32, distance: bool, first: u32): void {
  heaps = at;
  top = count;
  byDistance = distance;
  firstOther = first;
}

// @ts-ignore: decorator
@inline
function isWorse(rank: f64, other: u32, than: usize): bool {
  const rankThan = load<f64>(than);
  return rank < rankThan || (rank == rankThan && other > load<u32>(than, 8));
}

// @ts-ignore: decorator
@inline
function put(at: usize, rank: f64, other: u32, common: u32, total: u32): void {
  store<f64>(at, rank);
  store<u32>(at, other, 8);
  store<u32>(at, common, 12);
  store<u32>(at, total, 16);
}

/** Rows of the other file come in ascending order: a hit as good as the worst that is kept comes too late. */
function offer(query: u32, other: u32, common: u32, total: u32): void {
  const rank: f64 = byDistance
    ? <f64>(2 * <i32>common - <i32>total)
    : total == 0 ? 0 : <f64>common / <f64>total;
  other += firstOther;
  const heap = heaps + <usize>query * (HEAP_HEAD + <usize>top * ENTRY);
  const entries = heap + HEAP_HEAD;
  const count = load<u32>(heap);
  let place: u32 = 0;
  if (count < top) {
    store<u32>(heap, count + 1);
    place = count;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = entries + <usize>parent * ENTRY;
      if (!isWorse(rank, other, above)) break;
      memory.copy(entries + <usize>place * ENTRY, above, ENTRY);
      place = parent;
    }
  } else {
    if (rank <= load<f64>(entries)) return;
    for (;;) {
      let child: u32 = 2 * place + 1;
      if (child >= top) break;
      let below = entries + <usize>child * ENTRY;
      if (child + 1 < top && isWorse(load<f64>(below, ENTRY), load<u32>(below, ENTRY + 8), below)) {
        child += 1;
        below += ENTRY;
      }
      if (isWorse(rank, other, below)) break;
      memory.copy(entries + <usize>place * ENTRY, below, ENTRY);
      place = child;
    }
  }
  put(entries + <usize>place * ENTRY, rank, other, common, total);
}

// @ts-ignore: decorator
@inline
function hit(at: usize, a: u32, b: u32, common: u32, bound: usize): usize {
  if (heaps != 0) {
    offer(a, b, common, <u32>((bound - tableStart) >> 2));
    return at;
  }
  store<u32>(at, a);
  store<u32>(at, b, 4);
  store<u32>(at, common, 8);
  return at + HIT_BYTES;
}

/** One pass over 16 words: adds to the counts in `scratch` (`before`), and tests (`last`) or stores them. */
// @ts-ignore: decorator
@inline
function pass16(
  before: bool, last: bool,
  query: usize, queryRow: u32, others: usize, rows: u32, stride: usize,
  ones: usize, otherOnes: usize, table: usize, scratch: usize, at: usize,
): usize {
  const f0 = query, f1 = f0 + stride, f2 = f1 + stride, f3 = f2 + stride;
  const p0 = load<u64>(f0, 0), p1 = load<u64>(f0, 8), p2 = load<u64>(f0, 16), p3 = load<u64>(f0, 24),
    p4 = load<u64>(f0, 32), p5 = load<u64>(f0, 40), p6 = load<u64>(f0, 48), p7 = load<u64>(f0, 56),
    p8 = load<u64>(f0, 64), p9 = load<u64>(f0, 72), p10 = load<u64>(f0, 80), p11 = load<u64>(f0, 88),
    p12 = load<u64>(f0, 96), p13 = load<u64>(f0, 104), p14 = load<u64>(f0, 112), p15 = load<u64>(f0, 120);
  const q0 = load<u64>(f1, 0), q1 = load<u64>(f1, 8), q2 = load<u64>(f1, 16), q3 = load<u64>(f1, 24),
    q4 = load<u64>(f1, 32), q5 = load<u64>(f1, 40), q6 = load<u64>(f1, 48), q7 = load<u64>(f1, 56),
    q8 = load<u64>(f1, 64), q9 = load<u64>(f1, 72), q10 = load<u64>(f1, 80), q11 = load<u64>(f1, 88),
    q12 = load<u64>(f1, 96), q13 = load<u64>(f1, 104), q14 = load<u64>(f1, 112), q15 = load<u64>(f1, 120);
  const r0 = load<u64>(f2, 0), r1 = load<u64>(f2, 8), r2 = load<u64>(f2, 16), r3 = load<u64>(f2, 24),
    r4 = load<u64>(f2, 32), r5 = load<u64>(f2, 40), r6 = load<u64>(f2, 48), r7 = load<u64>(f2, 56),
    r8 = load<u64>(f2, 64), r9 = load<u64>(f2, 72), r10 = load<u64>(f2, 80), r11 = load<u64>(f2, 88),
    r12 = load<u64>(f2, 96), r13 = load<u64>(f2, 104), r14 = load<u64>(f2, 112), r15 = load<u64>(f2, 120);
  const s0 = load<u64>(f3, 0), s1 = load<u64>(f3, 8), s2 = load<u64>(f3, 16), s3 = load<u64>(f3, 24),
    s4 = load<u64>(f3, 32), s5 = load<u64>(f3, 40), s6 = load<u64>(f3, 48), s7 = load<u64>(f3, 56),
    s8 = load<u64>(f3, 64), s9 = load<u64>(f3, 72), s10 = load<u64>(f3, 80), s11 = load<u64>(f3, 88),
    s12 = load<u64>(f3, 96), s13 = load<u64>(f3, 104), s14 = load<u64>(f3, 112), s15 = load<u64>(f3, 120);
  const t0 = table + (<usize>load<u32>(ones, 0) << 2), t1 = table + (<usize>load<u32>(ones, 4) << 2);
  const t2 = table + (<usize>load<u32>(ones, 8) << 2), t3 = table + (<usize>load<u32>(ones, 12) << 2);
  let row = others;
  for (let j: u32 = 0; j < rows; j++) {
    let c0: u64 = 0, c1: u64 = 0, c2: u64 = 0, c3: u64 = 0, y: u64;
    if (before) {
      c0 = load<u32>(scratch, 0); c1 = load<u32>(scratch, 4); c2 = load<u32>(scratch, 8); c3 = load<u32>(scratch, 12);
    }
    y = load<u64>(row, 0); c0 += popcnt(y & p0); c1 += popcnt(y & q0); c2 += popcnt(y & r0); c3 += popcnt(y & s0);
    y = load<u64>(row, 8); c0 += popcnt(y & p1); c1 += popcnt(y & q1); c2 += popcnt(y & r1); c3 += popcnt(y & s1);
    y = load<u64>(row, 16); c0 += popcnt(y & p2); c1 += popcnt(y & q2); c2 += popcnt(y & r2); c3 += popcnt(y & s2);
    y = load<u64>(row, 24); c0 += popcnt(y & p3); c1 += popcnt(y & q3); c2 += popcnt(y & r3); c3 += popcnt(y & s3);
    y = load<u64>(row, 32); c0 += popcnt(y & p4); c1 += popcnt(y & q4); c2 += popcnt(y & r4); c3 += popcnt(y & s4);
    y = load<u64>(row, 40); c0 += popcnt(y & p5); c1 += popcnt(y & q5); c2 += popcnt(y & r5); c3 += popcnt(y & s5);
    y = load<u64>(row, 48); c0 += popcnt(y & p6); c1 += popcnt(y & q6); c2 += popcnt(y & r6); c3 += popcnt(y & s6);
    y = load<u64>(row, 56); c0 += popcnt(y & p7); c1 += popcnt(y & q7); c2 += popcnt(y & r7); c3 += popcnt(y & s7);
    y = load<u64>(row, 64); c0 += popcnt(y & p8); c1 += popcnt(y & q8); c2 += popcnt(y & r8); c3 += popcnt(y & s8);
    y = load<u64>(row, 72); c0 += popcnt(y & p9); c1 += popcnt(y & q9); c2 += popcnt(y & r9); c3 += popcnt(y & s9);
    y = load<u64>(row, 80); c0 += popcnt(y & p10); c1 += popcnt(y & q10); c2 += popcnt(y & r10); c3 += popcnt(y & s10);
    y = load<u64>(row, 88); c0 += popcnt(y & p11); c1 += popcnt(y & q11); c2 += popcnt(y & r11); c3 += popcnt(y & s11);
    y = load<u64>(row, 96); c0 += popcnt(y & p12); c1 += popcnt(y & q12); c2 += popcnt(y & r12); c3 += popcnt(y & s12);
    y = load<u64>(row, 104); c0 += popcnt(y & p13); c1 += popcnt(y & q13); c2 += popcnt(y & r13); c3 += popcnt(y & s13);
    y = load<u64>(row, 112); c0 += popcnt(y & p14); c1 += popcnt(y & q14); c2 += popcnt(y & r14); c3 += popcnt(y & s14);
    y = load<u64>(row, 120); c0 += popcnt(y & p15); c1 += popcnt(y & q15); c2 += popcnt(y & r15); c3 += popcnt(y & s15);
    if (last) {
      const total = <usize>load<u32>(otherOnes);
      if (<u32>c0 >= load<u32>(t0 + total)) at = hit(at, queryRow, j, <u32>c0, t0 + total);
      if (<u32>c1 >= load<u32>(t1 + total)) at = hit(at, queryRow + 1, j, <u32>c1, t1 + total);
      if (<u32>c2 >= load<u32>(t2 + total)) at = hit(at, queryRow + 2, j, <u32>c2, t2 + total);
      if (<u32>c3 >= load<u32>(t3 + total)) at = hit(at, queryRow + 3, j, <u32>c3, t3 + total);
      otherOnes += 4;
    } else {
      store<u32>(scratch, <u32>c0, 0); store<u32>(scratch, <u32>c1, 4);
      store<u32>(scratch, <u32>c2, 8); store<u32>(scratch, <u32>c3, 12);
    }
    row += stride;
    scratch += 16;
  }
  return at;
}

function whole16(query: usize, queryRow: u32, others: usize, rows: u32, stride: usize, ones: usize, otherOnes: usize, table: usize, at: usize): usize {
  return pass16(false, true, query, queryRow, others, rows, stride, ones, otherOnes, table, 0, at);
}

function first16(query: usize, others: usize, rows: u32, stride: usize, ones: usize, scratch: usize): void {
  pass16(false, false, query, 0, others, rows, stride, ones, 0, 0, scratch, 0);
}

function middle16(query: usize, others: usize, rows: u32, stride: usize, ones: usize, scratch: usize): void {
  pass16(true, false, query, 0, others, rows, stride, ones, 0, 0, scratch, 0);
}

function last16(query: usize, queryRow: u32, others: usize, rows: u32, stride: usize, ones: usize, otherOnes: usize, table: usize, scratch: usize, at: usize): usize {
  return pass16(true, true, query, queryRow, others, rows, stride, ones, otherOnes, table, scratch, at);
}

/** The `words` words that are left after passes of 16, then the test. */
function rest(words: u32, before: bool, query: usize, queryRow: u32, others: usize, rows: u32, stride: usize, ones: usize, otherOnes: usize, table: usize, scratch: usize, at: usize): usize {
  const q1 = query + stride, q2 = q1 + stride, q3 = q2 + stride, end = <usize>words << 3;
  const t0 = table + (<usize>load<u32>(ones, 0) << 2), t1 = table + (<usize>load<u32>(ones, 4) << 2);
  const t2 = table + (<usize>load<u32>(ones, 8) << 2), t3 = table + (<usize>load<u32>(ones, 12) << 2);
  for (let j: u32 = 0; j < rows; j++) {
    let c0: u64 = 0, c1: u64 = 0, c2: u64 = 0, c3: u64 = 0;
    if (before) {
      c0 = load<u32>(scratch, 0); c1 = load<u32>(scratch, 4); c2 = load<u32>(scratch, 8); c3 = load<u32>(scratch, 12);
    }
    for (let k: usize = 0; k < end; k += 8) {
      const y = load<u64>(others + k);
      c0 += popcnt(y & load<u64>(query + k));
      c1 += popcnt(y & load<u64>(q1 + k));
      c2 += popcnt(y & load<u64>(q2 + k));
      c3 += popcnt(y & load<u64>(q3 + k));
    }
    const total = <usize>load<u32>(otherOnes);
    if (<u32>c0 >= load<u32>(t0 + total)) at = hit(at, queryRow, j, <u32>c0, t0 + total);
    if (<u32>c1 >= load<u32>(t1 + total)) at = hit(at, queryRow + 1, j, <u32>c1, t1 + total);
    if (<u32>c2 >= load<u32>(t2 + total)) at = hit(at, queryRow + 2, j, <u32>c2, t2 + total);
    if (<u32>c3 >= load<u32>(t3 + total)) at = hit(at, queryRow + 3, j, <u32>c3, t3 + total);
    otherOnes += 4;
    others += stride;
    scratch += 16;
  }
  return at;
}

/**
 * Compares query rows from `from` on, in groups of four, with all `rows` filters of `others`, until `to` is reached
 * or the hits of one more group might not fit before `hitsLimit`.
 * Returns the first query row that was not compared; hits are at `hits` .. `hitsEnd()`: u32 query row, row, common.
 */
export function step(
  queries: usize, from: u32, to: u32, others: usize, rows: u32, words: u32,
  ones: usize, otherOnes: usize, table: usize, scratch: usize, hits: usize, hitsLimit: usize,
): u32 {
  const stride = <usize>words << 3;
  const passes = words >> 4;
  const left = words & 15;
  const room = <usize>rows * QUERIES * HIT_BYTES;
  let at = hits;
  tableStart = table;
  while (from < to && at + room <= hitsLimit) {
    const query = queries + <usize>from * stride;
    const own = ones + (<usize>from << 2);
    if (words == 16) at = whole16(query, from, others, rows, stride, own, otherOnes, table, at);
    else {
      const tested: u32 = left == 0 ? 1 : 0;
      for (let pass: u32 = 0; pass + tested < passes; pass++) {
        const offset = <usize>pass << 7;
        if (pass == 0) first16(query, others, rows, stride, own, scratch);
        else middle16(query + offset, others + offset, rows, stride, own, scratch);
      }
      const offset = <usize>(passes - tested) << 7;
      if (left == 0) at = last16(query + offset, from, others + offset, rows, stride, own, otherOnes, table, scratch, at);
      else at = rest(left, passes > 0, query + offset, from, others + offset, rows, stride, own, otherOnes, table, scratch, at);
    }
    from += QUERIES;
  }
  hitEnd = at;
  return from;
}

/**
 * Compares `count` listed pairs: u32 row of `queries`, u32 row of `others` each. `ones` and `otherOnes` are plain.
 * Hits are at `hits` .. `hitsEnd()`, at most one for each pair: u32 number of the pair, common, ones together.
 */
export function listed(
  list: usize, count: u32, queries: usize, others: usize, words: u32,
  ones: usize, otherOnes: usize, table: usize, hits: usize,
): void {
  const stride = <usize>words << 3;
  const whole = stride & ~31;
  let at = hits;
  for (let k: u32 = 0; k < count; k++) {
    const i = <usize>load<u32>(list), j = <usize>load<u32>(list, 4);
    const x = queries + i * stride, y = others + j * stride;
    let c: u64 = 0, d: u64 = 0;
    let word: usize = 0;
    for (; word < whole; word += 32) {
      c += popcnt(load<u64>(x + word) & load<u64>(y + word));
      d += popcnt(load<u64>(x + word, 8) & load<u64>(y + word, 8));
      c += popcnt(load<u64>(x + word, 16) & load<u64>(y + word, 16));
      d += popcnt(load<u64>(x + word, 24) & load<u64>(y + word, 24));
    }
    for (; word < stride; word += 8) c += popcnt(load<u64>(x + word) & load<u64>(y + word));
    const common = <u32>(c + d);
    const total = load<u32>(ones + (i << 2)) + load<u32>(otherOnes + (j << 2));
    if (common >= load<u32>(table + (<usize>total << 2))) {
      store<u32>(at, k);
      store<u32>(at, common, 4);
      store<u32>(at, total, 8);
      at += HIT_BYTES;
    }
    list += 8;
  }
  hitEnd = at;
}
