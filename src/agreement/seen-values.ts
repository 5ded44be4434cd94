/**
 * Whether a value occurred before in a file, without keeping it: 53 bits of each are kept.
 *
 * Edge:   two different values may be taken for one: of five million, some with a probability of about 0.0014
 *         (n * n / 2 to the 54th). It is for flags, never for a refusal.
 * Cost:   16 to 32 bytes a value.
 * Leaks:  the hash is not keyed; it never leaves memory.
 */
export class SeenValues {
  #slots = new Float64Array(1024);
  #used = 0;

  /** Adds `text`; true where it was there already. */
  add(text: string): boolean {
    const at = this.#place(this.#slots, hash53(text));
    if (this.#slots[at] !== 0) return true;
    this.#slots[at] = hash53(text);
    if (++this.#used * 2 > this.#slots.length) this.#grow();
    return false;
  }

  /** The slot of `hash`, or the free one where it belongs. */
  #place(slots: Float64Array, hash: number): number {
    let at = hash % slots.length;
    while (slots[at] !== 0 && slots[at] !== hash) at = (at + 1) % slots.length;
    return at;
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const hash of this.#slots) if (hash !== 0) larger[this.#place(larger, hash)] = hash;
    this.#slots = larger;
  }
}

/** 53 bits of `text`, never 0: two multiplicative hashes over its code units, mixed. */
function hash53(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return 4294967296 * (2097151 & low) + (high >>> 0) + 1;
}
