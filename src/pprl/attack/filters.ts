/** Filters as an attacker holds them: packed in 32-bit words, with their Dice similarities to one another. */

export interface Filters {
  readonly rows: number;
  readonly bits: number;
  /** Row r is `data[r * bits / 32 .. (r + 1) * bits / 32)`. */
  readonly data: Uint32Array;
  /** Bits set in each row. */
  readonly weights: Int32Array;
}

/** Shape: each filter of `bits / 8` bytes, `bits` a multiple of 32. */
export function packFilters(clks: readonly Uint8Array[], bits: number): Filters {
  const words = bits / 32;
  const data = new Uint32Array(clks.length * words);
  clks.forEach((clk, row) => {
    for (let byte = 0; byte < clk.length; byte++)
      data[row * words + (byte >> 2)]! |= clk[byte]! << (8 * (byte & 3));
  });
  const weights = new Int32Array(clks.length);
  for (let row = 0; row < clks.length; row++)
    for (let i = row * words; i < (row + 1) * words; i++) weights[row]! += ones(data[i]!);
  return { rows: clks.length, bits, data, weights };
}

/** Whether a bit is set, in the order in which `packFilters` laid the bits down. */
export function bitAt({ data, bits }: Filters, row: number, bit: number): 0 | 1 {
  return ((data[(row * bits) / 32 + (bit >> 5)]! >>> (bit & 31)) & 1) as 0 | 1;
}

/** A byte for each bit, 0 or 1, row after row, in the order of `bitAt`. Cost: eight times the memory of the filters. */
export function unpacked({ data, rows, bits }: Filters): Uint8Array {
  const all = new Uint8Array(rows * bits);
  for (let at = 0; at < all.length; at++) all[at] = (data[at >> 5]! >>> (at & 31)) & 1;
  return all;
}

/** Dice similarities of `row` to each of `others`, in their order. Edge: 0 where both filters are empty. */
export function diceTo({ data, bits, weights }: Filters, row: number, others: Int32Array): Float32Array {
  const words = bits / 32;
  const own = data.subarray(row * words, (row + 1) * words);
  const found = new Float32Array(others.length);
  for (let i = 0; i < others.length; i++) {
    const start = others[i]! * words;
    let common = 0;
    for (let w = 0; w < words; w++) common += ones(own[w]! & data[start + w]!);
    const both = weights[row]! + weights[others[i]!]!;
    found[i] = both === 0 ? 0 : (2 * common) / both;
  }
  return found;
}

function ones(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
