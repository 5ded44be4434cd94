/**
 * Rows of one byte column grouped by equal bytes.
 *
 * Shape: row r is `bytes[width r .. width (r + 1))`; only rows with `included[r]` of 1 are in the index.
 * Cost:  O(rows * width) expected; memory 8 to 16 bytes a row for the table and 8 for the chains.
 */
export class RowIndex {
  readonly #bytes: Uint8Array;
  readonly #width: number;
  /** Slot -> first row of the group there, or -1. Open addressing. */
  readonly #table: Int32Array;
  readonly #next: Int32Array;
  readonly #last: Int32Array;

  constructor(bytes: Uint8Array, width: number, included: Uint8Array) {
    const rows = included.length;
    let size = 16;
    while (size < rows * 2) size *= 2;
    this.#bytes = bytes;
    this.#width = width;
    this.#table = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(rows).fill(-1);
    this.#last = new Int32Array(rows);
    for (let row = 0; row < rows; row++) if (included[row] === 1) this.#insert(row);
  }

  /** First row whose bytes equal those at `row` of `bytes` (another column of this width, maybe), or -1. */
  first(bytes: Uint8Array, row: number): number {
    return this.#table[this.#slot(bytes, row)]!;
  }

  /** All rows of the group that begins at `first`, upwards. */
  group(first: number): number[] {
    const rows: number[] = [];
    for (let row = first; row !== -1; row = this.#next[row]!) rows.push(row);
    return rows;
  }

  /** First rows of all groups of two or more. */
  firstsOfGroups(): number[] {
    return [...this.#table].filter((row) => row !== -1 && this.#next[row] !== -1).sort((x, y) => x - y);
  }

  #insert(row: number): void {
    const slot = this.#slot(this.#bytes, row);
    const first = this.#table[slot]!;
    if (first === -1) this.#table[slot] = row;
    else this.#next[this.#last[first]!] = row;
    this.#last[first === -1 ? row : first] = row;
  }

  #slot(bytes: Uint8Array, row: number): number {
    const mask = this.#table.length - 1;
    let slot = this.#hash(bytes, row) & mask;
    for (;;) {
      const first = this.#table[slot]!;
      if (first === -1 || this.#same(first, bytes, row)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  /** FNV-1a with a last mix, so that low bits depend on all bytes. */
  #hash(bytes: Uint8Array, row: number): number {
    let hash = 0x811c9dc5;
    const end = (row + 1) * this.#width;
    for (let at = row * this.#width; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return hash ^ (hash >>> 13);
  }

  #same(own: number, bytes: Uint8Array, row: number): boolean {
    const width = this.#width;
    for (let k = 0; k < width; k++) if (this.#bytes[own * width + k] !== bytes[row * width + k]) return false;
    return true;
  }
}
